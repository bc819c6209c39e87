//! What the stores and other tabs say.

use std::collections::HashSet;
use std::rc::Rc;

use onrecord_core::history::{History, Transaction};
use onrecord_core::merge::Differing;
use onrecord_core::model::Library;
use onrecord_core::order::sorted;
use onrecord_core::record::{
    Body, Joined, Key, Record, RecordId, Replica, decode_transaction, encode_transaction,
};
use onrecord_core::text::TextHash;

use super::super::action::{
    Action, Effect, HistoryEntry, KeptHistory, Listed, Moment, Outcome, Place, StorageFailure,
};
use super::super::ledger::Owed;
use super::super::state::{AppState, MessageKind, StorageState, ViewState};
use super::articles;

/// UTF-16 code units that browsers give an origin, keys included.
const CAPACITY: usize = 5 * 1024 * 1024;

/// Percent of local storage at which the person is warned, each once.
const WARNINGS: [u8; 2] = [60, 80];

/// Has records written with all that is owed to the stores, and shows that this is going on.
pub(super) fn persist(state: &mut AppState, records: Vec<RecordId>) -> Vec<Effect> {
    if state.view.is_read_only {
        return Vec::new();
    }
    let Owed { records: owed, texts, history_from } = state.ledger.owed();
    let mut seen = HashSet::new();
    let written = records.into_iter().chain(owed).filter_map(|id| {
        let raw = state.replica.entry(&id)?.raw.clone();
        seen.insert(id.clone()).then_some((id, raw))
    });
    let records: Vec<(RecordId, Rc<str>)> = written.collect();
    let history = history_from.map_or(Vec::new(), |from| history_entries(&state.history, from));
    let ids = records.iter().map(|(id, _)| id.clone()).collect();
    let ticket = state.ledger.begin(ids, texts.clone(), history_from);
    show(state);
    vec![Effect::Persist { ticket, records, texts, history }]
}

/// Has texts written that came with nothing else.
pub(super) fn persist_texts(state: &mut AppState) -> Vec<Effect> {
    if state.ledger.has_new_texts() { persist(state, Vec::new()) } else { Vec::new() }
}

/// The write with this number is done; "saved" is shown only when nothing is owed.
pub(super) fn persisted(state: &mut AppState, ticket: u64, outcome: &Outcome) -> Vec<Effect> {
    warn_of_capacity(state, outcome.n_used);
    let has_more = state.ledger.finish(ticket, outcome);
    show(state);
    if has_more { persist(state, Vec::new()) } else { Vec::new() }
}

/// Shows what is known about the stores. A full local storage is worth a message when it begins.
pub(super) fn show(state: &mut AppState) {
    if state.view.is_read_only {
        return;
    }
    state.view.storage = state.ledger.state();
    let is_full = match state.view.storage {
        StorageState::Failed { failure, .. } => failure == StorageFailure::Full,
        StorageState::Saving(_) => return,
        StorageState::Saved => false,
    };
    if is_full && !std::mem::replace(&mut state.view.is_full_told, is_full) {
        let strings = state.strings;
        let export = Action::Export(super::super::action::ExportScope::Library);
        let actions = [(strings.back_up(), Action::BackUp), (strings.export_all(), export)];
        let actions = actions.map(|(name, action)| (name.to_owned(), action)).into();
        state.tell(MessageKind::Error, strings.storage_full().to_owned(), actions);
    }
    state.view.is_full_told = is_full;
}

/// The transactions with numbers of at least `from`, and how many are in force.
fn history_entries(history: &History, from: u64) -> Vec<HistoryEntry> {
    let first = history.n_forgotten() as u64;
    let numbered = (first..).zip(history.transactions()).filter(|(number, _)| *number >= from);
    let pushed = numbered.map(|(number, transaction)| HistoryEntry {
        pushed: Some(encode_transaction(transaction)),
        n_done: number + 1,
    });
    let mut entries: Vec<HistoryEntry> = pushed.collect();
    let n_done = history.n_done() as u64;
    if entries.last().is_none_or(|last| last.n_done != n_done) {
        entries.push(HistoryEntry { pushed: None, n_done });
    }
    entries
}

