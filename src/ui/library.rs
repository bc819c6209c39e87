//! The list of articles.

use std::rc::Rc;

use onrecord_core::model::{Article, LabelSet, Progress};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::app::date::{DateStyle, readable};
use crate::app::{Action, AppState, ArticleFilter, ArticleOrder, Dialog, article_list};
use crate::ui::controls::Shared;
use crate::ui::header::icon;
use crate::ui::words::Words;

/// By what the list can be ordered, in the order of the menu.
const ORDERS: [ArticleOrder; 5] = [
    ArticleOrder::Added,
    ArticleOrder::Published,
    ArticleOrder::Title,
    ArticleOrder::Outlet,
    ArticleOrder::Annotations,
];

/// Draws the list, narrowed to what is looked for.
pub fn library(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let query = &state.view.article_query;
    let articles = article_list::listed(state);
    let nothing = match (articles.is_empty(), query.is_empty()) {
        (true, true) => Some(strings.no_articles),
        (true, false) => Some(strings.no_article_found),
        (false, _) => None,
    };
    let oninput = dispatch.reform(|event: InputEvent| {
        Action::FindArticle(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let show = |dialog: Dialog| dispatch.reform(move |_: MouseEvent| Action::Show(Some(dialog)));
    html! {
        <nav class="library" aria-label={strings.library}>
            <label class="search-field">
                <input type="search" placeholder={strings.find_article}
                    aria-label={strings.find_article} value={state.view.article_query.clone()} {oninput} />
            </label>
            { choices(state, dispatch) }
            <ul class="article-list">
                { for articles.into_iter().map(|article| entry(state, article, dispatch)) }
            </ul>
            if let Some(nothing) = nothing { <p class="library-empty">{ nothing }</p> }
            <div class="add-articles">
                <button type="button" class="add-articles-button" onclick={show(Dialog::AddArticles)}>
                    { strings.add_articles }
                </button>
                <p>{ strings.add_articles_how }</p>
                <p class="add-articles-formats">{ strings.add_articles_formats }</p>
            </div>
            <div class="library-foot">
                <button type="button" class="text-button" onclick={show(Dialog::Settings)}>
                    { strings.settings }
                </button>
                <button type="button" class="text-button" onclick={show(Dialog::Keys)}>
                    { strings.keys }
                </button>
            </div>
        </nav>
    }
}

/// Draws the menus that order and narrow the list.
fn choices(state: &AppState, dispatch: &Callback<Action>) -> Html {
    let strings = state.strings;
    let filters = filters(state);
    let chosen = |event: &Event| {
        let select = event.target_unchecked_into::<HtmlSelectElement>();
        usize::try_from(select.selected_index()).unwrap_or_default()
    };
    let order = dispatch.reform(move |event: Event| {
        let order = ORDERS.get(chosen(&event)).copied().unwrap_or_default();
        Action::OrderArticles(order)
    });
    let filter = {
        let filters: Vec<ArticleFilter> =
            filters.iter().map(|(filter, _)| filter.clone()).collect();
        dispatch.reform(move |event: Event| {
            Action::FilterArticles(filters.get(chosen(&event)).cloned().unwrap_or_default())
        })
    };
    html! {
        <div class="article-choices">
            <select aria-label={strings.filter} onchange={filter}>
                { for filters.into_iter().map(|(filter, name)| html! {
                    <option selected={filter == state.view.article_filter}>{ name }</option>
                }) }
            </select>
            <select aria-label={strings.order} onchange={order}>
                { for ORDERS.iter().zip(strings.orders).map(|(order, name)| html! {
                    <option selected={*order == state.view.article_order}>{ name }</option>
                }) }
            </select>
        </div>
    }
}

/// By progress, by label, by outlet.
fn filters(state: &AppState) -> Vec<(ArticleFilter, String)> {
    let strings = state.strings;
    let progress = [
        (Progress::New, strings.new),
        (Progress::InWork, strings.in_work),
        (Progress::Done, strings.done),
    ];
    let all = [(ArticleFilter::All, strings.all_articles.to_owned())];
    let progress = progress.map(|(it, name)| (ArticleFilter::Progress(it), name.to_owned()));
    let labels = state.library.label_set().labels.iter();
    let labels =
        labels.map(|it| (ArticleFilter::Label(it.id.clone()), (strings.with_label)(&it.name)));
    let outlets = article_list::outlets(state).into_iter();
    let outlets = outlets.map(|it| (ArticleFilter::Outlet(it.clone()), it));
    all.into_iter().chain(progress).chain(labels).chain(outlets).collect()
}

/// One article as the list has it: what is drawn of it changes only with these.
#[derive(Properties, PartialEq)]
struct EntryProps {
    strings: Words,
    article: Shared<Article>,
    is_open: bool,
    progress: Progress,
    labels: Shared<LabelSet>,
    /// How many annotations have each of the labels.
    counts: Vec<usize>,
    n_hits: usize,
    dispatch: Callback<Action>,
}

fn entry(state: &AppState, article: &Rc<Article>, dispatch: &Callback<Action>) -> Html {
    let id = article.id;
    let label_set = state.library.label_set();
    let counts: Vec<usize> =
        label_set.labels.iter().map(|label| state.library.n_with_label(id, &label.id)).collect();
    html! {
        <Entry key={id.to_string()} strings={Words(state.strings)} article={Shared::from(article)}
            is_open={state.view.open == Some(id)} labels={Shared::from(label_set)} {counts}
            progress={article.progress(state.library.order_of(id).len())}
            n_hits={article_list::n_hits(state, article)} dispatch={dispatch.clone()} />
    }
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let (strings, article, dispatch) = (props.strings, &props.article, &props.dispatch);
    let id = article.id;
    let title = match article.metadata.title.as_str() {
        "" => strings.untitled,
        title => title,
    };
    let progress_name = match props.progress {
        Progress::New => strings.new,
        Progress::InWork => strings.in_work,
        Progress::Done => strings.done,
    };
    let is_done = props.progress == Progress::Done;
    let on = |action: Action| dispatch.reform(move |_: MouseEvent| action.clone());
    let counts = props.labels.labels.iter().zip(&props.counts).map(|(label, n)| {
        html! {
            <span class="label-count" data-slot={label.slot.to_string()}
                title={(strings.n_of_label)(*n, &label.name)}>{ *n }</span>
        }
    });
    let published = article.metadata.published.as_deref();
    html! {
        <li>
            <button type="button" class="article-entry" aria-current={props.is_open.then_some("true")}
                onclick={on(Action::OpenArticle(id))}>
                <span class="article-entry-title" dir="auto">{ title.to_owned() }</span>
                <span class="article-entry-facts">
                    if let Some(day) = published {
                        <span>{ readable(day, DateStyle::Short, strings.0) }</span>
                    }
                    { for counts }
                    if props.n_hits > 0 { <span>{ (strings.n_hits_in)(props.n_hits) }</span> }
                    <span class="article-entry-progress">{ progress_name }</span>
                </span>
            </button>
            <div class="article-entry-actions">
                <button type="button" class="icon-button" aria-pressed={is_done.to_string()}
                    aria-label={(strings.done_what)(title)}
                    onclick={on(Action::SetDone { article: id, is_done: !is_done })}>
                    { icon("M4 10l4 4 8-8") }
                </button>
                <button type="button" class="icon-button" aria-label={(strings.details_what)(title)}
                    onclick={on(Action::Show(Some(Dialog::Details(id))))}>
                    { icon("M4 16l1-4 8-8 3 3-8 8z") }
                </button>
                <button type="button" class="icon-button" aria-label={(strings.remove_what)(title)}
                    onclick={on(Action::RemoveArticle(id))}>
                    { icon("M5 5l10 10M15 5L5 15") }
                </button>
            </div>
        </li>
    }
}
