//! What lies over the page.

mod add_articles;
mod annotator;
mod keys;
mod rename;
mod settings;

use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

use add_articles::AddArticles;
pub use add_articles::read_files;
use annotator::Annotator;
use keys::Keys;
use rename::Rename;
use settings::Settings;

/// Draws the dialog that is open, if one is.
pub fn dialog(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = Words(state.strings);
    let dispatch = dispatch.clone();
    match state.view.dialog {
        Some(Dialog::AddArticles) => html! { <AddArticles {strings} {dispatch} /> },
        Some(Dialog::Annotator) => {
            html! { <Annotator {strings} name={state.annotator.clone()} {dispatch} /> }
        }
        Some(Dialog::Rename(article)) => {
            let title = state.library.article(article).map(|it| it.metadata.title.clone());
            html! { <Rename {strings} {article} title={title.unwrap_or_default()} {dispatch} /> }
        }
        Some(Dialog::Settings) => html! {
            <Settings {strings} annotator={state.annotator.clone()} theme={state.view.theme}
                percent_used={state.view.percent_used}
                copy_age_days={state.view.copies.age_days(state.view.now_ms)} {dispatch} />
        },
        Some(Dialog::Keys) => {
            let labels = Shared::from(state.library.label_set());
            html! { <Keys {strings} {labels} {dispatch} /> }
        }
        Some(Dialog::ExportMenu) | None => Html::default(),
    }
}
