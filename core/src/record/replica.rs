//! One tab's view of all records, and its join with other copies of them.

use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use crate::history::{Change, Edit, Transaction};
use crate::model::{Annotation, AnnotationId, Article, ArticleId, LabelSet, Library, ReplicaId};

use super::{Body, Damage, Record, RecordId, Stamp, TabId};

/// How far ahead of our clock a clock from elsewhere is believed, in milliseconds: one day.
const BELIEVED_AHEAD_MS: u64 = 24 * 60 * 60 * 1000;

/// The latest version known of every record, and the clock for the next one.
///
/// Joining is commutative, associative and idempotent, and never goes back: the greater
/// ([`Stamp`], bytes) of two copies stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Replica {
    id: ReplicaId,
    tab: TabId,
    clock: u64,
    entries: BTreeMap<RecordId, Entry>,
}

/// The latest version known of one record.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its version.
    pub stamp: Stamp,
    /// Whether it says that the thing was removed.
    pub is_deleted: bool,
    /// Its bytes, as every store has them.
    pub raw: Rc<str>,
}

/// What came of joining one copy of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Joined {
    /// It is later than ours, or we had none: it is ours now.
    Taken {
        /// What it says.
        record: Record,
        /// What ours was, if it was written without knowledge of this one.
        overruled: Option<Entry>,
    },
    /// It is what we have.
    Same,
    /// Ours is later and should be written where this copy was found.
    Kept {
        /// What the other copy says, if it was written without knowledge of ours.
        overruled: Option<Record>,
    },
}

impl Replica {
    /// A tab that knows no records yet.
    pub fn new(id: ReplicaId, tab: TabId) -> Self {
        Self { id, tab, clock: 0, entries: BTreeMap::new() }
    }

    /// The browser profile.
    pub fn id(&self) -> ReplicaId {
        self.id
    }

    /// The tab.
    pub fn tab(&self) -> TabId {
        self.tab
    }

    /// The latest version of the record `id`.
    pub fn entry(&self, id: &RecordId) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The latest version of every record, by name.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&RecordId, &Entry)> {
        self.entries.iter()
    }

    /// The label set that was written last; without one the built-in one.
    pub fn label_set(&self) -> LabelSet {
        let first = RecordId::LabelSet(String::new());
        let live = self.entries.range(first..).filter(|(_, entry)| !entry.is_deleted);
        let records = live.filter_map(|(id, entry)| Record::decode(id, &entry.raw).ok());
        let label_sets = records.filter_map(|record| match record.body {
            Body::LabelSet(label_set) => Some((record.stamp, label_set)),
            _ => None,
        });
        written_last(label_sets.collect()).unwrap_or_else(LabelSet::built_in)
    }

    /// The annotation as it lives in another article, the greatest of several.
    fn twin_of(&self, annotation: &Annotation) -> Option<Rc<Annotation>> {
        let is_twin = |id: &RecordId| {
            matches!(id, RecordId::Annotation(article, id)
                if *id == annotation.id && *article != annotation.article)
        };
        let live = |(id, entry): &(&RecordId, &Entry)| is_twin(id) && !entry.is_deleted;
        let (id, entry) = self.entries.iter().rev().find(live)?;
        match Record::decode(id, &entry.raw).ok()?.body {
            Body::Annotation(twin) => Some(Rc::new(twin)),
            _ => None,
        }
    }

    /// Makes a new version of `body` and returns its bytes, which are to be stored.
    ///
    /// `quote` is the text that an annotation marks, where it is known; `now_ms` the time.
    pub fn write(
        &mut self,
        body: Body,
        is_deleted: bool,
        quote: Option<&str>,
        now_ms: u64,
    ) -> Rc<str> {
        let id = body.id();
        self.clock = now_ms.max(self.clock + 1);
        let revision = self.entries.get(&id).map_or(0, |entry| entry.stamp.revision);
        let stamp = Stamp {
            revision: revision.saturating_add(1),
            clock: self.clock,
            replica: self.id,
            tab: self.tab,
        };
        let raw: Rc<str> = Record { stamp, is_deleted, body }.encode(quote).into();
        self.entries.insert(id, Entry { stamp, is_deleted, raw: raw.clone() });
        raw
    }

    /// New versions of everything that `transaction`, already applied to `library`, changed.
    pub fn write_transaction(
        &mut self,
        library: &Library,
        transaction: &Transaction,
        now_ms: u64,
    ) -> Vec<(RecordId, Rc<str>)> {
        let mut written = HashSet::new();
        let mut records = Vec::with_capacity(transaction.changes.len());
        // What goes with its article or with its text lay in the text before. The article is first.
        let replaced = match transaction.changes.first() {
            Some(Change::Article(edit)) => edit.before.as_deref(),
            _ => None,
        };
        // The last change of a thing is what it came to.
        for (body, is_deleted) in transaction.changes.iter().rev().flat_map(outcomes) {
            let id = body.id();
            if written.insert(id.clone()) {
                let quote = quote_of(library, &body, replaced.filter(|_| is_deleted));
                let raw = self.write(body, is_deleted, quote.as_deref(), now_ms);
                records.push((id, raw));
            }
        }
        records.reverse();
        records
    }

    /// Joins a copy of the record `id` that was found in a store or came from another tab.
    ///
    /// # Errors
    /// When the copy is damaged; ours stays.
    pub fn join(&mut self, id: &RecordId, raw: &Rc<str>, now_ms: u64) -> Result<Joined, Damage> {
        let ours = self.entries.get(id);
        if ours.is_some_and(|ours| ours.raw == *raw) {
            return Ok(Joined::Same);
        }
        let record = Record::decode(id, raw)?;
        self.clock = self.clock.max(record.stamp.clock.min(now_ms + BELIEVED_AHEAD_MS));
        // Whoever has seen a version writes a greater revision, so equal ones did not meet.
        let is_concurrent = ours.is_some_and(|ours| ours.stamp.revision == record.stamp.revision);
        if ours.is_some_and(|ours| (ours.stamp, &ours.raw) > (record.stamp, raw)) {
            return Ok(Joined::Kept { overruled: is_concurrent.then_some(record) });
        }
        let entry = Entry { stamp: record.stamp, is_deleted: record.is_deleted, raw: raw.clone() };
        let replaced = self.entries.insert(id.clone(), entry);
        Ok(Joined::Taken { record, overruled: replaced.filter(|_| is_concurrent) })
    }
}

