//! Commands on the screen alone.

use super::super::action::Action;
use super::super::state::Dialog;
use super::super::strings::Name;
use super::{Command, Variants};

/// Opens the settings.
pub static SETTINGS: Command = Command {
    id: "settings",
    title: Name::settings,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Show(Some(Dialog::Settings))),
};

/// Opens the list of what can be done.
pub static PALETTE: Command = Command {
    id: "palette",
    title: Name::palette,
    keys: &["ctrl+k"],
    is_offered: false,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Show(Some(Dialog::Palette))),
};

/// Opens the list of keys.
pub static KEYS: Command = Command {
    id: "keys",
    title: Name::keys,
    keys: &["?"],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Show(Some(Dialog::Keys))),
};

/// Leaves whatever is going on, the innermost first.
pub static LEAVE: Command = Command {
    id: "leave",
    title: Name::leave,
    keys: &["escape"],
    is_offered: false,
    variants: Variants::Plain,
    action: |state, _| {
        let view = &state.view;
        if view.dialog.is_some() {
            Some(Action::Show(None))
        } else if view.selection.is_some() {
            Some(Action::Select(None))
        } else if view.armed.is_some() {
            Some(Action::Disarm)
        } else if view.chosen.is_none() && view.is_caret_used {
            Some(Action::LeaveCaret)
        } else {
            view.chosen.map(|_| Action::Choose(None))
        }
    },
};
