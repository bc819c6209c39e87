//! A dialog that holds the focus until it is left.

use yew::prelude::*;

/// Draws a native dialog with this title, with classes for its own looks.
///
/// Whoever draws it has the browser show it as a modal one, which traps the focus, and closes it
/// before it is gone. `on_close` hears that the person leaves it by Escape.
pub fn modal_dialog(
    node: NodeRef,
    title: AttrValue,
    class: Classes,
    on_close: Callback<()>,
    children: Html,
) -> Html {
    let oncancel = move |event: Event| {
        event.prevent_default();
        on_close.emit(());
    };
    html! {
        <dialog ref={node} class={classes!("dialog", class)} aria-label={title.clone()} {oncancel}>
            <div class="dialog-body">
                <h2 class="dialog-title">{ title }</h2>
                { children }
            </div>
        </dialog>
    }
}
