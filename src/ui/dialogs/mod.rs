//! What lies over the page.

mod ask;
mod keys;
mod palette;
mod settings;

use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};
use crate::ui::controls::modal_dialog;

/// Draws this dialog.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn dialog(state: &AppState, dialog: Dialog, dispatch: &Callback<Action>) -> Html {
    match dialog {
        Dialog::Rename(_) | Dialog::Annotator => ask::ask(state, dialog, dispatch),
        Dialog::Settings => settings::settings(state, dispatch),
        Dialog::Keys => keys::keys(state, dispatch),
        Dialog::Palette => palette::palette(state, dispatch),
        Dialog::ExportMenu => Html::default(),
    }
}

fn drawn(title: &'static str, class: &'static str, on_close: Callback<()>, children: Html) -> Html {
    modal_dialog(NodeRef::default(), title.into(), class.into(), on_close, children)
}
