//! Marking with keys alone, and moving the ends of a mark.

use onrecord::app::{Action, BlockPlace, Effect};
use onrecord_core::model::AttributeValue;
use onrecord_core::text::CharOffset;

use super::harness::{Browser, Tab};

const TEXT: &str = "He left. She said “we will build it” on Monday.\n\nNobody else spoke.";

/// A tab whose caret has the keys, at the start of the text.
fn tab() -> Tab {
    with_text(TEXT)
}

fn with_text(text: &str) -> Tab {
    let mut tab = Browser::with_text(text);
    tab.act(Action::EnterCaret(CharOffset::new(0)));
    tab
}

fn head(tab: &Tab) -> usize {
    tab.state.view.caret.expect("there is a caret").selection.head.get()
}

#[test]
fn words_are_selected_and_marked() {
    let mut tab = tab();
    tab.press_all("Control+ArrowRight Control+Shift+ArrowRight 1");
    assert_eq!(tab.marks(), ["claim: left"]);
    assert_eq!(tab.last_said(), "Marked as claim: left");
    assert_eq!(tab.selected(), "");
    tab.press("Control+Shift+ArrowRight");
    assert_eq!(tab.selected(), ". She", "the caret goes on from where it was");
}

#[test]
fn a_quotation_is_found_and_marked() {
    let mut tab = tab();
    tab.press_all(") 2");
    assert_eq!(tab.marks(), ["quote: “we will build it”"]);
}

#[test]
fn a_selection_grows_and_shrinks() {
    let mut tab = tab();
    tab.press_all("] ]");
    assert_eq!(tab.selected(), "She said “we will build it” on Monday.");
    tab.press("+");
    assert_eq!(tab.selected(), "He left. She said “we will build it” on Monday.");
    tab.press_all("- -");
    assert_eq!(tab.selected(), "She");
    tab.press_all("- -");
    assert_eq!((tab.selected().as_str(), tab.last_said()), ("", "No further"));
}

#[test]
fn characters_are_completed_to_words_unless_alt_is_held() {
    let mut tab = tab();
    tab.press_all("ArrowRight Shift+ArrowRight");
    assert_eq!(tab.selected(), "He");
    tab.press_all("Control+Home Control+ArrowRight Alt+Shift+ArrowLeft");
    assert_eq!(tab.selected(), "e");
    tab.press("1");
    assert_eq!(tab.marks(), ["claim: e"]);
}

#[test]
fn a_plain_step_ends_a_selection_at_its_side() {
    let mut tab = tab();
    tab.press_all("] ArrowRight");
    assert_eq!((head(&tab), tab.selected().as_str()), (8, ""));
    tab.press_all("[ ArrowLeft");
    assert_eq!(head(&tab), 0);
}

#[test]
fn paragraphs_and_ends_are_reached() {
    let mut tab = tab();
    tab.press("Control+ArrowDown");
    assert_eq!(tab.last_said(), "Nobody else spoke.");
    tab.press_all("Shift+End");
    assert_eq!(tab.selected(), "Nobody else spoke.");
    tab.press_all("Control+ArrowUp Control+ArrowUp Control+Shift+End");
    assert_eq!(
        tab.selected(),
        "He left. She said “we will build it” on Monday.\n\nNobody else spoke."
    );
}

#[test]
fn braces_add_sentences() {
    let mut tab = tab();
    tab.press_all("} }");
    assert_eq!(tab.selected(), "He left. She said “we will build it” on Monday.");
}

#[test]
fn arrows_point_to_a_side_also_from_right_to_left() {
    let mut tab = with_text("قال الوزير نعم");
    tab.press_all("Control+Shift+ArrowLeft 2");
    assert_eq!(tab.marks(), ["quote: قال"]);
}

#[test]
fn what_is_reached_is_said() {
    let mut tab = tab();
    tab.press("ArrowRight");
    assert_eq!(tab.last_said(), "e");
    tab.press("ArrowRight");
    assert_eq!(tab.last_said(), "blank");
    tab.press("Control+ArrowRight");
    assert_eq!(tab.last_said(), "left");
    tab.press("Shift+ArrowRight");
    assert_eq!(tab.last_said(), ". selected");
    tab.press("Shift+ArrowLeft");
    assert_eq!(tab.last_said(), ". unselected");
}

