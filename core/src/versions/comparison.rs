//! What a newer text makes of an article and of everything that is marked in it.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::anchor::{Anchoring, Outcome, PieceKind, Reason, Versions, word_diff};
use crate::model::{Annotation, AttributeValue, Reference};
use crate::text::{ArticleText, ByteSpan, CharSpan};

/// So many places are offered for an annotation.
const MOST_PLACES: usize = 6;

/// Two versions of a text, and what became of each annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Both texts word by word, in order.
    pub runs: Vec<Run>,
    /// A report for each annotation, in the order in which they were given.
    pub reports: Vec<Report>,
}

/// A stretch that both versions have, or only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Which of them have it.
    pub kind: PieceKind,
    /// Its characters in the old text; empty, and where they would be, when it has none of them.
    pub old: CharSpan,
    /// Its characters in the new text, likewise.
    pub new: CharSpan,
}

/// What becomes of an annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The annotation as it was compared.
    pub annotation: Rc<Annotation>,
    /// What became of the text that it marks, all ranges together.
    pub outcome: Outcome,
    /// How alike both are, from 0 to 100: that of the range which is least alike.
    pub score: u8,
    /// How that is known.
    pub reason: Reason,
    /// The places that come into question, each with all ranges of the annotation, the best first;
    /// one when there is nothing to choose, none when it is gone.
    pub places: Vec<Vec<CharSpan>>,
    /// Where the passages of attributes are, by the attribute's id.
    pub passages: BTreeMap<String, Vec<CharSpan>>,
    /// The ids of attributes whose passages are not certain; their words are kept, their place is
    /// not.
    pub lost: Vec<String>,
}

/// What somebody wants to become of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// It is at the place with this number among [`Report::places`].
    Place(usize),
    /// It is not in the newer version, and stays with the older one.
    Leave,
}

impl Report {
    /// What is right without asking; `None` where somebody has to say.
    pub fn settled(&self) -> Option<Decision> {
        match self.outcome {
            Outcome::Same | Outcome::Moved | Outcome::Edited => Some(Decision::Place(0)),
            Outcome::Gone => Some(Decision::Leave),
            Outcome::Ambiguous => None,
        }
    }
}

/// Compares the versions, and looks for `annotations` of the old one in the new one.
pub fn compare(old: &ArticleText, new: &ArticleText, annotations: &[Rc<Annotation>]) -> Comparison {
    let versions = Versions::new(old, new);
    let reports = annotations.iter().map(|annotation| report(&versions, annotation)).collect();
    Comparison { runs: runs(old, new), reports }
}

fn runs(old: &ArticleText, new: &ArticleText) -> Vec<Run> {
    let (mut old_end, mut new_end) = (0, 0);
    let run = |piece: crate::anchor::Piece<'_>| {
        let (old_start, new_start) = (old_end, new_end);
        old_end += if piece.kind == PieceKind::Added { 0 } else { piece.text.len() };
        new_end += if piece.kind == PieceKind::Removed { 0 } else { piece.text.len() };
        Run {
            kind: piece.kind,
            old: old.to_chars(ByteSpan::of(old_start, old_end)),
            new: new.to_chars(ByteSpan::of(new_start, new_end)),
        }
    };
    word_diff(old.as_str(), new.as_str()).into_iter().map(run).collect()
}

fn report(versions: &Versions<'_>, annotation: &Rc<Annotation>) -> Report {
    let ranges: Vec<Anchoring> =
        annotation.ranges.iter().map(|range| versions.find(*range)).collect();
    let outcome = outcome(&ranges);
    // The worst range says why.
    let worst = ranges.iter().max_by_key(|found| found.outcome);
    let mut report = Report {
        annotation: annotation.clone(),
        outcome,
        score: ranges.iter().map(|found| found.score).min().unwrap_or(0),
        reason: worst.map_or(Reason::SentencesRemoved, |found| found.reason),
        places: if outcome == Outcome::Gone { Vec::new() } else { places(&ranges) },
        passages: BTreeMap::new(),
        lost: Vec::new(),
    };
    for (id, reference) in references(annotation) {
        match passages(versions, reference) {
            Some(ranges) => drop(report.passages.insert(id.to_owned(), ranges)),
            None => report.lost.push(id.to_owned()),
        }
    }
    report
}

/// The attributes of `annotation` with passages, by id.
fn references(annotation: &Annotation) -> impl Iterator<Item = (&str, &Reference)> {
    annotation.attributes.iter().filter_map(|(id, value)| match value {
        AttributeValue::Reference(it) if !it.ranges.is_empty() => Some((id.as_str(), it)),
        _ => None,
    })
}

/// Where the passages of an attribute are, if that is certain of all of them.
fn passages(versions: &Versions<'_>, reference: &Reference) -> Option<Vec<CharSpan>> {
    let found = reference.ranges.iter().map(|range| versions.find(*range));
    let certain = found.map(|found| match found.outcome {
        Outcome::Same | Outcome::Moved | Outcome::Edited => found.places.first().copied(),
        Outcome::Ambiguous | Outcome::Gone => None,
    });
    Some(in_order(certain.collect::<Option<_>>()?))
}

/// What became of an annotation with these ranges: where one of several is gone, somebody has to
/// look.
fn outcome(ranges: &[Anchoring]) -> Outcome {
    let n_gone = ranges.iter().filter(|found| found.outcome == Outcome::Gone).count();
    let worst = ranges.iter().map(|it| it.outcome).filter(|it| *it != Outcome::Gone).max();
    match worst {
        None => Outcome::Gone,
        Some(_) if n_gone > 0 => Outcome::Ambiguous,
        Some(worst) => worst,
    }
}

/// The places for all ranges together: each of one with each of the others, as far as they are few.
fn places(ranges: &[Anchoring]) -> Vec<Vec<CharSpan>> {
    let mut places: Vec<Vec<CharSpan>> = vec![Vec::new()];
    for found in ranges.iter().filter(|found| !found.places.is_empty()) {
        let with = |place: &CharSpan| {
            places.iter().map(|so_far| [&so_far[..], &[*place]].concat()).collect::<Vec<_>>()
        };
        places = found.places.iter().flat_map(with).take(MOST_PLACES).collect();
    }
    let mut offered: Vec<Vec<CharSpan>> = Vec::new();
    for place in places.into_iter().map(in_order).filter(|place| !place.is_empty()) {
        if !offered.contains(&place) {
            offered.push(place);
        }
    }
    offered
}

/// Ranges in text order; those that touch or overlap become one.
fn in_order(mut ranges: Vec<CharSpan>) -> Vec<CharSpan> {
    ranges.sort_unstable();
    let mut apart: Vec<CharSpan> = Vec::new();
    for range in ranges {
        match apart.last_mut() {
            Some(last) if last.end() >= range.start() => *last = last.hull(range),
            _ => apart.push(range),
        }
    }
    apart
}
