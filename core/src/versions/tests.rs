//! Newer versions, compared and put in place.

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::anchor::{Outcome, PieceKind};
use crate::history::{Change, Edit, Transaction};
use crate::ingest::plain_text;
use crate::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Library, Link, LinkId, LinkKind, Metadata,
    Reference, Timestamp, UnknownFields,
};
use crate::record::{decode_transaction, encode_transaction};
use crate::testing::{self, n_cases};
use crate::text::{ArticleText, CharSpan};

const OLD: &str = "The bridge was closed on Wednesday. “We will repair both piers,” she said. \
    The mayor had warned of it in October.\n\nFerries run every hour. Nobody was hurt.";
/// Words changed, a sentence moved, one removed, one that is nearly another.
const NEW: &str = "The bridge was closed late on Wednesday. The mayor had warned of it in October.\n\n\
    Lorries take the road. “We will repair both towers,” she said. Ferries run every two hours.";

const OLDER: ArticleId = ArticleId::from_u128(900);
const ARTICLE: ArticleId = ArticleId::from_u128(1);

fn span_of(text: &ArticleText, quote: &str) -> CharSpan {
    let at = text.as_str().find(quote).expect("the quote is in the text");
    let start = text.as_str()[..at].chars().count();
    CharSpan::of(start, start + quote.chars().count())
}

fn older() -> Older {
    Older { id: OLDER, title: "An older version".to_owned(), replaced: Timestamp::from_unix_ms(9) }
}

/// A library with `OLD`, in which these passages are marked, each linked to the next.
fn library(quotes: &[&str]) -> Library {
    let text = ArticleText::new(OLD);
    let mut changes = vec![Change::Article(Edit::add(testing::article(1, &text)))];
    for (nth, quote) in quotes.iter().enumerate() {
        let annotation = testing::annotation(nth as u128, &[span_of(&text, quote)]);
        changes.push(Change::Annotation(Edit::add(annotation)));
    }
    for nth in 1..quotes.len() as u128 {
        let [from, to] = [nth - 1, nth].map(AnnotationId::from_u128);
        let (kind, created) = (LinkKind::Supports, Timestamp::default());
        let (id, unknown) = (LinkId::from_u128(nth), UnknownFields::new());
        changes.push(Change::Link(Edit::add(Link { id, kind, from, to, created, unknown })));
    }
    let mut library = Library::default();
    library.add_text(Rc::new(text));
    Transaction::new("make up", changes).apply(&mut library).expect("all are new");
    library
}

fn annotations(library: &Library, article: ArticleId) -> Vec<Rc<Annotation>> {
    library.annotations_of(article).cloned().collect()
}

/// The step to the text `new`, which is put among the library's.
fn step(
    library: &mut Library,
    article: ArticleId,
    new: &str,
    decide: impl Fn(&Report) -> Option<Decision>,
) -> Result<Transaction, NotRenewed> {
    let newer = plain_text::read(new);
    let text = Rc::new(ArticleText::new(newer.text));
    library.add_text(text.clone());
    let old = library.text_of(article).expect("the text is there").clone();
    let comparison = compare(&old, &text, &annotations(library, article));
    let decisions: BTreeMap<_, _> = comparison
        .reports
        .iter()
        .filter_map(|report| Some((report.annotation.id, decide(report)?)))
        .collect();
    let newer = Newer { text: &text, blocks: &newer.blocks, metadata: &newer.metadata };
    renew(library, article, newer, &comparison, &decisions, &older(), "use newer version")
}

#[test]
fn every_annotation_has_a_report() {
    let library = library(&[
        "The mayor had warned of it in October.",
        "closed on Wednesday",
        "We will repair both piers",
        "Nobody was hurt.",
        "The bridge",
    ]);
    let (old, new) = (ArticleText::new(OLD), ArticleText::new(NEW));
    let comparison = compare(&old, &new, &annotations(&library, ARTICLE));
    let shown: Vec<_> = comparison
        .reports
        .iter()
        .map(|report| {
            let places: Vec<&str> = report.places.iter().map(|it| new.slice(it[0])).collect();
            (report.outcome.name(), report.annotation.quote(&old), places)
        })
        .collect();
    let expected = [
        ("same", "The bridge", vec!["The bridge"]),
        ("edited", "closed on Wednesday", vec!["closed late on Wednesday"]),
        ("ambiguous", "We will repair both piers", vec!["We will repair both towers"]),
        (
            "same",
            "The mayor had warned of it in October.",
            vec!["The mayor had warned of it in October."],
        ),
        ("gone", "Nobody was hurt.", vec![]),
    ];
    assert_eq!(shown, expected.map(|(outcome, quote, places)| (outcome, quote.to_owned(), places)));
    for report in &comparison.reports {
        assert_eq!(report.settled().is_none(), report.outcome == Outcome::Ambiguous);
        assert_eq!(report.score == 100, report.outcome == Outcome::Same);
    }
}

