//! Takes what was read from a file into a library, without losing anything of either.
//!
//! A merge is planned first: the plan is one transaction, to be undone like any other, and a
//! report that says what it does and what it leaves for a person to decide.

mod articles;
mod labels;
mod plan;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::formats::Imported;
use crate::history::{Change, Edit, Transaction};
use crate::model::{Annotation, AnnotationId, LabelSet, Library, Link, LinkId};
use crate::text::ArticleText;

pub use plan::plan;

/// What was once in the library and was removed there.
#[derive(Clone, Copy)]
pub struct Removed<'a> {
    /// Whether this annotation was removed.
    pub annotation: &'a dyn Fn(AnnotationId) -> bool,
    /// Whether this link was removed.
    pub link: &'a dyn Fn(LinkId) -> bool,
}

/// What a merge would do.
#[derive(Debug, Clone, PartialEq)]
pub struct MergePlan {
    /// Without changes when there is nothing new in the file.
    pub transaction: Transaction,
    /// The texts of new articles, which must be in the library before the articles are.
    pub texts: Vec<Rc<ArticleText>>,
    /// What the transaction does, and what it does not.
    pub report: MergeReport,
}

/// What a merge does, for the person who asked for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MergeReport {
    /// Articles that come into the library.
    pub n_articles_added: usize,
    /// Articles that learn something they did not know, such as their outlet.
    pub n_articles_completed: usize,
    /// Articles that have the id of one here but another text, and come in beside it.
    pub n_articles_beside: usize,
    /// Annotations that come into the library.
    pub n_added: usize,
    /// Annotations that are here already, just so.
    pub n_same: usize,
    /// Annotations that are here with other content: the later one counts, the other one is
    /// offered.
    pub differing: Vec<Differing>,
    /// Annotations that were removed here. They stay removed until somebody says otherwise; see
    /// [`bring_back`].
    pub removed_here: Vec<Annotation>,
    /// Links that were removed here, or that start or end at such an annotation.
    pub links_removed_here: Vec<Link>,
    /// Links that come into the library.
    pub n_links_added: usize,
    /// The ids of labels that come into the library.
    pub labels_added: Vec<String>,
}

/// Two versions of one annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Differing {
    /// The version that is in the library afterwards.
    pub kept: Rc<Annotation>,
    /// The version that is not.
    pub other: Rc<Annotation>,
    /// Whether the version kept is the one from the file.
    pub is_from_file: bool,
}

impl Removed<'static> {
    /// Nothing was removed.
    pub const NOTHING: Self = Self { annotation: &|_| false, link: &|_| false };
}

impl MergeReport {
    /// How many annotations here become as the file has them.
    pub fn n_updated(&self) -> usize {
        self.differing.iter().filter(|differing| differing.is_from_file).count()
    }
}

/// A library with nothing in it but what was read.
pub fn library_of(imported: Imported) -> Library {
    let label_set = imported.label_set.clone().unwrap_or_else(LabelSet::built_in);
    let mut library = Library::new(Rc::new(label_set));
    let plan = plan(&library, Removed::NOTHING, imported, "open");
    plan.texts.into_iter().for_each(|text| library.add_text(text));
    plan.transaction.apply(&mut library).expect("nothing stands against what an empty one gets");
    library
}

/// Puts the other version of an annotation in place of the one that was kept, where both are
/// still as they were.
pub fn take_other(library: &Library, differing: &[Differing], title: &str) -> Transaction {
    let changes = differing.iter().filter_map(|differing| {
        let current = library.annotation(differing.other.id)?;
        let is_unchanged = *current == differing.kept;
        let edit = Edit { before: Some(current.clone()), after: Some(differing.other.clone()) };
        is_unchanged.then_some(Change::Annotation(edit))
    });
    Transaction::new(title, changes.collect())
}

/// Brings back annotations that were removed here, with their links among `links`.
///
/// What is in the library again by now, and what has no article there, is passed over.
pub fn bring_back(
    library: &Library,
    annotations: &[Annotation],
    links: &[Link],
    title: &str,
) -> Transaction {
    let is_missing = |annotation: &&Annotation| {
        library.annotation(annotation.id).is_none() && library.article(annotation.article).is_some()
    };
    let annotations: Vec<&Annotation> = annotations.iter().filter(is_missing).collect();
    let is_back = |id| annotations.iter().any(|annotation| annotation.id == id);
    let links = links
        .iter()
        .filter(|link| library.link(link.id).is_none() && (is_back(link.from) || is_back(link.to)));
    let links = links.map(|link| Change::Link(Edit::add(link.clone())));
    let back = annotations.iter().map(|annotation| (*annotation).clone());
    let back = back.map(|annotation| Change::Annotation(Edit::add(annotation)));
    Transaction::new(title, back.chain(links).collect())
}
