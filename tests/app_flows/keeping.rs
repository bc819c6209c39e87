//! What is stored, what is said about it, and what comes back.

use onrecord::app::{Action, Draft, Effect, StorageFailure, StorageState};
use onrecord_core::history::Step;
use onrecord_core::model::{AnnotationId, AttributeValue, Reference};
use onrecord_core::record::{Key, RecordId};

use super::harness::{Browser, Contents, Tab};

const TEXT: &str = "One two three four five.\n\nSix seven eight nine ten.";

/// A tab whose library has one of everything.
fn rich() -> Tab {
    let mut tab = Browser::with_sample();
    tab.mark("excellent progress", "quote");
    tab.add(TEXT, "Numbers");
    let (two, seven) = (tab.mark("two", "claim"), tab.mark("seven", "quote"));
    tab.link(two, seven);
    tab.act(Action::SetNote { annotation: two, note: "“a” \\ \n 👍".to_owned() });
    let attribute = "source".to_owned();
    let value = Some(AttributeValue::Reference(Reference::named("Somebody")));
    tab.act(Action::SetAttribute { annotation: seven, attribute: attribute.clone(), value });
    tab.select("eight");
    tab.act(Action::TakeSelection { annotation: seven, attribute });
    tab.act(Action::SetDone { article: tab.open_id(), is_done: true });
    tab.mark("nine", "pledge");
    tab.press("Delete");
    tab
}

#[test]
fn reopening_gives_an_equal_library() {
    let tab = rich();
    let (before, open) = (Contents::of(&tab.state.library), tab.open_id());
    let tab = tab.reopen();
    assert_eq!(Contents::of(&tab.state.library), before);
    assert_eq!(tab.open_id(), open);
    assert_eq!(tab.marks(), ["claim: two", "quote: seven"]);
    assert!(tab.messages().is_empty());
    assert!(!tab.state.view.is_hint_shown);
}

#[test]
fn reopening_writes_nothing() {
    let mut tab = rich().reopen();
    let mut other = tab.browser().open();
    other.hear(&mut tab);
    assert_eq!(other.state.replica.entries().len(), tab.state.replica.entries().len());
    assert_eq!(tab.state.view.storage, StorageState::Saved);
}

