//! Undo and redo.

use onrecord_core::history::Step;

use super::super::action::Action;
use super::{Command, Shortcut};

/// Takes back the last change of this tab.
pub static UNDO: Command = Command {
    id: "undo",
    title: |strings| strings.undo,
    shortcuts: &[Shortcut::ctrl("z")],
    action: |_| Some(Action::Step(Step::Undo)),
};

/// Repeats what was taken back.
pub static REDO: Command = Command {
    id: "redo",
    title: |strings| strings.redo,
    shortcuts: &[Shortcut::ctrl_shift("z"), Shortcut::ctrl("y")],
    action: |_| Some(Action::Step(Step::Redo)),
};
