//! Commands of the article's caret. All but the way to it work only while it has the keys.

use super::super::action::{Action, By, CaretStep};
use super::super::state::AppState;
use super::super::strings::Name;
use super::{Command, Pressed, Variants};

/// Goes to the caret.
pub static MARK_BY_KEYBOARD: Command = Command {
    id: "mark-by-keyboard",
    title: Name::mark_by_keyboard,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.view.article.as_ref().map(|_| Action::MarkByKeyboard),
};

/// To the left, to the right.
pub static CHARACTER: Command = Command {
    id: "caret-character",
    title: Name::by_character,
    keys: &["arrowleft", "arrowright"],
    is_offered: false,
    variants: Variants::ShiftAndAlt,
    action: |state, pressed| step(state, pressed, By::Character),
};

/// Up, down.
pub static LINE: Command = Command {
    id: "caret-line",
    title: Name::by_line,
    keys: &["arrowup", "arrowdown"],
    is_offered: false,
    variants: Variants::Shift,
    action: |state, pressed| step(state, pressed, By::Line),
};

/// To the word on the left, on the right.
pub static WORD: Command = Command {
    id: "caret-word",
    title: Name::by_word,
    keys: &["ctrl+arrowleft", "ctrl+arrowright"],
    is_offered: false,
    variants: Variants::Shift,
    action: |state, pressed| step(state, pressed, By::Word),
};

/// To the previous, the next paragraph.
pub static BLOCK: Command = Command {
    id: "caret-paragraph",
    title: Name::by_paragraph,
    keys: &["ctrl+arrowup", "ctrl+arrowdown"],
    is_offered: false,
    variants: Variants::Shift,
    action: |state, pressed| step(state, pressed, By::Block),
};

/// To the start, the end of the paragraph.
pub static BLOCK_EDGE: Command = Command {
    id: "caret-paragraph-end",
    title: Name::to_paragraph_end,
    keys: &["home", "end"],
    is_offered: false,
    variants: Variants::Shift,
    action: |state, pressed| step(state, pressed, By::BlockEdge),
};

/// To the start, the end of the text.
pub static TEXT: Command = Command {
    id: "caret-text-end",
    title: Name::to_text_end,
    keys: &["ctrl+home", "ctrl+end"],
    is_offered: false,
    variants: Variants::Shift,
    action: |state, pressed| step(state, pressed, By::Text),
};

/// Selects the previous, the next sentence.
pub static SENTENCE: Command = Command {
    id: "caret-sentence",
    title: Name::by_sentence,
    // With Shift, many keyboards type braces with the keys of brackets.
    keys: &["[", "]", "{", "}"],
    is_offered: false,
    variants: Variants::Plain,
    action: |state, pressed| step(state, pressed, By::Sentence),
};

/// Selects the previous, the next quotation.
pub static QUOTATION: Command = Command {
    id: "caret-quotation",
    title: Name::by_quotation,
    keys: &["(", ")"],
    is_offered: false,
    variants: Variants::Plain,
    action: |state, pressed| step(state, pressed, By::Quotation),
};

/// Shrinks, grows the selection.
pub static STRUCTURE: Command = Command {
    id: "caret-structure",
    title: Name::by_structure,
    keys: &["-", "+"],
    is_offered: false,
    variants: Variants::Plain,
    action: |state, pressed| step(state, pressed, By::Structure),
};

/// Of each pair of keys, the second leads onward; a further pair selects what is passed.
fn step(state: &AppState, pressed: Pressed, by: By) -> Option<Action> {
    state.view.is_caret_used.then_some(Action::StepCaret(CaretStep {
        by,
        is_forward: pressed.key % 2 == 1,
        is_extending: pressed.is_shift || pressed.key > 1,
        is_exact: pressed.is_alt,
    }))
}
