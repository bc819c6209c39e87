//! What lies over the page.

mod add_articles;
mod ask;
mod keys;
mod losses;
mod palette;
mod settings;

use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

use add_articles::AddArticles;
pub use add_articles::read_files;
use ask::Ask;
use losses::Losses;

/// Draws the dialog that is open, if one is.
pub fn dialog(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = Words(state.strings);
    let dispatch = dispatch.clone();
    match state.view.dialog {
        Some(Dialog::AddArticles) => {
            let intake = Shared::from(&state.view.intake);
            html! { <AddArticles {strings} {intake} {dispatch} /> }
        }
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
        Some(Dialog::Losses) => match state.view.losses.clone() {
            Some(losses) => html! { <Losses {strings} {losses} {dispatch} /> },
            None => Html::default(),
        },
        Some(Dialog::ExportMenu) | None => Html::default(),
    }
}