fn warn_of_capacity(state: &mut AppState, n_used: usize) {
    let before = state.view.percent_used;
    let now = (n_used * 100 / CAPACITY).min(100) as u8;
    state.view.percent_used = now;
    if WARNINGS.iter().any(|limit| before < *limit && *limit <= now) {
        let text = state.strings.storage_filling(now.into());
        let export = Action::Export(super::super::action::ExportScope::Library);
        let action = (state.strings.export_all().to_owned(), export);
        state.tell(MessageKind::Warning, text, vec![action]);
    }
}

/// Joins copies of records that came from elsewhere. Where ours is later, it is written again.
pub(super) fn records_found(
    state: &mut AppState,
    found: Vec<(RecordId, Option<Rc<str>>)>,
    place: Place,
    moment: Moment,
) -> Vec<Effect> {
    let mut join = Join::at(place);
    for (id, raw) in found {
        match raw {
            Some(raw) => join.copy(state, id, raw, moment),
            None => join.missing(state, id),
        }
    }
    let effects = join.finish(state);
    show(state);
    effects
}

/// What comes of joining several copies.
struct Join {
    place: Place,
    effects: Vec<Effect>,
    to_write: Vec<RecordId>,
    n_recovered: usize,
    n_overruled: usize,
    /// Annotations that were changed in two places at once.
    differing: Vec<Differing>,
    is_structure_changed: bool,
}

impl Join {
    fn at(place: Place) -> Self {
        Self {
            place,
            effects: Vec::new(),
            to_write: Vec::new(),
            n_recovered: 0,
            n_overruled: 0,
            differing: Vec::new(),
            is_structure_changed: false,
        }
    }

    fn copy(&mut self, state: &mut AppState, id: RecordId, raw: Rc<str>, moment: Moment) {
        match state.replica.join(&id, &raw, moment.now_ms) {
            Ok(Joined::Same) => self.stands(state, &id),
            Ok(Joined::Taken { record, overruled }) => {
                self.is_structure_changed |=
                    matches!(record.body, Body::Article(_) | Body::LabelSet(_));
                if let Some(overruled) = overruled {
                    let other = Record::decode(&id, &overruled.raw).ok();
                    self.differ(Some(record.clone()), other, true);
                }
                take(state, record);
                self.stands(state, &id);
                if matches!(self.place, Place::Journal | Place::Backup) {
                    self.n_recovered += 1;
                    self.to_write.push(id);
                }
            }
            Ok(Joined::Kept { overruled }) => {
                let ours = state.replica.entry(&id);
                let kept = ours.and_then(|entry| Record::decode(&id, &entry.raw).ok());
                if overruled.is_some() {
                    self.differ(kept, overruled, false);
                }
                self.missing(state, id);
            }
            Err(_) => {
                // What is damaged in the second store is overruled there by what we append.
                if matches!(self.place, Place::OtherTab | Place::ReadBack) {
                    self.effects.push(Effect::Quarantine { key: Key::Record(id.clone()), raw });
                }
                self.missing(state, id);
            }
        }
    }

    /// Local storage has a record as it should be.
    fn stands(&self, state: &mut AppState, id: &RecordId) {
        if matches!(self.place, Place::OtherTab | Place::ReadBack) {
            state.ledger.found(id);
        }
    }

    /// The same thing was changed in two places that did not know of each other.
    fn differ(&mut self, kept: Option<Record>, other: Option<Record>, is_from_file: bool) {
        let content = |record: &Option<Record>| {
            record.as_ref().map(|record| (record.is_deleted, record.body.clone()))
        };
        if content(&kept) == content(&other) {
            return;
        }
        self.n_overruled += 1;
        let annotation = |record: Option<Record>| match record {
            Some(Record { is_deleted: false, body: Body::Annotation(annotation), .. }) => {
                Some(Rc::new(annotation))
            }
            _ => None,
        };
        if let (Some(kept), Some(other)) = (annotation(kept), annotation(other)) {
            self.differing.push(Differing { kept, other, is_from_file });
        }
    }

    /// A record that we wrote is not there, or not as it should be: browsers lose acknowledged
    /// writes of two tabs that fill the store at once, and people clear it.
    fn missing(&mut self, state: &mut AppState, id: RecordId) {
        let is_ours = state.replica.entry(&id).is_some();
        if is_ours && (self.place != Place::ReadBack || state.ledger.missed(&id)) {
            self.to_write.push(id);
        }
    }

