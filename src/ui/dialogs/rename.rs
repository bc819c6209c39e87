//! Gives an article another title.

use onrecord_core::model::ArticleId;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// Properties of [`Rename`].
#[derive(Properties, PartialEq)]
pub struct RenameProps {
    /// The words of the page.
    pub strings: Words,
    /// Which article.
    pub article: ArticleId,
    /// Its title so far.
    pub title: AttrValue,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for a title.
#[component]
pub fn Rename(props: &RenameProps) -> Html {
    let strings = props.strings;
    let input = use_node_ref();
    let close = props.dispatch.reform(|()| Action::Show(None));
    let onsubmit = {
        let (input, article, dispatch) = (input.clone(), props.article, props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let title = input.value().trim().to_owned();
                dispatch.emit(Action::Rename { article, title });
            }
            dispatch.emit(Action::Show(None));
        }
    };
    html! {
        <ModalDialog title={strings.rename} on_close={close.clone()}>
            <form {onsubmit}>
                <input ref={input} class="dialog-input" aria-label={strings.article_title}
                    value={props.title.clone()} />
                <div class="dialog-actions">
                    <button type="button" class="text-button"
                        onclick={move |_: MouseEvent| close.emit(())}>{ strings.cancel }</button>
                    <button type="submit" class="primary-button">{ strings.save }</button>
                </div>
            </form>
        </ModalDialog>
    }
}
