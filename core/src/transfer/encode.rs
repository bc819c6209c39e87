//! The side of the module that reads.

use crate::formats::document::{self, DocumentRead};
use crate::formats::{
    self, Format, Imported, ImportedArticle, ReadError, ReadErrorKind, Source, archive, native,
};
use crate::ingest::ReadFailure;
use crate::json::Writer;
use crate::record::{Body, Record, Stamp, is_backup};

use super::Reading;

/// What a file turns out to be.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Articles in which nothing is marked, with what was recognised in each.
    Documents(DocumentRead),
    /// Annotations of ours or of another program.
    Annotations {
        /// The format that was recognised.
        format: &'static Format,
        /// What was read.
        imported: Imported,
    },
    /// Records as they are, which the page reads itself.
    Backup(String),
}

/// Reads a file: one of annotations where a format is recognised in it, else a document.
///
/// # Errors
/// Why there is nothing in it that can be taken.
pub fn read_file(name: &str, bytes: &[u8]) -> Result<Found, ReadError> {
    read_source(&Source::alone(name, bytes))
}

/// As [`read_file`], with what lies beside the file.
///
/// # Errors
/// Why there is nothing in it that can be taken.
pub fn read_source(source: &Source<'_>) -> Result<Found, ReadError> {
    let backup = std::str::from_utf8(source.bytes).ok().filter(|json| is_backup(json));
    if let Some(json) = backup {
        return Ok(Found::Backup(json.to_owned()));
    }
    if let Some(read) = read_annotations(source) {
        return read.map(|(format, imported)| Found::Annotations { format, imported });
    }
    let read = document::read(source.bytes, source.name);
    let read = read.or_else(|error| match error.kind {
        ReadErrorKind::Document { failure: ReadFailure::NoDocument } => {
            document::read_archive(source.bytes, source.name)
        }
        _ => Err(error),
    });
    read.map(Found::Documents)
}

/// Reads a file of annotations; `None` where it is none.
pub fn read_annotations(
    source: &Source<'_>,
) -> Option<Result<(&'static Format, Imported), ReadError>> {
    if native::is_likely(source.bytes) {
        return Some(formats::read(Some(native::FORMAT.id), source));
    }
    let is_archive = archive::is_archive(source.bytes);
    if !is_archive && formats::detect(source).is_none() {
        return None;
    }
    let read = formats::read(None, source);
    // An archive may also be a document of an office program.
    (read.is_ok() || !is_archive).then_some(read)
}

/// Packs what was read for the page.
pub fn pack(reading: Reading) -> String {
    let Reading { imported, problems, is_document } = reading;
    let mut texts = Vec::new();
    let mut records: Vec<_> = imported.label_set.map(Body::LabelSet).into_iter().collect();
    for ImportedArticle { article, text, annotations, links } in imported.articles {
        texts.push(text);
        records.push(Body::Article(article));
        records.extend(annotations.into_iter().map(Body::Annotation));
        records.extend(links.into_iter().map(Body::Link));
    }
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("problems").list(|json| problems.iter().for_each(|it| json.text(it)));
        json.name("is_document").flag(is_document);
        json.name("texts").list(|json| texts.iter().for_each(|it| json.text(it.as_str())));
        json.name("records").list(|json| {
            for body in records {
                json.list(|json| {
                    json.text(&body.id().to_string());
                    // As a record without a version.
                    let record = Record { stamp: Stamp::NONE, is_deleted: false, body };
                    json.text(&record.encode(None));
                });
            }
        });
    });
    json.finish()
}
