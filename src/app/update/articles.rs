//! Opening, adding, renaming and removing articles.

use std::rc::Rc;

use onrecord_core::formats::ImportedArticle;
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{Article, ArticleId, Timestamp};
use onrecord_core::record::Key;
use onrecord_core::text::{ArticleText, TextHash};

use super::super::action::{Action, Effect, Moment};
use super::super::article_view::ArticleView;
use super::super::state::{AppState, MessageKind};
use super::{commit, update};

pub(super) fn open(state: &mut AppState, id: ArticleId) -> Vec<Effect> {
    let Some(article) = state.library.article(id).cloned() else { return Vec::new() };
    if state.view.open != Some(id) {
        state.view.chosen = None;
        state.view.selection = None;
        state.view.caret = None;
    }
    state.view.open = Some(id);
    show_open(state);
    let mut effects = vec![Effect::PersistPreferences];
    if state.view.article.is_none() {
        effects.push(Effect::LoadTexts { hashes: vec![article.text], then: None });
    }
    effects.push(Effect::Announce(state.strings.opened(&article.metadata.title)));
    effects
}

/// Opens the article that was added last, if there is one.
pub(super) fn open_any(state: &mut AppState) -> Vec<Effect> {
    let newest = state.library.articles().max_by_key(|article| (article.added, article.id));
    match newest.map(|article| article.id) {
        Some(id) => open(state, id),
        None => {
            state.view.open = None;
            state.view.article = None;
            state.view.chosen = None;
            Vec::new()
        }
    }
}

/// Cuts the open article anew; without its text nothing is shown yet.
pub(super) fn show_open(state: &mut AppState) {
    let shown = state.open_article().cloned().and_then(|article| {
        let text = state.library.text(article.text)?.clone();
        Some(ArticleView::new(article, text, &state.library))
    });
    state.view.article = shown;
}

/// Takes texts that were asked for, and does what waited for them. An export is given up without
/// all of them, since it would ask again, for ever.
pub(super) fn texts_loaded(
    state: &mut AppState,
    texts: Vec<(TextHash, Option<Rc<ArticleText>>)>,
    then: Option<Box<Action>>,
    moment: Moment,
) -> Vec<Effect> {
    let awaited = state.open_article().filter(|_| state.view.article.is_none()).cloned();
    let mut effects = Vec::new();
    let mut are_all_there = true;
    for (hash, text) in texts {
        match text {
            Some(text) if text.hash() == hash => state.library.add_text(text),
            other => {
                are_all_there = false;
                let damaged = other.map(|text| Rc::from(text.as_str()));
                effects.extend(damaged.map(|raw| Effect::Quarantine { key: Key::text(hash), raw }));
                let of_text = state.library.articles().find(|article| article.text == hash);
                let title = of_text.map_or(String::new(), |it| it.metadata.title.clone());
                let text = state.strings.text_missing(&title);
                state.tell(MessageKind::Error, text, Vec::new());
            }
        }
    }
    if awaited.is_some() {
        show_open(state);
    }
    match then.map(|action| *action) {
        Some(Action::Export(_) | Action::ExportAs(..) | Action::Work(_)) if !are_all_there => {
            let text = state.strings.export_failed(state.strings.a_text_is_missing());
            state.tell(MessageKind::Error, text, Vec::new());
        }
        Some(action) => effects.extend(update(state, action, moment)),
        None => {}
    }
    effects
}

/// An article read from a document, as it comes into the library. `nth` keeps the ids of one moment
/// apart.
pub(super) fn adopt(
    imported: ImportedArticle,
    moment: Moment,
    nth: usize,
) -> (Article, Rc<ArticleText>) {
    let ImportedArticle { mut article, text, .. } = imported;
    article.id = ArticleId::from_time(moment.now_ms, moment.random_for(nth));
    article.added = Timestamp::from_unix_ms(moment.now_ms as i64);
    (article, text)
}

/// Adds articles in one step and opens the first; a text that is here already is not added twice.
pub(super) fn add_all(
    state: &mut AppState,
    articles: Vec<(Article, Rc<ArticleText>)>,
    moment: Moment,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut changes = Vec::new();
    let mut to_open = None;
    let mut seen = Vec::new();
    for (article, text) in articles {
        let twin = state.library.articles().find(|known| known.text == article.text).cloned();
        if let Some(twin) = twin {
            let message = state.strings.already_in_library(&twin.metadata.title);
            state.tell(MessageKind::Info, message, Vec::new());
            to_open.get_or_insert(twin.id);
            // The stores may have lost it; adding it again is then the way to get it back.
            if state.library.text(text.hash()).is_none() {
                state.library.add_text(text.clone());
                state.ledger.keep_text(text);
            }
        } else if !seen.contains(&article.text) {
            seen.push(article.text);
            to_open.get_or_insert(article.id);
            state.library.add_text(text.clone());
            state.ledger.keep_text(text);
            changes.push(Change::Article(Edit::add(article)));
        }
    }
    let n_added = changes.len();
    let title = state.strings.did_add_articles(n_added);
    effects.extend(commit(state, Transaction::new(title, changes), moment));
    if let Some(id) = to_open {
        effects.extend(open(state, id));
    }
    if n_added > 0 {
        effects.push(Effect::Announce(state.strings.added(n_added)));
    }
    effects
}

pub(super) fn rename(
    state: &mut AppState,
    id: ArticleId,
    title: String,
    moment: Moment,
) -> Vec<Effect> {
    let what = state.strings.did_rename();
    edit(state, id, what, moment, |article| article.metadata.title = title)
}

pub(super) fn set_done(
    state: &mut AppState,
    id: ArticleId,
    is_done: bool,
    moment: Moment,
) -> Vec<Effect> {
    let what = state.strings.did_set_done();
    edit(state, id, what, moment, |article| article.is_done = is_done)
}

/// Removes an article, its annotations and their links, in one step.
pub(super) fn remove(state: &mut AppState, id: ArticleId, moment: Moment) -> Vec<Effect> {
    let Some(article) = state.library.article(id).cloned() else { return Vec::new() };
    let is_inside = |annotation| {
        state.library.annotation(annotation).is_some_and(|annotation| annotation.article == id)
    };
    let links = state.library.links().filter(|link| is_inside(link.from) || is_inside(link.to));
    let mut changes = vec![Change::Article(Edit::remove(&article))];
    changes.extend(links.map(|link| Change::Link(Edit::remove(link))));
    let annotations = state.library.annotations_of(id);
    changes.extend(annotations.map(|annotation| Change::Annotation(Edit::remove(annotation))));
    let title = state.strings.did_remove_article().to_owned();
    let mut effects = commit(state, Transaction::new(title, changes), moment);
    let text = state.strings.removed_article(&article.metadata.title);
    let undo = (state.strings.undo().to_owned(), Action::Step(onrecord_core::history::Step::Undo));
    state.tell(MessageKind::Info, text, vec![undo]);
    effects.push(Effect::PersistPreferences);
    effects
}

fn edit(
    state: &mut AppState,
    id: ArticleId,
    title: &str,
    moment: Moment,
    change: impl FnOnce(&mut Article),
) -> Vec<Effect> {
    let Some(before) = state.library.article(id).cloned() else { return Vec::new() };
    let mut after = Article::clone(&before);
    change(&mut after);
    if after == *before {
        return Vec::new();
    }
    let changes = vec![Change::Article(Edit::replace(&before, after))];
    commit(state, Transaction::new(title, changes), moment)
}
