//! What has the focus while the article is walked through by keys.

use yew::prelude::*;

/// Draws the layer. It lies over the text without being in it, and takes keys as an application
/// does: to those who listen, the text below stays headings and paragraphs.
///
/// `on_focus` hears whether it got or lost the focus.
pub fn caret_layer(name: &'static str, on_focus: &Callback<bool>) -> Html {
    let onfocus = on_focus.reform(|_: FocusEvent| true);
    let onblur = on_focus.reform(|_: FocusEvent| false);
    html! {
        <div id="caret-layer" class="caret-layer" role="application" tabindex="0" aria-label={name}
            {onfocus} {onblur}>
            <div id="caret" class="caret"></div>
        </div>
    }
}
