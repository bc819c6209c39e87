//! Where graphemes, words and sentences begin and end.
//!
//! There are three answers: the browser's, which knows scripts without spaces, too; the one of
//! UAX #29, whose tables the page does not carry; and a small rule for browsers without an answer.

use std::fmt;

use super::{ByteOffset, ByteSpan};

/// A kind of unit that text is cut into without gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// What a reader sees as one character.
    Grapheme,
    /// Words, and each stretch of blanks and punctuation between them.
    Word,
    /// Sentences, with the blanks that follow them.
    Sentence,
}

/// Knows the units of texts.
pub trait Segmenter: fmt::Debug {
    /// The unit of `text` in which the byte `place` lies; `None` at the end of `text` and beyond.
    ///
    /// What stands around a place may count, so `text` is a whole block, or another stretch whose
    /// ends are surely boundaries.
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan>;
}

/// Among units that touch each other, the one in which `place` lies.
pub(super) fn unit_among<'t>(
    units: impl Iterator<Item = &'t str>,
    place: ByteOffset,
) -> Option<ByteSpan> {
    let mut start = 0;
    let mut spans = units.map(|unit| {
        let span = ByteSpan::of(start, start + unit.len());
        start += unit.len();
        span
    });
    spans.find(|span| place < span.end())
}
