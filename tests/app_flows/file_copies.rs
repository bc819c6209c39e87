//! When a copy in a file is asked for, and what counts as one.

use onrecord::app::{Action, Effect, ExportScope};

use super::harness::{Browser, Tab};

const REMINDER: &str = "in no file yet";

fn is_reminded(tab: &Tab) -> bool {
    tab.messages().iter().any(|message| message.contains(REMINDER))
}

/// The file that was handed over last.
fn exported(tab: &Tab) -> (String, String) {
    let file = tab.shown.iter().rev().find_map(|effect| match effect {
        Effect::Download { name, content, .. } => Some((name.clone(), content.clone())),
        _ => None,
    });
    file.expect("a file was handed over")
}

/// A tab with so many marks.
fn with_marks(n: usize) -> Tab {
    let words: Vec<String> = (100..100 + n).map(|number| format!("word{number}")).collect();
    let mut tab = Browser::with_text(&words.join(" "));
    for word in &words {
        tab.mark(word, "claim");
    }
    tab
}

#[test]
fn of_several_reminders_of_a_backup_the_last_is_shown() {
    let words: Vec<String> = (10..70).map(|number| format!("word{number}")).collect();
    let mut tab = Browser::with_text(&words.join(" "));
    for word in &words {
        tab.mark(word, "claim");
    }
    let [reminder] = tab.messages()[..] else { panic!("{:?}", tab.messages()) };
    assert!(reminder.starts_with("50 annotations"), "{reminder}");
}

#[test]
fn twenty_five_annotations_are_enough_for_a_reminder() {
    assert!(!is_reminded(&with_marks(24)));
    assert!(is_reminded(&with_marks(25)));
}

#[test]
fn one_annotation_that_is_a_day_old_is_enough_once() {
    let tab = with_marks(1);
    tab.browser().wait_days(2);
    let mut tab = tab.reopen();
    assert!(is_reminded(&tab));
    tab.dismiss_all();
    tab.mark("word", "quote");
    assert!(!is_reminded(&tab));
}

#[test]
fn a_copy_of_everything_ends_the_waiting() {
    for action in [Action::BackUp, Action::Export(ExportScope::Library)] {
        let mut tab = with_marks(26);
        tab.act(action);
        assert!(!is_reminded(&tab), "the reminder has gone");
        assert_eq!(tab.state.view.copies.n_since, 0);
        tab.browser().wait_days(3);
        let tab = tab.reopen();
        assert!(!is_reminded(&tab));
        assert_eq!(tab.state.view.copies.age_days(tab.state.view.now_ms), Some(3));
    }
}

#[test]
fn one_article_is_a_copy_of_everything_only_where_nothing_else_is_new() {
    let mut tab = with_marks(2);
    tab.act(Action::Export(ExportScope::Article));
    assert_eq!(tab.state.view.copies.n_since, 0);
    tab.mark("word", "quote");
    tab.add("Another text.", "");
    tab.mark("text", "claim");
    tab.act(Action::Export(ExportScope::Article));
    assert_eq!(tab.state.view.copies.n_since, 2);
}

#[test]
fn what_comes_from_a_file_is_in_a_file() {
    let mut full = with_marks(30);
    full.act(Action::Export(ExportScope::Library));
    let (name, content) = exported(&full);
    let mut tab = Browser::with_text("Another text.");
    tab.give(&name, &content);
    assert!(!is_reminded(&tab), "{:?}", tab.messages());
    let mut busy = Browser::with_text("Another text.");
    busy.mark("text", "claim");
    busy.give(&name, &content);
    assert!(busy.state.view.copies.n_since > 0, "one mark is in no file");
}
