//! Where graphemes, words and sentences begin and end (UAX #29).
//!
//! Scripts without spaces need a dictionary, which core does not have: the page gives the
//! browser's own word boundaries for those.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

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

impl Boundary {
    /// The units of `text`, in order, without gaps or overlaps.
    pub fn spans(self, text: &str) -> Vec<ByteSpan> {
        let span = |(start, unit): (usize, &str)| ByteSpan::of(start, start + unit.len());
        match self {
            Self::Grapheme => text.grapheme_indices(true).map(span).collect(),
            Self::Word => text.split_word_bound_indices().map(span).collect(),
            Self::Sentence => text.split_sentence_bound_indices().map(span).collect(),
        }
    }
}

/// Whether a mark never begins or ends with this character: Unicode's `White_Space`, and the
/// byte order mark, which is as invisible.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// `span` without leading and trailing blanks; empty at its start when nothing else is in it.
pub fn trim_blank(text: &str, span: ByteSpan) -> ByteSpan {
    let inside = &text[span.range()];
    let kept = inside.trim_start_matches(is_blank);
    let start = span.end().get() - kept.len();
    let kept = kept.trim_end_matches(is_blank);
    if kept.is_empty() {
        return ByteSpan::new(span.start(), span.start());
    }
    ByteSpan::of(start, start + kept.len())
}

/// `span` widened so that it cuts no grapheme cluster.
pub fn snap_to_graphemes(text: &str, span: ByteSpan) -> ByteSpan {
    let (start, end) = (span.start().get(), span.end().get());
    ByteSpan::of(previous_grapheme_boundary(text, start), next_grapheme_boundary(text, end))
}

/// `span` widened so that it cuts no word.
///
/// Only a word that `span` covers in part is widened to; punctuation and blanks at the ends stay
/// as they are. Blanks that a word begins or ends with are not part of it: UAX #29 joins U+202F to
/// words, which is right within numbers but not before French punctuation.
///
/// `words` are the pieces of the stretch around `span` in order, as [`Boundary::Word`] gives them or
/// as the browser's segmenter does.
pub fn snap_to_words(
    text: &str,
    span: ByteSpan,
    words: impl IntoIterator<Item = ByteSpan>,
) -> ByteSpan {
    let mut start = span.start();
    let mut end = span.end();
    for word in words {
        let word = trim_blank(text, word);
        if !text[word.range()].chars().any(char::is_alphanumeric) {
            continue;
        }
        let is_cut = |place: ByteOffset| word.start() < place && place < word.end();
        if is_cut(span.start()) {
            start = word.start();
        }
        if is_cut(span.end()) {
            end = word.end();
        }
    }
    ByteSpan::new(start, end)
}

fn is_grapheme_boundary(text: &str, offset: usize) -> bool {
    text.is_char_boundary(offset)
        && GraphemeCursor::new(offset, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

fn previous_grapheme_boundary(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    if is_grapheme_boundary(text, offset) {
        return offset;
    }
    GraphemeCursor::new(offset, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

fn next_grapheme_boundary(text: &str, offset: usize) -> usize {
    let offset = text.ceil_char_boundary(offset);
    if is_grapheme_boundary(text, offset) {
        return offset;
    }
    GraphemeCursor::new(offset, text.len(), true)
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests;
