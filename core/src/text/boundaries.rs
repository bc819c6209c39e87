//! What blanks, words and grapheme clusters do to the ends of a mark.

use super::{Boundary, ByteOffset, ByteSpan, Segmenter};

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
pub fn snap_to_graphemes(segmenter: &dyn Segmenter, text: &str, span: ByteSpan) -> ByteSpan {
    let start = cluster_around(segmenter, text, span.start().get()).start();
    let end = cluster_around(segmenter, text, span.end().get()).end();
    ByteSpan::new(start, end)
}

/// `span` widened so that it cuts no word of `stretch`, a part of `text`.
///
/// Only a word that `span` covers in part is widened to; punctuation and blanks at the ends stay
/// as they are. Blanks that a word begins or ends with are not part of it: UAX #29 joins U+202F to
/// words, which is right within numbers but not before French punctuation.
pub fn snap_to_words(
    segmenter: &dyn Segmenter,
    text: &str,
    stretch: ByteSpan,
    span: ByteSpan,
) -> ByteSpan {
    let word_around = |place: ByteOffset| {
        let is_inside = stretch.start() < place && place < stretch.end();
        let word = is_inside.then(|| word_at(segmenter, text, stretch, place))??;
        (word.start() < place && place < word.end()).then_some(word)
    };
    let start = word_around(span.start()).map_or(span.start(), ByteSpan::start);
    let end = word_around(span.end()).map_or(span.end(), ByteSpan::end);
    ByteSpan::new(start, end)
}

/// The word in which `place` lies, without blanks; `None` in punctuation and between words.
fn word_at(
    segmenter: &dyn Segmenter,
    text: &str,
    stretch: ByteSpan,
    place: ByteOffset,
) -> Option<ByteSpan> {
    let word = unit_at(segmenter, Boundary::Word, text, stretch, place.get())?;
    let word = trim_blank(text, word);
    text[word.range()].chars().any(char::is_alphanumeric).then_some(word)
}

/// The cluster that a cut at `place` would split; empty where none would be.
fn cluster_around(segmenter: &dyn Segmenter, text: &str, place: usize) -> ByteSpan {
    let place = place.min(text.len());
    if is_surely_boundary(text, place) {
        return ByteSpan::of(place, place);
    }
    let start = (0..place).rev().find(|start| is_surely_boundary(text, *start));
    let end = (place..text.len()).find(|end| is_surely_boundary(text, *end));
    let around = ByteSpan::of(start.unwrap_or(0), end.unwrap_or(text.len()));
    match unit_at(segmenter, Boundary::Grapheme, text, around, place) {
        Some(cluster) if cluster.start().get() == place => ByteSpan::of(place, place),
        Some(cluster) => cluster,
        None => ByteSpan::of(text.floor_char_boundary(place), text.ceil_char_boundary(place)),
    }
}

/// Whether bytes alone say that no cluster lies across `place`: ASCII joins nothing but CR and LF,
/// and controls join nothing at all.
fn is_surely_boundary(text: &str, place: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(before), Some(after)) = (place.checked_sub(1).map(|it| bytes[it]), bytes.get(place))
    else {
        return true;
    };
    let is_joined = (before, *after) == (b'\r', b'\n');
    let is_control = before.is_ascii_control() || after.is_ascii_control();
    !is_joined && (is_control || (before.is_ascii() && after.is_ascii()))
}

/// The unit of `stretch` in which the byte `place` of `text` lies.
pub(crate) fn unit_at(
    segmenter: &dyn Segmenter,
    boundary: Boundary,
    text: &str,
    stretch: ByteSpan,
    place: usize,
) -> Option<ByteSpan> {
    let shift = stretch.start().get();
    let place = ByteOffset::new(place.checked_sub(shift)?);
    let unit = segmenter.unit_at(boundary, &text[stretch.range()], place)?;
    Some(ByteSpan::of(unit.start().get() + shift, unit.end().get() + shift))
}

#[cfg(test)]
mod tests;