impl Library {
    /// Takes what a record says that `replica` has just taken from elsewhere. Not a change of this
    /// tab's, so not undoable here.
    pub fn take(&mut self, record: Record, replica: &Replica) {
        let exists = !record.is_deleted;
        match record.body {
            Body::Article(article) => {
                self.put_article(article.id, exists.then(|| Rc::new(article)));
            }
            Body::Annotation(annotation) => {
                let current = self.annotation(annotation.id).map(|current| current.article);
                match current {
                    // An annotation whose text was added anew has a removed record, too, which
                    // says nothing about the other article.
                    Some(current) if !exists && current != annotation.article => {}
                    Some(current) if exists && is_overruled(&annotation, current) => {}
                    _ if exists => self.put_annotation(annotation.id, Some(Rc::new(annotation))),
                    _ => self.put_annotation(annotation.id, replica.twin_of(&annotation)),
                }
            }
            Body::Link(link) => self.put_link(link.id, exists.then(|| Rc::new(link))),
            Body::LabelSet(_) => self.put_label_set(Rc::new(replica.label_set())),
        }
    }

    /// A library of what these records say, the latest version of each given once.
    ///
    /// Of several label sets the one written last counts; without one it is the built-in one.
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Self {
        let mut library = Self::default();
        let mut annotations: BTreeMap<AnnotationId, Rc<Annotation>> = BTreeMap::new();
        let mut label_sets = Vec::new();
        for record in records.into_iter().filter(|record| !record.is_deleted) {
            match record.body {
                Body::Article(article) => library.put_article(article.id, Some(Rc::new(article))),
                Body::Annotation(annotation) => {
                    let current = annotations.get(&annotation.id).map(|current| current.article);
                    if !current.is_some_and(|current| is_overruled(&annotation, current)) {
                        annotations.insert(annotation.id, Rc::new(annotation));
                    }
                }
                Body::Link(link) => library.put_link(link.id, Some(Rc::new(link))),
                Body::LabelSet(label_set) => label_sets.push((record.stamp, label_set)),
            }
        }
        if let Some(label_set) = written_last(label_sets) {
            library.put_label_set(Rc::new(label_set));
        }
        library.load_annotations(annotations);
        library
    }
}

/// Whether an annotation gives way to its twin in the article `other`. Two tabs can make one
/// annotation live in two articles; then the greater article has it.
fn is_overruled(annotation: &Annotation, other: ArticleId) -> bool {
    annotation.article < other
}

/// The label set that was written last, by the clock: versions of different things do not compare.
fn written_last(label_sets: Vec<(Stamp, LabelSet)>) -> Option<LabelSet> {
    let order = |(stamp, label_set): &(Stamp, LabelSet)| {
        (stamp.clock, stamp.replica, stamp.tab, stamp.revision, label_set.id.clone())
    };
    label_sets.into_iter().max_by_key(order).map(|(_, label_set)| label_set)
}

/// What a change leaves, and whether that is a removed thing.
fn outcomes(change: &Change) -> Vec<(Body, bool)> {
    fn side<T: Clone>(edit: &Edit<T>, body: impl Fn(T) -> Body) -> Vec<(Body, bool)> {
        let thing = edit.subject().into_iter();
        thing.map(|thing| (body(T::clone(thing)), edit.after.is_none())).collect()
    }
    match change {
        Change::Article(edit) => side(edit, Body::Article),
        Change::Annotation(edit) => side(edit, Body::Annotation),
        Change::Link(edit) => side(edit, Body::Link),
        Change::LabelSet(edit) => {
            let mut outcomes = side(edit, Body::LabelSet);
            // A library has one label set: another one that it replaces is removed.
            if let (Some(before), Some(after)) = (&edit.before, &edit.after)
                && before.id != after.id
            {
                outcomes.push((Body::LabelSet(LabelSet::clone(before)), true));
            }
            outcomes
        }
    }
}

/// The quote of an annotation, from the text of its article, which may be `replaced`.
fn quote_of(library: &Library, body: &Body, replaced: Option<&Article>) -> Option<String> {
    let Body::Annotation(annotation) = body else { return None };
    let replaced = replaced.filter(|article| article.id == annotation.article);
    let article = replaced.or(library.article(annotation.article).map(Rc::as_ref))?;
    Some(annotation.quote(library.text(article.text)?))
}
