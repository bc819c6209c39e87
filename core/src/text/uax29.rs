//! The units of UAX #29, the same on every computer.
//!
//! Scripts without spaces need a dictionary, which is not here: each of their characters may be a
//! word.

use unicode_segmentation::UnicodeSegmentation;

use super::segmenter::unit_among;
use super::{Boundary, ByteOffset, ByteSpan, Segmenter};

/// Cuts as UAX #29 says, extended grapheme clusters included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Uax29;

impl Segmenter for Uax29 {
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan> {
        match boundary {
            Boundary::Grapheme => unit_among(text.graphemes(true), place),
            Boundary::Word => unit_among(text.split_word_bounds(), place),
            Boundary::Sentence => unit_among(text.split_sentence_bounds(), place),
        }
    }
}
