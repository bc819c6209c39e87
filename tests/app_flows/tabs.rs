//! Two tabs of one browser.

use onrecord::app::Action;
use onrecord_core::model::AnnotationId;
use onrecord_core::record::{Key, RecordId};

use super::harness::{Browser, Tab};

const TEXT: &str = "One two three four five.\n\nSix seven eight nine ten.";

/// Two tabs that know the same.
fn two_tabs() -> (Tab, Tab) {
    let one = Browser::with_text(TEXT);
    let other = one.browser().open();
    (one, other)
}

fn note(tab: &mut Tab, id: AnnotationId, note: &str) {
    tab.act(Action::SetNote { annotation: id, note: note.to_owned() });
}

#[test]
fn a_mark_of_another_tab_is_shown() {
    let (mut one, mut other) = two_tabs();
    one.mark("two", "claim");
    other.hear(&mut one);
    assert_eq!(other.marks(), ["claim: two"]);
    assert!(other.messages().is_empty());
}

#[test]
fn both_tabs_marks_are_kept() {
    let (mut one, mut other) = two_tabs();
    one.mark("two", "claim");
    other.mark("seven", "quote");
    one.hear(&mut other);
    other.hear(&mut one);
    let expected = ["claim: two", "quote: seven"];
    assert_eq!(one.marks(), expected);
    assert_eq!(other.marks(), expected);
    assert_eq!(one.reopen().marks(), expected);
}

#[test]
fn a_newer_version_is_taken() {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    note(&mut other, id, "newer");
    one.hear(&mut other);
    assert_eq!(one.annotation(id).note, "newer");
    assert!(one.messages().is_empty());
}

#[test]
fn an_older_version_is_answered_by_writing_ours_again() {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    let record = RecordId::Annotation(one.open_id(), id);
    let key = Key::Record(record.clone());
    let old = one.browser().value(&key).expect("it is stored");
    note(&mut one, id, "newer");
    let new = one.browser().value(&key).expect("it is stored");

    one.browser().meddle(&key, &old);
    one.find_record(record, &old);
    assert_eq!(one.browser().value(&key), Some(new));
    assert_eq!(one.annotation(id).note, "newer");
}

/// Two tabs that changed the note of one mark before they heard of each other.
fn two_versions() -> (Tab, Tab, AnnotationId) {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    note(&mut one, id, "from one");
    note(&mut other, id, "from other");
    one.hear(&mut other);
    other.hear(&mut one);
    one.hear(&mut other);
    (one, other, id)
}

#[test]
fn two_versions_that_did_not_meet_come_to_the_later_in_both_tabs() {
    let (one, other, id) = two_versions();
    assert_eq!(one.annotation(id), other.annotation(id));
    assert_eq!(one.annotation(id).note, "from other");
    assert_eq!((one.messages().len(), other.messages().len()), (1, 1));
    assert_eq!(one.reopen().annotation(id).note, "from other");
}

#[test]
fn of_two_versions_of_one_millisecond_the_later_comes_back_when_it_is_lost() {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    one.browser().stop_clock();
    note(&mut one, id, "from one");
    let key = Key::Record(RecordId::Annotation(one.open_id(), id));
    let from_one = one.browser().value(&key).expect("it is stored");
    note(&mut other, id, "from other");
    // Local storage forgets its last write, as when the browser is killed.
    one.browser().meddle(&key, &from_one);
    assert_eq!(one.reopen().annotation(id).note, "from other");
}

#[test]
fn the_version_that_gave_way_can_be_taken() {
    let (mut one, mut other, id) = two_versions();
    one.press_message_button();
    other.hear(&mut one);
    assert_eq!(one.annotation(id).note, "from one");
    assert_eq!(one.annotation(id), other.annotation(id));
    one.undo();
    assert_eq!(one.annotation(id).note, "from other");
}

#[test]
fn a_title_that_gave_way_is_told_without_a_button() {
    let (mut one, mut other) = two_tabs();
    let article = one.open_id();
    one.act(Action::Rename { article, title: "From one".to_owned() });
    other.act(Action::Rename { article, title: "From other".to_owned() });
    one.hear(&mut other);
    assert_eq!(one.title(), "From other");
    assert_eq!(one.messages().len(), 1);
    assert!(one.state.view.messages[0].actions.is_empty());
}

