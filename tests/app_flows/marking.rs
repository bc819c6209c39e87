//! Selecting, labelling, and what a label's key does without a selection.

use onrecord::app::Effect;
use onrecord_core::model::{AttributeValue, Origin, Reference, Selection};

use super::harness::{Browser, Tab};
use onrecord::app::Action;

const TEXT: &str = "The minister said “we will build it” on Monday. Nobody else spoke.";

fn tab() -> Tab {
    Browser::with_text(TEXT)
}

#[test]
fn a_selection_and_a_label_make_a_mark() {
    let mut tab = tab();
    tab.select("we will build it");
    tab.use_label("pledge");
    assert_eq!(tab.marks(), ["pledge: we will build it"]);
    assert_eq!(tab.chosen(), "pledge: we will build it");
    assert_eq!(tab.state.view.selection, None);
    assert!(tab.shown.contains(&Effect::ClearSelection));
    assert!(tab.shown.contains(&Effect::DrawTextFirst));
    assert_eq!(tab.said.last().expect("it is said"), "Marked as pledge: we will build it");
}

#[test]
fn a_mark_in_a_long_text_comes_with_its_card() {
    let mut tab = Browser::with_text(&format!("{TEXT}\n\n").repeat(1000));
    tab.select("we will build it");
    tab.use_label("pledge");
    assert_eq!(tab.chosen(), "pledge: we will build it");
    assert!(!tab.shown.contains(&Effect::DrawTextFirst));
}

#[test]
fn a_new_mark_says_who_made_it_and_when() {
    let mut tab = tab();
    let id = tab.mark("on Monday", "claim");
    let annotation = tab.annotation(id);
    assert_eq!(annotation.annotator, "annotator");
    assert_eq!(annotation.replica, Some(tab.state.replica.id()));
    assert_eq!(annotation.origin, Origin::Manual);
    assert_eq!(annotation.created, annotation.modified);
    assert_eq!(annotation.article, tab.open_id());
}

#[test]
fn every_key_of_a_label_marks() {
    for key in ["2", "q", "Q"] {
        let mut tab = tab();
        tab.select("on Monday");
        tab.press(key);
        assert_eq!(tab.marks(), ["quote: on Monday"], "{key}");
    }
}

#[test]
fn a_cut_word_is_completed_and_blanks_are_dropped() {
    let mut tab = tab();
    tab.mark(" minister sai", "claim");
    assert_eq!(tab.marks(), ["claim: minister said"]);
}

#[test]
fn exact_characters_stay() {
    let mut tab = tab();
    let span = tab.find("inist");
    let selection = Selection { is_exact: true, ..Selection::over(span) };
    tab.act(Action::Select(Some(selection)));
    tab.use_label("claim");
    assert_eq!(tab.marks(), ["claim: inist"]);
}

#[test]
fn a_selection_may_be_drawn_backwards() {
    let mut tab = tab();
    let span = tab.find("Nobody else");
    let (anchor, head) = (span.end(), span.start());
    tab.act(Action::Select(Some(Selection { anchor, head, is_exact: false })));
    tab.use_label("claim");
    assert_eq!(tab.marks(), ["claim: Nobody else"]);
}

#[test]
fn blanks_alone_are_no_selection() {
    let mut tab = tab();
    tab.select(" ");
    assert_eq!(tab.state.view.selection, None);
    tab.use_label("claim");
    assert!(tab.marks().is_empty());
    assert_eq!(tab.state.view.armed.as_deref(), Some("claim"));
}

#[test]
fn quotation_marks_stay_as_selected() {
    let mut tab = tab();
    tab.mark("“we will build it”", "quote");
    tab.mark("we will build it", "pledge");
    assert_eq!(tab.marks(), ["quote: “we will build it”", "pledge: we will build it"]);
}

#[test]
fn the_same_range_and_label_is_chosen_instead_of_marked_again() {
    let mut tab = tab();
    let first = tab.mark("on Monday", "claim");
    tab.mark("Nobody", "claim");
    let again = tab.mark("on Monday", "claim");
    assert_eq!(again, first);
    assert_eq!(tab.marks(), ["claim: on Monday", "claim: Nobody"]);
    assert_eq!(tab.state.view.selection, None);
    assert_eq!(tab.said.last().expect("it is said"), "This passage is already marked as claim");
}

#[test]
fn the_same_range_takes_another_label_beside_the_first() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    tab.mark("on Monday", "quote");
    assert_eq!(tab.marks(), ["claim: on Monday", "quote: on Monday"]);
}

