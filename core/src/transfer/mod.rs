//! What passes between the page and the module that reads for it.
//!
//! The two share no memory, so what was read travels as JSON: every article, annotation and link as
//! the record that the page would store, and the texts beside them. The page takes it apart with
//! the same code that reads its store.

mod decode;
#[cfg(feature = "read")]
mod encode;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use decode::{Reading, decode, decode_summary};
#[cfg(feature = "read")]
pub use encode::{read_file, read_text, summarise};

/// What was read, on its way.
#[derive(Serialize, Deserialize)]
struct Transfer {
    /// Why nothing was read, in words; empty when something was.
    error: String,
    /// What could not be taken as it stood, in words.
    problems: Vec<String>,
    /// Whether the articles come from documents, which know no ids: each is to be given its own.
    is_document: bool,
    /// The texts of the articles, in order.
    texts: Vec<String>,
    /// Names and bytes: the label set, then each article with its annotations and links.
    records: Vec<(String, String)>,
}

/// What is recognised in a text before it is added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Words.
    pub n_words: u32,
    /// Paragraphs and other running text.
    pub n_paragraphs: u32,
    /// Headings and titles, run-in ones included.
    pub n_headings: u32,
    /// The day of publication.
    pub published: Option<String>,
}
