//! Small pictures.

use yew::prelude::*;

/// A picture of lines, for buttons that have a name.
pub fn icon(path: &'static str) -> Html {
    html! {
        <svg class="icon" aria-hidden="true" viewBox="0 0 20 20" width="18" height="18" fill="none"
            stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">
            <path d={path} />
        </svg>
    }
}
