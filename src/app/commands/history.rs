//! Undo and redo.

use super::super::strings::Name;
use onrecord_core::history::Step;

use super::super::action::Action;
use super::{Command, Variants};

/// Takes back the last change of this tab.
pub static UNDO: Command = Command {
    id: "undo",
    title: Name::undo,
    keys: &["ctrl+z"],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Step(Step::Undo)),
};

/// Repeats what was taken back.
pub static REDO: Command = Command {
    id: "redo",
    title: Name::redo,
    keys: &["ctrl+shift+z", "ctrl+y"],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Step(Step::Redo)),
};
