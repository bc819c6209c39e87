//! Office documents (`.docx`, ECMA-376): the text and blocks of the main document.
//!
//! What was deleted while changes were tracked, comments, footnotes, headers and pictures stay
//! behind. A bomb is noticed by what it unpacks to, never by what it says of itself.

mod archive;
mod paragraphs;
mod styles;

use crate::model::Metadata;

use super::charset::decode;
use super::draft::{Draft, in_one_line};
use super::language::language_tag;
use super::{Finding, Ingested, PartedBy, ReadFailure};

/// Reads the bytes of a document.
pub(super) fn read(bytes: &[u8]) -> Result<Ingested, ReadFailure> {
    let parts = archive::parts(bytes)?;
    let part = |name| parts.get(name).and_then(|it: &Vec<u8>| decode(it, None)).map(|it| it.text);
    let main = part("word/document.xml").ok_or(ReadFailure::NoDocument)?;
    let styles = part("word/styles.xml").map(|it| styles::read(&it)).unwrap_or_default();
    let metadata = part("docProps/core.xml").map(|it| metadata(&it)).unwrap_or_default();
    let mut draft = Draft { metadata, ..Draft::default() };
    let n_footnotes = paragraphs::read(&main, &styles, &mut draft)?;
    if n_footnotes > 0 {
        draft.findings.push(Finding::FootnotesLeftOut { count: n_footnotes });
    }
    Ok(draft.finish(PartedBy::Markup))
}

/// What the document's properties say. The day on which the file was made is not one of
/// publication.
fn metadata(properties: &str) -> Metadata {
    let field = |name: &str| {
        let value = paragraphs::text_of_element(properties, name)?;
        let value = in_one_line(&value);
        (!value.is_empty()).then_some(value)
    };
    Metadata {
        title: field("title").unwrap_or_default(),
        byline: field("creator"),
        language: field("language").and_then(|it| language_tag(&it)),
        ..Metadata::default()
    }
}

#[cfg(test)]
mod tests;
