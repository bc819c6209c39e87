//! Asks for a line of text: an article's title, or the annotator's name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::{Action, Dialog};
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// Properties of [`Ask`].
#[derive(Properties, PartialEq)]
pub struct AskProps {
    /// The words of the page.
    pub strings: Words,
    /// What is asked: [`Dialog::Rename`] or [`Dialog::Annotator`].
    pub dialog: Dialog,
    /// The text so far.
    pub text: AttrValue,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for the text.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let (strings, dialog) = (props.strings, props.dialog);
    let (title, name, why) = match dialog {
        Dialog::Rename(_) => (strings.rename(), strings.article_title(), ""),
        _ => (strings.annotator(), strings.annotator(), strings.annotator_why()),
    };
    let input = use_node_ref();
    let close = props.dispatch.reform(|()| Action::Show(None));
    let onsubmit = {
        let (input, dispatch) = (input.clone(), props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                dispatch.emit(match dialog {
                    Dialog::Rename(article) => {
                        Action::Rename { article, title: input.value().trim().to_owned() }
                    }
                    _ => Action::SetAnnotator(input.value()),
                });
            }
            dispatch.emit(Action::Show(None));
        }
    };
    let onclick = close.reform(|_: MouseEvent| ());
    html! {
        <ModalDialog {title} on_close={close}>
            <form {onsubmit}>
                if !why.is_empty() { <p>{ why }</p> }
                <input ref={input} class="dialog-input" aria-label={name} value={props.text.clone()} />
                <div class="dialog-actions">
                    <button type="button" class="text-button" {onclick}>{ strings.cancel() }</button>
                    <button type="submit" class="primary-button">{ strings.save() }</button>
                </div>
            </form>
        </ModalDialog>
    }
}
