//! A thin map of the whole article that shows where the marks are.

use std::fmt::Write;

use onrecord_core::model::LabelSet;
use yew::prelude::*;

use crate::app::article_map::{N_ROWS, Ticks};
use crate::ui::controls::Shared;

/// Properties of [`ArticleMap`].
#[derive(Properties, PartialEq)]
pub struct ArticleMapProps {
    /// Where the marks are.
    pub ticks: Shared<Ticks>,
    /// The labels, for colours.
    pub labels: Shared<LabelSet>,
}

/// Draws the map: one path for each label.
#[component]
pub fn ArticleMap(props: &ArticleMapProps) -> Html {
    let paths = props.ticks.iter().map(|(label, rows)| {
        let slot = props.labels.label(label).map_or(8, |label| label.slot);
        let mut path = String::new();
        for row in rows {
            let _ = write!(path, "M1 {row}h8v0.6h-8z");
        }
        html! { <path class="article-map-tick" data-slot={slot.to_string()} d={path} /> }
    });
    html! {
        <svg class="article-map" aria-hidden="true" viewBox={format!("0 0 10 {N_ROWS}")}
            preserveAspectRatio="none">
            { for paths }
        </svg>
    }
}
