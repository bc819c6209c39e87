//! What lies over the page.

mod add_articles;
mod annotator;
mod details;
mod keys;
mod mark_hits;
mod new_version;
mod paste_text;
mod settings;

use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

use add_articles::AddArticles;
pub use add_articles::read_files;
use annotator::Annotator;
use details::Details;
use keys::Keys;
use mark_hits::MarkHits;
use new_version::NewVersion;
use settings::Settings;

/// Draws the dialog that is open, if one is.
pub fn dialog(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = Words(state.strings);
    let dispatch = dispatch.clone();
    match state.view.dialog {
        Some(Dialog::AddArticles) => {
            let intake = Shared::from(&state.view.intake);
            html! { <AddArticles {strings} {intake} {dispatch} /> }
        }
        Some(Dialog::Annotator) => {
            html! { <Annotator {strings} name={state.annotator.clone()} {dispatch} /> }
        }
        Some(Dialog::Details(article)) => {
            let metadata = state.library.article(article).map(|it| it.metadata.clone());
            let metadata = metadata.unwrap_or_default();
            html! { <Details {strings} {article} {metadata} {dispatch} /> }
        }
        Some(Dialog::NewVersion(article)) => {
            let version = state.view.version.as_ref().map(Shared::from);
            html! { <NewVersion {strings} {article} {version} {dispatch} /> }
        }
        Some(Dialog::MarkHits) => {
            let (Some(find), Some(view)) = (&state.view.find, &state.view.article) else {
                return Html::default();
            };
            let labels = Shared::from(state.library.label_set());
            let (hits, text) = (Shared::from(&find.hits), Shared::from(&view.text));
            html! { <MarkHits {strings} {hits} {text} {labels} {dispatch} /> }
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
