//! The article: its header, its text, the bar by the selection, the map.

mod caret_layer;
mod handles;
mod map;
mod selection_bar;
mod text;

use onrecord_core::model::{AnnotationId, BlockKind, Direction, Metadata};
use onrecord_core::text::{Counts, runs_right_to_left, with_hidden_shown};
use yew::prelude::*;

use crate::app::customs::DateStyle;
use crate::app::date::readable;
use crate::app::strings::Strings;
use crate::app::{Action, AppState, ArticleView, Work};
use crate::ui::controls::Shared;
use crate::ui::words::Words;

pub use map::article_map;
pub use selection_bar::selection_bar;
use text::ArticleText;

/// The direction of the open article, for the side on which its margin is.
pub fn direction(view: &ArticleView) -> &'static str {
    let is_right_to_left = match view.article.metadata.direction {
        Some(direction) => direction == Direction::RightToLeft,
        None => runs_right_to_left(view.text.as_str()),
    };
    if is_right_to_left { "rtl" } else { "ltr" }
}

/// What the article hears besides keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Hands {
    /// Whether the caret has the focus.
    pub on_caret: Callback<bool>,
    /// A click on the text.
    pub on_click: Callback<MouseEvent>,
    /// What a pointer does to a handle, and whether it is the one at the start.
    pub on_grip: Callback<(bool, web_sys::PointerEvent)>,
}

/// Draws the open article.
pub fn article(
    state: &AppState,
    view: &ArticleView,
    n_filled: usize,
    facts: Html,
    hands: &Hands,
) -> Html {
    let lang = view.article.metadata.language.clone();
    html! {
        <article class="article" {lang}>
            { header(state, view, facts) }
            <div class="text-frame">
            <ArticleText text={Shared::from(&view.text)}
                chunks={view.chunks.iter().map(Shared::from).collect::<Vec<_>>()}
                {n_filled}
                labels={Shared::from(state.library.label_set())}
                strings={Words(state.strings)}
                chosen={chosen_chunks(state, view)}
                hidden={Shared::from(&state.view.hidden_labels)}
                onclick={hands.on_click.clone()} />
            { caret_layer::caret_layer(state.strings.caret(), &hands.on_caret) }
                if state.held_span().is_some() { { handles::handles(&hands.on_grip) } }
            </div>
        </article>
    }
}

/// The chosen annotation with the chunks it touches: only those are drawn anew when it changes.
fn chosen_chunks(state: &AppState, view: &ArticleView) -> Option<(AnnotationId, Vec<usize>)> {
    let chosen = state.chosen()?;
    Some((chosen.id, view.chunks_of(chosen)))
}

fn header(state: &AppState, view: &ArticleView, facts: Html) -> Html {
    let title = &view.article.metadata.title;
    let title = match title.is_empty() {
        true => state.strings.untitled().to_owned(),
        false => with_hidden_shown(title),
    };
    // A title that stands in the text is not shown twice.
    let has_title_block = view.article.blocks.iter().any(|it| it.kind == BlockKind::Title);
    html! {
        <header class="article-header">
            if !has_title_block { <h1 class="article-title" dir="auto">{ title }</h1> }
            { facts }
        </header>
    }
}

/// Draws the facts above the text.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn facts(state: &AppState, view: &ArticleView, dispatch: &Callback<Action>) -> Html {
    let Metadata { byline, outlet, published, .. } = &view.article.metadata;
    let strings: &'static Strings = state.strings;
    let facts = [published, byline, outlet].into_iter().flatten();
    let counts = state.library.label_set().labels.iter().filter_map(|label| {
        let n = state.library.n_with_label(view.article.id, &label.id);
        let is_shown = !state.view.hidden_labels.contains(&label.id);
        let id = label.id.clone();
        let onclick = dispatch.reform(move |_: MouseEvent| Action::ToggleLabel(id.clone()));
        (n > 0).then(|| {
            html! {
                <button type="button" class="label-count" data-slot={label.slot.to_string()}
                    aria-pressed={is_shown.to_string()} title={strings.show_or_hide()} {onclick}>
                    { strings.n_of_label(n, &label.name) }
                </button>
            }
        })
    });
    let button = |words: &'static str, work: Option<Work>| {
        let onclick = dispatch.reform(move |_: MouseEvent| match work {
            Some(work) => Action::Work(work),
            None => Action::MarkByKeyboard,
        });
        html! { <button type="button" class="text-button article-action" {onclick}>{ words }</button> }
    };
    let Counts { n_turning, n_invisible, .. } = view.counts;
    html! {
        <p class="article-facts">
            { for facts.map(|fact| html! { <span>{ with_hidden_shown(&readable(fact, DateStyle::Long, strings.customs())) }</span> }) }
            <span>{ length(view, strings) }</span>
            if n_turning + n_invisible > 0 {
                <span>{ strings.n_hidden(n_turning, n_invisible) }</span>
            }
            { for counts }
            { button(strings.mark_by_keyboard(), None) }
            { button(strings.details(), Some(Work::Details)) }
            { button(strings.blocks(), Some(Work::Blocks)) }
            { button(strings.newer_version(), Some(Work::Version)) }
        </p>
    }
}

/// Words; characters where the script has no blanks between words.
fn length(view: &ArticleView, strings: &Strings) -> String {
    let n_chars = view.text.n_chars();
    if n_chars > view.counts.n_words * CHARS_PER_WORD {
        strings.n_characters(n_chars)
    } else {
        strings.n_words(view.counts.n_words)
    }
}

/// No script with blanks between its words has longer ones on average.
const CHARS_PER_WORD: usize = 14;
