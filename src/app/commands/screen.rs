//! Commands on the screen alone.

use super::super::action::Action;
use super::super::state::Dialog;
use super::{Command, Shortcut};

/// Opens the list of keys.
pub static KEYS: Command = Command {
    id: "keys",
    title: |strings| strings.keys,
    shortcuts: &[Shortcut::plain("?")],
    action: |_| Some(Action::Show(Some(Dialog::Keys))),
};

/// Opens the bar for finding in the article.
pub static FIND: Command = Command {
    id: "find",
    title: |strings| strings.find,
    shortcuts: &[Shortcut::plain("/"), Shortcut::ctrl("f")],
    action: |state| state.view.article.as_ref().map(|_| Action::ShowFind(true)),
};

/// Leaves whatever is going on, the innermost first.
pub static LEAVE: Command = Command {
    id: "leave",
    title: |strings| strings.leave,
    shortcuts: &[Shortcut::plain("escape")],
    action: |state| {
        let view = &state.view;
        if view.dialog.is_some() {
            Some(Action::Show(None))
        } else if view.find.is_some() {
            Some(Action::ShowFind(false))
        } else if view.selection.is_some() {
            Some(Action::Select(None))
        } else if view.armed.is_some() {
            Some(Action::Disarm)
        } else {
            view.chosen.map(|_| Action::Choose(None))
        }
    },
};
