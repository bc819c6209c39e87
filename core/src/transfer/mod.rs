//! What passes between the page and the module that reads for it.
//!
//! The two share no memory, so what was read travels as JSON: every article, annotation and link as
//! the record that the page would store, and the texts beside them. The page takes it apart with
//! the same code that reads its store.

#[cfg(feature = "read")]
mod convert;
mod converted;
mod decode;
#[cfg(feature = "read")]
mod encode;
#[cfg(test)]
mod tests;

#[cfg(feature = "read")]
pub use convert::{convert, list_losses};
pub use converted::{Converted, Losses, decode_converted, decode_losses};
pub use decode::{Reading, decode};
#[cfg(feature = "read")]
pub use encode::{read_file, read_text, summarise};

/// What was read, on its way.
#[derive(Default)]
struct Transfer {
    /// Why nothing was read, in words; empty when something was.
    error: String,
    /// What could not be taken as it stood, in words.
    problems: Vec<String>,
    /// Whether the articles come from documents, which know no ids: each is to be given its own.
    is_document: bool,
    /// What was recognised in each of the documents, in words.
    notes: Vec<String>,
    /// The texts of the articles, in order.
    texts: Vec<String>,
    /// Names and bytes: the label set, then each article with its annotations and links.
    records: Vec<(String, String)>,
}
