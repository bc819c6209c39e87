//! What the root does with caret, handles, clicks, taps and the browser's selection.

use onrecord_core::model::Selection;
use onrecord_core::text::{CharOffset, CharSpan};
use web_sys::{MouseEvent, PointerEvent};

use crate::app::commands::KeyPress;
use crate::app::{Action, BlockPlace, CaretStep, Dialog, Effect, NewKey};
use crate::platform::caret::Side;
use crate::platform::moves::Move;
use crate::platform::{caret, focus, selection};

use super::App;

impl App {
    pub(super) fn enter_caret(&self) -> Option<Action> {
        let view = self.state.view.article.as_ref()?;
        let first = caret::first_visible_block().and_then(|it| view.article.blocks.get(it));
        Some(Action::EnterCaret(first.map_or(CharOffset::new(0), |block| block.range.start())))
    }

    /// The places of both ends of what the caret selects, while it has the keys.
    fn caret_places(&self) -> Option<(BlockPlace, BlockPlace)> {
        let view = &self.state.view;
        let article = view.article.as_ref().filter(|_| view.is_caret_used)?;
        let selection = view.caret?.selection;
        Some((article.place_in_block(selection.anchor)?, article.place_in_block(selection.head)?))
    }

    /// Sets the caret where it stands, and brings it into view; the browser's selection follows it.
    pub(super) fn show_caret(&self) {
        if let Some((anchor, head)) = self.caret_places() {
            caret::select(anchor, head);
            if let Some(moved) = caret::move_line("caret", head, Side::After) {
                moved.carry_out();
            }
            caret::reveal("caret");
        }
    }

    /// Finds how the caret and the handles come to where they stand.
    pub(super) fn move_lines(&self, moves: &mut Vec<Move>) {
        if let Some((_, head)) = self.caret_places() {
            moves.extend(caret::move_line("caret", head, Side::After));
        }
        let (Some(view), Some(span)) = (&self.state.view.article, self.state.held_span()) else {
            return;
        };
        let ends = (view.place_in_block(span.start()), view.place_in_block(span.end()));
        if let (Some(start), Some(end)) = ends {
            moves.extend(caret::move_line("handle-start", start, Side::After));
            moves.extend(caret::move_line("handle-end", end, Side::Before));
        }
    }

    pub(super) fn show_selection(&self, selection: Selection) {
        let Some(view) = &self.state.view.article else { return };
        let ends = (view.place_in_block(selection.anchor), view.place_in_block(selection.head));
        if let (Some(anchor), Some(head)) = ends {
            caret::select(anchor, head);
        }
    }

    /// A click on the text chooses marks; a tap beside them, or while a passage is being tapped,
    /// selects words.
    pub(super) fn click(&mut self, event: &MouseEvent) {
        let Some(marks) = selection::clicked_marks(event) else { return };
        let view = &self.state.view;
        let selects = marks.is_empty() || view.armed.is_some() || view.first_tap.is_some();
        let point = (f64::from(event.client_x()), f64::from(event.client_y()));
        if selection::is_tap(event) && selects {
            if let Some(place) = self.place_at(point) {
                self.act(Action::Tap(place));
            }
        } else {
            self.act(Action::ClickMarks(marks));
        }
    }

    pub(super) fn place_at(&self, point: (f64, f64)) -> Option<CharOffset> {
        let view = self.state.view.article.as_ref()?;
        let place = selection::place_at(point, view.chunk_starts())?;
        Some(view.text.utf16_to_char(place))
    }

