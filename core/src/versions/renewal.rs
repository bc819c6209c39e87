//! The step that puts a newer version in the place of an article's text.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::history::{Change, Edit, Transaction};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Block, Library, Link, Metadata,
    Reference, Timestamp, quote,
};
use crate::text::{ArticleText, CharSpan};

use super::comparison::{Comparison, Decision, Report};

/// The field in which an older version says which article it is one of.
const VERSION_OF: &str = "version_of";

/// The newer version.
#[derive(Debug, Clone, Copy)]
pub struct Newer<'a> {
    /// Its text.
    pub text: &'a ArticleText,
    /// The blocks of its text.
    pub blocks: &'a [Block],
    /// What it says about itself.
    pub metadata: &'a Metadata,
}

/// The article that the older version becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct Older {
    /// Its id, which no article has.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// When it gave way.
    pub replaced: Timestamp,
}

/// Why a newer version was not put in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRenewed {
    /// The article or its text is not there.
    Missing,
    /// The text is the same.
    SameText,
    /// What became of these annotations has to be said first: nobody decided, or they are not what
    /// was compared.
    Undecided(Vec<AnnotationId>),
}

/// The step, with this title, after which `article` has the text of `newer`, and its annotations
/// are where `decisions`, or else their reports, say.
///
/// The older version stays as the article `older`; annotations that are left go with it under new
/// ids, and links follow them. Texts are no part of a step: the newer one has to be kept before.
///
/// # Errors
/// Why there is no such step. One that was made before something changed is refused when applied.
pub fn renew(
    library: &Library,
    article: ArticleId,
    newer: Newer<'_>,
    comparison: &Comparison,
    decisions: &BTreeMap<AnnotationId, Decision>,
    older: &Older,
    title: &str,
) -> Result<Transaction, NotRenewed> {
    let before = library.article(article).ok_or(NotRenewed::Missing)?;
    let old_text = library.text(before.text).ok_or(NotRenewed::Missing)?;
    if before.text == newer.text.hash() {
        return Err(NotRenewed::SameText);
    }
    let decided = decided(library, article, comparison, decisions)?;
    let mut changes = vec![
        Change::Article(Edit::replace(before, renewed_article(before, newer))),
        Change::Article(Edit::add(older_article(before, older))),
    ];
    let mut left = HashMap::new();
    for (report, place) in decided {
        let here = &report.annotation;
        match place {
            Some(place) => {
                let after = renewed(report, place, old_text);
                if after != **here {
                    let after = Annotation { modified: older.replaced, ..after };
                    changes.push(Change::Annotation(Edit::replace(here, after)));
                }
            }
            None => {
                let id = left_id(older.id, here.id);
                left.insert(here.id, id);
                changes.push(Change::Annotation(Edit::remove(here)));
                let after = Annotation { id, article: older.id, ..Annotation::clone(here) };
                changes.push(Change::Annotation(Edit::add(after)));
            }
        }
    }
    changes.extend(links(library, &left));
    Ok(Transaction::new(title, changes))
}

/// The article of which `article` is an older version.
pub fn version_of(article: &Article) -> Option<ArticleId> {
    ArticleId::parse(article.unknown.get(VERSION_OF)?.as_str()?)
}

/// The older versions of an article, by id, which is the order in which they gave way.
pub fn older_versions(library: &Library, article: ArticleId) -> impl Iterator<Item = &Rc<Article>> {
    library.articles().filter(move |other| version_of(other) == Some(article))
}

/// Each report with the place that was chosen, `None` for being left.
type Decided<'a> = Vec<(&'a Report, Option<&'a [CharSpan]>)>;

fn decided<'a>(
    library: &Library,
    article: ArticleId,
    comparison: &'a Comparison,
    decisions: &BTreeMap<AnnotationId, Decision>,
) -> Result<Decided<'a>, NotRenewed> {
    let mut undecided = Vec::new();
    let reports: HashMap<AnnotationId, &Report> =
        comparison.reports.iter().map(|report| (report.annotation.id, report)).collect();
    let mut decided = Vec::new();
    for annotation in library.annotations_of(article) {
        let report = reports.get(&annotation.id).filter(|it| it.annotation == *annotation);
        let choice = report.and_then(|report| {
            match decisions.get(&annotation.id).copied().or(report.settled())? {
                Decision::Place(nth) => Some((*report, Some(report.places.get(nth)?.as_slice()))),
                Decision::Leave => Some((*report, None)),
            }
        });
        match choice {
            Some(choice) => decided.push(choice),
            None => undecided.push(annotation.id),
        }
    }
    if undecided.is_empty() { Ok(decided) } else { Err(NotRenewed::Undecided(undecided)) }
}

/// The article with the newer text. What somebody may have corrected stays; what was not known is
/// taken from the newer version.
fn renewed_article(before: &Article, newer: Newer<'_>) -> Article {
    let (here, there) = (before.metadata.clone(), newer.metadata.clone());
    let title = if here.title.is_empty() { there.title } else { here.title };
    let metadata = Metadata {
        title,
        byline: here.byline.or(there.byline),
        outlet: here.outlet.or(there.outlet),
        url: here.url.or(there.url),
        published: here.published.or(there.published),
        language: here.language.or(there.language),
        direction: here.direction.or(there.direction),
    };
    let (text, blocks) = (newer.text.hash(), newer.blocks.to_vec());
    Article { text, blocks, metadata, is_done: false, ..before.clone() }
}

fn older_article(before: &Article, older: &Older) -> Article {
    let mut unknown = before.unknown.clone();
    unknown.insert(VERSION_OF, before.id.to_string().into());
    Article {
        id: older.id,
        metadata: Metadata { title: older.title.clone(), ..before.metadata.clone() },
        is_done: true,
        unknown,
        ..before.clone()
    }
}

/// The annotation at `place`, its attributes where they were found.
fn renewed(report: &Report, place: &[CharSpan], old_text: &ArticleText) -> Annotation {
    let mut renewed =
        Annotation { ranges: place.to_vec(), ..Annotation::clone(&report.annotation) };
    for (id, value) in &mut renewed.attributes {
        let AttributeValue::Reference(reference) = value else { continue };
        if let Some(ranges) = report.passages.get(id) {
            reference.ranges.clone_from(ranges);
        } else if report.lost.contains(id) {
            keep_words(reference, old_text);
        }
    }
    renewed
}

/// Without its place, the words of a passage are all that is left of it.
fn keep_words(reference: &mut Reference, old_text: &ArticleText) {
    let ranges = std::mem::take(&mut reference.ranges);
    reference.name.get_or_insert_with(|| quote(old_text, &ranges));
}

/// The id of an annotation that is left with an older version: the same whenever it is asked for.
fn left_id(older: ArticleId, annotation: AnnotationId) -> AnnotationId {
    AnnotationId::from_parts(&[&older.to_string(), &annotation.to_string()])
}

fn links(library: &Library, left: &HashMap<AnnotationId, AnnotationId>) -> Vec<Change> {
    let new_end = |id: AnnotationId| left.get(&id).copied().unwrap_or(id);
    let links = library.links().filter_map(|link| {
        let (from, to) = (new_end(link.from), new_end(link.to));
        let is_changed = (from, to) != (link.from, link.to);
        is_changed
            .then(|| Change::Link(Edit::replace(link, Link { from, to, ..Link::clone(link) })))
    });
    links.collect()
}