#[test]
fn marks_overlap_and_nest() {
    let mut tab = tab();
    tab.mark("minister said “we will", "claim");
    tab.mark("we will build it", "pledge");
    tab.mark("build", "claim");
    let expected = ["claim: minister said “we will", "pledge: we will build it", "claim: build"];
    assert_eq!(tab.marks(), expected);
}

#[test]
fn a_label_changes_the_chosen_mark() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    tab.press("3");
    assert_eq!(tab.marks(), ["pledge: on Monday"]);
    assert_eq!(tab.chosen(), "pledge: on Monday");
    assert_eq!(tab.said.last().expect("it is said"), "Label changed to pledge");
}

#[test]
fn relabelling_keeps_what_was_said_about_the_mark() {
    let mut tab = tab();
    let id = tab.mark("on Monday", "claim");
    tab.act(Action::SetNote { annotation: id, note: "look it up".to_owned() });
    tab.use_label("quote");
    let annotation = tab.annotation(id);
    assert_eq!((annotation.label.as_str(), annotation.note.as_str()), ("quote", "look it up"));
    assert!(annotation.modified > annotation.created);
}

#[test]
fn relabelling_makes_no_duplicate() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    tab.mark("on Monday", "quote");
    tab.use_label("claim");
    assert_eq!(tab.marks(), ["claim: on Monday", "quote: on Monday"]);
}

#[test]
fn the_same_label_again_changes_nothing() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    let history = tab.state.history.clone();
    tab.use_label("claim");
    assert_eq!(tab.state.history, history);
    assert_eq!(tab.marks(), ["claim: on Monday"]);
}

#[test]
fn a_selection_counts_before_the_chosen_mark() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    tab.mark("Nobody", "quote");
    assert_eq!(tab.marks(), ["claim: on Monday", "quote: Nobody"]);
}

#[test]
fn an_armed_label_marks_each_further_selection() {
    let mut tab = tab();
    tab.press("1");
    assert_eq!(tab.state.view.armed.as_deref(), Some("claim"));
    tab.select("minister");
    tab.select("Nobody");
    assert_eq!(tab.marks(), ["claim: minister", "claim: Nobody"]);
    assert_eq!(tab.chosen(), "claim: Nobody");
    assert_eq!(tab.state.view.selection, None);
}

#[test]
fn escape_disarms() {
    let mut tab = tab();
    tab.press("1");
    tab.press("Escape");
    assert_eq!(tab.state.view.armed, None);
    tab.select("minister");
    assert!(tab.marks().is_empty());
}

#[test]
fn escape_leaves_the_innermost_first() {
    let mut tab = tab();
    tab.mark("on Monday", "claim");
    tab.select("minister");
    tab.press("Escape");
    assert_eq!(tab.state.view.selection, None);
    assert_eq!(tab.chosen(), "claim: on Monday");
    tab.press("Escape");
    assert_eq!(tab.chosen(), "");
}

#[test]
fn the_armed_label_again_disarms_and_another_takes_its_place() {
    let mut tab = tab();
    tab.press("1");
    tab.press("2");
    assert_eq!(tab.state.view.armed.as_deref(), Some("quote"));
    tab.press("2");
    assert_eq!(tab.state.view.armed, None);
}

#[test]
fn unknown_labels_do_nothing() {
    let mut tab = tab();
    tab.select("minister");
    tab.use_label("rumour");
    assert!(tab.marks().is_empty());
    assert!(tab.state.view.selection.is_some());
    assert_eq!(tab.state.view.armed, None);
}

#[test]
fn a_selected_passage_fills_an_attribute() {
    let mut tab = tab();
    let id = tab.mark("we will build it", "quote");
    let speaker = tab.find("The minister");
    tab.select("The minister");
    tab.act(Action::TakeSelection { annotation: id, attribute: "source".to_owned() });
    let value =
        AttributeValue::Reference(Reference { ranges: vec![speaker], ..Reference::default() });
    assert_eq!(tab.annotation(id).attributes.get("source"), Some(&value));
    assert_eq!(tab.state.view.selection, None);
    assert_eq!(tab.marks(), ["quote: we will build it"]);
}

