//! A dialog that holds the focus until it is left.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::platform::focus;

/// Properties of [`ModalDialog`].
#[derive(Properties, PartialEq)]
pub struct ModalDialogProps {
    /// Its accessible name, shown as its title.
    pub title: AttrValue,
    /// A class for its own looks.
    #[prop_or_default]
    pub class: Classes,
    /// Called when the person leaves it by Escape.
    pub on_close: Callback<()>,
    /// What is in it.
    pub children: Html,
}

/// A native modal dialog: the browser traps the focus, and it goes back where it was.
#[component]
pub fn ModalDialog(props: &ModalDialogProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            if let Some(dialog) = &dialog {
                let _ = dialog.show_modal();
            }
            // Only one that is closed gives the focus back; while it is open, nothing outside of it can
            // have the focus. What had it may be gone.
            move || {
                focus::blur();
                if let Some(dialog) = dialog {
                    dialog.close();
                }
                if focus::is_nowhere() {
                    focus::focus(".workspace");
                }
            }
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        }
    };
    html! {
        <dialog ref={node} class={classes!("dialog", props.class.clone())}
            aria-label={props.title.clone()} {oncancel}>
            <div class="dialog-body">
                <h2 class="dialog-title">{ props.title.clone() }</h2>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