#[test]
fn what_is_not_certain_is_not_decided() {
    let mut library = library(&["We will repair both piers", "The bridge"]);
    let undecided = NotRenewed::Undecided(vec![AnnotationId::from_u128(0)]);
    assert_eq!(step(&mut library, ARTICLE, NEW, |_| None), Err(undecided.clone()));
    // A place that was not offered decides nothing.
    assert!(step(&mut library, ARTICLE, NEW, |_| Some(Decision::Place(7))).is_err());
    assert_eq!(step(&mut library, ARTICLE, OLD, |_| None), Err(NotRenewed::SameText));
    let elsewhere = ArticleId::from_u128(77);
    let text = ArticleText::new(NEW);
    let newer = Newer { text: &text, blocks: &[], metadata: &Metadata::default() };
    let comparison = compare(&text, &text, &[]);
    let missing =
        renew(&library, elsewhere, newer, &comparison, &BTreeMap::new(), &older(), "use it");
    assert_eq!(missing, Err(NotRenewed::Missing));
    // What was marked after comparing has to be compared first.
    let late = renew(&library, ARTICLE, newer, &comparison, &BTreeMap::new(), &older(), "use it");
    assert!(matches!(late, Err(NotRenewed::Undecided(ids)) if ids.len() == 2));
}

#[test]
fn a_newer_version_takes_the_place_and_the_older_one_stays() {
    let before = library(&["The bridge", "We will repair both piers", "Nobody was hurt."]);
    let mut library = before.clone();
    let step = step(&mut library, ARTICLE, NEW, |report| {
        (report.outcome == Outcome::Ambiguous).then_some(Decision::Place(0))
    })
    .expect("all is decided");
    step.apply(&mut library).expect("nothing changed meanwhile");
    let text = library.text_of(ARTICLE).expect("the newer text");
    assert_eq!(text.as_str(), NEW);
    let quotes = |article| -> Vec<String> {
        let text = library.text_of(article).expect("a text");
        library.annotations_of(article).map(|it| it.quote(text)).collect()
    };
    assert_eq!(quotes(ARTICLE), ["The bridge", "We will repair both towers"]);
    assert_eq!(quotes(OLDER), ["Nobody was hurt."]);
    let older: Vec<_> = older_versions(&library, ARTICLE).collect();
    assert_eq!((older.len(), older[0].id, version_of(older[0])), (1, OLDER, Some(ARTICLE)));
    assert_eq!(library.text_of(OLDER).expect("the older text").as_str(), OLD);
    assert_eq!(older[0].blocks, before.article(ARTICLE).expect("it").blocks);
    // The link to what was left follows it.
    let left = library.annotations_of(OLDER).next().expect("one was left").id;
    assert_eq!(library.links().last().expect("two links").to, left);
    assert_eq!(library.links().len(), 2);
}

#[test]
fn attributes_move_along_or_keep_their_words() {
    let text = ArticleText::new(OLD);
    let reference = |quote: &str, name: Option<&str>| {
        AttributeValue::Reference(Reference {
            name: name.map(str::to_owned),
            ranges: vec![span_of(&text, quote)],
            ..Reference::default()
        })
    };
    let mut before = library(&["The bridge"]);
    let here = before.annotation(AnnotationId::from_u128(0)).expect("it is there").clone();
    let attributes = [
        ("source", reference("The mayor", None)),
        ("cue", reference("Nobody was", None)),
        ("condition", reference("Nobody was", Some("somebody"))),
    ];
    let attributes = attributes.map(|(id, value)| (id.to_owned(), value)).into_iter().collect();
    let with = Annotation { attributes, ..Annotation::clone(&here) };
    let edit = Change::Annotation(Edit::replace(&here, with));
    Transaction::new("edit", vec![edit]).apply(&mut before).expect("it is as it was");
    let step = step(&mut before, ARTICLE, NEW, |_| None).expect("all is decided");
    step.apply(&mut before).expect("nothing changed meanwhile");
    let moved = before.annotation(AnnotationId::from_u128(0)).expect("it is there");
    let text = before.text_of(ARTICLE).expect("the newer text");
    let shown = |id: &str| match moved.attributes.get(id).expect("it is kept") {
        AttributeValue::Reference(it) => {
            (it.name.as_deref(), it.ranges.iter().map(|range| text.slice(*range)).collect())
        }
        other => panic!("{other:?}"),
    };
    let (nowhere, mayor): (Vec<&str>, Vec<&str>) = (vec![], vec!["The mayor"]);
    assert_eq!(shown("source"), (None, mayor));
    assert_eq!(shown("cue"), (Some("Nobody was"), nowhere.clone()));
    assert_eq!(shown("condition"), (Some("somebody"), nowhere));
    assert_eq!(moved.modified, older().replaced);
}

