//! Writes files, and reads each of them back before it is handed over.

use std::collections::HashMap;

use crate::model::{Annotation, AnnotationId, AttributeValue, Library, LinkKind, Timestamp};
use crate::phrase::{Phrase, Said, escaped, phrase, said};
use crate::text::{ArticleText, CharSpan};

use super::attribute_json::attribute_as_text;
use super::codec::{Codec, Write, codec};
use super::edition::Edition;
use super::holds::{HeldLinks, Holds};
use super::{Imported, ImportedArticle, Limits, Loss, Scope, Source, Stamp, WriteError};

/// What is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The files; at least one.
    pub files: Vec<WrittenFile>,
    /// What is not in them.
    pub losses: Vec<Loss>,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What it is for.
    pub role: Role,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It holds the annotations.
    Main,
    /// A reader needs it beside the main one.
    Part,
    /// It holds a text for those who have it nowhere else.
    Text,
}

/// What would be lost.
///
/// # Errors
/// When an article or a text is not there, or nothing of this format can be written.
pub fn losses(id: &str, library: &Library, scope: Scope) -> Result<Vec<Loss>, WriteError> {
    let codec = writing_codec(id)?;
    let mut edition = Edition::of_library(library, scope)?;
    Ok(codec.fit(&mut edition))
}

/// Writes a library, or an article of it. `name` is what the files are called, without an ending.
///
/// # Errors
/// When an article or a text is not there, or when the files would not be read back as they were
/// meant.
pub fn export(
    id: &str,
    library: &Library,
    scope: Scope,
    name: &str,
    stamp: &Stamp,
) -> Result<Written, WriteError> {
    export_edition(id, Edition::of_library(library, scope)?, name, stamp)
}

/// Writes an edition.
///
/// # Errors
/// When the files would not be read back as they were meant.
pub fn export_edition(
    id: &str,
    mut edition: Edition,
    name: &str,
    stamp: &Stamp,
) -> Result<Written, WriteError> {
    let codec = writing_codec(id)?;
    let losses = codec.fit(&mut edition);
    let write: Write = codec.write.ok_or(WriteError::NotWritten { format: id.to_owned() })?;
    let files = write(&edition, name, stamp)?;
    check(&codec, &edition, &files)?;
    Ok(Written { files, losses })
}

fn writing_codec(id: &str) -> Result<Codec, WriteError> {
    let not_written = || WriteError::NotWritten { format: id.to_owned() };
    codec(id).filter(|codec| codec.write.is_some()).ok_or_else(not_written)
}

/// Reads the files back and compares what is in them with what was meant.
fn check(codec: &Codec, edition: &Edition, files: &[WrittenFile]) -> Result<(), WriteError> {
    // Some formats cannot even say that there is nothing.
    let Some(read) = codec.read.filter(|_| !edition.articles.is_empty()) else { return Ok(()) };
    let beside =
        |name: &str| files.iter().find(|file| file.name == name).map(|file| file.bytes.clone());
    let mut articles = Vec::new();
    for file in files.iter().filter(|file| file.role == Role::Main) {
        // Whatever is in the library can be written, however much it is.
        let source =
            Source { limits: Limits::OWN, ..Source::new(&file.name, &file.bytes, &beside) };
        let imported = read(&source).map_err(|error| WriteError::Refused { error })?;
        check_problems(&imported)?;
        articles.extend(imported.articles);
    }
    if articles.len() != edition.articles.len() {
        return Err(WriteError::Unreadable { reason: said!("articles are missing") });
    }
    let pairs = articles.iter().zip(&edition.articles);
    pairs.into_iter().try_for_each(|(read, meant)| check_article(read, meant, codec.holds))
}

fn check_problems(imported: &Imported) -> Result<(), WriteError> {
    match imported.problems.iter().find(|problem| problem.is_loss()) {
        Some(problem) => Err(WriteError::PartRefused { problem: problem.clone() }),
        None => Ok(()),
    }
}

