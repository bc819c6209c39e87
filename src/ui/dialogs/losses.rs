//! Says what a format cannot hold, before the file is handed over.

use std::rc::Rc;

use onrecord_core::transfer::Losses as Listed;
use yew::prelude::*;

use crate::app::{Action, ForeignExport};
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// More lines than this are in the file alone.
const MOST_LINES: usize = 500;

/// Properties of [`Losses`].
#[derive(Properties, PartialEq)]
pub struct LossesProps {
    /// The words of the page.
    pub strings: Words,
    /// The export, and what its file will lack.
    pub losses: Rc<(Rc<ForeignExport>, Listed)>,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Lists the losses, in sum and one by one.
#[component]
pub fn Losses(props: &LossesProps) -> Html {
    let strings = props.strings;
    let (export, losses) = &*props.losses;
    let close = props.dispatch.reform(|()| Action::Show(None));
    let download = |class: &'static str, words: &'static str, has_report: bool| {
        let export = export.clone();
        let onclick =
            props.dispatch.reform(move |_: MouseEvent| Action::Convert(export.clone(), has_report));
        html! { <button type="button" {class} {onclick}>{ words }</button> }
    };
    let on_close = close.clone();
    html! {
        <ModalDialog title={(strings.losses_of)(export.format.name)} {on_close}>
            <p>{ strings.losses_why }</p>
            <ul class="losses">
                { for losses.summary.iter().map(|line| html! { <li>{ line }</li> }) }
            </ul>
            <details class="losses-each">
                <summary>{ (strings.losses_each)(losses.all.len()) }</summary>
                <ul class="losses" tabindex="0" aria-label={(strings.losses_of)(export.format.name)}>
                    { for losses.all.iter().take(MOST_LINES).map(|line| html! { <li>{ line }</li> }) }
                </ul>
            </details>
            <div class="dialog-actions">
                <button type="button" class="text-button"
                    onclick={move |_: MouseEvent| close.emit(())}>{ strings.cancel }</button>
                { download("text-button", strings.download_with_list, true) }
                { download("primary-button", strings.download, false) }
            </div>
        </ModalDialog>
    }
}
