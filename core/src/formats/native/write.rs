//! Writes the annotation file, and checks what was written before handing it over.
//!
//! The page makes the check that needs no reader; where the reader is at hand, everything is read
//! back and compared as well.

use std::rc::Rc;

use crate::model::{Article, ArticleId, Library};
use crate::order::sorted;

#[cfg(feature = "read")]
use super::super::{Edition, ImportedArticle, Role, WrittenFile};
use super::super::{Scope, Stamp, WriteError};
#[cfg(feature = "read")]
use super::FORMAT;
use super::check;
#[cfg(feature = "read")]
use super::read_back;
use super::v1::{ArticleEntry, File};

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
    let places = places_of_links(library, scope);
    let entries: Vec<_> = articles
        .iter()
        .map(|article| entry(library, article, &places))
        .collect::<Result<_, _>>()?;
    let file = File { stamp, label_set: library.label_set(), articles: &entries };
    let json = file.to_json();
    check::check(&json, &entries)?;
    #[cfg(feature = "read")]
    read_back::check(&json, library, &entries)?;
    Ok(json)
}

/// The annotation file of an edition, with its articles in the order of the edition.
///
/// # Errors
/// As [`write`].
#[cfg(feature = "read")]
pub fn write_edition(
    edition: &Edition,
    name: &str,
    stamp: &Stamp,
) -> Result<Vec<WrittenFile>, WriteError> {
    let entries: Vec<_> = edition.articles.iter().map(entry_of).collect();
    let json = File { stamp, label_set: &edition.label_set, articles: &entries }.to_json();
    check::check(&json, &entries)?;
    Ok(vec![WrittenFile {
        name: format!("{name}.{}", FORMAT.extension),
        bytes: json.into_bytes(),
        role: Role::Main,
    }])
}

#[cfg(feature = "read")]
fn entry_of(imported: &ImportedArticle) -> ArticleEntry<'_> {
    ArticleEntry {
        article: &imported.article,
        text: &imported.text,
        annotations: imported.annotations.iter().collect(),
        links: imported.links.iter().collect(),
    }
}

fn entry<'a>(
    library: &'a Library,
    article: &'a Article,
    places: &[(ArticleId, usize)],
) -> Result<ArticleEntry<'a>, WriteError> {
    let text = library.text(article.text).ok_or_else(|| WriteError::TextMissing {
        article: article.id,
        title: article.metadata.title.clone(),
    })?;
    let annotations = library.annotations_of(article.id).map(Rc::as_ref).collect();
    let first = places.partition_point(|(of_article, _)| *of_article < article.id);
    let places = places[first..].iter().take_while(|(of_article, _)| *of_article == article.id);
    let links = places.filter_map(|(_, place)| library.links().nth(*place)).map(Rc::as_ref);
    let links = links.collect();
    Ok(ArticleEntry { article, text, annotations, links })
}

/// The article with which each link stands, and the link's place among all, both in order.
fn places_of_links(library: &Library, scope: Scope) -> Vec<(ArticleId, usize)> {
    let first = library.articles().next().filter(|_| scope == Scope::Library);
    sorted(library.links().enumerate().filter_map(|(place, link)| {
        let end = library.annotation(link.from).or_else(|| library.annotation(link.to));
        let article = end.map(|annotation| annotation.article).or(first.map(|first| first.id));
        Some((article?, place))
    }))
}