#[test]
fn a_selected_passage_keeps_the_name_of_an_attribute() {
    let mut tab = tab();
    let id = tab.mark("we will build it", "quote");
    let named = Some(AttributeValue::Reference(Reference::named("A. Minister")));
    let attribute = || "source".to_owned();
    tab.act(Action::SetAttribute { annotation: id, attribute: attribute(), value: named });
    let span = tab.find("The minister");
    tab.select("The minister");
    tab.act(Action::TakeSelection { annotation: id, attribute: attribute() });
    let Some(AttributeValue::Reference(reference)) = tab.annotation(id).attributes.get("source")
    else {
        panic!("a passage is a reference");
    };
    assert_eq!((reference.name.as_deref(), &*reference.ranges), (Some("A. Minister"), &[span][..]));
}

#[test]
fn taking_a_selection_without_one_says_how() {
    let mut tab = tab();
    let id = tab.mark("we will build it", "quote");
    tab.act(Action::TakeSelection { annotation: id, attribute: "source".to_owned() });
    assert!(tab.annotation(id).attributes.is_empty());
    assert_eq!(tab.said.last().map(String::as_str), Some(tab.state.strings.from_selection_how()));
}

#[test]
fn a_selected_passage_becomes_a_part_of_the_chosen_mark() {
    let mut tab = tab();
    let id = tab.mark("“we will build it”", "quote");
    tab.press("a");
    assert_eq!(tab.marks(), ["quote: “we will build it”"], "nothing is selected");
    tab.select("else spoke");
    tab.press("a");
    assert_eq!(tab.marks(), ["quote: “we will build it” … else spoke"]);
    assert_eq!(tab.chosen(), "quote: “we will build it” … else spoke");
    assert_eq!(tab.state.view.selection, None);
    tab.select("The minister");
    tab.act(Action::AddPart(id));
    assert_eq!(tab.marks(), ["quote: The minister … “we will build it” … else spoke"]);
    tab.undo();
    tab.undo();
    assert_eq!(tab.marks(), ["quote: “we will build it”"]);
}

#[test]
fn parts_that_touch_or_overlap_become_one() {
    let mut tab = tab();
    let id = tab.mark("we will", "quote");
    for passage in ["it” on", "will build it"] {
        tab.select(passage);
        tab.act(Action::AddPart(id));
    }
    assert_eq!(tab.annotation(id).ranges, [tab.find("we will build it” on")]);
}

#[test]
fn no_part_makes_one_mark_the_same_as_another() {
    let mut tab = tab();
    tab.mark("we will build it", "quote");
    tab.mark("we will", "quote");
    tab.select("will build it");
    tab.press("a");
    assert_eq!(tab.marks(), ["quote: we will build it", "quote: we will"]);
    assert_eq!(tab.said.last().expect("it is said"), "This passage is already marked as quote");
}

#[test]
fn attributes_are_set_and_cleared() {
    let mut tab = tab();
    let id = tab.mark("we will build it", "quote");
    let set = |value| Action::SetAttribute { annotation: id, attribute: "mode".to_owned(), value };
    let direct = AttributeValue::Text("direct".to_owned());
    tab.act(set(Some(direct.clone())));
    assert_eq!(tab.annotation(id).attributes.get("mode"), Some(&direct));
    tab.act(set(None));
    assert!(tab.annotation(id).attributes.is_empty());
}

#[test]
fn the_hint_goes_with_the_first_mark() {
    let mut tab = tab();
    assert!(tab.state.view.is_hint_shown);
    tab.mark("on Monday", "claim");
    assert!(!tab.state.view.is_hint_shown);
}

#[test]
fn code_points_are_counted_beyond_the_first_plane() {
    let mut tab = Browser::with_text("👩‍👩‍👧‍👦 says 𝔘𝔫 “да” 🇺🇦 today");
    let id = tab.mark("“да”", "quote");
    let span = tab.find("“да”");
    assert_eq!(tab.annotation(id).ranges, [span]);
    assert_eq!(tab.marks(), ["quote: “да”"]);
}

#[test]
fn what_is_marked_with_a_hidden_label_is_seen() {
    let mut tab = tab();
    let id = tab.mark("on Monday", "claim");
    for label in ["claim", "quote"] {
        tab.act(Action::ToggleLabel(label.to_owned()));
    }
    tab.mark("Nobody", "quote");
    assert_eq!(*tab.state.view.hidden_labels, ["claim"]);
    tab.act(Action::ToggleLabel("quote".to_owned()));
    tab.act(Action::Relabel { annotation: id, label: "quote".to_owned() });
    assert_eq!(*tab.state.view.hidden_labels, ["claim"]);
}
