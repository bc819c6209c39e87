//! The bar by the selection: marks or copies it.

use onrecord_core::model::{BlockKind, Correction, LabelSet};
use web_sys::{HtmlElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::Action;
use crate::platform::{clipboard, margin, selection};
use crate::ui::controls::Shared;
use crate::ui::header::label_button;
use crate::ui::words::Words;

/// What can be done with the block, in the order of its names.
const CORRECTIONS: [Correction; 8] = [
    Correction::Kind(BlockKind::Paragraph),
    Correction::Kind(BlockKind::Heading(2)),
    Correction::Kind(BlockKind::ListItem),
    Correction::Kind(BlockKind::BlockQuote),
    Correction::Kind(BlockKind::Caption),
    Correction::Kind(BlockKind::Metadata),
    Correction::Split,
    Correction::Join,
];

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
    let dispatch = props.dispatch.clone();
    let onchange = move |event: Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        let chosen = usize::try_from(select.selected_index()).ok();
        // The first option is the name of the menu.
        if let Some(correction) = chosen.and_then(|it| CORRECTIONS.get(it.checked_sub(1)?)) {
            dispatch.emit(Action::Correct(*correction));
        }
    };
    // Pressing a button must not take the selection away.
    let onmousedown = |event: MouseEvent| {
        let target = event.target_dyn_into::<HtmlSelectElement>();
        if target.is_none() {
            event.prevent_default();
        }
    };
    html! {
        <div ref={node} class="selection-bar" role="toolbar" aria-label={strings.selection_actions}
            {onmousedown}>
            { for props.labels.labels.iter().map(|label| {
                label_button(label, None, &props.dispatch)
            }) }
            <button type="button" class="text-button" onclick={oncopy}>{ strings.copy }</button>
            <select class="block-select" aria-label={strings.block} {onchange}>
                <option selected=true>{ strings.block }</option>
                { for strings.corrections.iter().map(|name| html! { <option>{ *name }</option> }) }
            </select>
        </div>
    }
}
