//! The list of keys, drawn from the register of commands.

use onrecord_core::model::LabelSet;
use yew::prelude::*;

use crate::app::Action;
use crate::app::commands::{self, Shortcut};
use crate::platform::environment::is_apple;
use crate::ui::controls::{ModalDialog, Shared};
use crate::ui::words::Words;

/// Properties of [`Keys`].
#[derive(Properties, PartialEq)]
pub struct KeysProps {
    /// The words of the page.
    pub strings: Words,
    /// The labels.
    pub labels: Shared<LabelSet>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Lists the keys.
#[component]
pub fn Keys(props: &KeysProps) -> Html {
    let strings = props.strings;
    let close = props.dispatch.reform(|()| Action::Show(None));
    let is_apple = is_apple();
    let labels = props.labels.labels.iter().map(|label| {
        let keys = label.keys.iter().map(|key| html! { <kbd>{ key.clone() }</kbd> });
        html! { <tr><td>{ for keys }</td><td>{ (strings.key_mark)(&label.name) }</td></tr> }
    });
    let commands = commands::ALL.iter().filter(|command| !command.shortcuts.is_empty());
    let commands = commands.map(|command| {
        let keys = command.shortcuts.iter().map(|shortcut| {
            html! { <kbd>{ shown(shortcut, is_apple) }</kbd> }
        });
        html! { <tr><td>{ for keys }</td><td>{ (command.title)(strings.0) }</td></tr> }
    });
    html! {
        <ModalDialog title={strings.keys} class={classes!("keys-dialog")} on_close={close.clone()}>
            <table class="keys-table"><tbody>{ for labels }{ for commands }</tbody></table>
            <div class="dialog-actions">
                <button type="button" class="primary-button"
                    onclick={move |_: MouseEvent| close.emit(())}>{ strings.close }</button>
            </div>
        </ModalDialog>
    }
}

fn shown(shortcut: &Shortcut, is_apple: bool) -> String {
    let mut parts = Vec::new();
    if shortcut.is_ctrl {
        parts.push(if is_apple { "⌘" } else { "Ctrl" }.to_owned());
    }
    if shortcut.is_shift {
        parts.push("Shift".to_owned());
    }
    let mut letters = shortcut.key.chars();
    let is_named = shortcut.key.len() > 1;
    parts.push(match letters.next() {
        Some(first) if is_named || shortcut.is_ctrl => {
            [first.to_ascii_uppercase()].into_iter().chain(letters).collect()
        }
        _ => shortcut.key.to_owned(),
    });
    parts.join("+")
}