#[test]
fn marks_are_heard_where_they_begin_and_end() {
    let mut tab = tab();
    tab.press_all("Control+ArrowRight Control+Shift+ArrowRight 1 Escape Control+Home");
    tab.press_all("ArrowRight ArrowRight ArrowRight");
    assert_eq!(tab.last_said(), "l, claim begins");
    tab.press("Control+ArrowRight");
    assert_eq!(tab.last_said(), "left, claim ends");
}

#[test]
fn an_armed_label_waits_for_its_key_while_the_caret_selects() {
    let mut tab = tab();
    tab.press_all("1 Control+Shift+ArrowRight Control+Shift+ArrowRight");
    assert!(tab.marks().is_empty());
    tab.press("1");
    assert_eq!(tab.marks(), ["claim: He left"]);
}

#[test]
fn annotations_are_walked_through_with_the_caret() {
    let mut tab = tab();
    tab.press_all(") 2 Control+Home Escape n");
    assert_eq!(tab.last_said(), "Quote, 1 of 1: “we will build it”");
    assert_eq!(head(&tab), tab.find("“we").start().get());
    tab.press("n");
    assert_eq!(tab.last_said(), "No further");
}

#[test]
fn the_caret_takes_keys_only_while_it_has_them() {
    let mut tab = tab();
    tab.act(Action::CaretLost);
    tab.press_all("Control+Shift+ArrowRight ] )");
    assert_eq!(tab.selected(), "");
    assert_eq!(head(&tab), 0);
}

#[test]
fn escape_leaves_the_caret_last() {
    let mut tab = tab();
    tab.press_all("] 1 ] Escape Escape");
    assert!(tab.state.view.is_caret_used);
    tab.press("Escape");
    assert!(!tab.state.view.is_caret_used);
    assert!(tab.shown.ends_with(&[Effect::FocusArticle]));
}

#[test]
fn the_caret_begins_where_a_passage_is_selected() {
    let mut tab = Browser::with_text(TEXT);
    tab.select("Monday");
    tab.act(Action::EnterCaret(CharOffset::new(0)));
    tab.press("Control+Shift+ArrowLeft");
    assert_eq!(tab.selected(), "", "back to where the selection began");
    tab.press("Control+Shift+ArrowLeft");
    assert_eq!(tab.selected(), "on");
}

#[test]
fn lines_are_asked_of_what_draws_them() {
    let mut tab = tab();
    tab.press("Shift+ArrowDown");
    assert!(matches!(tab.shown.last(), Some(Effect::StepLine(step)) if step.is_extending));
    let (head, line) = (CharOffset::new(8), tab.find("He left."));
    tab.act(Action::StepCaretTo { head, line, is_extending: true });
    assert_eq!((tab.selected().as_str(), tab.last_said()), ("He left.", "He left. selected"));
}

#[test]
fn ends_of_a_mark_move_by_words_and_characters_and_everything_stays() {
    let mut tab = tab();
    let id = tab.mark("will build", "pledge");
    let other = tab.mark("Nobody", "claim");
    let link = tab.link(id, other);
    tab.act(Action::SetNote { annotation: id, note: "see".to_owned() });
    let value = Some(AttributeValue::Text("definite".to_owned()));
    let attribute = "commitment".to_owned();
    tab.act(Action::SetAttribute { annotation: id, attribute, value });
    tab.act(Action::Choose(Some(id)));
    for (key, expected) in [
        (".", "will build it"),
        ("<", "we will build it"),
        ("Alt+<", "“we will build it"),
        ("Alt+.", "“we will build it”"),
        (",", "“we will build it"),
        (",", "“we will build"),
        (">", "we will build"),
        (">", "will build"),
        ("Alt+,", "will buil"),
    ] {
        tab.press(key);
        assert_eq!(tab.chosen(), format!("pledge: {expected}"), "{key}");
    }
    let annotation = tab.annotation(id);
    assert_eq!((annotation.note.as_str(), annotation.attributes.len()), ("see", 1));
    assert!(tab.state.library.link(link).is_some());
    assert_eq!(tab.last_said(), "Pledge is now: will buil");
    tab.undo();
    assert_eq!(tab.chosen(), "pledge: will build");
}

