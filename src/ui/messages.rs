//! Messages, and what is said to those who do not see the page.

use yew::prelude::*;

use crate::app::{Action, AppState, Message, MessageKind};
use crate::ui::controls::icon;

/// Draws the messages that wait, and the live region with the latest `announcement`.
/// What is announced twice is drawn anew, so that it is heard twice.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn messages(
    state: &AppState,
    (n_announced, announcement): (usize, &str),
    dispatch: &Callback<Action>,
) -> Html {
    html! {
        <>
            <div class="messages" role="log" aria-label={state.strings.messages()}>
                { for state.view.messages.iter().map(|message| self::message(state, message, dispatch)) }
            </div>
            <p class="visually-hidden" aria-live="polite">
                <span key={n_announced}>{ announcement.to_owned() }</span>
            </p>
        </>
    }
}

fn message(state: &AppState, message: &Message, dispatch: &Callback<Action>) -> Html {
    let id = message.id;
    let kind = match message.kind {
        MessageKind::Info => "info",
        MessageKind::Warning => "warning",
        MessageKind::Error => "error",
    };
    let dismiss = dispatch.reform(move |_: MouseEvent| Action::Dismiss(id));
    let buttons = message.actions.iter().enumerate().map(|(nth, (name, _))| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Answer(id, nth));
        html! { <button type="button" class="text-button" {onclick}>{ name.clone() }</button> }
    });
    html! {
        <div class="message" data-kind={kind} key={id}>
            <p>{ message.text.clone() }</p>
            { for buttons }
            <button type="button" class="icon-button" aria-label={state.strings.dismiss()} onclick={dismiss}>
                { icon("M5 5l10 10M15 5L5 15") }
            </button>
        </div>
    }
}
