//! Articles read from documents: exact text, blocks, and what a scraped news text hides.
//!
//! Each reader makes one text of what a document says. Once its blocks are joined, readers never
//! change characters beyond [`crate::text::canonicalise`]. They make no ids and know no clock, so
//! what they give is not yet an [`crate::model::Article`].

pub mod charset;
mod date_header;
mod docx;
mod draft;
mod failure;
mod finding;
mod html;
mod json_articles;
mod json_weight;
mod kind;
pub mod language;
pub mod markdown;
mod news_lines;
mod news_structure;
pub mod plain_text;
mod run_in_headings;
#[cfg(test)]
mod tests;
mod title;
pub mod words;

pub use charset::{Charset, KnownBy};
pub use date_header::date_as_typed;
pub use failure::ReadFailure;
pub use finding::{Finding, PartedBy};
pub use json_articles::{PassedOver, PassedOverReason};
pub use kind::DocumentKind;
pub use language::language_tag;
pub use news_structure::{Known, NewsStructure, TextBlock, find_news_structure};
pub use title::suggested_title;
pub use words::Recognised;

use crate::model::{Block, Metadata};

/// The longest text of an article, in bytes.
pub const MOST_TEXT_BYTES: usize = 5_000_000;
/// An article has so many lines at most: more are a table or a log, and nobody could read them.
pub const MOST_LINES: usize = 250_000;
/// The longest file with articles, in bytes.
pub const MOST_FILE_BYTES: usize = 20_000_000;
/// The longest web page, in bytes, since parsing it takes time.
pub const MOST_PAGE_BYTES: usize = 5_000_000;

/// What a reader made of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The article's text, canonicalised.
    pub text: String,
    /// Its blocks, in order, none empty, none overlapping; only blanks lie outside them.
    pub blocks: Vec<Block>,
    /// What the document says about itself; the title is empty when the text has none.
    pub metadata: Metadata,
    /// What was recognised, for the reader to check. The number of blocks always comes first.
    pub findings: Vec<Finding>,
}

/// The articles of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What kind of file it is.
    pub kind: DocumentKind,
    /// How its characters are written, where that is a question.
    pub charset: Option<Charset>,
    /// At least one.
    pub articles: Vec<Ingested>,
    /// Entries of a list that are no articles.
    pub passed_over: Vec<PassedOver>,
}

/// Reads a file with articles, whatever its name says. The name counts where the content could be
/// several things.
///
/// # Errors
/// Why nothing was read.
pub fn read(bytes: &[u8], name: &str) -> Result<Document, ReadFailure> {
    if bytes.len() > MOST_FILE_BYTES {
        return Err(ReadFailure::TooLarge { n_bytes: bytes.len(), limit: MOST_FILE_BYTES });
    }
    kind::refuse_known_bytes(bytes)?;
    if bytes.starts_with(kind::ZIP) {
        let article = check(docx::read(bytes)?)?;
        let (kind, charset) = (DocumentKind::Docx, None);
        return Ok(Document { kind, charset, articles: vec![article], passed_over: Vec::new() });
    }
    let declared = html::declared_charset(bytes).filter(|_| kind::may_declare_charset(bytes, name));
    let decoded = charset::decode(bytes, declared.as_deref()).ok_or(ReadFailure::NoTextAtAll)?;
    if decoded.text.trim().is_empty() {
        return Err(ReadFailure::Blank);
    }
    let kind = kind::kind_of(&decoded.text, name);
    let (articles, passed_over) = match kind {
        DocumentKind::Json | DocumentKind::JsonLines => {
            let found = match kind {
                DocumentKind::Json => json_articles::read(&decoded.text)?,
                _ => json_articles::read_lines(&decoded.text)?,
            };
            (found.read, found.passed_over)
        }
        kind => (vec![check(read_as(&decoded.text, kind)?)?], Vec::new()),
    };
    Ok(Document { kind, charset: Some(decoded.charset), articles, passed_over })
}

/// Reads what was pasted: the markup of the clipboard where there is some, else the text.
///
/// # Errors
/// Why nothing was read.
pub fn read_pasted(text: &str, markup: Option<&str>) -> Result<Document, ReadFailure> {
    let (n_bytes, limit) = (markup.unwrap_or(text).len(), MOST_PAGE_BYTES);
    if n_bytes > limit {
        return Err(ReadFailure::TooLarge { n_bytes, limit });
    }
    let (kind, article) = match markup {
        Some(markup) => (DocumentKind::RichText, html::read_fragment(markup)?),
        None => {
            let kind = kind::kind_of_pasted(text);
            (kind, read_as(text, kind)?)
        }
    };
    let articles = vec![check(article)?];
    Ok(Document { kind, charset: None, articles, passed_over: Vec::new() })
}

fn read_as(text: &str, kind: DocumentKind) -> Result<Ingested, ReadFailure> {
    match kind {
        DocumentKind::Html if text.len() > MOST_PAGE_BYTES => {
            Err(ReadFailure::TooLarge { n_bytes: text.len(), limit: MOST_PAGE_BYTES })
        }
        DocumentKind::Html => html::read_page(text),
        _ if text.len() > MOST_TEXT_BYTES => {
            Err(ReadFailure::TooLarge { n_bytes: text.len(), limit: MOST_TEXT_BYTES })
        }
        _ if has_too_many_lines(text) => Err(ReadFailure::TooManyLines),
        DocumentKind::Markdown if markdown::has_too_many_marks(text) => {
            Err(ReadFailure::TooComplex)
        }
        DocumentKind::Markdown => Ok(markdown::read(text)),
        _ => Ok(plain_text::read(text)),
    }
}

/// Whether `text` has more lines than [`MOST_LINES`], whatever ends them.
fn has_too_many_lines(text: &str) -> bool {
    let n_of = |end| text.bytes().filter(|byte| *byte == end).count();
    n_of(b'\n').max(n_of(b'\r')) > MOST_LINES
}

fn check(read: Ingested) -> Result<Ingested, ReadFailure> {
    let n_bytes = read.text.len();
    if n_bytes > MOST_TEXT_BYTES {
        return Err(ReadFailure::TooLarge { n_bytes, limit: MOST_TEXT_BYTES });
    }
    if read.blocks.is_empty() { Err(ReadFailure::Blank) } else { Ok(read) }
}
