//! CoNLL-U: a word on each line in ten columns, sentences with their text.
//!
//! What is marked stands as `Entity` in the last column, in the brackets of CorefUD, which hold
//! overlaps and interruptions. In a file of another program each word with a part of speech is an
//! annotation, too. The blanks between words stand as `SpacesAfter`, as UDPipe writes them, so that
//! the text comes back to the character; without them sentences stand on a line each.

mod entity;
mod read;
mod sentence;
mod spaces;
mod text;
mod write;

pub(super) use read::is_likely;

use super::Codec;
use super::holds::Holds;

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write),
    holds: Holds { fragments: true, ..Holds::SPANS },
    fit: Some(write::fit),
};

/// The line that says that all blanks are written.
const EXACT: &str = "# spaces = SpacesAfter";
