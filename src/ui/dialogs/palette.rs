//! The list of what can be done, narrowed down by typing.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::commands::{key_cap, offers};
use crate::app::{Action, AppState};
use crate::platform::environment::is_apple;

use super::drawn;

/// Draws a text field that governs a list. The root hears the keys that go through it.
pub fn palette(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let close = dispatch.reform(|()| Action::Show(None));
    let found = offers(state);
    let chosen = state.view.offer.min(found.len().saturating_sub(1));
    let is_apple = is_apple();
    let options = found.iter().enumerate().map(|(place, offer)| {
        let onclick = dispatch.reform(move |_: MouseEvent| Action::TakeOffer(place));
        html! {
            <li id={format!("offer-{place}")} class="palette-offer" role="option"
                aria-selected={(place == chosen).to_string()} {onclick}>
                { offer.title.clone() }
                if !offer.key.is_empty() { <kbd aria-hidden="true">{ key_cap(&offer.key, is_apple) }</kbd> }
            </li>
        }
    });
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Type(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let children = html! {
        <>
            <input type="text" role="combobox" aria-label={strings.palette()} aria-expanded="true"
                aria-controls="offers" aria-autocomplete="list"
                aria-activedescendant={(!found.is_empty()).then(|| format!("offer-{chosen}"))}
                value={state.view.typed.clone()} {oninput} />
            <ul id="offers" role="listbox" aria-label={strings.palette()}>{ for options }</ul>
            if found.is_empty() { <p class="dialog-why" role="status">{ strings.nothing_found() }</p> }
        </>
    };
    drawn(strings.palette(), "palette", close, children)
}
