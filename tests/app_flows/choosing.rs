//! Choosing marks by click and key, and removing them.

use onrecord::app::{Action, Effect};
use onrecord_core::model::AnnotationId;

use super::harness::{Browser, Tab};

const TEXT: &str = "One two three four five.\n\nSix seven eight nine ten.";

/// A tab with three nested marks, outermost first.
fn nested() -> (Tab, Vec<AnnotationId>) {
    let mut tab = Browser::with_text(TEXT);
    let marks = [
        tab.mark("One two three four five", "claim"),
        tab.mark("two three four", "quote"),
        tab.mark("three", "pledge"),
    ];
    tab.act(Action::Choose(None));
    (tab, marks.to_vec())
}

fn click(tab: &mut Tab, marks: &[AnnotationId]) -> String {
    tab.act(Action::ClickMarks(marks.to_vec()));
    tab.chosen()
}

#[test]
fn clicks_cycle_from_the_innermost_outwards_and_around() {
    let (mut tab, marks) = nested();
    let clicked: Vec<String> = (0..4).map(|_| click(&mut tab, &marks)).collect();
    let expected = [
        "pledge: three",
        "quote: two three four",
        "claim: One two three four five",
        "pledge: three",
    ];
    assert_eq!(clicked, expected);
}

#[test]
fn a_click_elsewhere_begins_at_the_innermost_there() {
    let (mut tab, marks) = nested();
    click(&mut tab, &marks);
    assert_eq!(click(&mut tab, &marks[..2]), "quote: two three four");
}

#[test]
fn a_click_beside_all_marks_chooses_none() {
    let (mut tab, marks) = nested();
    click(&mut tab, &marks);
    assert_eq!(click(&mut tab, &[]), "");
}

#[test]
fn next_and_previous_follow_reading_order_and_stop_at_the_ends() {
    let (mut tab, _) = nested();
    tab.mark("Six", "claim");
    tab.act(Action::Choose(None));
    let mut walk = |keys: &[&str]| {
        keys.iter().for_each(|key| tab.press(key));
        tab.chosen()
    };
    assert_eq!(walk(&["n"]), "claim: One two three four five");
    assert_eq!(walk(&["n"]), "quote: two three four");
    assert_eq!(walk(&["n", "n"]), "claim: Six");
    assert_eq!(walk(&["n"]), "claim: Six");
    assert_eq!(walk(&["b"]), "pledge: three");
    assert_eq!(walk(&["b", "b", "b", "b"]), "claim: One two three four five");
}

#[test]
fn without_a_chosen_mark_previous_is_the_last() {
    let (mut tab, _) = nested();
    tab.press("b");
    assert_eq!(tab.chosen(), "pledge: three");
}

#[test]
fn a_neighbour_is_brought_into_view() {
    let (mut tab, marks) = nested();
    tab.press("n");
    assert_eq!(tab.shown.last(), Some(&Effect::Reveal(marks[0])));
}

#[test]
fn a_removed_mark_is_no_longer_chosen() {
    let (mut tab, marks) = nested();
    tab.act(Action::Choose(Some(marks[1])));
    tab.press("Delete");
    assert_eq!(tab.marks(), ["claim: One two three four five", "pledge: three"]);
    assert_eq!(tab.chosen(), "");
    assert_eq!(tab.said.last().expect("it is said"), "Quote deleted");
}

#[test]
fn delete_without_a_chosen_mark_does_nothing() {
    let (mut tab, _) = nested();
    tab.press("Delete");
    assert_eq!(tab.marks().len(), 3);
}

#[test]
fn enter_goes_to_the_card_of_the_chosen_mark() {
    let (mut tab, marks) = nested();
    tab.press("Enter");
    assert!(!tab.shown.contains(&Effect::FocusCard));
    tab.act(Action::Choose(Some(marks[0])));
    tab.press("Enter");
    assert_eq!(tab.shown.last(), Some(&Effect::FocusCard));
}

#[test]
fn what_does_not_exist_cannot_be_chosen() {
    let (mut tab, marks) = nested();
    tab.act(Action::Delete(marks[2]));
    tab.act(Action::Choose(Some(marks[2])));
    assert_eq!(tab.chosen(), "");
    assert_eq!(click(&mut tab, &marks), "quote: two three four");
}
