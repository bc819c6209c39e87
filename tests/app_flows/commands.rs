//! Keys: which fire when, other keys for commands, and the table in the README.

use onrecord::app::commands::{self, key_cap, offers};
use onrecord::app::strings::ENGLISH;
use onrecord::app::{Action, Dialog, NewKey, settings};
use onrecord_core::model::LabelSet;
use onrecord_core::text::CharOffset;

use super::harness::{Browser, Tab};

fn tab() -> Tab {
    Browser::with_text("The minister said “we will build it” on Monday.")
}

fn give(tab: &mut Tab, command: &str, key: usize, to: &str) {
    let new = NewKey { command: command.to_owned(), key, to: to.to_owned() };
    tab.act(Action::SetKey(new));
}

fn confine_single_keys(tab: &mut Tab) {
    let setting = settings::ALL.iter().position(|it| it.id == "single-keys").expect("it is there");
    tab.act(Action::SetSetting { setting, choice: 1 });
}

#[test]
fn a_command_takes_another_key() {
    let mut tab = tab();
    tab.mark("Monday", "claim");
    give(&mut tab, "undo", 0, "ctrl+u");
    tab.press("Control+z");
    assert_eq!(tab.marks(), ["claim: Monday"]);
    tab.press("Control+u");
    assert!(tab.marks().is_empty());
    tab.act(Action::ResetKeys);
    tab.press("Control+y");
    tab.press("Control+z");
    assert!(tab.marks().is_empty());
}

#[test]
fn a_key_that_something_else_has_is_refused() {
    let mut tab = tab();
    for (to, owner) in [("ctrl+s", "Export"), ("2", "Mark as quote"), ("q", "Mark as quote")] {
        give(&mut tab, "undo", 0, to);
        assert!(tab.state.view.keys.is_empty());
        assert!(tab.state.view.key_note.contains(owner), "{}", tab.state.view.key_note);
        assert_eq!(tab.last_said(), tab.state.view.key_note);
    }
    give(&mut tab, "undo", 0, "ctrl+u");
    assert_eq!(tab.state.view.key_note, "");
    give(&mut tab, "redo", 1, "ctrl+u");
    assert!(tab.state.view.key_note.contains("Undo"));
    give(&mut tab, "redo", 1, "ctrl+z");
    assert_eq!(tab.state.view.key_note, "", "what was given away is free");
}

#[test]
fn single_keys_can_be_confined_to_the_caret() {
    let mut tab = tab();
    confine_single_keys(&mut tab);
    tab.select("Monday");
    tab.press("1");
    tab.press("?");
    assert!(tab.marks().is_empty());
    assert_eq!(tab.state.view.dialog, None);
    tab.press("Control+k");
    assert_eq!(tab.state.view.dialog, Some(Dialog::Palette));
    tab.act(Action::Show(None));
    tab.act(Action::EnterCaret(CharOffset::new(0)));
    tab.press("1");
    assert_eq!(tab.marks(), ["claim: Monday"]);
}

#[test]
fn a_dialog_begins_with_what_it_asks_for_and_keeps_what_is_typed() {
    let mut tab = tab();
    let article = tab.state.view.open.expect("an article is open");
    let title = tab.title().to_owned();
    tab.act(Action::Show(Some(Dialog::Rename(article))));
    assert_eq!(tab.state.view.typed, title);
    tab.act(Action::Type("Another".to_owned()));
    // Something that arrives meanwhile takes nothing away.
    tab.act(Action::Complain("No space".to_owned()));
    assert_eq!(tab.state.view.typed, "Another");
    assert_eq!(tab.title(), title, "it is a title only when it is saved");
    tab.act(Action::Show(Some(Dialog::Annotator)));
    assert_eq!(tab.state.view.typed, tab.state.annotator);
    tab.act(Action::Show(None));
    assert_eq!(tab.state.view.typed, "");
}

#[test]
fn whether_other_formats_hold_the_whole_library_is_remembered() {
    let mut tab = tab();
    assert!(!tab.state.view.is_whole_exported);
    tab.act(Action::ToggleWholeExport);
    tab.act(Action::Show(None));
    tab.act(Action::Show(Some(Dialog::ExportMenu)));
    assert!(tab.state.view.is_whole_exported);
}

#[test]
fn the_palette_offers_what_can_be_done_now() {
    let mut tab = tab();
    let titles = |tab: &Tab| offers(&tab.state).into_iter().map(|it| it.title).collect::<Vec<_>>();
    assert!(!titles(&tab).contains(&"Delete".to_owned()));
    tab.select("Monday");
    tab.press("Control+k");
    tab.act(Action::Type("PLEDGE mark".to_owned()));
    assert_eq!(titles(&tab), ["Mark as pledge"]);
    tab.act(Action::TakeOffer(0));
    assert_eq!(tab.marks(), ["pledge: Monday"]);
    assert_eq!(tab.state.view.dialog, None);
    assert!(titles(&tab).contains(&"Delete".to_owned()), "what was typed is forgotten");
    let n_offers = titles(&tab).len();
    tab.act(Action::StepOffer { is_next: false });
    assert_eq!(tab.state.view.offer, n_offers - 1);
    tab.act(Action::StepOffer { is_next: true });
    assert_eq!(tab.state.view.offer, 0);
    tab.act(Action::TakeOffer(n_offers));
    assert_eq!(tab.marks(), ["pledge: Monday"]);
}

/// The rows of the table: labels first, then commands with keys.
fn table() -> String {
    let caps = |keys: &mut dyn Iterator<Item = String>| {
        keys.map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ")
    };
    let mut rows =
        vec!["| keys (Cmd for Ctrl on macOS) | what |".to_owned(), "|---|---|".to_owned()];
    for label in &LabelSet::built_in().labels {
        let keys = caps(&mut label.keys.iter().cloned());
        rows.push(format!("| {keys} | {} |", ENGLISH.key_mark(&label.name)));
    }
    for command in commands::ALL.iter().filter(|command| !command.keys.is_empty()) {
        let keys = caps(&mut command.keys.iter().map(|key| key_cap(key, false)));
        rows.push(format!("| {keys} | {} |", ENGLISH.text(command.title)));
    }
    rows.join("\n")
}

#[test]
fn the_readme_has_the_keys_of_the_register() {
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&table()), "put this into README.md:\n{}", table());
}
