//! The library: everything a person has in this browser.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::order::sorted;
use crate::text::{ArticleText, CharOffset, TextHash};

use super::{Annotation, AnnotationId, Article, ArticleId, LabelSet, Link, LinkId};

/// Articles, their texts and annotations, links, and the label set.
///
/// Parts are shared (`Rc`) so that copies are cheap and an unchanged part is known by its address.
/// It changes only through [`crate::history::Transaction`].
#[derive(Debug, Clone, PartialEq)]
pub struct Library {
    label_set: Rc<LabelSet>,
    articles: BTreeMap<ArticleId, Rc<Article>>,
    /// By hash.
    texts: Vec<Rc<ArticleText>>,
    annotations: BTreeMap<AnnotationId, Rc<Annotation>>,
    /// Of articles that have some, by the article's id.
    by_article: Vec<(ArticleId, ArticleAnnotations)>,
    /// By id; they are few.
    links: Vec<Rc<Link>>,
}

/// What an article's annotations come to, kept up with every change.
#[derive(Debug, Clone, PartialEq, Default)]
struct ArticleAnnotations {
    /// In reading order.
    order: Vec<OrderKey>,
    n_by_label: Vec<(String, usize)>,
}

/// The place of an annotation in reading order: by start, the longer first, then by id.
pub type OrderKey = (CharOffset, Reverse<CharOffset>, AnnotationId);

impl Default for Library {
    fn default() -> Self {
        Self::new(Rc::new(LabelSet::built_in()))
    }
}

impl Library {
    /// An empty library with these labels.
    pub fn new(label_set: Rc<LabelSet>) -> Self {
        Self {
            label_set,
            articles: BTreeMap::new(),
            texts: Vec::new(),
            annotations: BTreeMap::new(),
            by_article: Vec::new(),
            links: Vec::new(),
        }
    }

    /// The labels.
    pub fn label_set(&self) -> &Rc<LabelSet> {
        &self.label_set
    }

    /// All articles, by id.
    pub fn articles(&self) -> impl ExactSizeIterator<Item = &Rc<Article>> {
        self.articles.values()
    }

    /// The article with this id.
    pub fn article(&self, id: ArticleId) -> Option<&Rc<Article>> {
        self.articles.get(&id)
    }

    /// The text with this hash, where it has been loaded.
    pub fn text(&self, hash: TextHash) -> Option<&Rc<ArticleText>> {
        self.texts.get(self.place_of_text(hash).ok()?)
    }

    /// The text of this article, where it has been loaded.
    pub fn text_of(&self, id: ArticleId) -> Option<&Rc<ArticleText>> {
        self.text(self.article(id)?.text)
    }

