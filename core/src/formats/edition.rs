//! What is to be written: articles in order, with what is marked in them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::model::{Annotation, Article, ArticleId, LabelSet, Library, Link};

use super::source::text_file;
use super::{Imported, ImportedArticle, Scope, WriteError};

/// Articles with what is marked in them, ready to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The labels.
    pub label_set: LabelSet,
    /// Annotations stand in reading order, links with the article in which they start.
    pub articles: Vec<ImportedArticle>,
    /// The titles, also of articles whose format does not hold them.
    titles: HashMap<ArticleId, String>,
}

impl Edition {
    /// Articles in order, with the labels of what is marked in them.
    pub fn new(label_set: LabelSet, articles: Vec<ImportedArticle>) -> Self {
        let titles = articles.iter().map(|imported| &imported.article);
        let titles = titles.map(|article| (article.id, article.metadata.title.clone())).collect();
        Self { label_set, articles, titles }
    }

    /// A library or an article of it; articles stand by id.
    ///
    /// A link that starts nowhere stands with the article in which it ends, and one that also ends
    /// nowhere with the first.
    ///
    /// # Errors
    /// When an article or a text is not there.
    pub fn of_library(library: &Library, scope: Scope) -> Result<Self, WriteError> {
        let articles: Vec<&Rc<Article>> = match scope {
            Scope::Library => library.articles().collect(),
            Scope::Article(id) => {
                vec![library.article(id).ok_or(WriteError::ArticleMissing { article: id })?]
            }
        };
        let first = articles.first().map(|first| first.id).filter(|_| scope == Scope::Library);
        let mut links = links_by_article(library, first);
        let entry = |article: &Rc<Article>| {
            let text = library.text(article.text).ok_or_else(|| WriteError::TextMissing {
                article: article.id,
                title: article.metadata.title.clone(),
            })?;
            let annotations = library.annotations_of(article.id);
            Ok(ImportedArticle {
                article: (**article).clone(),
                text: text.clone(),
                annotations: annotations.map(|annotation| (**annotation).clone()).collect(),
                links: links.remove(&article.id).unwrap_or_default(),
            })
        };
        let articles = articles.into_iter().map(entry).collect::<Result<_, _>>()?;
        Ok(Self::new((**library.label_set()).clone(), articles))
    }

    /// A file that was read, its articles in the order of the file.
    pub fn of_imported(imported: Imported) -> Self {
        let label_set = imported.label_set.unwrap_or_else(LabelSet::built_in);
        let mut articles = imported.articles;
        for article in &mut articles {
            article.annotations.sort_by_key(Annotation::order_key);
        }
        Self::new(label_set, articles)
    }

    /// How many annotations there are.
    pub fn n_annotations(&self) -> usize {
        self.articles.iter().map(|article| article.annotations.len()).sum()
    }
}

/// The name under which an article goes into files: the one it had in the file that it came from,
/// else its id.
pub fn article_name(article: &Article) -> String {
    let own = article.unknown.get("source_id").and_then(|own_id| own_id.as_str());
    own.map_or_else(|| article.id.to_string(), str::to_owned)
}

/// What the file with the text of an article is called where it lies beside annotations, by each of
/// the article's names.
pub fn text_names(article: &Article) -> Vec<String> {
    let names = [article.id.to_string(), article_name(article)].into_iter();
    names.chain(article.metadata.url.clone()).map(|name| text_file(&name)).collect()
}

/// What the files of the articles are called, without an ending: `name` where there is only one,
/// else each after its title, no two the same.
pub fn file_names(edition: &Edition, name: &str) -> Vec<String> {
    if edition.articles.len() == 1 {
        return vec![name.to_owned()];
    }
    let mut taken = HashSet::new();
    let names = edition.articles.iter().map(|imported| {
        let title = edition.titles.get(&imported.article.id);
        let slug = slug(title.unwrap_or(&imported.article.metadata.title));
        let mut name = slug.clone();
        let mut number = 2;
        while !taken.insert(name.clone()) {
            name = format!("{slug}-{number}");
            number += 1;
        }
        name
    });
    names.collect()
}

/// Letters and digits of a title, parted by hyphens.
fn slug(title: &str) -> String {
    const MOST_CHARS: usize = 60;
    let words = title.split(|character: char| !character.is_alphanumeric());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let slug: String = words.join("-").chars().take(MOST_CHARS).collect();
    if slug.is_empty() { "article".to_owned() } else { slug }
}

fn links_by_article(library: &Library, first: Option<ArticleId>) -> HashMap<ArticleId, Vec<Link>> {
    let mut links: HashMap<_, Vec<Link>> = HashMap::new();
    for link in library.links() {
        let end = library.annotation(link.from).or_else(|| library.annotation(link.to));
        if let Some(article) = end.map(|annotation| annotation.article).or(first) {
            links.entry(article).or_default().push((**link).clone());
        }
    }
    links
}
