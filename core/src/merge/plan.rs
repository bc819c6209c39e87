//! Compares a file with the library, thing by thing.

use std::collections::HashSet;
use std::rc::Rc;

use crate::formats::Imported;
use crate::history::{Change, Edit, Transaction};
use crate::model::{Annotation, AnnotationId, ArticleId, Library, Link};
use crate::order::sorted;
use crate::record::RecordId;

use super::articles::{completed, informed, settle_ids};
use super::labels::with_missing_labels;
use super::{Differing, MergePlan, MergeReport, Removed};

/// Plans how `imported` comes into `library`, as one transaction with this `title`.
///
/// - What has the same id and the same content is passed over.
/// - Of two versions of an annotation the one that was modified later counts, at the same moment
///   the one here; the other one is in the report.
/// - What was removed here stays removed, and is in the report.
/// - An article here keeps its blocks and what is known about it; what only the file knows is
///   added. An article of the file that is not here, but whose text is, is the one here. One that
///   has the id of one here but another text comes in beside it with everything in it, under ids made
///   from its own and the hash of its text.
/// - What a format without times leaves out is no difference.
/// - Labels that are missing here are added.
///
/// Merging the same file again changes nothing.
pub fn plan(
    library: &Library,
    removed: Removed<'_>,
    mut imported: Imported,
    title: &str,
) -> MergePlan {
    let mut planner = Planner {
        library,
        removed,
        changes: Vec::new(),
        report: MergeReport::default(),
        planned: HashSet::new(),
    };
    planner.plan_labels(&imported);
    planner.report.n_articles_beside = settle_ids(library, &mut imported.articles);
    let mut texts = Vec::new();
    let mut links = Vec::new();
    for article in imported.articles {
        if library.text(article.article.text).is_none() {
            texts.push(article.text);
        }
        planner.plan_article(article.article);
        article.annotations.into_iter().for_each(|annotation| planner.plan_annotation(annotation));
        links.extend(article.links);
    }
    let removed_here = sorted(planner.report.removed_here.iter().map(|removed| removed.id));
    links.into_iter().for_each(|link| planner.plan_link(link, &removed_here));
    let transaction = Transaction::new(title, planner.changes);
    MergePlan { transaction, texts, report: planner.report }
}

const NOWHERE: ArticleId = ArticleId::from_u128(0);

struct Planner<'a> {
    library: &'a Library,
    removed: Removed<'a>,
    changes: Vec<Change>,
    report: MergeReport,
    /// What has been planned, so that nothing that stands in the file twice is added twice; annotations
    /// by their ids alone, in whatever article.
    planned: HashSet<RecordId>,
}

impl Planner<'_> {
    fn plan_labels(&mut self, imported: &Imported) {
        let ours = self.library.label_set();
        let annotations = imported.articles.iter().flat_map(|article| &article.annotations);
        let met = annotations.map(|annotation| annotation.label.as_str());
        if let Some(joined) = with_missing_labels(ours, imported.label_set.as_ref(), met) {
            let added = joined.labels[ours.labels.len()..].iter();
            self.report.labels_added = added.map(|label| label.id.clone()).collect();
            self.changes.push(Change::LabelSet(Edit::replace(ours, joined)));
        }
    }

    fn plan_article(&mut self, article: crate::model::Article) {
        if !self.planned.insert(RecordId::Article(article.id)) {
            return;
        }
        let Some(here) = self.library.article(article.id) else {
            self.report.n_articles_added += 1;
            self.changes.push(Change::Article(Edit::add(article)));
            return;
        };
        let completed = completed(here, &article);
        if completed != **here {
            self.report.n_articles_completed += 1;
            self.changes.push(Change::Article(Edit::replace(here, completed)));
        }
    }

    fn plan_annotation(&mut self, annotation: Annotation) {
        if !self.planned.insert(RecordId::Annotation(NOWHERE, annotation.id)) {
            return;
        }
        match self.library.annotation(annotation.id) {
            Some(here) => {
                let there = informed(annotation, here);
                if there == **here {
                    self.report.n_same += 1;
                } else {
                    self.plan_differing(here, Rc::new(there));
                }
            }
            None if (self.removed.annotation)(annotation.id) => {
                self.report.removed_here.push(annotation);
            }
            None => {
                self.report.n_added += 1;
                self.changes.push(Change::Annotation(Edit::add(annotation)));
            }
        }
    }

    fn plan_differing(&mut self, here: &Rc<Annotation>, there: Rc<Annotation>) {
        let is_from_file = there.modified > here.modified;
        if is_from_file {
            let edit = Edit { before: Some(here.clone()), after: Some(there.clone()) };
            self.changes.push(Change::Annotation(edit));
        }
        let (kept, other) =
            if is_from_file { (there, here.clone()) } else { (here.clone(), there) };
        self.report.differing.push(Differing { kept, other, is_from_file });
    }

    /// Plans `link`; `removed_here` are the annotations of the file that stay removed, by id.
    fn plan_link(&mut self, link: Link, removed_here: &[AnnotationId]) {
        // Many formats hold no ids of links.
        let says_same =
            |here: &Rc<Link>| (here.from, here.to, &here.kind) == (link.from, link.to, &link.kind);
        let is_here =
            self.library.link(link.id).is_some() || self.library.links_of(link.from).any(says_same);
        if is_here || !self.planned.insert(RecordId::Link(link.id)) {
            return;
        }
        let is_cut = [link.from, link.to].iter().any(|end| removed_here.binary_search(end).is_ok());
        if is_cut || (self.removed.link)(link.id) {
            self.report.links_removed_here.push(link);
        } else {
            self.report.n_links_added += 1;
            self.changes.push(Change::Link(Edit::add(link)));
        }
    }
}