#[test]
fn a_mark_with_a_part_that_is_gone_has_to_be_looked_at() {
    let text = ArticleText::new(OLD);
    let ranges = ["The bridge", "Nobody was hurt."].map(|quote| span_of(&text, quote));
    let new = ArticleText::new(NEW);
    let reports = compare(&text, &new, &[Rc::new(testing::annotation(0, &ranges))]).reports;
    assert_eq!(reports[0].outcome, Outcome::Ambiguous);
    assert_eq!(reports[0].places, [[span_of(&new, "The bridge")]]);
}

/// A text with a stretch of it replaced, a few times.
fn edited(text: &str, edits: &[(Index, usize, String)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (at, len, with) in edits {
        let start = at.index(characters.len() + 1);
        let end = (start + len).min(characters.len());
        characters.splice(start..end, with.chars());
    }
    characters.into_iter().collect()
}

fn edits() -> impl Strategy<Value = Vec<(Index, usize, String)>> {
    let with = prop_oneof![
        Just(String::new()),
        Just("The talks went on. ".to_owned()),
        testing::text::article_text(),
    ];
    prop::collection::vec((any::<Index>(), 0_usize..30, with), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(200)))]

    #[test]
    fn a_step_keeps_everything_valid_travels_and_can_be_undone(
        library in testing::library::library(),
        which in any::<Index>(),
        edits in edits(),
        choice in 0_usize..3,
    ) {
        prop_assume!(library.articles().len() > 0);
        let ids: Vec<_> = library.articles().map(|article| article.id).collect();
        let id = *which.get(&ids);
        prop_assume!(id != OLDER && library.article(OLDER).is_none());
        let new = edited(library.text_of(id).expect("all texts are loaded").as_str(), &edits);
        let mut changed = library.clone();
        let decide = |report: &Report| match choice {
            0 => Some(Decision::Leave),
            nth if report.outcome == Outcome::Ambiguous && nth <= report.places.len() => {
                Some(Decision::Place(nth - 1))
            }
            _ => report.settled().or(Some(Decision::Leave)),
        };
        let step = match step(&mut changed, id, &new, decide) {
            Err(NotRenewed::SameText) => return Ok(()),
            step => step.expect("all is decided"),
        };
        let json = encode_transaction(&step);
        prop_assert!(decode_transaction(&json) == Some(step.clone()), "{json}");
        let before = changed.clone();
        step.apply(&mut changed).expect("the library is as it was compared");
        let n_annotations = changed.annotations().len();
        prop_assert_eq!(n_annotations, library.annotations().len());
        for annotation in changed.annotations_of(id).chain(changed.annotations_of(OLDER)) {
            let text = changed.text_of(annotation.article).expect("both are there");
            check_ranges(text, &annotation.ranges, false)?;
            for value in annotation.attributes.values() {
                if let AttributeValue::Reference(reference) = value {
                    check_ranges(text, &reference.ranges, true)?;
                }
            }
        }
        step.inverse().apply(&mut changed).expect("nothing else changed");
        prop_assert_eq!(changed, before);
    }

    #[test]
    fn runs_make_both_versions(one in testing::text::article_text(), edits in edits()) {
        let (old, new) = (ArticleText::new(one.as_str()), ArticleText::new(edited(&one, &edits)));
        let runs = compare(&old, &new, &[]).runs;
        let whole = |text: &ArticleText, side: fn(&Run) -> CharSpan| {
            runs.iter().map(|run| text.slice(side(run))).collect::<String>()
        };
        prop_assert_eq!(whole(&old, |run| run.old), old.as_str());
        prop_assert_eq!(whole(&new, |run| run.new), new.as_str());
        for run in &runs {
            prop_assert_eq!(run.old.is_empty(), run.kind == PieceKind::Added);
            prop_assert_eq!(run.new.is_empty(), run.kind == PieceKind::Removed);
            prop_assert!(run.kind != PieceKind::Both || old.slice(run.old) == new.slice(run.new));
        }
    }
}

/// In the text, in order, none empty, none overlapping.
fn check_ranges(
    text: &ArticleText,
    ranges: &[CharSpan],
    may_be_none: bool,
) -> Result<(), TestCaseError> {
    prop_assert!(may_be_none || !ranges.is_empty());
    for range in ranges {
        prop_assert!(!range.is_empty() && range.end().get() <= text.n_chars());
    }
    for pair in ranges.windows(2) {
        prop_assert!(pair[0].end() <= pair[1].start());
    }
    Ok(())
}
