//! How long marks are looked for in a newer version of their text: 100 KB of sentences that all
//! differ, of which every tenth was changed, and 1,000 marks.

use divan::{Bencher, black_box};
use onrecord_core::anchor::Versions;
use onrecord_core::text::{ArticleText, CharSpan};

const N_SENTENCES: usize = 1_500;
const N_MARKS: usize = 1_000;

/// A text whose every tenth sentence names another `month`, if there is one.
fn text(month: Option<&str>) -> ArticleText {
    let sentence = |nth: usize| {
        let month = month.filter(|_| nth % 10 == 3).unwrap_or("May");
        format!("Pier {nth} will be rebuilt by {month}, said the harbour master no. {}. ", nth * 7)
    };
    ArticleText::new((0..N_SENTENCES).map(sentence).collect::<String>())
}

/// Spread evenly, of 20 to 59 characters.
fn marks(text: &ArticleText) -> Vec<CharSpan> {
    let step = (text.n_chars() - 60) / N_MARKS;
    (0..N_MARKS).map(|nth| CharSpan::of(nth * step, nth * step + 20 + nth % 40)).collect()
}

/// Both versions compared, and every mark looked for.
#[divan::bench]
fn versions_with_marks(bencher: Bencher) {
    let (old, new) = (text(None), text(Some("December")));
    let marks = marks(&old);
    bencher.bench(|| {
        let versions = Versions::new(&old, &new);
        marks.iter().map(|mark| versions.find(black_box(*mark)).outcome).collect::<Vec<_>>()
    });
}

/// Two versions that are the same but for one letter.
#[divan::bench]
fn versions_that_hardly_differ(bencher: Bencher) {
    let old = text(None);
    let new = ArticleText::new(old.as_str().replacen("Pier 700 ", "Pier 7OO ", 1));
    bencher.bench(|| Versions::new(black_box(&old), black_box(&new)).find(CharSpan::of(5, 40)));
}

fn main() {
    divan::main();
}
