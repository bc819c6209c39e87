//! A thin map of the whole article that shows where the marks are.

use yew::prelude::*;

use crate::app::article_map::N_ROWS;
use crate::app::{AppState, ArticleView};

/// Draws the map: one path for each label that is not hidden, in the label's colour.
pub fn article_map(state: &AppState, view: &ArticleView) -> Html {
    let labels = state.library.label_set();
    let is_shown = |label| !state.view.hidden_labels.contains(label);
    let shown = view.map.ticks().iter().filter(|(label, _)| is_shown(label));
    let paths = shown.map(|(label, path)| {
        let slot = labels.label(label).map_or(8, |label| label.slot);
        html! { <path class="article-map-tick" data-slot={slot.to_string()} d={path.clone()} /> }
    });
    html! {
        <svg class="article-map" aria-hidden="true" viewBox={format!("0 0 10 {N_ROWS}")}
            preserveAspectRatio="none">
            { for paths }
        </svg>
    }
}
