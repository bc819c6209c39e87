//! CoNLL columns: a word on each line with a tag for each label, sentences parted by empty lines.
//!
//! There are no places, and words lose the blanks between them, so a file of ours names the text
//! that lies beside it. A file of another program is taken as its words, joined by blanks, with a
//! line for each sentence. Of its columns the last one holds the tags (as of CoNLL-2003), since the
//! ones between are other things; ours says which columns it has.

mod read;
mod tag;
mod write;

pub(super) use read::is_likely;

use super::Codec;
use super::holds::Holds;

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write),
    holds: Holds::SPANS,
    fit: Some(write::fit),
};

/// Begins the line before an article.
const DOCUMENT: &str = "-DOCSTART-";
/// Begins a line that says what the columns are, as a list in JSON.
const COLUMNS: &str = "# columns = ";
/// Begins a line that names the article, in JSON.
const NAME: &str = "# document = ";
/// Begins a line that names the file with the text, in JSON.
const TEXT_FILE: &str = "# text_file = ";
