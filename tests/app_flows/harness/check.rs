//! What must always hold.

use onrecord::app::{ArticleView, StorageState};
use onrecord_core::model::{Annotation, Article, LabelSet, Library, Link};
use onrecord_core::record::{Key, Record, RecordId};
use onrecord_core::text::CharOffset;

use super::Tab;

/// What a library comes to, without the texts, which are kept apart.
#[derive(Debug, PartialEq)]
pub struct Contents {
    /// By id.
    pub articles: Vec<Article>,
    /// By id.
    pub annotations: Vec<Annotation>,
    /// By id.
    pub links: Vec<Link>,
    /// The labels.
    pub label_set: LabelSet,
}

impl Contents {
    /// What `library` comes to.
    pub fn of(library: &Library) -> Self {
        Self {
            articles: library.articles().map(|it| Article::clone(it)).collect(),
            annotations: library.annotations().map(|it| Annotation::clone(it)).collect(),
            links: library.links().map(|it| Link::clone(it)).collect(),
            label_set: LabelSet::clone(library.label_set()),
        }
    }
}

impl Tab {
    /// What must hold after every action: the chunks are those of a fresh cut, marks lie in their
    /// text, the records come to the library, and what is said to be saved is stored.
    pub(super) fn check(&self) {
        let (library, view, replica) = (&self.state.library, &self.state.view, &self.state.replica);
        if let Some(shown) = &view.article {
            assert_eq!(Some(shown.article.id), view.open);
            assert_eq!(Some(&shown.article), library.article(shown.article.id));
            let fresh = ArticleView::new(shown.article.clone(), shown.text.clone(), library);
            assert_eq!(shown.chunks, fresh.chunks);
            let n_chars = CharOffset::new(shown.text.n_chars());
            for annotation in library.annotations_of(shown.article.id) {
                assert!(!annotation.ranges.is_empty());
                assert!(annotation.ranges.iter().all(|it| !it.is_empty() && it.end() <= n_chars));
            }
        }
        assert!(view.open.is_none_or(|id| library.article(id).is_some()), "an open article exists");
        let is_there = view.chosen.is_none_or(|id| library.annotation(id).is_some());
        assert!(is_there, "a chosen mark exists");

        let records = replica.entries().map(|(id, entry)| {
            Record::decode(id, &entry.raw).expect("what the page wrote can be read")
        });
        let from_records = Library::from_records(records);
        assert_eq!(Contents::of(&from_records), Contents::of(library));
        for article in library.articles() {
            assert_eq!(from_records.order_of(article.id), library.order_of(article.id));
        }
        if view.storage == StorageState::Saved {
            for (id, entry) in replica.entries() {
                let stored = self.browser.value(&Key::Record(id.clone()));
                let stored = stored.expect("what is said to be saved is stored");
                assert!(is_at_least(id, &stored, &entry.raw), "{stored} is older");
            }
        }
    }
}

/// Whether one version of a record is the other or comes after it.
pub(super) fn is_at_least(id: &RecordId, one: &str, other: &str) -> bool {
    let version = |raw: &str| Record::decode(id, raw).map(|record| record.stamp).ok();
    version(one) >= version(other)
}
