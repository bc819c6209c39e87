//! The articles of the library, narrowed and ordered as somebody wants to see them.

use std::rc::Rc;

use onrecord_core::model::{Article, Progress};
use onrecord_core::order::sorted;
use onrecord_core::text::small_letters;

use super::state::AppState;

/// By what the articles are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ArticleOrder {
    /// The one that was added last comes first.
    #[default]
    Added,
    /// The one that was published last comes first.
    Published,
    /// By title.
    Title,
    /// By outlet.
    Outlet,
    /// The one with the most annotations comes first.
    Annotations,
}

/// Which articles are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ArticleFilter {
    /// All.
    #[default]
    All,
    /// Those with this progress.
    Progress(Progress),
    /// Those in which something has the label with this id.
    Label(String),
    /// Those of this outlet.
    Outlet(String),
}

/// The articles to be shown, in order.
pub fn listed(state: &AppState) -> Vec<&Rc<Article>> {
    let found = state.library.articles().filter(|it| is_wanted(state, it) && is_found(state, it));
    let by_age = sorted(found.map(|article| (article.added, article.id)));
    let mut articles: Vec<&Rc<Article>> =
        by_age.into_iter().rev().filter_map(|(_, id)| state.library.article(id)).collect();
    let n_marks = |article: &Article| state.library.order_of(article.id).len();
    // Within the same, the newest stays first.
    let places = 0..articles.len();
    let keyed = |key: &dyn Fn(&Article) -> (bool, String)| {
        sorted(places.clone().map(|place| (key(articles[place]), place)))
    };
    let text = |text: Option<&str>| (text.is_none(), small_letters(text.unwrap_or_default()));
    let in_order: Vec<usize> = match state.view.article_order {
        ArticleOrder::Added => return articles,
        ArticleOrder::Title => {
            keyed(&|it| text(Some(&it.metadata.title))).into_iter().map(|it| it.1).collect()
        }
        ArticleOrder::Outlet => {
            keyed(&|it| text(it.metadata.outlet.as_deref())).into_iter().map(|it| it.1).collect()
        }
        // Later days are greater texts, so the order is turned round, and the places with it.
        ArticleOrder::Published => sorted(
            places
                .clone()
                .map(|place| (articles[place].metadata.published.clone(), usize::MAX - place)),
        )
        .into_iter()
        .rev()
        .map(|it| usize::MAX - it.1)
        .collect(),
        ArticleOrder::Annotations => {
            sorted(places.clone().map(|place| (usize::MAX - n_marks(articles[place]), place)))
                .into_iter()
                .map(|it| it.1)
                .collect()
        }
    };
    articles = in_order.into_iter().map(|place| articles[place]).collect();
    articles
}

/// How often what is looked for stands in an article's text.
pub fn n_hits(state: &AppState, article: &Article) -> usize {
    let hits = &state.view.article_hits;
    let place = hits.binary_search_by_key(&article.id, |(id, _)| *id);
    place.map_or(0, |place| hits[place].1)
}

/// The outlets of all articles, each once, in order.
pub fn outlets(state: &AppState) -> Vec<String> {
    let named = state.library.articles().filter_map(|it| it.metadata.outlet.clone());
    let mut outlets = sorted(named);
    outlets.dedup();
    outlets
}

fn is_wanted(state: &AppState, article: &Article) -> bool {
    match &state.view.article_filter {
        ArticleFilter::All => true,
        ArticleFilter::Progress(progress) => {
            article.progress(state.library.order_of(article.id).len()) == *progress
        }
        ArticleFilter::Label(label) => state.library.n_with_label(article.id, label) > 0,
        ArticleFilter::Outlet(outlet) => article.metadata.outlet.as_ref() == Some(outlet),
    }
}

/// Whether the title has all words, or the text has what is looked for as it stands.
fn is_found(state: &AppState, article: &Article) -> bool {
    let query = small_letters(&state.view.article_query);
    let title = small_letters(&article.metadata.title);
    query.split_whitespace().all(|word| title.contains(word)) || n_hits(state, article) > 0
}
