//! A thin map of the whole article that shows where the marks are.

use std::rc::Rc;

use onrecord_core::model::LabelSet;
use yew::prelude::*;

use crate::app::article_map::N_ROWS;

/// Draws the map: one path for each label that is not `hidden`, in the label's colour. `ticks` are
/// the ids of labels with the paths of their ticks.
pub fn article_map(ticks: &[(String, Rc<str>)], hidden: &[String], labels: &LabelSet) -> Html {
    let shown = ticks.iter().filter(|(label, _)| !hidden.contains(label));
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
