//! The bar by the selection: marks or copies it.

use yew::prelude::*;

use crate::app::{Action, AppState};
use crate::platform::{clipboard, selection};
use crate::ui::header::label_button;

/// Draws the bar while something is selected. The root sets its place: below the selection, or above
/// it near the window's end; never over it.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn selection_bar(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let oncopy = |_| clipboard::copy(&selection::text());
    // Pressing a button must not take the selection away.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    let labels = &state.library.label_set().labels;
    html! {
        <div id="selection-bar" class="selection-bar" role="toolbar"
            aria-label={state.strings.selection_actions()} {onmousedown}>
            { for labels.iter().map(|label| label_button(label, None, dispatch)) }
            <button type="button" class="text-button" onclick={oncopy}>{ state.strings.copy() }</button>
        </div>
    }
}
