//! The article: its header, its text, the bar by the selection, the map.

mod chunk;
mod map;
mod selection_bar;

use std::rc::Rc;

use onrecord_core::model::{AnnotationId, BlockKind, LabelSet, Metadata};
use yew::prelude::*;

use crate::app::article_view::Chunk;
use crate::app::strings::Strings;
use crate::app::{Action, AppState, ArticleView};
use crate::platform::date::{DateStyle, readable};
use crate::ui::controls::Shared;

use chunk::ChunkText;
pub use map::ArticleMap;
pub use selection_bar::SelectionBar;

/// Draws the open article.
pub fn article(state: &AppState, view: &ArticleView, dispatch: &Callback<Action>) -> Html {
    let direction = view.article.metadata.direction.map_or("auto", |direction| match direction {
        onrecord_core::model::Direction::LeftToRight => "ltr",
        onrecord_core::model::Direction::RightToLeft => "rtl",
    });
    let lang = view.article.metadata.language.clone();
    html! {
        <article class="article" dir={direction} {lang}>
            { header(state, view) }
            <ArticleText text={view.text.hash().to_string()}
                chunks={view.chunks.iter().map(Shared::from).collect::<Vec<_>>()}
                view_text={Shared::from(&view.text)}
                labels={Shared::from(state.library.label_set())}
                chosen={chosen_chunks(state, view)}
                dispatch={dispatch.clone()} />
        </article>
    }
}

/// The chosen annotation with the chunks it touches: only those are drawn anew when it changes.
fn chosen_chunks(state: &AppState, view: &ArticleView) -> Option<(AnnotationId, Vec<usize>)> {
    let chosen = state.chosen()?;
    Some((chosen.id, view.chunks_of(chosen)))
}

fn header(state: &AppState, view: &ArticleView) -> Html {
    let Metadata { title, byline, outlet, published, .. } = &view.article.metadata;
    let strings: &'static Strings = state.strings;
    let title = if title.is_empty() { strings.untitled.to_owned() } else { title.clone() };
    let facts = [published, byline, outlet].into_iter().flatten();
    let counts = state.library.label_set().labels.iter().filter_map(|label| {
        let n = state.library.n_with_label(view.article.id, &label.id);
        (n > 0).then(|| {
            html! {
                <span class="label-count" data-slot={label.slot.to_string()}>
                    { (strings.n_of_label)(n, &label.name) }
                </span>
            }
        })
    });
    // A title that stands in the text is not shown twice.
    let has_title_block = view.article.blocks.iter().any(|it| it.kind == BlockKind::Title);
    html! {
        <header class="article-header">
            if !has_title_block { <h1 class="article-title">{ title }</h1> }
            <p class="article-facts">
                { for facts.map(|fact| html! { <span>{ readable(fact, DateStyle::Long) }</span> }) }
                <span>{ (strings.n_words)(view.n_words) }</span>
                { for counts }
            </p>
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct ArticleTextProps {
    /// Names the text, so that another text is another element.
    text: AttrValue,
    chunks: Vec<Shared<Chunk>>,
    view_text: Shared<onrecord_core::text::ArticleText>,
    labels: Shared<LabelSet>,
    chosen: Option<(AnnotationId, Vec<usize>)>,
    dispatch: Callback<Action>,
}

/// The text and nothing else: its `textContent` is the article's text, gaps included.
#[component]
fn ArticleText(props: &ArticleTextProps) -> Html {
    let chosen_in = |chunk: &Rc<Chunk>| {
        let (chosen, chunks) = props.chosen.as_ref()?;
        chunks.contains(&chunk.number).then_some(*chosen)
    };
    let onclick = {
        let dispatch = props.dispatch.clone();
        move |event: MouseEvent| {
            if let Some(marks) = crate::platform::selection::clicked_marks(&event) {
                dispatch.emit(match marks.is_empty() {
                    true => Action::Choose(None),
                    false => Action::ClickMarks(marks),
                });
            }
        }
    };
    html! {
        <div class="article-text" data-article-text="" key={props.text.to_string()} {onclick}>
            { for props.chunks.iter().map(|chunk| html! {
                <ChunkText key={chunk.number} chunk={chunk.clone()} text={props.view_text.clone()}
                    labels={props.labels.clone()} chosen={chosen_in(&chunk.0)} />
            }) }
        </div>
    }
}
