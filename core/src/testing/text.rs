//! Texts that are hard to count, cut and compare.

use proptest::prelude::*;

use crate::text::{Boundary, ByteOffset, ByteSpan, Segmenter};

/// Words with punctuation, of several scripts and directions, some with astral characters.
const WORDS: &str = "agreed “excellent progress” don’t U.S. 3.14 well-known «да» Київ שָׁלוֹם السَّلَامُ \
    你好 「約束」 ภาษาไทย नमस्ते 한국어 ᄀ ㄱ ﷺ ß İ ﬃ 𝔘 𐍈 𠮷";

/// Emoji joined, coloured, as flags and keycaps, and parts of them.
const EMOJI: &str = "👩‍👩‍👧‍👦 🧑🏽‍🚒 👍 🇺🇦 🇺 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏽";

/// Marks that combine, what cannot be seen, and the ends of the code space.
const FRAGMENTS: [&str; 16] = [
    "e\u{301}",
    "\u{301}",
    "o\u{308}\u{323}",
    "\u{200d}",
    "\u{fe0f}",
    "\u{600}",
    "\u{feff}",
    "\u{200b}",
    "\u{200e}",
    "\u{202e}",
    "\u{ad}",
    "\0",
    "\u{d7ff}",
    "\u{e000}",
    "\u{ffff}",
    "\u{10ffff}",
];

/// Blanks and line ends.
const BLANKS: [&str; 12] = [
    " ", "  ", "\t", "\u{a0}", "\u{3000}", "\u{202f}", "\u{2028}", "\u{85}", "\n", "\r", "\r\n",
    "\n\n",
];

/// A text of up to 40 pieces: words, emoji, marks, blanks, any character at all.
pub fn article_text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// All units of `text` in order.
pub fn units(segmenter: &dyn Segmenter, boundary: Boundary, text: &str) -> Vec<ByteSpan> {
    let next = |unit: &ByteSpan| segmenter.unit_at(boundary, text, unit.end());
    std::iter::successors(segmenter.unit_at(boundary, text, ByteOffset::new(0)), next).collect()
}

fn piece() -> impl Strategy<Value = String> {
    let one_of = |pieces: Vec<&'static str>| prop::sample::select(pieces).prop_map(str::to_owned);
    prop_oneof![
        4 => one_of(WORDS.split_whitespace().collect()),
        4 => one_of(BLANKS.to_vec()),
        2 => one_of(EMOJI.split(' ').collect()),
        2 => one_of(FRAGMENTS.to_vec()),
        3 => "[a-z]{1,6}[ .,]?",
        1 => any::<char>().prop_map(String::from),
    ]
}
