//! The bar by the selection: marks or copies it.

use onrecord_core::model::LabelSet;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::app::Action;
use crate::platform::{clipboard, margin, selection};
use crate::ui::controls::Shared;
use crate::ui::header::label_button;
use crate::ui::words::Words;

/// Properties of [`SelectionBar`].
#[derive(Properties, PartialEq)]
pub struct SelectionBarProps {
    /// What is selected; another selection is another place.
    pub selection: onrecord_core::model::Selection,
    /// The labels.
    pub labels: Shared<LabelSet>,
    /// The words of the page.
    pub strings: Words,
    /// The door.
    pub dispatch: Callback<Action>,
}

/// Stands below the selection, or above it near the window's end; never over it.
#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(props.selection, move |_| {
            if let (Some(bar), Some(bounds)) = (node.cast::<HtmlElement>(), selection::bounds()) {
                margin::place_by(&bar, &bounds);
            }
        });
    }
    let strings = props.strings;
    let oncopy = |_| clipboard::copy(&selection::text());
    // Pressing a button must not take the selection away.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    html! {
        <div ref={node} class="selection-bar" role="toolbar" aria-label={strings.selection_actions}
            {onmousedown}>
            { for props.labels.labels.iter().map(|label| {
                label_button(label, None, &props.dispatch)
            }) }
            <button type="button" class="text-button" onclick={oncopy}>{ strings.copy }</button>
        </div>
    }
}