#[test]
fn a_dragged_end_completes_words_and_never_passes_the_other() {
    let mut tab = tab();
    let id = tab.mark("will build", "pledge");
    let drag = |tab: &mut Tab, is_start, at: usize, is_exact| {
        let place = CharOffset::new(at);
        tab.act(Action::SetEnd { annotation: id, is_start, place, is_exact });
    };
    let inside = tab.find("Monday").start().get() + 2;
    drag(&mut tab, false, inside, false);
    assert_eq!(tab.marks(), ["pledge: will build it” on Monday"]);
    drag(&mut tab, false, inside, true);
    assert_eq!(tab.marks(), ["pledge: will build it” on Mo"]);
    drag(&mut tab, false, 0, true);
    assert_eq!(tab.marks(), ["pledge: will build it” on Mo"]);
    assert_eq!(tab.last_said(), "A mark holds at least one character");
}

#[test]
fn a_moved_end_makes_no_duplicate() {
    let mut tab = tab();
    tab.mark("will build", "pledge");
    tab.mark("will build it", "pledge");
    tab.press(",");
    assert_eq!(tab.marks(), ["pledge: will build it", "pledge: will build"]);
}

fn tap(tab: &mut Tab, word: &str) {
    let start = tab.find(word).start();
    tab.act(Action::Tap(CharOffset::new(start.get() + 1)));
}

#[test]
fn the_first_and_the_last_word_are_tapped() {
    let mut tab = Browser::with_text(TEXT);
    tap(&mut tab, "will");
    assert_eq!(tab.selected(), "will");
    assert_eq!(tab.last_said(), "will: now tap the last word, or a label");
    tap(&mut tab, "Monday");
    assert_eq!(tab.selected(), "will build it” on Monday");
    tap(&mut tab, "Nobody");
    assert_eq!(tab.selected(), "Nobody", "a third tap begins anew");
    tap(&mut tab, "left");
    tab.use_label("claim");
    assert_eq!(tab.chosen(), "claim: left. She said “we will build it” on Monday.\n\nNobody");
}

#[test]
fn one_tap_and_a_label_mark_a_word() {
    let mut tab = Browser::with_text(TEXT);
    tap(&mut tab, "Monday");
    tab.use_label("quote");
    assert_eq!(tab.marks(), ["quote: Monday"]);
    tap(&mut tab, "Nobody");
    tap(&mut tab, "else");
    assert_eq!(tab.selected(), "Nobody else", "what was marked is not tapped any more");
}

#[test]
fn an_armed_label_marks_with_the_second_tap() {
    let mut tab = Browser::with_text(TEXT);
    tab.press("3");
    tap(&mut tab, "will");
    assert!(tab.marks().is_empty());
    tap(&mut tab, "it");
    assert_eq!(tab.marks(), ["pledge: will build it"]);
    assert_eq!(tab.selected(), "");
}

#[test]
fn a_tap_beside_words_ends_the_selection() {
    let mut tab = Browser::with_text(TEXT);
    tap(&mut tab, "will");
    let gap = tab.find("\n\n").start();
    tab.act(Action::Tap(CharOffset::new(gap.get() + 1)));
    tap(&mut tab, "left");
    assert_eq!(tab.selected(), "left");
}

#[test]
fn handles_hold_what_was_tapped_before_the_chosen_mark() {
    let mut tab = Browser::with_text(TEXT);
    let id = tab.mark("Monday", "claim");
    assert_eq!(tab.state.held_span(), Some(tab.find("Monday")));
    let inside = tab.find("Nobody else").start().get() + 8;
    let pulled = tab.state.pulled_span(false, CharOffset::new(inside), false);
    assert_eq!(pulled, Some(tab.find("Monday.\n\nNobody else")));
    tap(&mut tab, "left");
    assert_eq!(tab.state.held_span(), Some(tab.find("left")));
    tab.act(Action::Select(None));
    tab.act(Action::Choose(Some(id)));
    tab.act(Action::ToggleLabel("claim".to_owned()));
    assert_eq!(tab.state.held_span(), None);
}

#[test]
fn a_place_is_found_in_its_chunk() {
    let paragraphs: Vec<String> = (0..30).map(|n| format!("🙂 {n} is here.")).collect();
    let tab = with_text(&paragraphs.join("\n\n"));
    let view = tab.state.view.article.as_ref().expect("an article is open");
    assert!(view.chunks.len() > 1);
    for chunk in &view.chunks {
        for (block, here) in chunk.blocks.iter().enumerate() {
            let place = CharOffset::new(here.range.start().get() + 2);
            // The sign before the blank has two code units.
            let expected = BlockPlace { chunk: chunk.number, block, units: 3 };
            assert_eq!(view.place_in_block(place), Some(expected));
        }
    }
}
