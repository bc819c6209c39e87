//! Changes to a library: atomic, invertible, titled.

use std::rc::Rc;

use crate::model::{Annotation, Article, LabelSet, Library, Link};

/// What one thing was and what it becomes; `None` where it does not exist.
///
/// Knowing both sides makes the inverse a swap, and lets a change notice that something else has
/// changed the same thing since.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit<T> {
    /// What it was.
    pub before: Option<Rc<T>>,
    /// What it becomes.
    pub after: Option<Rc<T>>,
}

/// A change of one thing of a library.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// An article is added, changed or removed.
    Article(Edit<Article>),
    /// An annotation is added, changed or removed.
    Annotation(Edit<Annotation>),
    /// A link is added, changed or removed.
    Link(Edit<Link>),
    /// The label set is replaced; both sides are there.
    LabelSet(Edit<LabelSet>),
}

/// Changes that happen together or not at all, with a title for people ("mark quote").
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// Completes the sentence "Undo: …".
    pub title: String,
    /// In the order in which they apply.
    pub changes: Vec<Change>,
}

/// A thing is no longer what a change expects it to be; nothing was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The position of the change that does not apply.
    pub change_idx: usize,
}

impl<T> Edit<T> {
    /// The thing comes into being.
    pub fn add(after: T) -> Self {
        Self { before: None, after: Some(Rc::new(after)) }
    }

    /// The thing becomes `after`.
    pub fn replace(before: &Rc<T>, after: T) -> Self {
        Self { before: Some(before.clone()), after: Some(Rc::new(after)) }
    }

    /// The thing ceases to be.
    pub fn remove(before: &Rc<T>) -> Self {
        Self { before: Some(before.clone()), after: None }
    }

    /// The side that exists, the later one first; `None` for a change of nothing to nothing.
    pub fn subject(&self) -> Option<&Rc<T>> {
        self.after.as_ref().or(self.before.as_ref())
    }

    fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

impl<T: PartialEq> Edit<T> {
    fn expects(&self, current: Option<&Rc<T>>) -> bool {
        match (&self.before, current) {
            (None, None) => true,
            (Some(before), Some(current)) => Rc::ptr_eq(before, current) || before == current,
            _ => false,
        }
    }
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Self {
        match self {
            Self::Article(edit) => Self::Article(edit.inverse()),
            Self::Annotation(edit) => Self::Annotation(edit.inverse()),
            Self::Link(edit) => Self::Link(edit.inverse()),
            Self::LabelSet(edit) => Self::LabelSet(edit.inverse()),
        }
    }

    fn applies_to(&self, library: &Library) -> bool {
        match self {
            Self::Article(edit) => {
                edit.subject().is_some_and(|article| edit.expects(library.article(article.id)))
            }
            Self::Annotation(edit) => edit
                .subject()
                .is_some_and(|annotation| edit.expects(library.annotation(annotation.id))),
            Self::Link(edit) => {
                edit.subject().is_some_and(|link| edit.expects(library.link(link.id)))
            }
            Self::LabelSet(edit) => edit.after.is_some() && edit.expects(Some(library.label_set())),
        }
    }

    fn apply(&self, library: &mut Library) {
        match self {
            Self::Article(edit) => {
                if let Some(article) = edit.subject() {
                    library.put_article(article.id, edit.after.clone());
                }
            }
            Self::Annotation(edit) => {
                if let Some(annotation) = edit.subject() {
                    library.put_annotation(annotation.id, edit.after.clone());
                }
            }
            Self::Link(edit) => {
                if let Some(link) = edit.subject() {
                    library.put_link(link.id, edit.after.clone());
                }
            }
            Self::LabelSet(edit) => {
                if let Some(label_set) = &edit.after {
                    library.put_label_set(label_set.clone());
                }
            }
        }
    }
}

impl Transaction {
    /// A transaction with this title.
    pub fn new(title: impl Into<String>, changes: Vec<Change>) -> Self {
        Self { title: title.into(), changes }
    }

    /// Applies all changes in order, or none.
    ///
    /// # Errors
    /// The first change whose thing is not as it expects; the library is as it was.
    pub fn apply(&self, library: &mut Library) -> Result<(), Conflict> {
        for (change_idx, change) in self.changes.iter().enumerate() {
            if !change.applies_to(library) {
                for applied in self.changes[..change_idx].iter().rev() {
                    applied.inverse().apply(library);
                }
                return Err(Conflict { change_idx });
            }
            change.apply(library);
        }
        Ok(())
    }

    /// The transaction that takes this one back.
    pub fn inverse(&self) -> Self {
        Self {
            title: self.title.clone(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
        }
    }
}