#[test]
fn each_thing_stands_under_its_own_key() {
    let mut tab = Browser::with_text(TEXT);
    let id = tab.mark("two", "claim");
    let key = Key::Record(RecordId::Annotation(tab.open_id(), id));
    let value = tab.browser().value(&key).expect("it is stored");
    assert!(value.contains(r#""ranges":[[4,7]]"#), "{value}");
    assert!(value.contains(r#""quote":"two""#), "{value}");
}

#[test]
fn saved_is_said_after_the_last_answer_only() {
    let mut tab = Browser::with_text(TEXT);
    assert_eq!(tab.state.view.storage, StorageState::Saved);
    tab.hold_answers();
    tab.mark("two", "claim");
    tab.mark("three", "claim");
    assert!(matches!(tab.state.view.storage, StorageState::Saving(_)));
    tab.answer();
    assert!(matches!(tab.state.view.storage, StorageState::Saving(_)));
    tab.answer();
    assert_eq!(tab.state.view.storage, StorageState::Saved);
}

#[test]
fn a_change_is_saving_in_the_same_frame() {
    let mut tab = Browser::with_text(TEXT);
    tab.hold_answers();
    tab.mark("two", "claim");
    assert!(matches!(tab.state.view.storage, StorageState::Saving(_)));
}

#[test]
fn a_full_store_is_told_and_the_mark_stays_on_the_page() {
    let mut tab = Browser::with_text(TEXT);
    tab.browser().fail(Some(StorageFailure::Full));
    tab.mark("two", "claim");
    let failed = StorageState::Failed { failure: StorageFailure::Full, is_in_journal: true };
    assert_eq!(tab.state.view.storage, failed);
    assert_eq!(tab.marks(), ["claim: two"]);
}

#[test]
fn what_local_storage_lost_comes_back_from_the_second_store() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    let key = Key::Record(RecordId::Annotation(tab.open_id(), two));
    let value = tab.browser().value(&key);
    tab.browser().lose(&key);
    let tab = tab.reopen();
    assert_eq!(tab.marks(), ["claim: two"]);
    assert_eq!(tab.messages().len(), 1, "{:?}", tab.messages());
    assert_eq!(tab.browser().value(&key), value);
}

#[test]
fn a_write_that_vanished_is_repeated_once() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    let record = RecordId::Annotation(tab.open_id(), two);
    let key = Key::Record(record.clone());
    tab.browser().lose(&key);
    tab.read_back(std::slice::from_ref(&record));
    assert!(tab.browser().value(&key).is_some());
    assert_eq!(tab.state.view.storage, StorageState::Saved);
    tab.browser().lose(&key);
    tab.read_back(&[record]);
    assert!(matches!(tab.state.view.storage, StorageState::Failed { .. }));
}

#[test]
fn what_was_refused_is_not_taken_for_lost() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    let record = RecordId::Annotation(tab.open_id(), two);
    tab.browser().fail(Some(StorageFailure::Full));
    tab.act(Action::SetNote { annotation: two, note: "a".to_owned() });
    // Earlier writes are read back while the store refuses: it has what it took before.
    for _ in 0..3 {
        tab.read_back(std::slice::from_ref(&record));
    }
    let full = StorageState::Failed { failure: StorageFailure::Full, is_in_journal: true };
    assert_eq!(tab.state.view.storage, full);
    tab.browser().fail(None);
    tab.mark("three", "claim");
    assert_eq!(tab.state.view.storage, StorageState::Saved);
}

/// Damages the stored value of the mark of `two` and opens the page again.
fn with_damage(is_in_journal: bool) -> (Tab, Key, String) {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.mark("three", "claim");
    let key = Key::Record(RecordId::Annotation(tab.open_id(), two));
    let value = tab.browser().value(&key).expect("it is stored");
    let damaged = value.replace("claim", "clams");
    tab.browser().meddle(&key, &damaged);
    if !is_in_journal {
        tab.browser().without_journal();
    }
    (tab.reopen(), key, damaged)
}

#[test]
fn a_damaged_value_is_set_aside_and_the_rest_is_read() {
    let (mut tab, key, damaged) = with_damage(false);
    assert_eq!(tab.marks(), ["claim: three"]);
    assert_eq!(tab.browser().quarantined(), [damaged.clone().into()]);
    assert!(tab.messages()[0].contains("could not be read"), "{:?}", tab.messages());
    tab.mark("four", "claim");
    assert_eq!(tab.browser().value(&key).as_deref(), Some(damaged.as_str()));
}

#[test]
fn a_damaged_value_is_replaced_from_the_second_store_after_it_was_set_aside() {
    let (tab, key, damaged) = with_damage(true);
    assert_eq!(tab.marks(), ["claim: two", "claim: three"]);
    assert_eq!(tab.browser().quarantined(), [damaged.clone().into()]);
    assert_ne!(tab.browser().value(&key).as_deref(), Some(damaged.as_str()));
}

#[test]
fn half_a_value_is_damage() {
    let tab = Browser::with_text(TEXT);
    let key = Key::Record(RecordId::Article(tab.open_id()));
    let value = tab.browser().value(&key).expect("it is stored");
    tab.browser().meddle(&key, &value[..value.len() / 2]);
    tab.browser().without_journal();
    let tab = tab.reopen();
    assert_eq!(tab.state.view.open, None);
    assert_eq!(tab.browser().quarantined().len(), 1);
}

#[test]
fn undo_and_redo_go_on_after_a_restart() {
    let mut tab = Browser::with_text(TEXT);
    tab.mark("two", "claim");
    tab.mark("three", "quote");
    tab.undo();
    let mut tab = tab.reopen();
    tab.redo();
    assert_eq!(tab.marks(), ["claim: two", "quote: three"]);
    let mut tab = tab.reopen();
    assert_eq!(tab.next_title(Step::Undo), "mark quote");
    tab.undo();
    tab.undo();
    assert!(tab.marks().is_empty());
}

#[test]
fn a_change_after_a_restart_forgets_what_was_undone() {
    let mut tab = Browser::with_text(TEXT);
    tab.mark("two", "claim");
    tab.mark("three", "quote");
    tab.undo();
    let mut tab = tab.reopen();
    tab.mark("four", "pledge");
    let mut tab = tab.reopen();
    assert_eq!(tab.next_title(Step::Redo), "");
    tab.undo();
    assert_eq!(tab.marks(), ["claim: two"]);
}

#[test]
fn undo_is_stored_too() {
    let mut tab = Browser::with_text(TEXT);
    tab.mark("two", "claim");
    tab.mark("three", "claim");
    tab.undo();
    assert_eq!(tab.reopen().marks(), ["claim: two"]);
}

#[test]
fn what_was_removed_stays_as_a_record() {
    let mut tab = Browser::with_text(TEXT);
    let id = tab.mark("two", "claim");
    tab.press("Delete");
    let key = Key::Record(RecordId::Annotation(tab.open_id(), id));
    assert!(tab.browser().value(&key).expect("it is stored").contains(r#""deleted":true"#));
    assert!(tab.reopen().marks().is_empty());
}

#[test]
fn the_annotators_name_goes_onto_old_and_new_marks() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.act(Action::SetAnnotator("  Ada ".to_owned()));
    let three = tab.mark("three", "claim");
    assert_eq!(tab.annotation(two).annotator, "Ada");
    assert_eq!(tab.annotation(three).annotator, "Ada");
    let mut tab = tab.reopen();
    let four = tab.mark("four", "claim");
    assert_eq!(tab.annotation(four).annotator, "Ada");
}

#[test]
fn an_empty_name_is_no_name() {
    let mut tab = Browser::with_text(TEXT);
    tab.act(Action::SetAnnotator(" ".to_owned()));
    assert_eq!(tab.state.annotator, "annotator");
}

#[test]
fn the_marks_of_others_keep_their_names() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.act(Action::SetAnnotator("Ada".to_owned()));
    tab.act(Action::SetAnnotator("Bertha".to_owned()));
    assert_eq!(tab.annotation(two).annotator, "Bertha");
}

/// A tab that a newer version of the page has been before.
fn read_only() -> Tab {
    let mut tab = Browser::with_text(TEXT);
    tab.mark("two", "claim");
    tab.browser().with_newer_schema();
    tab.reopen()
}

#[test]
fn after_a_newer_version_everything_is_shown() {
    let tab = read_only();
    assert!(tab.state.view.article.is_some());
    assert_eq!(tab.marks(), ["claim: two"]);
}

#[test]
fn after_a_newer_version_nothing_is_changed_and_nothing_else_is_said() {
    let mut tab = read_only();
    let (before, n_said) = (Contents::of(&tab.state.library), tab.said.len());
    tab.select("three");
    tab.use_label("claim");
    let chosen = tab.state.library.annotations().next().map(|it| it.id);
    tab.act(Action::Choose(chosen));
    tab.use_label("quote");
    tab.press("l");
    tab.press("Delete");
    tab.undo();
    tab.act(Action::RemoveArticle(tab.open_id()));
    tab.add("Some text of ours.", "");
    assert_eq!(Contents::of(&tab.state.library), before);
    let read_only = tab.state.strings.read_only();
    assert!(tab.said[n_said..].iter().all(|text| text == read_only), "{:?}", tab.said);
    assert_eq!(tab.messages(), [read_only]);
}

#[test]
fn a_second_store_that_is_gone_is_told() {
    let mut tab = Browser::with_text(TEXT);
    tab.browser().without_journal();
    tab.mark("two", "claim");
    let failed =
        StorageState::Failed { failure: StorageFailure::SecondStore, is_in_journal: false };
    assert_eq!(tab.state.view.storage, failed);
}

#[test]
fn a_second_store_that_answers_late_is_believed() {
    let mut tab = Browser::with_text(TEXT);
    tab.hold_answers();
    tab.mark("two", "claim");
    let late = tab.give_up();
    assert!(matches!(tab.state.view.storage, StorageState::Failed { .. }));
    tab.act(late.clone());
    // The history still goes along with another write.
    assert!(matches!(tab.state.view.storage, StorageState::Saving(_)));
    tab.answer();
    assert_eq!(tab.state.view.storage, StorageState::Saved);
    tab.act(late);
    assert_eq!(tab.state.view.storage, StorageState::Saved);
}

#[test]
fn what_a_full_store_refused_is_written_with_the_next_change() {
    let mut tab = Browser::with_text(TEXT);
    tab.browser().without_journal();
    tab.act(Action::NoJournal);
    tab.browser().fail(Some(StorageFailure::Full));
    tab.mark("two", "claim");
    tab.browser().fail(None);
    tab.mark("three", "claim");
    // Wherever "saved" is said, the harness looks whether it is so.
    assert_eq!(tab.state.view.storage, StorageState::Saved);
    assert_eq!(tab.reopen().marks(), ["claim: two", "claim: three"]);
}

#[test]
fn a_change_that_fits_does_not_hide_one_that_did_not() {
    let mut tab = Browser::with_text(TEXT);
    tab.hold_answers();
    tab.browser().fail(Some(StorageFailure::Full));
    tab.mark("two", "claim");
    tab.browser().fail(None);
    tab.mark("three", "claim");
    tab.answer();
    assert_ne!(tab.state.view.storage, StorageState::Saved);
    // The second write took along what the first had not been answered for.
    tab.answer();
    assert_eq!(tab.state.view.storage, StorageState::Saved);
    assert_eq!(tab.reopen().marks(), ["claim: two", "claim: three"]);
}

#[test]
fn a_dropped_backup_brings_everything_back_once() {
    use onrecord_core::model::Timestamp;
    use onrecord_core::record::write_backup;

    let tab = rich();
    let texts = tab.state.library.texts().map(std::rc::Rc::as_ref);
    let json = write_backup(&tab.state.replica, texts, Timestamp::default());
    let mut other = Browser::with_text("Nothing of that.");
    other.give("backup.json", &json);
    for annotation in tab.state.library.annotations() {
        assert_eq!(other.state.library.annotation(annotation.id), Some(annotation));
    }
    let numbers = tab.state.library.text_of(tab.open_id());
    assert_eq!(other.state.library.text_of(tab.open_id()), numbers);
    let before = Contents::of(&other.state.library);
    other.give("backup.json", &json);
    assert_eq!(Contents::of(&other.state.library), before);
}

#[test]
fn a_store_that_was_emptied_is_told_once_and_filled_again_on_request() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    let key = Key::Record(RecordId::Annotation(tab.open_id(), two));
    tab.browser().lose(&key);
    tab.act(Action::StorageEmptied);
    tab.mark("three", "claim");
    tab.act(Action::StorageEmptied);
    assert_eq!(tab.messages().len(), 1, "{:?}", tab.messages());
    let failure = StorageFailure::Other;
    assert_eq!(tab.state.view.storage, StorageState::Failed { failure, is_in_journal: true });
    tab.press_message_button();
    assert!(tab.browser().value(&key).is_some());
    assert!(tab.shown.contains(&Effect::PersistMeta));
    assert_eq!(tab.state.view.storage, StorageState::Saved);
}

