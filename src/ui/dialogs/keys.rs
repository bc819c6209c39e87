//! The list of keys, drawn from the register of commands. Each key can be changed here.

use yew::prelude::*;

use crate::app::commands::{self, key_cap};
use crate::app::{Action, AppState};
use crate::platform::environment::is_apple;

use super::drawn;

/// Lists the keys. While one waits to be changed, the root hears the next key.
pub fn keys(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let (strings, view) = (state.strings, &state.view);
    let close = dispatch.reform(|()| Action::Show(None));
    let reset = dispatch.reform(|_: MouseEvent| Action::ResetKeys);
    let is_apple = is_apple();
    let labels = state.library.label_set().labels.iter().map(|label| {
        let keys = label.keys.iter().map(|key| html! { <kbd>{ key.clone() }</kbd> });
        html! { <tr><td>{ for keys }</td><td>{ strings.key_mark(&label.name) }</td></tr> }
    });
    let commands = commands::ALL.iter().filter(|command| !command.keys.is_empty());
    let commands = commands.map(|command| {
        let title = strings.text(command.title);
        let keys = command.keys_now(&view.keys).enumerate().map(|(key, name)| {
            let cap = key_cap(name, is_apple);
            let is_awaited = view.awaited_key == Some((command.id, key));
            let onclick =
                dispatch.reform(move |_: MouseEvent| Action::AwaitKey(Some((command.id, key))));
            html! {
                <button type="button" class="key-button" aria-pressed={is_awaited.to_string()}
                    aria-label={strings.change_key(&cap, title)} {onclick}>
                    <kbd>{ if is_awaited { strings.press_key().to_owned() } else { cap } }</kbd>
                </button>
            }
        });
        html! { <tr><td>{ for keys }</td><td>{ title }</td></tr> }
    });
    let onclick = close.reform(|_: MouseEvent| ());
    let children = html! {
        <>
            <p class="dialog-why">{ strings.change_key_how() }</p>
            <p class="dialog-note" role="status">{ view.key_note.clone() }</p>
            <table class="keys-table"><tbody>{ for labels }{ for commands }</tbody></table>
            <div class="dialog-actions">
                <button type="button" class="text-button" onclick={reset}>{ strings.reset_keys() }</button>
                <button type="button" class="primary-button" {onclick}>{ strings.close() }</button>
            </div>
        </>
    };
    drawn(strings.keys(), "keys-dialog", close, children)
}
