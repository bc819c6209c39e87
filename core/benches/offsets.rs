//! How long offsets of a text of 1 MB take: reading it once, then 1,000 conversions of each kind.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use onrecord_core::text::{ByteOffset, CharOffset, OffsetIndex, Utf16Offset};

const N_BYTES: usize = 1_000_000;
const N_CONVERSIONS: usize = 1_000;
const SENTENCES: [&str; 2] =
    ["The minister said it was done. ", "The minister: «готово» 👍🏽, 「約束」 – “done”. "];

fn text(sentence: &str) -> String {
    sentence.repeat(N_BYTES / sentence.len() + 1)
}

/// Places spread over `n_units`, in no order that a cache could use.
fn places(n_units: usize) -> impl Iterator<Item = usize> {
    (0..N_CONVERSIONS).map(move |idx| idx * 7_919 * 131 % n_units)
}

#[divan::bench(args = SENTENCES)]
fn index(bencher: Bencher, sentence: &str) {
    let text = text(sentence);
    bencher.counter(BytesCount::of_str(&text)).bench(|| OffsetIndex::new(black_box(&text)));
}

#[divan::bench(args = SENTENCES)]
fn byte_to_char(bencher: Bencher, sentence: &str) {
    let text = text(sentence);
    let index = OffsetIndex::new(&text);
    bencher.bench(|| {
        for place in places(text.len()) {
            black_box(index.byte_to_char(&text, ByteOffset::new(place)));
        }
    });
}

#[divan::bench(args = SENTENCES)]
fn char_to_byte(bencher: Bencher, sentence: &str) {
    let text = text(sentence);
    let index = OffsetIndex::new(&text);
    bencher.bench(|| {
        for place in places(index.n_chars()) {
            black_box(index.char_to_byte(&text, CharOffset::new(place)));
        }
    });
}

#[divan::bench(args = SENTENCES)]
fn utf16_to_char(bencher: Bencher, sentence: &str) {
    let text = text(sentence);
    let index = OffsetIndex::new(&text);
    bencher.bench(|| {
        for place in places(index.n_utf16()) {
            black_box(index.utf16_to_char(&text, Utf16Offset::new(place)));
        }
    });
}

fn main() {
    divan::main();
}
