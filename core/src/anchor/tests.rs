//! How often marks are found again after realistic edits, and small cases.

mod edits;

use super::*;
use crate::model::sample;
use crate::text::{ArticleText, CharSpan};

use crate::testing::random::Random;
use edits::{Edited, documents};

fn find(old: &str, new: &str, quote: &str) -> (Outcome, Vec<String>) {
    let (old, new) = (ArticleText::new(old), ArticleText::new(new));
    let at = old.as_str().find(quote).expect("the quote is in the old text");
    let start = old.as_str()[..at].chars().count();
    let span = CharSpan::of(start, start + quote.chars().count());
    let found = Versions::new(&old, &new).find(span);
    let places = found.places.iter().map(|place| new.slice(*place).to_owned()).collect();
    (found.outcome, places)
}

fn check(old: &str, new: &str, quote: &str, outcome: Outcome, place: &str) {
    let expected: Vec<String> = (!place.is_empty()).then(|| place.to_owned()).into_iter().collect();
    assert_eq!(find(old, new, quote), (outcome, expected), "{quote}");
}

const OLD: &str = "The bridge was closed on Wednesday. “We will repair both piers,” she said. \
    The mayor had warned of it in October.\n\nFerries run every hour. Nobody was hurt.";

#[test]
fn what_did_not_change_is_the_same() {
    let new = format!("Updated at noon.\n\n{OLD}");
    check(OLD, &new, "repair both piers", Outcome::Same, "repair both piers");
    check(OLD, &new, "in October.\n\nFerries", Outcome::Same, "in October.\n\nFerries");
    check(OLD, OLD, OLD, Outcome::Same, OLD);
}

#[test]
fn an_edit_around_a_passage_leaves_it_the_same() {
    let new = OLD.replace("she said", "she told reporters");
    check(OLD, &new, "repair both piers", Outcome::Same, "repair both piers");
}

#[test]
fn edited_words_are_found_in_their_place() {
    let new = OLD.replace("both piers", "both peirs of it");
    check(
        OLD,
        &new,
        "We will repair both piers",
        Outcome::Edited,
        "We will repair both peirs of it",
    );
    let new = OLD.replace("She ", "").replace("warned of it", "warned of rust");
    check(OLD, &new, "warned of it in October", Outcome::Edited, "warned of rust in October");
    let new = OLD.replace("closed on Wednesday", "closd on Wednesday");
    check(OLD, &new, "closed", Outcome::Edited, "closd");
}

#[test]
fn moved_sentences_are_followed() {
    let sentence = " “We will repair both piers,” she said.";
    let new = OLD.replace(sentence, "") + sentence;
    check(OLD, &new, "repair both piers", Outcome::Moved, "repair both piers");
}

#[test]
fn removed_sentences_are_gone() {
    let new = OLD.replace(" “We will repair both piers,” she said.", "");
    check(OLD, &new, "repair both piers", Outcome::Gone, "");
    check(OLD, "Something else altogether.", "repair both piers", Outcome::Gone, "");
    check(OLD, "", "repair both piers", Outcome::Gone, "");
}

#[test]
fn a_near_identical_sentence_draws_no_mark_to_it() {
    let near = "“We will repair both towers,” she said.";
    let before =
        OLD.replace("“We will repair both piers", &format!("{near} “We will repair both piers"));
    check(OLD, &before, "repair both piers", Outcome::Same, "repair both piers");
    let instead = OLD.replace(" “We will repair both piers,” she said.", "") + " " + near;
    let (outcome, places) = find(OLD, &instead, "repair both piers");
    assert_eq!((outcome, places[0].as_str()), (Outcome::Ambiguous, "repair both towers"));
}

#[test]
fn two_copies_elsewhere_are_not_decided() {
    let sentence = " “We will repair both piers,” she said.";
    let new = OLD.replace(sentence, "") + sentence + " Then: " + sentence;
    assert_eq!(find(OLD, &new, "repair both piers").0, Outcome::Ambiguous);
}

#[test]
fn passages_over_several_sentences_survive_what_is_added_and_removed_in_them() {
    let quote = "on Wednesday. “We will repair both piers,” she said. The mayor had warned";
    let new = OLD.replace("The mayor", "Lorries take the road. The mayor");
    let place = "on Wednesday. “We will repair both piers,” she said. Lorries take the road. The mayor had warned";
    check(OLD, &new, quote, Outcome::Edited, place);
}

#[test]
fn texts_without_spaces_are_compared_too() {
    let old = "港务局表示，大桥已关闭。“我们将修好两个桥墩。”她说。没有人员受伤。";
    let new = old.replace("两个桥墩", "全部桥墩").replace("没有人员受伤。", "");
    check(old, &new, "我们将修好两个桥墩", Outcome::Edited, "我们将修好全部桥墩");
    check(old, &new, "没有人员受伤", Outcome::Gone, "");
}

#[test]
fn pieces_make_both_versions() {
    for (old, new) in [(OLD, "x"), ("", OLD), (OLD, ""), (sample::TEXT, OLD), ("a b c", "b c a")] {
        let pieces = word_diff(old, new);
        let without =
            |kind| pieces.iter().filter(|it| it.kind != kind).map(|it| it.text).collect::<String>();
        assert_eq!(
            (without(PieceKind::Added).as_str(), without(PieceKind::Removed).as_str()),
            (old, new)
        );
    }
}

/// How marks fared.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    wrong: Vec<String>,
    undecided: usize,
}

#[test]
fn marks_survive_realistic_edits() {
    let mut tally = Tally::default();
    for (nth, text) in documents().into_iter().enumerate() {
        for seed in 0..12 {
            judge(&text, &mut Random::new(1_000 * nth as u64 + seed), &mut tally);
        }
    }
    let Tally { right, wrong, undecided } = &tally;
    let n = right + wrong.len() + undecided;
    println!("{n} annotations: {right} right, {} wrong, {undecided} undecided", wrong.len());
    assert!(n > 4_000, "{n} annotations");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n")
    );
    assert!(undecided * 20 <= n, "{undecided} of {n} undecided");
}

/// Edits `text`, and looks where marks in it are then.
fn judge(text: &str, random: &mut Random, tally: &mut Tally) {
    let mut edited = Edited::new(text);
    let mut did = Vec::new();
    for _ in 0..1 + random.below(3) {
        did.push(edited.edit(random));
    }
    let (old, new) = (ArticleText::new(text), ArticleText::new(edited.text()));
    let versions = Versions::new(&old, &new);
    for _ in 0..14 {
        let span = edits::passage(&old, random);
        let found = versions.find(span);
        let truth = edited.truth(span);
        let places: Vec<&str> = found.places.iter().map(|place| new.slice(*place)).collect();
        if found.outcome == Outcome::Ambiguous {
            tally.undecided += 1;
        } else if truth.agrees(found.places.first().copied()) {
            tally.right += 1;
        } else {
            tally.wrong.push(format!(
                "{did:?}\n  {:?} was found as {:?} {places:?} since {}, and is {:?}",
                old.slice(span),
                found.outcome,
                found.reason.words(),
                truth.ranges.iter().map(|range| new.slice(*range)).collect::<Vec<_>>(),
            ));
        }
    }
}
