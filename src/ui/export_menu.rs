//! The menu of formats.

use onrecord_core::formats::{ALL, Format, native};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::app::{Action, AppState, Dialog, ExportScope};
use crate::platform::environment::element;
use crate::platform::focus;

const LIST: &str = "export-menu";

/// Draws the button, and the menu while it is open; arrow keys walk through it.
pub fn export_menu(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let is_open = state.view.dialog == Some(Dialog::ExportMenu);
    let toggle = dispatch
        .reform(move |_: MouseEvent| Action::Show((!is_open).then_some(Dialog::ExportMenu)));
    html! {
        <div class="menu">
            <button type="button" class="primary-button export-button" aria-haspopup="menu"
                aria-expanded={is_open.to_string()} onclick={toggle}>
                { state.strings.export() }<span class="menu-arrow" aria-hidden="true"></span>
            </button>
            if is_open { { list(state, dispatch) } }
        </div>
    }
}

// Apart: no start needs it (ADR 34).
#[inline(never)]
fn list(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let is_whole = state.view.is_whole_exported;
    let item = |name: String, action: Action| {
        let onclick = dispatch.reform(move |_: MouseEvent| action.clone());
        html! {
            <button type="button" class="menu-item" role="menuitem" tabindex="-1" {onclick}>
                { name }
            </button>
        }
    };
    let format = native::FORMAT.name;
    let other = |format: &'static Format| {
        let scope = if is_whole { ExportScope::Library } else { ExportScope::Article };
        item(format.name.to_owned(), Action::ExportAs(format, scope))
    };
    let others = ALL.iter().filter(|other| other.is_written && other.id != native::FORMAT.id);
    let toggle_whole = dispatch.reform(|_: MouseEvent| Action::ToggleWholeExport);
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => step(&event, 1),
            "ArrowUp" => step(&event, -1),
            "Tab" => dispatch.emit(Action::Show(None)),
            _ => {}
        }
    };
    html! {
        <div id={LIST} class="menu-list" role="menu" aria-label={strings.export()} {onkeydown}>
            { item(format.to_owned(), Action::Export(ExportScope::Article)) }
            { item(strings.whole_library(format), Action::Export(ExportScope::Library)) }
            <button type="button" class="menu-item menu-choice" role="menuitemcheckbox"
                tabindex="-1" aria-checked={is_whole.to_string()} onclick={toggle_whole}>
                { strings.other_formats() }
            </button>
            { for others.map(other) }
        </div>
    }
}

/// Gives the focus to the menu that was opened.
pub fn enter() {
    focus_item(0);
}

/// Gives the focus back to the button, if the menu that is to be closed has it.
pub fn leave() {
    if focus::is_in(".menu-list") {
        focus::focus(".export-button");
    }
}

/// Goes on by so many items, round and round.
fn step(event: &KeyboardEvent, n_items: i32) {
    event.prevent_default();
    let Some(items) = element(LIST).map(|list| list.children()) else { return };
    let active = focus::active();
    let is_active = |position: &u32| items.item(*position).as_ref() == active.as_deref();
    let here = (0..items.length()).find(is_active).map_or(-1, |position| position as i32);
    focus_item((here + n_items).rem_euclid(items.length().max(1) as i32) as u32);
}

fn focus_item(position: u32) {
    let item = element(LIST).and_then(|list| list.children().item(position));
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