    /// The texts that have been loaded, by hash.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &Rc<ArticleText>> {
        self.texts.iter()
    }

    /// Keeps `text` under its hash. Texts never change, so this is no change to undo.
    pub fn add_text(&mut self, text: Rc<ArticleText>) {
        if let Err(place) = self.place_of_text(text.hash()) {
            self.texts.insert(place, text);
        }
    }

    /// Where the text with this hash stands, or would.
    fn place_of_text(&self, hash: TextHash) -> Result<usize, usize> {
        self.texts.binary_search_by_key(&hash, |text| text.hash())
    }

    /// The annotation with this id.
    pub fn annotation(&self, id: AnnotationId) -> Option<&Rc<Annotation>> {
        self.annotations.get(&id)
    }

    /// All annotations, by id.
    pub fn annotations(&self) -> impl ExactSizeIterator<Item = &Rc<Annotation>> {
        self.annotations.values()
    }

    /// The keys of an article's annotations, in reading order.
    pub fn order_of(&self, article: ArticleId) -> &[OrderKey] {
        self.of_article(article).map_or(&[], |annotations| &annotations.order)
    }

    /// An article's annotations, in reading order.
    pub fn annotations_of(
        &self,
        article: ArticleId,
    ) -> impl DoubleEndedIterator<Item = &Rc<Annotation>> {
        self.order_of(article).iter().filter_map(|(_, _, id)| self.annotations.get(id))
    }

    /// How many of an article's annotations have this label.
    pub fn n_with_label(&self, article: ArticleId, label: &str) -> usize {
        self.of_article(article).and_then(|annotations| annotations.n_with(label)).unwrap_or(0)
    }

    fn of_article(&self, article: ArticleId) -> Option<&ArticleAnnotations> {
        Some(&self.by_article[self.place_of_article(article).ok()?].1)
    }

    fn of_article_mut(&mut self, article: ArticleId) -> &mut ArticleAnnotations {
        let place = self.place_of_article(article).unwrap_or_else(|place| {
            self.by_article.insert(place, (article, ArticleAnnotations::default()));
            place
        });
        &mut self.by_article[place].1
    }

    /// Where what this article's annotations come to stands, or would.
    fn place_of_article(&self, article: ArticleId) -> Result<usize, usize> {
        self.by_article.binary_search_by_key(&article, |(id, _)| *id)
    }

    /// All links, by id.
    pub fn links(&self) -> impl ExactSizeIterator<Item = &Rc<Link>> {
        self.links.iter()
    }

    /// The link with this id.
    pub fn link(&self, id: LinkId) -> Option<&Rc<Link>> {
        self.links.get(self.place_of_link(id).ok()?)
    }

    /// The links that start or end at this annotation.
    pub fn links_of(&self, annotation: AnnotationId) -> impl Iterator<Item = &Rc<Link>> {
        self.links.iter().filter(move |link| link.from == annotation || link.to == annotation)
    }

    /// Takes these annotations, by their ids, in place of all that it has.
    ///
    /// The same as putting them one by one, in linear instead of quadratic time; for loading.
    pub fn load_annotations(&mut self, annotations: BTreeMap<AnnotationId, Rc<Annotation>>) {
        self.by_article.clear();
        for annotation in annotations.values() {
            let of_article = self.of_article_mut(annotation.article);
            of_article.order.push(annotation.order_key());
            of_article.count(&annotation.label, 1);
        }
        self.annotations = annotations;
        for (_, of_article) in &mut self.by_article {
            of_article.order = sorted(std::mem::take(&mut of_article.order));
        }
    }

    pub(crate) fn put_article(&mut self, id: ArticleId, article: Option<Rc<Article>>) {
        put(&mut self.articles, id, article);
    }

    pub(crate) fn put_link(&mut self, id: LinkId, link: Option<Rc<Link>>) {
        match (self.place_of_link(id), link) {
            (Ok(place), Some(link)) => self.links[place] = link,
            (Err(place), Some(link)) => self.links.insert(place, link),
            (Ok(place), None) => drop(self.links.remove(place)),
            (Err(_), None) => {}
        }
    }

    /// Where the link with this id stands, or would.
    fn place_of_link(&self, id: LinkId) -> Result<usize, usize> {
        self.links.binary_search_by_key(&id, |link| link.id)
    }

    pub(crate) fn put_label_set(&mut self, label_set: Rc<LabelSet>) {
        self.label_set = label_set;
    }

    pub(crate) fn put_annotation(&mut self, id: AnnotationId, annotation: Option<Rc<Annotation>>) {
        let added = annotation.clone();
        let removed = put(&mut self.annotations, id, annotation);
        if let Some(removed) = removed {
            let of_article = self.of_article_mut(removed.article);
            if let Ok(position) = of_article.order.binary_search(&removed.order_key()) {
                of_article.order.remove(position);
            }
            of_article.count(&removed.label, -1);
            if of_article.order.is_empty() {
                self.by_article.retain(|(article, _)| *article != removed.article);
            }
        }
        if let Some(added) = added {
            let of_article = self.of_article_mut(added.article);
            let key = added.order_key();
            if let Err(position) = of_article.order.binary_search(&key) {
                of_article.order.insert(position, key);
            }
            of_article.count(&added.label, 1);
        }
    }
}

impl ArticleAnnotations {
    fn n_with(&self, label: &str) -> Option<usize> {
        self.n_by_label.iter().find(|(known, _)| known == label).map(|(_, n)| *n)
    }

    /// Keeps the counts in the order of the labels, none of them zero.
    fn count(&mut self, label: &str, change: isize) {
        let place = self.n_by_label.partition_point(|(known, _)| known.as_str() < label);
        match self.n_by_label.get_mut(place) {
            Some((known, n)) if known == label => *n = n.saturating_add_signed(change),
            _ => {
                let n = 0_usize.saturating_add_signed(change);
                self.n_by_label.insert(place, (label.to_owned(), n));
            }
        }
        if self.n_by_label[place].1 == 0 {
            self.n_by_label.remove(place);
        }
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    }
}
