//! Texts that are hard to count, cut and compare.

use proptest::prelude::*;

/// Pieces that are more than they look: each is one or a few grapheme clusters, a blank, a line
/// end or a lone half of something.
pub const TRICKY: &[&str] = &[
    // Words and punctuation of several scripts.
    "agreed",
    "“excellent",
    "progress”",
    "don’t",
    "U.S.",
    "3.14",
    "«да»",
    "Київ",
    "שָׁלוֹם",
    "السَّلَامُ",
    "你好",
    "「約束」",
    "ภาษาไทย",
    "नमस्ते",
    "한국어",
    "각", // Combining marks, alone and composed.
    "e\u{301}",
    "\u{301}",
    "o\u{308}\u{323}",
    "ﷺ",
    "ß",
    "İ",
    "ﬃ",
    // Emoji: joined, coloured, flags, keycaps, and their parts.
    "👩‍👩‍👧‍👦",
    "🧑🏽‍🚒",
    "🇺🇦",
    "🇺",
    "1️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\u{200d}",
    "\u{fe0f}",
    "🏽", // Other astral characters.
    "𝔘",
    "𐍈",
    "𠮷",
    "\u{10ffff}", // Blanks and line ends.
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "\u{202f}",
    "\u{2028}",
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    // What cannot be seen.
    "\u{feff}",
    "\u{200b}",
    "\u{200e}",
    "\u{202e}",
    "\u{ad}",
    "\0",
];

/// A text of up to 40 pieces: tricky ones, ASCII words and blanks, any character at all.
pub fn article_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(TRICKY).prop_map(str::to_owned),
        3 => "[a-z]{1,6}[ .,]?",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
