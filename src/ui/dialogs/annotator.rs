//! Asks for the annotator's name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::Action;
use crate::ui::controls::ModalDialog;
use crate::ui::words::Words;

/// Properties of [`Annotator`].
#[derive(Properties, PartialEq)]
pub struct AnnotatorProps {
    /// The words of the page.
    pub strings: Words,
    /// The name so far.
    pub name: AttrValue,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Asks for the name.
#[component]
pub fn Annotator(props: &AnnotatorProps) -> Html {
    let strings = props.strings;
    let input = use_node_ref();
    let close = props.dispatch.reform(|()| Action::Show(None));
    let onsubmit = {
        let (input, dispatch) = (input.clone(), props.dispatch.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = input.cast::<HtmlInputElement>() {
                dispatch.emit(Action::SetAnnotator(input.value()));
            }
            dispatch.emit(Action::Show(None));
        }
    };
    html! {
        <ModalDialog title={strings.annotator} on_close={close.clone()}>
            <form {onsubmit}>
                <p>{ strings.annotator_why }</p>
                <input ref={input} class="dialog-input" aria-label={strings.annotator}
                    value={props.name.clone()} />
                <div class="dialog-actions">
                    <button type="button" class="text-button"
                        onclick={move |_: MouseEvent| close.emit(())}>{ strings.cancel }</button>
                    <button type="submit" class="primary-button">{ strings.save }</button>
                </div>
            </form>
        </ModalDialog>
    }
}