    fn finish(mut self, state: &mut AppState) -> Vec<Effect> {
        let strings = state.strings;
        if self.is_structure_changed {
            articles::show_open(state);
        }
        if state.open_article().is_none() {
            self.effects.extend(articles::open_any(state));
        }
        if self.n_recovered > 0 {
            state.tell(MessageKind::Info, strings.recovered(self.n_recovered), Vec::new());
        }
        if self.n_overruled > 0 {
            let take = Action::TakeOthers(Rc::new(self.differing.clone()));
            let take =
                (!self.differing.is_empty()).then(|| (strings.take_others().to_owned(), take));
            let text = strings.changed_elsewhere().to_owned();
            state.tell(MessageKind::Info, text, take.into_iter().collect());
        }
        if !self.to_write.is_empty() {
            self.effects.extend(persist(state, self.to_write));
        }
        self.effects
    }
}

/// Compares the second store with what is known: what it has later is read, what it lacks is
/// appended.
pub(super) fn journal_listed(
    state: &mut AppState,
    latest: Vec<Listed>,
    texts: &[String],
) -> Vec<Effect> {
    let (mut as_new_there, mut later_there) = (Vec::new(), Vec::new());
    for (id, stamp, name) in latest {
        let ours = state.replica.entry(&id).map(|entry| entry.stamp);
        if ours.is_none_or(|ours| ours < stamp) {
            later_there.push((id.clone(), name));
        }
        if ours.is_some_and(|ours| ours <= stamp) {
            as_new_there.push(id);
        }
    }
    let as_new_there = sorted(as_new_there);
    let ours = state.replica.entries().map(|(id, _)| id);
    let is_missing = |id: &&RecordId| as_new_there.binary_search(id).is_err();
    let missing_there: Vec<RecordId> = ours.filter(is_missing).cloned().collect();
    let mut effects = Vec::new();
    if !later_there.is_empty() {
        effects.push(Effect::ReadJournal(later_there));
    }
    if !missing_there.is_empty() || state.ledger.owes_journal() {
        effects.extend(persist(state, missing_there));
    }
    effects.extend(compare_texts(state, texts));
    effects
}

/// Nothing could be read when the page opened, so that it cannot be said what is kept.
pub(super) fn could_not_read(state: &mut AppState, failure: StorageFailure) {
    state.ledger.could_not_read(failure);
    show(state);
}

/// Writes texts to the second store that only the first one had.
pub(super) fn keep_texts(state: &mut AppState, hashes: &[TextHash]) -> Vec<Effect> {
    for hash in hashes {
        if let Some(text) = state.library.text(*hash).cloned() {
            state.ledger.keep_text(text);
        }
    }
    state.ledger.set_compared();
    persist(state, Vec::new())
}

/// The page goes on with one store, and says what that means.
pub(super) fn no_journal(state: &mut AppState) -> Vec<Effect> {
    state.ledger.has_no_journal();
    show(state);
    state.tell(MessageKind::Warning, state.strings.no_second_store().to_owned(), Vec::new());
    persist_texts(state)
}

/// What only the second store has is not shown now; nothing of it is lost. What it lacks nobody
/// knows, so it is given everything.
pub(super) fn journal_unreadable(state: &mut AppState) -> Vec<Effect> {
    let text = state.strings.second_store_unreadable().to_owned();
    state.tell(MessageKind::Warning, text, Vec::new());
    let records = state.replica.entries().map(|(id, _)| id.clone()).collect();
    let mut effects = persist(state, records);
    effects.extend(compare_texts(state, &[]));
    effects
}

/// Has texts written to the second store that are not among those which it has.
fn compare_texts(state: &mut AppState, texts: &[String]) -> Option<Effect> {
    let is_missing = |hash: &TextHash| match Key::text(*hash) {
        Key::Text(name) => !texts.contains(&name),
        _ => false,
    };
    let articles = state.library.articles().map(|article| article.text);
    let hashes: Vec<TextHash> = articles.filter(is_missing).collect();
    if hashes.is_empty() {
        state.ledger.set_compared();
        show(state);
        return None;
    }
    let then = Some(Box::new(Action::KeepTexts(hashes.clone())));
    Some(Effect::LoadTexts { hashes, then })
}

