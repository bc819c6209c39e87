//! A newer version of an article: compared, decided, used in one step.

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{
    Annotation, AnnotationId, Article, ArticleId, Link, Metadata, Timestamp,
};
use onrecord_core::transfer;

use super::super::action::{Effect, Moment, Source};
use super::super::state::{AppState, MessageKind};
use super::super::version::{NewVersion, passages};
use super::commit;

/// Has a newer version read and compared.
pub(super) fn offer(state: &mut AppState, article: ArticleId, source: Source) -> Vec<Effect> {
    let Some(old) = state.library.text_of(article).cloned() else {
        let text = (state.strings.text_missing)("");
        state.tell(MessageKind::Error, text, Vec::new());
        return Vec::new();
    };
    let spans = state.library.annotations_of(article).flat_map(|it| passages(it)).collect();
    vec![Effect::Compare { article, source, old, spans }]
}

/// Takes the comparison; `None` where the reader did not arrive.
pub(super) fn compared(
    state: &mut AppState,
    article: ArticleId,
    answer: Option<String>,
) -> Vec<Effect> {
    let strings = state.strings;
    let Some(answer) = answer else {
        state.tell(MessageKind::Error, strings.reader_missing.to_owned(), Vec::new());
        return Vec::new();
    };
    let Some(old) = state.library.text_of(article).cloned() else { return Vec::new() };
    match transfer::decode_comparison(&answer) {
        Ok(comparison) if comparison.newer.text.hash() == old.hash() => {
            state.tell(MessageKind::Info, strings.same_version.to_owned(), Vec::new());
        }
        Ok(comparison) => {
            let annotations: Vec<Rc<Annotation>> =
                state.library.annotations_of(article).cloned().collect();
            let version = NewVersion::new(article, &old, &annotations, comparison);
            state.view.version = Some(Rc::new(version));
        }
        Err(reason) => {
            let reason = reason.unwrap_or_else(|| strings.reader_differs.to_owned());
            let text = (strings.import_failed)(&reason);
            state.tell(MessageKind::Error, text, Vec::new());
        }
    }
    Vec::new()
}

/// Takes a decision about the annotation at `mark`.
pub(super) fn choose(state: &mut AppState, mark: usize, choice: Option<usize>) -> Vec<Effect> {
    if let Some(version) = &mut state.view.version
        && let Some(mark) = Rc::make_mut(version).marks.get_mut(mark)
    {
        mark.choice = choice;
    }
    Vec::new()
}

/// Puts the newer version in place of the one that is here, in one step. The older one stays as an
/// article of its own, with what is not marked in the newer one.
pub(super) fn apply(state: &mut AppState, moment: Moment) -> Vec<Effect> {
    let Some(version) = state.view.version.clone().filter(|it| it.is_decided()) else {
        return Vec::new();
    };
    let Some(before) = state.library.article(version.article).cloned() else { return Vec::new() };
    state.view.version = None;
    state.view.dialog = None;
    state.view.selection = None;
    let now = Timestamp::from_unix_ms(moment.now_ms as i64);
    let older = older_version(state, &before, moment);
    let newer = Article {
        text: version.newer.article.text,
        blocks: version.newer.article.blocks.clone(),
        metadata: metadata(&before.metadata, &version.newer.article.metadata),
        ..Article::clone(&before)
    };
    let older_id = older.id;
    let mut changes =
        vec![Change::Article(Edit::replace(&before, newer)), Change::Article(Edit::add(older))];
    let mut left_behind: HashMap<AnnotationId, AnnotationId> = HashMap::new();
    for (nth, mark) in version.marks.iter().enumerate() {
        // Somebody may have changed it meanwhile, in another tab.
        let Some(here) = state.library.annotation(mark.annotation.id).cloned() else { continue };
        match mark.renewed() {
            Some(after) if after == *here => {}
            Some(after) => {
                let after = Annotation { modified: now, ..after };
                changes.push(Change::Annotation(Edit::replace(&here, after)));
            }
            None => {
                let id = AnnotationId::from_time(moment.now_ms, moment.random_for(nth + 1));
                left_behind.insert(here.id, id);
                changes.push(Change::Annotation(Edit::remove(&here)));
                let left = Annotation { id, article: older_id, ..Annotation::clone(&here) };
                changes.push(Change::Annotation(Edit::add(left)));
            }
        }
    }
    changes.extend(redirected_links(state, &left_behind));
    state.library.add_text(version.newer.text.clone());
    state.ledger.keep_text(version.newer.text.clone());
    commit(state, Transaction::new(state.strings.did_renew, changes), moment)
}

/// The version that is here, under a name that says how long it was the newest.
fn older_version(state: &AppState, article: &Article, moment: Moment) -> Article {
    let day = Timestamp::from_unix_ms(moment.now_ms as i64).date().to_string();
    let title = (state.strings.older_version)(&article.metadata.title, &day);
    Article {
        id: ArticleId::from_time(moment.now_ms, moment.random_for(0)),
        metadata: Metadata { title, ..article.metadata.clone() },
        is_done: true,
        ..article.clone()
    }
}

/// What the newer version says, where it says something; the title stays as somebody gave it.
fn metadata(here: &Metadata, newer: &Metadata) -> Metadata {
    Metadata {
        byline: newer.byline.clone().or_else(|| here.byline.clone()),
        published: here.published.clone().or_else(|| newer.published.clone()),
        ..here.clone()
    }
}

fn redirected_links(
    state: &AppState,
    left_behind: &HashMap<AnnotationId, AnnotationId>,
) -> Vec<Change> {
    let new_end = |id: AnnotationId| left_behind.get(&id).copied().unwrap_or(id);
    let links = state.library.links().filter_map(|link| {
        let (from, to) = (new_end(link.from), new_end(link.to));
        ((from, to) != (link.from, link.to))
            .then(|| Change::Link(Edit::replace(link, Link { from, to, ..Link::clone(link) })))
    });
    links.collect()
}
