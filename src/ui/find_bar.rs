//! The bar for finding in the open article.

use onrecord_core::text::CharSpan;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, AppState, Dialog, Find, Query};
use crate::ui::header::icon;

/// Draws the bar: what is looked for, how many hits there are, and what to do with them.
pub fn find_bar(state: &AppState, find: &Find, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let n_hits = find.hits.len();
    let current: Option<CharSpan> = find.hits.get(find.current).copied();
    let query = find.query.clone();
    let type_query = {
        let is_pattern = query.is_pattern;
        dispatch.reform(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            Action::Find(Query { text, is_pattern })
        })
    };
    let toggle = {
        let text = query.text.clone();
        dispatch.reform(move |event: Event| {
            let is_pattern = event.target_unchecked_into::<HtmlInputElement>().checked();
            Action::Find(Query { text: text.clone(), is_pattern })
        })
    };
    let onkeydown = {
        let dispatch = dispatch.clone();
        move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "Enter" => Action::NextHit { is_next: !event.shift_key() },
                "Escape" => Action::ShowFind(false),
                _ => return,
            };
            event.prevent_default();
            dispatch.emit(action);
        }
    };
    let on = |action: Action| dispatch.reform(move |_: MouseEvent| action.clone());
    let said = match &find.error {
        Some(error) => error.clone(),
        None if query.text.is_empty() => String::new(),
        None => (strings.n_hits)(find.current + 1, n_hits),
    };
    let mark = |label: &onrecord_core::model::Label| {
        let hits = current.map(|hit| std::rc::Rc::new(vec![hit])).unwrap_or_default();
        let mark = on(Action::MarkHits { label: label.id.clone(), hits });
        let name = (strings.mark_hit)(&label.name);
        html! { <button type="button" class="text-button" onclick={mark}>{ name }</button> }
    };
    let labels = &state.library.label_set().labels;
    html! {
        <search class="find-bar" aria-label={strings.find}>
            <input type="search" aria-label={strings.find} value={query.text.clone()}
                oninput={type_query} {onkeydown} aria-invalid={find.error.as_ref().map(|_| "true")} />
            <label><input type="checkbox" checked={query.is_pattern} onchange={toggle} />
                { strings.is_pattern }</label>
            <span role="status">{ said }</span>
            <button type="button" class="icon-button" aria-label={strings.previous_hit}
                onclick={on(Action::NextHit { is_next: false })}>{ icon("M5 12l5-5 5 5") }</button>
            <button type="button" class="icon-button" aria-label={strings.next_hit}
                onclick={on(Action::NextHit { is_next: true })}>{ icon("M5 8l5 5 5-5") }</button>
            if current.is_some() {
                { for labels.iter().map(mark) }
                <button type="button" class="text-button"
                    onclick={on(Action::Show(Some(Dialog::MarkHits)))}>{ strings.mark_hits }</button>
            }
            <button type="button" class="icon-button" aria-label={strings.close}
                onclick={on(Action::ShowFind(false))}>{ icon("M5 5l10 10M15 5L5 15") }</button>
        </search>
    }
}
