//! The bar at the top: labels, undo, the state of the stores, export.

use onrecord_core::history::Step;
use onrecord_core::model::{Label, LineStyle};
use web_sys::Element;
use yew::prelude::*;

use crate::app::{Action, AppState, StorageState};
use crate::platform::environment::{document, is_wide};
use crate::ui::controls::icon;

use super::export_menu;

/// Draws the bar, with `status` in it.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn header(state: &AppState, status: &StorageStatus, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let toggle_library =
        dispatch.reform(|_: MouseEvent| Action::ToggleLibrary { is_shown: is_wide() });
    let labels = &state.library.label_set().labels;
    html! {
        <header class="app-header">
            <button type="button" class="icon-button library-toggle" aria-label={strings.library()}
                aria-expanded={state.view.library.unwrap_or_else(is_wide).to_string()} onclick={toggle_library}>
                { icon("M3 5h14M3 10h14M3 15h14") }
            </button>
            <span class="wordmark">
                <span class="wordmark-mark" aria-hidden="true"></span>{ strings.wordmark() }
            </span>
            // Pressing a label must not take the selection away.
            <div class="label-buttons" role="group" aria-label={strings.labels()}
                onmousedown={|event: MouseEvent| event.prevent_default()}>
                { for labels.iter().map(|label| {
                    label_button(label, Some(state.view.armed.as_deref()), dispatch)
                }) }
            </div>
            <div class="app-header-end">
                { step_button(state, Step::Undo, dispatch) }
                { step_button(state, Step::Redo, dispatch) }
                { Html::VRef(status.0.clone().into()) }
                if state.view.copies.last_ms.is_some() || state.view.copies.n_since > 0 {
                    <span class="copy-age">
                        { strings.copy_age(state.view.copies.age_days(state.view.now_ms)) }
                    </span>
                }
                { export_menu::export_menu(state, dispatch) }
            </div>
        </header>
    }
}

/// A button that marks with `label`. `armed` is the armed label where the button shows that.
pub fn label_button(
    label: &Label,
    armed: Option<Option<&str>>,
    dispatch: &Callback<Action>,
) -> Html {
    let id = label.id.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::UseLabel(id.clone()));
    let is_armed = armed.map(|armed| (armed == Some(label.id.as_str())).to_string());
    let line = match label.line {
        LineStyle::Solid => "solid",
        LineStyle::Dotted => "dotted",
        LineStyle::Double => "double",
        LineStyle::Dashed => "dashed",
    };
    html! {
        <button type="button" class="label-button" data-slot={label.slot.to_string()}
            data-line={line} aria-pressed={is_armed} {onclick}>
            <span class="label-swatch" aria-hidden="true"></span>
            { label.name.clone() }
            if let Some(key) = label.keys.first() {
                <kbd aria-hidden="true">{ key.clone() }</kbd>
            }
        </button>
    }
}

fn step_button(state: &AppState, step: Step, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let title = state.next_step(step).map(|next| match step {
        Step::Undo => strings.undo_what(&next.title),
        Step::Redo => strings.redo_what(&next.title),
    });
    let is_disabled = title.is_none().then_some("true");
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Step(step));
    let (name, class, picture) = match step {
        Step::Undo => {
            (strings.undo(), "text-button undo-button", "M7 4L3 8l4 4M3 8h9a4 4 0 0 1 0 8H8")
        }
        Step::Redo => (strings.redo(), "icon-button", "M13 4l4 4-4 4M17 8H8a4 4 0 0 0 0 8h4"),
    };
    html! {
        <button type="button" {class} aria-label={name} aria-disabled={is_disabled} {title} {onclick}>
            { icon(picture) }
            if step == Step::Undo { <span class="button-text">{ name }</span> }
        </button>
    }
}

/// The element that says the state of the stores. When an edit is stored, that is all that changes,
/// and the page is not drawn again for it.
pub struct StorageStatus(Element);

impl StorageStatus {
    /// Says what `state` has.
    pub fn new(state: &AppState) -> Self {
        let element = document().create_element("span").expect("\"span\" is a name of elements");
        for (name, value) in
            [("id", "storage-status"), ("class", "storage-status"), ("role", "status")]
        {
            let _ = element.set_attribute(name, value);
        }
        let status = Self(element);
        status.show(state);
        status
    }

    /// Shows the state of the stores, at once and wherever the element is.
    pub fn show(&self, state: &AppState) {
        let strings = state.strings;
        let why;
        let (name, text) = match state.view.storage {
            StorageState::Saved => ("saved", strings.saved()),
            StorageState::Saving(_) => ("saving", strings.saving()),
            StorageState::Failed { failure, is_in_journal } => {
                why = strings.why_not_saved(failure, is_in_journal);
                ("failed", why.as_str())
            }
        };
        if self.0.text_content().as_deref() != Some(text) {
            self.0.set_text_content(Some(text));
            let _ = self.0.set_attribute("data-state", name);
            let _ = self.0.set_attribute("aria-label", strings.storage());
        }
    }
}
