//! How long reading 1 MB of plain text takes.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use onrecord_core::ingest::plain_text;
use onrecord_core::model::sample;

const N_BYTES: usize = 1_000_000;

/// Texts whose paragraphs are as usual, all short, and all one.
#[divan::bench(args = ["sample", "lines", "one paragraph"])]
fn read(bencher: Bencher, shape: &str) {
    let unit = match shape {
        "lines" => "What Russia is saying Moscow has been silent\n".to_owned(),
        "one paragraph" => sample::TEXT.replace('\n', " "),
        _ => sample::TEXT.to_owned() + "\n",
    };
    let text = unit.repeat(N_BYTES / unit.len() + 1);
    bencher.counter(BytesCount::of_str(&text)).bench(|| plain_text::read(black_box(&text)));
}

fn main() {
    divan::main();
}
