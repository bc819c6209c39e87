//! Asks for a line of text: an article's title, or the annotator's name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, AppState, Dialog};

use super::drawn;

/// Asks what `dialog` is about: [`Dialog::Rename`] or [`Dialog::Annotator`].
pub fn ask(state: &AppState, dialog: Dialog, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let (title, name, why) = match dialog {
        Dialog::Rename(_) => (strings.rename(), strings.article_title(), ""),
        _ => (strings.annotator(), strings.annotator(), strings.annotator_why()),
    };
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::Type(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let close = dispatch.reform(|()| Action::Show(None));
    let onclick = close.reform(|_: MouseEvent| ());
    let onsubmit = {
        let (typed, dispatch) = (state.view.typed.clone(), dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.emit(match dialog {
                Dialog::Rename(article) => {
                    Action::Rename { article, title: typed.trim().to_owned() }
                }
                _ => Action::SetAnnotator(typed.clone()),
            });
            dispatch.emit(Action::Show(None));
        }
    };
    let children = html! {
        <form {onsubmit}>
            if !why.is_empty() { <p>{ why }</p> }
            <input class="dialog-input" aria-label={name} value={state.view.typed.clone()} {oninput} />
            <div class="dialog-actions">
                <button type="button" class="text-button" {onclick}>{ strings.cancel() }</button>
                <button type="submit" class="primary-button">{ strings.save() }</button>
            </div>
        </form>
    };
    drawn(title, "", close, children)
}
