//! Writes the annotation file, and reads it back before handing it over.

use std::collections::HashMap;
use std::rc::Rc;

use serde::Serialize;

use crate::model::{Annotation, Article, ArticleId, Library, Link};
use crate::text::ArticleText;

use super::super::{Imported, ImportedArticle, Limits, Scope, Stamp, WriteError};
use super::layout::Layout;
use super::place::Place;
use super::read::read_with;
use super::v1::{ArticleEntry, File, readable};

/// The annotation file of an article or of the whole library.
///
/// The same library gives the same bytes but for the stamp: articles stand by id, annotations in
/// reading order, links by id with the article in which they start. A link that starts nowhere
/// stands with the article in which it ends, and one that also ends nowhere with the library's
/// first, since its ends may still come.
///
/// # Errors
/// When a text has not been loaded, or when the file would not be read back as it was meant; then
/// the error names the annotation.
pub fn write(library: &Library, scope: Scope, stamp: &Stamp) -> Result<String, WriteError> {
    let articles = match scope {
        Scope::Library => library.articles().collect(),
        Scope::Article(id) => {
            vec![library.article(id).ok_or(WriteError::ArticleMissing { article: id })?]
        }
    };
    let mut links = links_by_article(library, scope);
    let entries: Vec<_> = articles
        .iter()
        .map(|article| entry(library, article, links.remove(&article.id).unwrap_or_default()))
        .collect::<Result<_, _>>()?;
    let texts: Vec<_> =
        articles.iter().filter_map(|article| library.text(article.text).cloned()).collect();
    let file = File { stamp, label_set: library.label_set(), articles: &entries };
    let json = serialize(&file)?;
    check(&json, &entries, &texts)?;
    Ok(json)
}

fn entry<'a>(
    library: &'a Library,
    article: &'a Article,
    links: Vec<&'a Link>,
) -> Result<ArticleEntry<'a>, WriteError> {
    let text = library.text(article.text).ok_or_else(|| WriteError::TextMissing {
        article: article.id,
        title: article.metadata.title.clone(),
    })?;
    let annotations = library.annotations_of(article.id).map(Rc::as_ref).collect();
    Ok(ArticleEntry { article, text, annotations, links })
}

fn links_by_article(library: &Library, scope: Scope) -> HashMap<ArticleId, Vec<&Link>> {
    let first = library.articles().next().filter(|_| scope == Scope::Library);
    let mut links: HashMap<_, Vec<_>> = HashMap::new();
    for link in library.links() {
        let end = library.annotation(link.from).or_else(|| library.annotation(link.to));
        let article = end.map(|annotation| annotation.article).or(first.map(|first| first.id));
        if let Some(article) = article {
            links.entry(article).or_default().push(link.as_ref());
        }
    }
    links
}

fn serialize(file: &File<'_>) -> Result<String, WriteError> {
    let unreadable = |reason: String| WriteError::Unreadable { reason };
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Layout::default());
    file.serialize(&mut serializer).map_err(|error| unreadable(error.to_string()))?;
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(|error| unreadable(error.to_string()))
}

/// Reads `json` back and compares.
fn check(
    json: &str,
    entries: &[ArticleEntry<'_>],
    texts: &[Rc<ArticleText>],
) -> Result<(), WriteError> {
    let imported = read_with(json.as_bytes(), "the file", Some(Limits::OWN), texts)
        .map_err(|error| WriteError::Unreadable { reason: error.to_string() })?;
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
            return Err(WriteError::AnnotationDiffers {
                annotation: meant.id,
                title: entry.article.metadata.title.clone(),
                reason: problem.map(|problem| problem.kind.clone()),
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
    WriteError::Unreadable { reason: format!("the article {title:?} is not the same") }
}
