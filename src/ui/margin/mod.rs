//! The cards in the margin.

mod card;
mod fields;

use std::ops::Range;
use std::rc::Rc;

use onrecord_core::model::{Annotation, AnnotationId, LabelSet, Library};
use onrecord_core::text::ArticleText;
use yew::prelude::*;

use crate::app::{Action, AppState, ArticleView};
use crate::platform::{focus, margin};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

use card::{Card, shortened};

/// Of the cards that come near the view at most so many are drawn at once: about what a window shows.
const N_AT_ONCE: usize = 20;

/// How far the cards are drawn.
pub struct Progress {
    drawn: Vec<AnnotationId>,
    rest: Rest,
}

impl Default for Progress {
    /// The text with its marks comes first, and can be read and used before there are cards.
    fn default() -> Self {
        Self { drawn: Vec::new(), rest: Rest::Soon }
    }
}

/// When the cards are drawn that were left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// None were.
    Nothing,
    /// When the others are painted, so that the page can be scrolled on meanwhile.
    Soon,
    /// When nothing else is to be done: these are the first cards, and the rest is below what is seen.
    AtLeisure,
}

impl Progress {
    /// Leaves out what is to wait; never the chosen one, whose fields may be about to get the focus.
    fn pass(&mut self, near: &mut Vec<(usize, Rc<Annotation>)>, chosen: Option<AnnotationId>) {
        let n_at_most = if self.rest == Rest::Nothing { N_AT_ONCE } else { 0 };
        let mut n_new = 0;
        near.retain(|(_, annotation)| {
            let id = annotation.id;
            let is_due = chosen == Some(id) || self.drawn.contains(&id);
            n_new += usize::from(!is_due);
            is_due || n_new <= n_at_most
        });
        self.rest = match self.rest {
            _ if n_new <= n_at_most => Rest::Nothing,
            Rest::Nothing if self.drawn.is_empty() => Rest::AtLeisure,
            Rest::Nothing => Rest::Soon,
            rest => rest,
        };
        self.drawn = near.iter().map(|(_, annotation)| annotation.id).collect();
    }

    /// When the rest is to be drawn.
    pub fn rest(&self) -> Rest {
        self.rest
    }

    /// Lets more cards be drawn. Says whether there are any.
    pub fn go_on(&mut self) -> bool {
        std::mem::replace(&mut self.rest, Rest::Nothing) != Rest::Nothing
    }
}

/// Draws the cards of the annotations near the view, as many as their turn it is.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn cards(
    state: &AppState,
    view: &ArticleView,
    chunks_seen: Range<usize>,
    progress: Option<&mut Progress>,
    dispatch: &Callback<Action>,
) -> Html {
    let mut near = view.annotations_in(&state.library, chunks_seen);
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
    if let Some(progress) = progress {
        progress.pass(&mut near, state.view.chosen);
    }
    let links = state.view.chosen.map_or(String::new(), |id| links_of(&state.library, id));
    html! {
        <Cards {near} n_all={state.library.order_of(view.article.id).len()}
            chosen={state.view.chosen} {links} has_selection={state.view.selection.is_some()}
            labels={Shared::from(state.library.label_set())} text={Shared::from(&view.text)}
            strings={Words(state.strings)} dispatch={dispatch.clone()} />
    }
}

/// What this annotation does to others, and what others do to it, a line for each.
fn links_of(library: &Library, id: AnnotationId) -> String {
    let mut lines = String::new();
    let add_end = |lines: &mut String, end| {
        // A text that is not at hand is not fetched for this.
        if let Some(other) = library.annotation(end).filter(|_| end != id)
            && let Some(text) = library.text_of(other.article)
        {
            lines.push_str(&format!("“{}”", shortened(&other.quote(text))));
        }
    };
    for link in library.links_of(id) {
        add_end(&mut lines, link.from);
        lines.push_str(&format!(" {} ", link.kind.name()));
        add_end(&mut lines, link.to);
        lines.push('\n');
    }
    lines
}

#[derive(Properties, PartialEq)]
struct CardsProps {
    near: Vec<(usize, Rc<Annotation>)>,
    n_all: usize,
    chosen: Option<AnnotationId>,
    links: String,
    has_selection: bool,
    labels: Shared<LabelSet>,
    text: Shared<ArticleText>,
    strings: Words,
    dispatch: Callback<Action>,
}

#[component]
fn Cards(props: &CardsProps) -> Html {
    // One listener for all cards, so that drawing them anew registers nothing.
    let onclick = {
        let (chosen, dispatch) = (props.chosen, props.dispatch.clone());
        move |event: MouseEvent| {
            let clicked = margin::clicked_card(&event);
            if clicked.is_some() && clicked != chosen {
                dispatch.emit(Action::Choose(clicked));
            } else if focus::is_within(&event, ".card[data-selected] > .card-head") {
                dispatch.emit(Action::Choose(None));
            }
        }
    };
    html! {
        <ol id="cards" class="cards" role="list" dir="ltr"
            aria-label={props.strings.annotations()} {onclick}>
            { for props.near.iter().map(|(position, annotation)| card(props, *position, annotation)) }
        </ol>
    }
}

/// Where a card stands among all changes with each edit; what is on it does not.
fn card(props: &CardsProps, position: usize, annotation: &Rc<Annotation>) -> Html {
    let is_chosen = props.chosen == Some(annotation.id);
    let id = annotation.id.to_string();
    let slot = props.labels.label(&annotation.label).map_or(8, |label| label.slot);
    html! {
        <li key={id.clone()} class="card" data-annotation={id} data-slot={slot.to_string()}
            data-selected={is_chosen.then_some("")}
            aria-setsize={props.n_all.to_string()} aria-posinset={(position + 1).to_string()}>
            <Card annotation={Shared::from(annotation)} {is_chosen}
                links={if is_chosen { props.links.clone() } else { String::new() }}
                has_selection={is_chosen && props.has_selection}
                labels={props.labels.clone()} text={props.text.clone()}
                strings={props.strings} dispatch={props.dispatch.clone()} />
        </li>
    }
}
