//! What lies over the page.

mod ask;
mod keys;
mod palette;
mod settings;

use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};
use crate::ui::words::Words;

use ask::Ask;

/// Draws the dialog that is open, if one is.
pub fn dialog(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = Words(state.strings);
    let dispatch = dispatch.clone();
    match state.view.dialog {
        Some(dialog @ Dialog::Annotator) => {
            html! { <Ask {strings} {dialog} text={state.annotator.clone()} {dispatch} /> }
        }
        Some(dialog @ Dialog::Rename(article)) => {
            let title = state.library.article(article).map(|it| it.metadata.title.clone());
            html! { <Ask {strings} {dialog} text={title.unwrap_or_default()} {dispatch} /> }
        }
        Some(Dialog::Settings) => settings::settings(state, &dispatch),
        Some(Dialog::Keys) => keys::keys(state, &dispatch),
        Some(Dialog::Palette) => palette::palette(state, &dispatch),
        Some(Dialog::ExportMenu) | None => Html::default(),
    }
}
