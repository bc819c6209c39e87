//! Says what a format cannot hold, before the file is handed over.

use onrecord_core::formats::{Loss, loss};
use yew::html::Scope;
use yew::prelude::*;

use crate::desk::{Desk, Message};
use crate::modal_dialog::ModalDialog;
use crate::strings::Strings;

/// More lines than this are in the file alone.
const MOST_LINES: usize = 500;

/// Lists the losses, in sum and one by one.
pub fn dialog(format: &str, losses: &[Loss], strings: &Strings, link: &Scope<Desk>) -> Html {
    let title = (strings.losses_of)(format);
    let download = |class: &'static str, words: &'static str, has_report: bool| {
        let onclick = link.callback(move |_: MouseEvent| Message::Download { has_report });
        html! { <button type="button" {class} {onclick}>{ words }</button> }
    };
    html! {
        <ModalDialog title={title.clone()} on_close={link.callback(|()| Message::Close)}>
            <p>{ strings.losses_why }</p>
            <ul class="losses">
                { for loss::kinds(losses).into_iter().map(|(kind, n)| html! {
                    <li>{ (strings.loss_summary)(kind, n) }</li>
                }) }
            </ul>
            <details class="losses-each">
                <summary>{ (strings.losses_each)(losses.len()) }</summary>
                <ul class="losses" tabindex="0" aria-label={title}>
                    { for losses.iter().take(MOST_LINES).map(|it| html! { <li>{ (strings.loss)(it) }</li> }) }
                </ul>
            </details>
            <div class="dialog-actions">
                <button type="button" class="text-button"
                    onclick={link.callback(|_: MouseEvent| Message::Close)}>{ strings.cancel }</button>
                { download("text-button", strings.download_with_list, true) }
                { download("primary-button", strings.download, false) }
            </div>
        </ModalDialog>
    }
}
