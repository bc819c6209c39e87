//! A thin map of the whole article that shows where the marks are.

use std::collections::BTreeMap;
use std::fmt::Write;

use onrecord_core::model::Library;
use yew::prelude::*;

use crate::app::ArticleView;

/// Rows into which the article is divided; marks in one row are one tick.
const N_ROWS: usize = 200;

/// Draws the map: one path for each colour.
#[allow(non_snake_case, reason = "it stands for a part of the page")]
pub fn ArticleMap(library: &Library, view: &ArticleView) -> Html {
    let n_chars = view.text.n_chars().max(1);
    let mut rows: BTreeMap<u8, Vec<bool>> = BTreeMap::new();
    for annotation in library.annotations_of(view.article.id) {
        let slot = library.label_set().label(&annotation.label).map_or(8, |label| label.slot);
        let row = annotation.hull().start().get() * N_ROWS / n_chars;
        rows.entry(slot).or_insert_with(|| vec![false; N_ROWS])[row.min(N_ROWS - 1)] = true;
    }
    let paths = rows.into_iter().map(|(slot, rows)| {
        let mut path = String::new();
        for row in rows.iter().enumerate().filter_map(|(row, is_set)| is_set.then_some(row)) {
            let _ = write!(path, "M1 {}h8v0.6h-8z", row);
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
