//! A modal dialog for as long as it is drawn.

use gloo::events::EventListener;
use onrecord::platform::focus;
use onrecord::ui::controls::modal_dialog;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`ModalDialog`].
#[derive(Properties, PartialEq)]
pub struct ModalDialogProps {
    /// Its accessible name, shown as its title.
    pub title: AttrValue,
    /// Classes for its own looks.
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
        let (node, on_close) = (node.clone(), props.on_close.clone());
        use_effect_with((), move |()| {
            let dialog = node.cast::<HtmlDialogElement>();
            let listener = dialog.as_ref().map(|dialog| {
                let _ = dialog.show_modal();
                // Where Escape is pressed twice in a row, browsers close it without asking.
                EventListener::new(dialog, "close", move |_| on_close.emit(()))
            });
            move || {
                drop(listener);
                if let Some(dialog) = dialog {
                    focus::close_dialog(&dialog);
                }
            }
        });
    }
    let ModalDialogProps { title, class, on_close, children } = props;
    modal_dialog(node, title.clone(), class.clone(), on_close.clone(), children.clone())
}