/// Takes up the history of an earlier run; what was done since then comes after it.
pub(super) fn history_kept(state: &mut AppState, kept: &KeptHistory) -> Vec<Effect> {
    let earlier = restored(kept);
    let later = std::mem::take(&mut state.history);
    let is_later = !later.transactions().is_empty();
    let first_later = earlier.n_done() as u64;
    state.history = earlier.followed_by(later);
    state.ledger.forget_history();
    if !is_later {
        return Vec::new();
    }
    state.ledger.keep_history(first_later);
    persist(state, Vec::new())
}

/// The part of a history that can be relied on: around the transaction that is next to be undone,
/// as far as none is missing or damaged. What lies beyond a hole could undo the wrong things.
fn restored(kept: &KeptHistory) -> History {
    let read = |number: u64| {
        let (_, json) = kept.transactions.iter().find(|(of, _)| *of == number)?;
        decode_transaction(json)
    };
    let mut done: Vec<Transaction> = (0..kept.n_done).rev().map_while(read).collect();
    done.reverse();
    let n_forgotten = kept.n_done as usize - done.len();
    done.extend((kept.n_done..).map_while(read));
    History::restore(n_forgotten, done, kept.n_done as usize)
}

/// Somebody cleared the store under our feet. All of it is still here; whether that was meant is
/// for the person to say.
pub(super) fn emptied(state: &mut AppState) -> Vec<Effect> {
    if state.ledger.is_emptied() {
        return Vec::new();
    }
    let strings = state.strings;
    let write = (strings.write_back().to_owned(), Action::WriteEverything);
    state.tell(MessageKind::Warning, strings.storage_emptied().to_owned(), vec![write]);
    state.ledger.set_emptied(true);
    show(state);
    Vec::new()
}

/// Forgets everything that is known here.
pub(super) fn forget_everything(state: &mut AppState) {
    let replica = Replica::new(state.replica.id(), state.replica.tab());
    let view = ViewState {
        settings: state.view.settings,
        keys: state.view.keys.clone(),
        library: state.view.library,
        is_hint_shown: true,
        ..ViewState::default()
    };
    let ledger = state.ledger.begun_anew();
    let segmenter = state.segmenter.clone();
    *state = AppState { view, ledger, segmenter, ..AppState::new(replica, Library::default()) };
    let strings = state.strings;
    state.tell(MessageKind::Info, strings.everything_deleted().to_owned(), Vec::new());
}

pub(super) fn write_everything(state: &mut AppState) -> Vec<Effect> {
    let texts: Vec<_> = state.library.texts().cloned().collect();
    texts.into_iter().for_each(|text| state.ledger.keep_text(text));
    state.ledger.set_emptied(false);
    let records = state.replica.entries().map(|(id, _)| id.clone()).collect();
    let mut effects = vec![Effect::PersistMeta, Effect::PersistPreferences];
    effects.extend(persist(state, records));
    effects
}

/// Stops writing: a newer version has been here, and this one could do harm.
pub(super) fn newer_schema(state: &mut AppState) -> Vec<Effect> {
    if !state.view.is_read_only {
        state.view.is_read_only = true;
        state.view.armed = None;
        refuse(state);
        let failure = StorageFailure::Newer;
        state.view.storage = StorageState::Failed { failure, is_in_journal: false };
    }
    Vec::new()
}

/// Says why nothing is changed; the message stands once, however often that is tried.
pub(super) fn refuse(state: &mut AppState) -> Vec<Effect> {
    let strings = state.strings;
    if !state.view.messages.iter().any(|message| message.text == strings.read_only()) {
        let export = (strings.export_raw().to_owned(), Action::ExportRaw);
        state.tell(MessageKind::Error, strings.read_only().to_owned(), vec![export]);
    }
    vec![Effect::Announce(strings.read_only().to_owned())]
}

/// Takes a record into the library and redraws what shows it.
fn take(state: &mut AppState, record: Record) {
    let id = match &record.body {
        Body::Annotation(annotation) => Some(annotation.id),
        _ => None,
    };
    let at = |state: &AppState| id.and_then(|id| state.library.annotation(id).cloned());
    let before = at(state);
    state.library.take(record, &state.replica);
    let after = at(state);
    if let Some(view) = &mut state.view.article {
        view.annotation_changed(&state.library, before.as_deref(), after.as_deref());
    }
    if after.is_none() && id.is_some() && id == state.view.chosen {
        state.view.chosen = None;
    }
}
