//! Commands on annotations.

use super::super::action::Action;
use super::super::state::AppState;
use super::{Command, Shortcut};

/// Chooses the next annotation.
pub static NEXT: Command = Command {
    id: "next-annotation",
    title: |strings| strings.next_annotation,
    shortcuts: &[Shortcut::plain("n")],
    action: |state| neighbour(state, true),
};

/// Chooses the previous annotation.
pub static PREVIOUS: Command = Command {
    id: "previous-annotation",
    title: |strings| strings.previous_annotation,
    shortcuts: &[Shortcut::plain("b")],
    action: |state| neighbour(state, false),
};

/// Moves into the chosen annotation's card.
pub static EDIT: Command = Command {
    id: "edit-card",
    title: |strings| strings.edit_card,
    shortcuts: &[Shortcut::plain("enter")],
    action: |state| state.chosen().map(|_| Action::EditCard),
};

/// Removes the chosen annotation.
pub static DELETE: Command = Command {
    id: "delete-annotation",
    title: |strings| strings.delete,
    shortcuts: &[Shortcut::plain("delete"), Shortcut::plain("backspace")],
    action: |state| state.view.chosen.map(Action::Delete),
};

fn neighbour(state: &AppState, is_next: bool) -> Option<Action> {
    state.view.article.as_ref().map(|_| Action::ChooseNeighbour { is_next })
}
