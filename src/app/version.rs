//! A newer version of an article, looked at before it takes the place of the one that is here.

use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord_core::anchor::Outcome;
use onrecord_core::formats::ImportedArticle;
use onrecord_core::model::{Annotation, ArticleId, AttributeValue};
use onrecord_core::order::sorted;
use onrecord_core::text::{ArticleText, CharSpan};
use onrecord_core::transfer::{Comparison, Found};

/// A newer version, and what becomes of everything that is marked.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVersion {
    /// The article of which it is one.
    pub article: ArticleId,
    /// The newer text.
    pub newer: Rc<ImportedArticle>,
    /// What was recognised in it, in words.
    pub note: String,
    /// The texts compared word by word: which version has a piece, and the piece.
    pub pieces: Vec<(String, String)>,
    /// A report for each annotation, in reading order.
    pub marks: Vec<MarkReport>,
}

/// What becomes of an annotation.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkReport {
    /// The annotation as it is.
    pub annotation: Rc<Annotation>,
    /// The text that it marks.
    pub quote: String,
    /// What became of that text.
    pub outcome: Outcome,
    /// How alike both are, from 0 to 100.
    pub score: u64,
    /// Why, in words.
    pub reason: String,
    /// The places to choose from, each with its text; one when there is nothing to choose.
    pub places: Vec<(Vec<CharSpan>, String)>,
    /// The number of the place that was chosen; one more than there are leaves the annotation with
    /// the old version. `None` until somebody decides.
    pub choice: Option<usize>,
    /// Attributes whose passages were found again, and where.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The ids of attributes whose passages are not certain, and are left behind.
    pub lost: Vec<String>,
}

/// The passages of `annotation`: its ranges, then those of its attributes.
pub fn passages(annotation: &Annotation) -> impl Iterator<Item = CharSpan> {
    let ranges = annotation.ranges.iter().copied();
    let references = annotation.attributes.values().flat_map(|value| match value {
        AttributeValue::Reference(reference) => &reference.ranges[..],
        _ => &[],
    });
    ranges.chain(references.copied())
}

impl NewVersion {
    /// Puts together what was found of `annotations`, whose [`passages`] were asked for in order.
    pub fn new(
        article: ArticleId,
        old: &ArticleText,
        annotations: &[Rc<Annotation>],
        comparison: Comparison,
    ) -> Self {
        let Comparison { newer, note, pieces, found } = comparison;
        let mut found = found.into_iter();
        let marks = annotations.iter().map(|it| report(it, old, &newer.text, &mut found)).collect();
        Self { article, newer: Rc::new(newer), note, pieces, marks }
    }

    /// Whether nothing is left to decide.
    pub fn is_decided(&self) -> bool {
        self.marks.iter().all(|mark| mark.choice.is_some())
    }
}

impl MarkReport {
    /// The annotation as the new version has it; `None` when it stays with the old one.
    pub fn renewed(&self) -> Option<Annotation> {
        let (ranges, _) = self.places.get(self.choice?)?;
        let attributes = self.attributes.clone();
        Some(Annotation {
            ranges: ranges.clone(),
            attributes,
            ..Annotation::clone(&self.annotation)
        })
    }
}

fn report(
    annotation: &Rc<Annotation>,
    old: &ArticleText,
    new: &ArticleText,
    found: &mut impl Iterator<Item = Found>,
) -> MarkReport {
    let ranges: Vec<Found> = found.by_ref().take(annotation.ranges.len()).collect();
    let outcome = outcome(&ranges);
    let places: Vec<(Vec<CharSpan>, String)> = candidates(&ranges, outcome)
        .into_iter()
        .map(|ranges| {
            let text = onrecord_core::model::quote(new, &ranges);
            (ranges, text)
        })
        .collect();
    let choice = match outcome {
        Outcome::Ambiguous => None,
        Outcome::Gone => Some(places.len()),
        _ => Some(0),
    };
    let worst = ranges.iter().max_by_key(|found| found.outcome);
    let mut report = MarkReport {
        annotation: annotation.clone(),
        quote: annotation.quote(old),
        outcome,
        score: ranges.iter().map(|found| found.score).min().unwrap_or(0),
        reason: worst.map_or(String::new(), |found| found.reason.clone()),
        places,
        choice,
        attributes: annotation.attributes.clone(),
        lost: Vec::new(),
    };
    for (id, value) in &mut report.attributes {
        let AttributeValue::Reference(reference) = value else { continue };
        let found: Vec<Found> = found.by_ref().take(reference.ranges.len()).collect();
        let is_certain =
            found.iter().all(|it| !matches!(it.outcome, Outcome::Ambiguous | Outcome::Gone));
        if !is_certain {
            report.lost.push(id.clone());
        }
        let ranges = found.into_iter().filter_map(|it| it.places.first().copied());
        reference.ranges = in_order(if is_certain { ranges.collect() } else { Vec::new() });
    }
    report
}

/// What became of an annotation with these ranges: a part that is gone has to be looked at.
fn outcome(ranges: &[Found]) -> Outcome {
    let n_gone = ranges.iter().filter(|found| found.outcome == Outcome::Gone).count();
    match ranges.iter().map(|found| found.outcome).filter(|it| *it != Outcome::Gone).max() {
        None => Outcome::Gone,
        Some(_) if n_gone > 0 => Outcome::Ambiguous,
        Some(worst) => worst,
    }
}

/// The places that come into question for all ranges together.
fn candidates(ranges: &[Found], outcome: Outcome) -> Vec<Vec<CharSpan>> {
    match ranges {
        [one] if outcome == Outcome::Ambiguous => {
            one.places.iter().map(|place| vec![*place]).collect()
        }
        several => {
            let best: Vec<CharSpan> =
                several.iter().filter_map(|found| found.places.first().copied()).collect();
            if best.is_empty() { Vec::new() } else { vec![in_order(best)] }
        }
    }
}

/// Ranges in text order, those that overlap made one.
fn in_order(ranges: Vec<CharSpan>) -> Vec<CharSpan> {
    let mut apart: Vec<CharSpan> = Vec::new();
    for range in sorted(ranges.into_iter()) {
        match apart.last_mut() {
            Some(last) if last.end() > range.start() => *last = last.hull(range),
            _ => apart.push(range),
        }
    }
    apart
}
