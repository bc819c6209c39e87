//! The list of articles.

use std::rc::Rc;

use onrecord_core::model::{Article, LabelSet, Progress};
use onrecord_core::order::sorted;
use onrecord_core::text::{has_words, with_hidden_shown};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::customs::DateStyle;
use crate::app::date::readable;
use crate::app::{Action, AppState, Dialog, Errand, Work};
use crate::platform::environment::is_wide;
use crate::platform::focus::is_within;
use crate::ui::controls::{Shared, icon};
use crate::ui::words::Words;

/// Draws the list, newest first, narrowed to what is looked for.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn library(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let query = &state.view.article_query;
    let is_found =
        |article: &&Rc<Article>| query.is_empty() || has_words(&article.metadata.title, query);
    let found = state.library.articles().filter(is_found);
    let by_age = sorted(found.map(|article| (article.added, article.id)));
    let newest_first = by_age.into_iter().rev();
    let articles: Vec<&Rc<Article>> =
        newest_first.filter_map(|(_, id)| state.library.article(id)).collect();
    let nothing = match (articles.is_empty(), query.is_empty()) {
        (true, true) => Some(strings.no_articles()),
        (true, false) => Some(strings.no_article_found()),
        (false, _) => None,
    };
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::FindArticle(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let add = dispatch.reform(|_: MouseEvent| Action::Ask(Errand::AddArticles));
    let search = dispatch.reform(|_: MouseEvent| Action::Work(Work::Library));
    let show = |dialog: Dialog| dispatch.reform(move |_: MouseEvent| Action::Show(Some(dialog)));
    // Where it lies over the article, what is shaded is the list's own; see the sheet of style.
    let leave = dispatch.reform(|()| Action::ToggleLibrary { is_shown: true });
    let onclick = {
        let leave = leave.clone();
        move |event: MouseEvent| {
            if !is_wide() && !is_within(&event, ".library > *") {
                leave.emit(());
            }
        }
    };
    let onkeydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !is_wide() {
            leave.emit(());
        }
    };
    html! {
        <nav class="library" aria-label={strings.library()} {onclick} {onkeydown}>
            <label class="search-field">
                <input type="search" placeholder={strings.find_article()}
                    aria-label={strings.find_article()} value={state.view.article_query.clone()} {oninput} />
            </label>
            <ul class="article-list">
                { for articles.into_iter().map(|article| entry(state, article, dispatch)) }
            </ul>
            if let Some(nothing) = nothing { <p class="library-empty">{ nothing }</p> }
            <div class="add-articles">
                <button type="button" class="add-articles-button" onclick={add}>
                    { strings.add_articles() }
                </button>
                <p>{ strings.add_articles_how() }</p>
                <p class="add-articles-formats">{ strings.add_articles_formats() }</p>
            </div>
            <div class="library-foot">
                <button type="button" class="text-button" onclick={search}>
                    { strings.search_library() }
                </button>
                <button type="button" class="text-button" onclick={show(Dialog::Settings)}>
                    { strings.settings() }
                </button>
                <button type="button" class="text-button" onclick={show(Dialog::Keys)}>
                    { strings.keys() }
                </button>
            </div>
        </nav>
    }
}

/// Gives an article with its counts to [`Entry`]: of a thousand articles an edit changes one.
fn entry(state: &AppState, article: &Rc<Article>, dispatch: &Callback<Action>) -> Html {
    let (library, id) = (&state.library, article.id);
    let labels = &library.label_set().labels;
    let counts: Vec<usize> = labels.iter().map(|it| library.n_with_label(id, &it.id)).collect();
    html! {
        <Entry key={id.to_string()} article={Shared::from(article)} {counts}
            n_annotations={library.order_of(id).len()} is_open={state.view.open == Some(id)}
            labels={Shared::from(library.label_set())} strings={Words(state.strings)}
            dispatch={dispatch.clone()} />
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    article: Shared<Article>,
    /// Annotations with each label, in the order of the labels.
    counts: Vec<usize>,
    n_annotations: usize,
    is_open: bool,
    labels: Shared<LabelSet>,
    strings: Words,
    dispatch: Callback<Action>,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let EntryProps { article, is_open, strings, dispatch, .. } = props;
    let id = article.id;
    let title = match article.metadata.title.as_str() {
        "" => strings.untitled().to_owned(),
        title => with_hidden_shown(title),
    };
    let title = title.as_str();
    let progress = article.progress(props.n_annotations);
    let progress_name = match progress {
        Progress::New => strings.new(),
        Progress::InWork => strings.in_work(),
        Progress::Done => strings.done(),
    };
    let is_done = progress == Progress::Done;
    let counts = props.labels.labels.iter().zip(&props.counts).map(|(label, n)| {
        html! {
            <span class="label-count" data-slot={label.slot.to_string()}
                title={strings.n_of_label(*n, &label.name)}>{ *n }</span>
        }
    });
    let published = article.metadata.published.as_deref();
    html! {
        <li>
            <button type="button" class="article-entry" aria-current={is_open.then_some("true")}
                onclick={dispatch.reform(move |_| Action::OpenArticle(id))}>
                <span class="article-entry-title" dir="auto">{ title.to_owned() }</span>
                <span class="article-entry-facts">
                    if let Some(day) = published { <span>{ readable(day, DateStyle::Short, strings.customs()) }</span> }
                    { for counts }
                    <span class="article-entry-progress">{ progress_name }</span>
                </span>
            </button>
            <div class="article-entry-actions">
                <button type="button" class="icon-button" aria-pressed={is_done.to_string()}
                    aria-label={strings.done_what(title)}
                    onclick={dispatch.reform(move |_| Action::SetDone { article: id, is_done: !is_done })}>
                    { icon("M4 10l4 4 8-8") }
                </button>
                <button type="button" class="icon-button" aria-label={strings.rename_what(title)}
                    onclick={dispatch.reform(move |_| Action::Show(Some(Dialog::Rename(id))))}>
                    { icon("M4 16l1-4 8-8 3 3-8 8z") }
                </button>
                <button type="button" class="icon-button" aria-label={strings.remove_what(title)}
                    onclick={dispatch.reform(move |_| Action::RemoveArticle(id))}>
                    { icon("M5 5l10 10M15 5L5 15") }
                </button>
            </div>
        </li>
    }
}
