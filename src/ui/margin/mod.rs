//! The cards in the margin.

mod card;
mod fields;

use std::ops::Range;
use std::rc::Rc;

use onrecord_core::model::{Annotation, LabelSet};
use onrecord_core::text::ArticleText;
use yew::prelude::*;

use crate::app::{Action, AppState, ArticleView};
use crate::platform::margin;
use crate::ui::controls::Shared;
use crate::ui::words::Words;

use card::Card;

/// Draws the cards of the annotations near the view.
pub fn cards(
    state: &AppState,
    view: &ArticleView,
    chunks_seen: Range<usize>,
    dispatch: &Callback<Action>,
) -> Html {
    let mut near = view.annotations_in(&state.library, chunks_seen.clone());
    near.retain(|(_, annotation)| !state.view.hidden_labels.contains(&annotation.label));
    // The chosen card stays when its highlight is scrolled away: somebody may be typing in it.
    if let Some(chosen) = state.chosen().filter(|it| it.article == view.article.id)
        && !near.iter().any(|(_, annotation)| annotation.id == chosen.id)
    {
        let order = state.library.order_of(view.article.id);
        let position = order.iter().position(|(_, _, id)| *id == chosen.id);
        if let Some(position) = position {
            let place = near.partition_point(|(other, _)| *other < position);
            near.insert(place, (position, chosen.clone()));
        }
    }
    html! {
        <Cards {near} n_all={state.library.order_of(view.article.id).len()}
            chunks_seen={(chunks_seen.start, chunks_seen.end)}
            chosen={state.view.chosen} has_selection={state.view.selection.is_some()}
            labels={Shared::from(state.library.label_set())} text={Shared::from(&view.text)}
            strings={Words(state.strings)} dispatch={dispatch.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    near: Vec<(usize, Rc<Annotation>)>,
    n_all: usize,
    chunks_seen: (usize, usize),
    chosen: Option<onrecord_core::model::AnnotationId>,
    has_selection: bool,
    labels: Shared<LabelSet>,
    text: Shared<ArticleText>,
    strings: Words,
    dispatch: Callback<Action>,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    {
        let (start, end) = props.chunks_seen;
        let chosen = props.chosen.map(|id| id.to_string());
        use_effect(move || margin::place(start..end, chosen.as_deref()));
    }
    html! {
        <ol class="cards" role="list" dir="ltr" aria-label={props.strings.annotations}>
            { for props.near.iter().map(|(position, annotation)| {
                let is_chosen = props.chosen == Some(annotation.id);
                html! {
                    <Card key={annotation.id.to_string()} annotation={Shared::from(annotation)}
                        position={*position} n_all={props.n_all} {is_chosen}
                        has_selection={is_chosen && props.has_selection}
                        labels={props.labels.clone()} text={props.text.clone()}
                        strings={props.strings} dispatch={props.dispatch.clone()} />
                }
            }) }
        </ol>
    }
}
