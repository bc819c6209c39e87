//! brat standoff: a file `NAME.ann` of lines, and the text beside it as `NAME.txt`.
//!
//! `T` lines are annotations, `R` lines links, `A` lines attributes, `E` lines events, `#` lines
//! notes. What a line cannot say stands as JSON in a note: attributes that are more than one word
//! in `Attributes`, notes of several lines in `Note`.

mod fit;
mod read;
mod write;

use super::Codec;
use super::holds::{HeldAttributes, HeldLinks, Holds};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write),
    holds: Holds {
        fragments: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::WithinArticle,
        ..Holds::SPANS
    },
    fit: Some(fit::fit),
};

pub(super) use read::is_likely;

/// The kind of note that holds attributes as JSON.
const ATTRIBUTES: &str = "Attributes";
/// The kind of note that holds a note as JSON.
const NOTE: &str = "Note";
/// The kind of note that brat itself writes.
const ANNOTATOR_NOTES: &str = "AnnotatorNotes";

/// Whether a program that reads lines takes this for the end of one.
fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}')
        || matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The name as a word: every blank is `_`.
fn word(name: &str) -> String {
    if name.is_empty() {
        return "_".to_owned();
    }
    let is_blank = |character: char| character.is_whitespace() || character.is_control();
    name.replace(|character| is_blank(character) || is_line_end(character), "_")
}

/// Whether a value may stand at the end of an `A` line.
fn is_word(value: &str) -> bool {
    !value.is_empty() && word(value) == value
}