    /// Lets a pointer pull an end of a mark or of a tapped passage.
    pub(super) fn grip(&mut self, is_start: bool, event: &PointerEvent) {
        match event.type_().as_str() {
            "pointerdown" => {
                event.prevent_default();
                // A field hands its text over when it is left, which the browser now does not see to.
                if !self.state.view.is_caret_used {
                    focus::blur();
                }
                self.grip = focus::capture(event).map(|shift| (shift, None));
            }
            "pointermove" => {
                let Some((shift, _)) = self.grip else { return };
                let x = f64::from(event.client_x()) + shift.0;
                let place = self.place_at((x, f64::from(event.client_y()) + shift.1));
                let Some(place) = place else { return };
                self.grip = Some((shift, Some(place)));
                self.pull(is_start, place, event.alt_key());
            }
            _ => {
                focus::release(event);
                // A selection that was drawn up to a handle ends over it.
                let Some((_, pulled)) = self.grip.take() else { return };
                if self.state.view.selection.is_some() {
                    return;
                }
                selection::clear();
                let chosen = self.state.view.chosen.filter(|_| event.type_() == "pointerup");
                if let (Some(annotation), Some(place)) = (chosen, pulled) {
                    let is_exact = event.alt_key();
                    self.act(Action::SetEnd { annotation, is_start, place, is_exact });
                }
            }
        }
    }

    /// Shows what a mark would become; a selection follows at once.
    pub(super) fn pull(&mut self, is_start: bool, place: CharOffset, is_exact: bool) {
        if let Some(span) = self.state.held_span().filter(|_| self.state.view.selection.is_some()) {
            let anchor = if is_start { span.end() } else { span.start() };
            if place != anchor {
                let pulled = Selection { anchor, head: place, is_exact };
                self.act(Action::Select(Some(pulled)));
                self.show_selection(pulled);
            }
        } else if let Some(span) = self.state.pulled_span(is_start, place, is_exact) {
            self.show_selection(Selection::over(span));
        }
    }

    /// Has the browser take the caret a line further.
    pub(super) fn step_line(&self, step: CaretStep) {
        let Some(view) = &self.state.view.article else { return };
        self.show_caret();
        let reached = caret::step_line(step.is_forward, step.is_extending, view.chunk_starts());
        if let Some((head, (start, end))) = reached {
            let place = |end| view.text.utf16_to_char(end);
            let line = CharSpan::new(place(start), place(end));
            let (head, is_extending) = (place(head), step.is_extending);
            self.dispatch.emit(Action::StepCaretTo { head, line, is_extending });
        }
    }

    /// Takes the browser's selection over. Says whether anything is to be drawn.
    pub(super) fn read_selection(&mut self) -> bool {
        // While the caret has the keys, the browser's selection follows it, step by step; a field
        // in a dialog has a selection of its own; and until ours is shown, the browser's is older.
        let is_due = self.after_drawing.iter().any(|it| matches!(it, Effect::ShowSelection));
        let is_ours = !self.state.view.is_caret_used && !self.is_modal() && !is_due;
        let view = self.state.view.article.as_ref().filter(|_| is_ours);
        let Some(view) = view else { return false };
        let selected = selection::read(view.chunk_starts()).map(|(anchor, head)| Selection {
            anchor: view.text.utf16_to_char(anchor),
            head: view.text.utf16_to_char(head),
            is_exact: self.is_alt_held,
        });
        // A further tap takes the browser's selection away before it is heard.
        let is_taken_away = selected.is_none() && self.state.view.first_tap.is_some();
        if selected == self.state.view.selection || is_taken_away {
            return false;
        }
        // A field of a card takes it, too, though the field's neighbour is a button that uses it.
        if selected.is_none() && focus::is_in(".card") {
            if !focus::is_in(".field-input") {
                self.carry_out_drawn(Effect::ShowSelection);
            }
            return false;
        }
        self.act(Action::Select(selected));
        true
    }

    /// What a key means to the dialog that is open.
    pub(super) fn dialog_action(&self, press: &KeyPress) -> Option<Action> {
        let view = &self.state.view;
        if let Some((command, key)) = view.awaited_key.filter(|_| press.is_complete()) {
            let new = NewKey { command: command.to_owned(), key, to: press.full_name() };
            let is_left = press.key == "Escape";
            return Some(if is_left { Action::AwaitKey(None) } else { Action::SetKey(new) });
        }
        if view.dialog != Some(Dialog::Palette) {
            return None;
        }
        match press.key.as_str() {
            "ArrowDown" => Some(Action::StepOffer { is_next: true }),
            "ArrowUp" => Some(Action::StepOffer { is_next: false }),
            "Enter" => Some(Action::TakeOffer(view.offer)),
            _ => None,
        }
    }
}
