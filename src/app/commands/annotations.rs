//! Commands on annotations.

use super::super::action::{Action, EndStep};
use super::super::errand::Work;
use super::super::state::AppState;
use super::super::strings::Name;
use super::{Command, Pressed, Variants};

/// Moves the chosen mark's end back, on.
pub static END: Command = Command {
    id: "move-end",
    title: Name::move_end,
    keys: &[",", "."],
    is_offered: false,
    variants: Variants::Alt,
    action: |state, pressed| step_end(state, pressed, false),
};

/// Moves the chosen mark's start back, on.
pub static START: Command = Command {
    id: "move-start",
    title: Name::move_start,
    keys: &["<", ">"],
    is_offered: false,
    variants: Variants::Alt,
    action: |state, pressed| step_end(state, pressed, true),
};

/// Makes the selected passage a part of the chosen annotation, too.
pub static ADD_PART: Command = Command {
    id: "add-part",
    title: Name::add_part,
    keys: &["a"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.mark_span().and(state.view.chosen).map(Action::AddPart),
};

/// Changes how the chosen annotation is linked with others.
pub static LINKS: Command = Command {
    id: "links",
    title: Name::links,
    keys: &["l"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.view.chosen.map(|_| Action::Work(Work::Links)),
};

/// Chooses the next annotation.
pub static NEXT: Command = Command {
    id: "next-annotation",
    title: Name::next_annotation,
    keys: &["n"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| neighbour(state, true),
};

/// Chooses the previous annotation.
pub static PREVIOUS: Command = Command {
    id: "previous-annotation",
    title: Name::previous_annotation,
    keys: &["b"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| neighbour(state, false),
};

/// Moves into the chosen annotation's card.
pub static EDIT: Command = Command {
    id: "edit-card",
    title: Name::edit_card,
    keys: &["enter"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.chosen().map(|_| Action::EditCard),
};

/// Removes the chosen annotation.
pub static DELETE: Command = Command {
    id: "delete-annotation",
    title: Name::delete,
    keys: &["delete", "backspace"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.view.chosen.map(Action::Delete),
};

fn neighbour(state: &AppState, is_next: bool) -> Option<Action> {
    state.view.article.as_ref().map(|_| Action::ChooseNeighbour { is_next })
}

fn step_end(state: &AppState, pressed: Pressed, is_start: bool) -> Option<Action> {
    let step = EndStep { is_start, is_forward: pressed.key == 1, is_exact: pressed.is_alt };
    state.chosen().map(|_| Action::StepEnd(step))
}
