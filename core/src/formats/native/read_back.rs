//! Reads what was written with the reader of files, and compares everything.

use crate::model::{Annotation, Library};
use crate::phrase::{escaped, said};

use super::super::{Imported, ImportedArticle, Limits, WriteError};
use super::place::Place;
use super::read::read_with;
use super::v1::{ArticleEntry, readable};

/// Reads `json` back and compares.
pub fn check(
    json: &str,
    library: &Library,
    entries: &[ArticleEntry<'_>],
) -> Result<(), WriteError> {
    let texts = entries.iter().filter_map(|entry| library.text(entry.article.text).cloned());
    let texts: Vec<_> = texts.collect();
    let imported = read_with(json.as_bytes(), "the file", Some(Limits::OWN), &texts)
        .map_err(|error| WriteError::Refused { error })?;
    for (article_idx, entry) in entries.iter().enumerate() {
        match imported.articles.get(article_idx) {
            Some(read) => check_article(&imported, article_idx, entry, read)?,
            None => return Err(unreadable_article(entry)),
        }
    }
    Ok(())
}

fn check_article(
    imported: &Imported,
    article_idx: usize,
    entry: &ArticleEntry<'_>,
    read: &ImportedArticle,
) -> Result<(), WriteError> {
    if read.article.id != entry.article.id || *read.text != *entry.text {
        return Err(unreadable_article(entry));
    }
    let mut annotations = read.annotations.iter();
    for (annotation_idx, meant) in entry.annotations.iter().enumerate() {
        if !annotations.next().is_some_and(|read| reads_as(read, meant)) {
            let articles = Place::TOP.field("articles");
            let article = articles.index(article_idx);
            let place = article.field("annotations");
            let place = place.index(annotation_idx).to_string();
            let problem = imported.problems.iter().find(|problem| problem.place == place);
            let (annotation, title) = (meant.id, entry.article.metadata.title.clone());
            return Err(match problem.map(|problem| problem.kind.clone()) {
                Some(reason) => WriteError::AnnotationRefused { annotation, title, reason },
                None => WriteError::AnnotationDiffers { annotation, title },
            });
        }
    }
    Ok(())
}

fn reads_as(read: &Annotation, meant: &Annotation) -> bool {
    read == meant || *read == readable(meant)
}

fn unreadable_article(entry: &ArticleEntry<'_>) -> WriteError {
    let title = &entry.article.metadata.title;
    WriteError::Unreadable { reason: said!("the article \"{0}\" is not the same", escaped(title)) }
}
