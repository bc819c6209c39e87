//! The bar at the top: labels, undo, the state of the stores, export.

use onrecord_core::formats::{ALL, Format, native};
use onrecord_core::history::Step;
use onrecord_core::model::{Label, LineStyle};
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::app::{Action, AppState, Dialog, ExportScope, StorageState};
use crate::platform::environment::{element, is_wide};
use crate::platform::focus;
use crate::ui::controls::icon;

/// Draws the bar.
pub fn header(state: &AppState, dispatch: &Callback<Action>) -> Html {
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
                // `show_storage` says what stands in it.
                <span id="storage-status" class="storage-status" role="status"
                    aria-label={strings.storage()}></span>
                if state.view.copies.last_ms.is_some() || state.view.copies.n_since > 0 {
                    <span class="copy-age">
                        { strings.copy_age(state.view.copies.age_days(state.view.now_ms)) }
                    </span>
                }
                <ExportMenu is_open={state.view.dialog == Some(Dialog::ExportMenu)}
                    strings={crate::ui::words::Words(strings)} dispatch={dispatch.clone()} />
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

/// Shows the state of the stores in the bar that was drawn. When an edit is stored, that is all that
/// changes, and the page is not drawn again for it.
pub fn show_storage(state: &AppState) {
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
    if let Some(status) = element("storage-status")
        && status.text_content().as_deref() != Some(text)
    {
        status.set_text_content(Some(text));
        let _ = status.set_attribute("data-state", name);
    }
}

#[derive(Properties, PartialEq)]
struct ExportMenuProps {
    is_open: bool,
    strings: crate::ui::words::Words,
    dispatch: Callback<Action>,
}

/// A menu of formats; arrow keys walk through it.
#[component]
fn ExportMenu(props: &ExportMenuProps) -> Html {
    let strings = props.strings;
    let list = use_node_ref();
    {
        let list = list.clone();
        use_effect_with(props.is_open, move |is_open| {
            if *is_open {
                focus_item(&list, 0);
            }
            // What had the focus in the menu is gone with it.
            || {
                if focus::is_nowhere() {
                    focus::focus(".export-button");
                }
            }
        });
    }
    let is_open = props.is_open;
    let toggle = props
        .dispatch
        .reform(move |_: MouseEvent| Action::Show((!is_open).then_some(Dialog::ExportMenu)));
    let item = |name: String, scope: ExportScope| {
        let onclick = props.dispatch.reform(move |_: MouseEvent| Action::Export(scope));
        html! {
            <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
                { name }
            </button>
        }
    };
    let format = native::FORMAT.name;
    let is_whole = use_state(|| false);
    let other = |format: &'static Format| {
        let scope = if *is_whole { ExportScope::Library } else { ExportScope::Article };
        let onclick = props.dispatch.reform(move |_: MouseEvent| Action::ExportAs(format, scope));
        html! {
            <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
                { format.name }
            </button>
        }
    };
    let toggle_whole = {
        let is_whole = is_whole.clone();
        move |_: MouseEvent| is_whole.set(!*is_whole)
    };
    let others = ALL.iter().filter(|other| other.is_written && other.id != native::FORMAT.id);
    let onkeydown = {
        let (list, dispatch) = (list.clone(), props.dispatch.clone());
        move |event: KeyboardEvent| menu_key(&event, &list, &dispatch)
    };
    html! {
        <div class="menu" {onkeydown}>
            <button type="button" class="primary-button export-button" aria-haspopup="menu"
                aria-expanded={is_open.to_string()} onclick={toggle}>
                { strings.export() }<span class="menu-arrow" aria-hidden="true"></span>
            </button>
            if is_open {
                <div ref={list} class="menu-list" role="menu" aria-label={strings.export()}>
                    { item(format.to_owned(), ExportScope::Article) }
                    { item(strings.whole_library(format), ExportScope::Library) }
                    <button type="button" class="menu-item menu-choice" role="menuitemcheckbox"
                        tabindex="-1" aria-checked={is_whole.to_string()} onclick={toggle_whole}>
                        { strings.other_formats() }
                    </button>
                    { for others.map(other) }
                </div>
            }
        </div>
    }
}

fn menu_key(event: &KeyboardEvent, list: &NodeRef, dispatch: &Callback<Action>) {
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "Tab" => {
            dispatch.emit(Action::Show(None));
            return;
        }
        _ => return,
    };
    let Some(menu) = list.cast::<HtmlElement>() else { return };
    event.prevent_default();
    let items = menu.children();
    let active = focus::active();
    let is_active = |position: &u32| items.item(*position).as_ref() == active.as_deref();
    let here = (0..items.length()).find(is_active).map_or(-1, |position| position as i32);
    focus_item(list, (here + step).rem_euclid(items.length().max(1) as i32) as u32);
}

fn focus_item(list: &NodeRef, position: u32) {
    use wasm_bindgen::JsCast;
    let item = list.cast::<HtmlElement>().and_then(|menu| menu.children().item(position));
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