#[test]
fn a_damaged_copy_changes_nothing_and_ours_is_written_again() {
    let (mut one, _) = two_tabs();
    let id = one.mark("two", "claim");
    let record = RecordId::Annotation(one.open_id(), id);
    let key = Key::Record(record.clone());
    let good = one.browser().value(&key).expect("it is stored");
    let damaged = &good[..good.len() - 9];
    one.browser().meddle(&key, damaged);
    one.find_record(record, damaged);
    assert_eq!(one.marks(), ["claim: two"]);
    assert_eq!(one.browser().quarantined(), [damaged.into()]);
    assert_eq!(one.browser().value(&key), Some(good));
}

#[test]
fn undo_is_refused_where_another_tab_changed_the_same() {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    note(&mut other, id, "mine now");
    one.hear(&mut other);
    one.undo();
    assert_eq!(one.marks(), ["claim: two"]);
    assert_eq!(one.annotation(id).note, "mine now");
    let messages = one.messages();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("mark claim") && messages[0].contains("another tab"));
}

#[test]
fn what_is_refused_does_not_bar_what_came_before() {
    let (mut one, mut other) = two_tabs();
    one.mark("seven", "quote");
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    note(&mut other, id, "mine now");
    one.hear(&mut other);
    one.undo();
    one.undo();
    assert_eq!(one.marks(), ["claim: two"]);
    assert_eq!(one.messages().len(), 1, "{:?}", one.messages());
    one.redo();
    assert_eq!(one.marks(), ["claim: two", "quote: seven"]);
}

#[test]
fn undo_leaves_what_another_tab_did_elsewhere() {
    let (mut one, mut other) = two_tabs();
    one.mark("two", "claim");
    other.hear(&mut one);
    other.mark("seven", "quote");
    one.hear(&mut other);
    one.undo();
    assert_eq!(one.marks(), ["quote: seven"]);
}

#[test]
fn another_tabs_changes_are_not_ours_to_undo() {
    let (mut one, mut other) = two_tabs();
    other.mark("seven", "quote");
    one.hear(&mut other);
    one.undo();
    assert!(one.marks_anywhere().contains(&"quote: seven".to_owned()));
}

#[test]
fn a_chosen_mark_that_another_tab_removes_is_no_longer_chosen() {
    let (mut one, mut other) = two_tabs();
    let id = one.mark("two", "claim");
    other.hear(&mut one);
    other.act(Action::Delete(id));
    one.hear(&mut other);
    assert_eq!(one.chosen(), "");
    assert!(one.marks().is_empty());
}

#[test]
fn an_open_article_that_another_tab_removes_gives_way_to_another() {
    let browser = Browser::default();
    let mut one = browser.open();
    one.add(TEXT, "Numbers");
    let mut other = browser.open();
    let numbers = one.open_id();
    assert_eq!(other.open_id(), numbers);
    other.act(Action::RemoveArticle(numbers));
    one.hear(&mut other);
    assert_ne!(one.open_id(), numbers);
    assert!(one.state.view.article.is_some());
    other.undo();
    one.hear(&mut other);
    assert_eq!(one.state.library.articles().len(), 2);
}

#[test]
fn a_title_that_another_tab_changes_is_shown() {
    let (mut one, mut other) = two_tabs();
    let article = one.open_id();
    one.mark("two", "claim");
    other.act(Action::Rename { article, title: "Renamed".to_owned() });
    one.hear(&mut other);
    assert_eq!(one.title(), "Renamed");
    assert_eq!(one.marks(), ["claim: two"]);
}

#[test]
fn an_article_of_another_tab_can_be_opened() {
    let (mut one, mut other) = two_tabs();
    other.add("Some text of ours.", "New");
    let id = other.open_id();
    one.hear(&mut other);
    one.act(Action::OpenArticle(id));
    assert_eq!(one.title(), "New");
    assert!(one.state.view.article.is_some());
    one.mark("text", "claim");
    other.hear(&mut one);
    assert_eq!(other.marks(), ["claim: text"]);
}
