//! Finding in the open article and in the library.

use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{Annotation, AnnotationId, ArticleId, Origin, Timestamp, UnknownFields};
use onrecord_core::text::{ArticleText, CharSpan};

use super::super::action::{Action, Effect, Moment};
use super::super::find::{Find, Query};
use super::super::state::{AppState, Dialog};
use super::{commit, marking};

/// What was found in each article, or what is wrong with the pattern.
pub(super) type Hits = Vec<(ArticleId, Result<Vec<CharSpan>, String>)>;

/// Opens the bar, or closes it.
pub(super) fn show(state: &mut AppState, is_shown: bool) -> Vec<Effect> {
    if !is_shown {
        state.view.find = None;
        return vec![Effect::PaintHits, Effect::FocusArticle];
    }
    state.view.find.get_or_insert_default();
    vec![Effect::FocusFind]
}

/// Looks for `query` in the open article.
pub(super) fn find(state: &mut AppState, query: Query) -> Vec<Effect> {
    let open = state.view.article.as_ref().map(|view| (view.article.id, view.text.clone()));
    let find = state.view.find.get_or_insert_default();
    *find = Find { query: query.clone(), ..Find::default() };
    let looks = open.filter(|_| !query.text.is_empty());
    let look = looks.map(|open| Effect::Find { query, texts: vec![open] });
    vec![look.unwrap_or(Effect::PaintHits)]
}

/// Looks again, in the article that is open now.
pub(super) fn find_again(state: &mut AppState) -> Vec<Effect> {
    match state.view.find.as_ref().map(|find| find.query.clone()) {
        Some(query) => find(state, query),
        None => Vec::new(),
    }
}

/// Takes what was found; an answer to an earlier question is passed over.
pub(super) fn found(state: &mut AppState, query: &Query, hits: Hits) -> Vec<Effect> {
    if query.text == state.view.article_query && !query.is_pattern {
        let n_hits = |(id, hits): &(ArticleId, Result<Vec<_>, _>)| {
            let n = hits.as_ref().map_or(0, Vec::len);
            (n > 0).then_some((*id, n))
        };
        state.view.article_hits = Rc::new(hits.iter().filter_map(n_hits).collect());
    }
    let open = state.view.article.as_ref().map(|view| (view.article.id, view.text.hash()));
    let find = state.view.find.as_mut().filter(|find| find.query == *query);
    let (Some(find), Some((article, text))) = (find, open) else { return Vec::new() };
    match hits.into_iter().find(|(id, _)| *id == article) {
        Some((_, Ok(hits))) => {
            (find.hits, find.text, find.current) = (Rc::new(hits), Some(text), 0);
        }
        Some((_, Err(error))) => find.error = Some(error),
        None => return Vec::new(),
    }
    vec![Effect::PaintHits, Effect::RevealHit]
}

/// Shows the next hit or the previous one, around the ends.
pub(super) fn next(state: &mut AppState, is_next: bool) -> Vec<Effect> {
    let Some(find) = state.view.find.as_mut().filter(|find| !find.hits.is_empty()) else {
        return Vec::new();
    };
    let n = find.hits.len();
    find.current = (find.current + if is_next { 1 } else { n - 1 }) % n;
    vec![Effect::PaintHits, Effect::RevealHit]
}

/// Marks hits with a label, in one step; those that have such a mark are passed over.
pub(super) fn mark(
    state: &mut AppState,
    label: &str,
    hits: &[CharSpan],
    moment: Moment,
) -> Vec<Effect> {
    let Some(article) = state.open_article().map(|article| article.id) else { return Vec::new() };
    state.view.dialog = state.view.dialog.filter(|it| *it != Dialog::MarkHits);
    let now = Timestamp::from_unix_ms(moment.now_ms as i64);
    let new = hits.iter().filter(|hit| marking::same_mark(state, &[**hit], label).is_none());
    let changes: Vec<Change> = new
        .enumerate()
        .map(|(nth, hit)| {
            Change::Annotation(Edit::add(Annotation {
                id: AnnotationId::from_time(moment.now_ms, moment.random_for(nth)),
                article,
                label: label.to_owned(),
                ranges: vec![*hit],
                attributes: BTreeMap::new(),
                note: String::new(),
                annotator: state.annotator.clone(),
                replica: Some(state.replica.id()),
                created: now,
                modified: now,
                origin: Origin::Manual,
                unknown: UnknownFields::new(),
            }))
        })
        .collect();
    let title = (state.strings.did_mark_hits)(changes.len());
    let said = Effect::Announce(title.clone());
    let mut effects = commit(state, Transaction::new(title, changes), moment);
    effects.push(said);
    effects
}

/// Looks for what is typed over the list of articles, in titles at once and in texts when they
/// are there.
pub(super) fn find_article(state: &mut AppState, query: String) -> Vec<Effect> {
    state.view.article_query = query;
    state.view.article_hits = Rc::default();
    let hashes: Vec<_> = state
        .library
        .articles()
        .map(|article| article.text)
        .filter(|hash| state.library.text(*hash).is_none())
        .collect();
    if state.view.article_query.trim().is_empty() {
        Vec::new()
    } else if hashes.is_empty() || state.view.are_texts_asked_for {
        search_texts(state)
    } else {
        // Once: what no store has is not asked for at each letter.
        state.view.are_texts_asked_for = true;
        vec![Effect::LoadTexts { hashes, then: Some(Box::new(Action::SearchTexts)) }]
    }
}

/// Looks through all texts that are there.
pub(super) fn search_texts(state: &mut AppState) -> Vec<Effect> {
    let text_of = |id| state.library.text_of(id).cloned();
    let texts: Vec<(ArticleId, Rc<ArticleText>)> =
        state.library.articles().filter_map(|it| Some((it.id, text_of(it.id)?))).collect();
    let query = Query { text: state.view.article_query.clone(), is_pattern: false };
    vec![Effect::Find { query, texts }]
}