fn check_article(
    read: &ImportedArticle,
    meant: &ImportedArticle,
    holds: Holds,
) -> Result<(), WriteError> {
    let title = &meant.article.metadata.title;
    let differs = |what: Phrase| {
        let facts = vec![escaped(title)];
        WriteError::Unreadable { reason: Said { phrase: what, facts } }
    };
    if read.text.as_str() != meant.text.as_str() {
        return Err(differs(phrase!("the text of the article \"{0}\" would not be the same")));
    }
    if holds.metadata && !title.is_empty() && read.article.metadata != meant.article.metadata {
        return Err(differs(phrase!("what is known of the article \"{0}\" would not be the same")));
    }
    if holds.blocks && read.article.blocks != meant.article.blocks {
        return Err(differs(phrase!("the blocks of the article \"{0}\" would not be the same")));
    }
    let (found, wanted) = (sorted(read, holds), sorted(meant, holds));
    for (place, wanted) in wanted.iter().enumerate() {
        if found.get(place).is_none_or(|found| found.content != wanted.content) {
            let (annotation, title) = (wanted.id, title.clone());
            return Err(WriteError::AnnotationDiffers { annotation, title });
        }
    }
    if found.len() != wanted.len() {
        return Err(differs(phrase!(
            "the number of annotations of the article \"{0}\" would not be the same"
        )));
    }
    let has_links = holds.links != HeldLinks::None;
    if has_links && links(read, &found, holds) != links(meant, &wanted, holds) {
        return Err(differs(phrase!("a link of the article \"{0}\" would not be the same")));
    }
    Ok(())
}

/// An annotation, as far as the format holds it.
struct Comparable<'a> {
    id: AnnotationId,
    content: Content<'a>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Content<'a> {
    ranges: &'a [CharSpan],
    label: &'a str,
    id: Option<AnnotationId>,
    attributes: Vec<(&'a str, &'static str, String)>,
    note: &'a str,
    provenance: Option<(&'a str, Timestamp, Timestamp, String)>,
}

fn sorted(article: &ImportedArticle, holds: Holds) -> Vec<Comparable<'_>> {
    let comparable = |annotation| comparable(annotation, &article.text, holds);
    let mut sorted: Vec<_> = article.annotations.iter().map(comparable).collect();
    sorted.sort_by(|one, other| one.content.cmp(&other.content));
    sorted
}

fn comparable<'a>(annotation: &'a Annotation, text: &ArticleText, holds: Holds) -> Comparable<'a> {
    let attributes = annotation.attributes.iter().map(|(name, value)| {
        let kind = match value {
            AttributeValue::Text(_) => "text",
            AttributeValue::List(_) => "list",
            AttributeValue::Reference(_) => "reference",
            AttributeValue::Unknown(_) => "unknown",
        };
        (name.as_str(), kind, attribute_as_text(value, text))
    });
    let provenance = holds.provenance.then(|| {
        let origin = format!("{:?}", annotation.origin);
        (annotation.annotator.as_str(), annotation.created, annotation.modified, origin)
    });
    let content = Content {
        ranges: &annotation.ranges,
        label: &annotation.label,
        id: holds.ids.then_some(annotation.id),
        attributes: attributes.collect(),
        note: &annotation.note,
        provenance,
    };
    Comparable { id: annotation.id, content }
}

/// Links by the places of their ends, since ids may differ.
fn links(
    article: &ImportedArticle,
    annotations: &[Comparable<'_>],
    holds: Holds,
) -> Vec<(LinkKind, String, String)> {
    let places: HashMap<AnnotationId, &Content<'_>> =
        annotations.iter().map(|Comparable { id, content }| (*id, content)).collect();
    let end = |id: AnnotationId| match places.get(&id).filter(|_| !holds.ids) {
        Some(content) => format!("{:?} {}", content.ranges, content.label),
        None => id.to_string(),
    };
    let links = article.links.iter();
    let mut links: Vec<_> =
        links.map(|link| (link.kind.clone(), end(link.from), end(link.to))).collect();
    links.sort();
    links
}

#[cfg(test)]
mod tests;