#[test]
fn a_full_store_offers_a_file_copy_once() {
    let mut tab = Browser::with_text(TEXT);
    tab.browser().fail(Some(StorageFailure::Full));
    tab.mark("two", "claim");
    tab.mark("three", "claim");
    assert_eq!(tab.messages(), [tab.state.strings.storage_full()]);
    tab.browser().fail(None);
    tab.mark("four", "claim");
    tab.browser().fail(Some(StorageFailure::Full));
    tab.mark("five", "claim");
    assert_eq!(tab.messages().len(), 2);
}

fn draft(annotation: AnnotationId, text: &str) -> Draft {
    Draft { name: "tab:name".to_owned(), annotation, text: text.to_owned() }
}

#[test]
fn a_note_that_was_being_typed_is_offered_and_taken() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.add("Another text.", "");
    tab.act(Action::DraftsFound(vec![draft(two, "half a note")]));
    assert!(tab.messages()[0].contains("half a note"));
    tab.press_message_button();
    assert_eq!(tab.annotation(two).note, "half a note");
    assert_eq!(tab.chosen(), "claim: two");
    assert!(tab.shown.contains(&Effect::ForgetDraft("tab:name".to_owned())));
    tab.undo();
    assert_eq!(tab.annotation(two).note, "");
}

#[test]
fn a_draft_that_is_the_note_anyway_is_forgotten_without_a_word() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.act(Action::SetNote { annotation: two, note: "whole".to_owned() });
    tab.act(Action::DraftsFound(vec![draft(two, "whole")]));
    assert!(tab.messages().is_empty());
    assert!(tab.shown.contains(&Effect::ForgetDraft("tab:name".to_owned())));
}

#[test]
fn a_draft_whose_annotation_is_gone_is_shown_and_can_only_be_discarded() {
    let mut tab = Browser::with_text(TEXT);
    let two = tab.mark("two", "claim");
    tab.press("Delete");
    tab.act(Action::DraftsFound(vec![draft(two, "half a note")]));
    assert!(tab.messages()[0].contains("half a note"));
    tab.press_message_button();
    assert!(tab.shown.contains(&Effect::ForgetDraft("tab:name".to_owned())));
}

#[test]
fn a_double_click_does_not_delete_everything() {
    let mut tab = Browser::with_text("one two");
    tab.mark("two", "claim");
    tab.browser().stop_clock();
    tab.act(Action::AskToDelete);
    tab.act(Action::DeleteEverything);
    assert_eq!(tab.marks(), ["claim: two"]);
    let mut tab = Browser::with_text("one two");
    tab.mark("two", "claim");
    tab.act(Action::AskToDelete);
    tab.act(Action::DeleteEverything);
    assert!(tab.marks_anywhere().is_empty());
}
