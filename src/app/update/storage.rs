//! What the stores and other tabs say.

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_core::history::{History, Transaction};
use onrecord_core::merge::Differing;
use onrecord_core::model::Timestamp;
use onrecord_core::record::{
    BackupError, Body, Joined, Key, Record, RecordId, Replica, Stamp, decode_transaction,
    encode_transaction, read_backup, write_backup,
};

use super::super::action::{
    Action, Effect, HistoryEntry, KeptHistory, Moment, Outcome, Place, StorageFailure,
};
use super::super::state::{AppState, MessageKind, StorageState, ViewState};
use super::articles;

/// UTF-16 code units that browsers give an origin, keys included.
const CAPACITY: usize = 5 * 1024 * 1024;

/// New annotations after which a file copy is suggested.
const REMIND_AFTER: usize = 25;

/// Percent of local storage at which the person is warned, each once.
const WARNINGS: [u8; 2] = [60, 80];

/// Has records written, and shows that this is going on.
pub(super) fn persist(
    state: &mut AppState,
    records: Vec<(RecordId, Rc<str>)>,
    history: Option<HistoryEntry>,
) -> Effect {
    state.last_ticket += 1;
    state.writes.begin(state.last_ticket, records.iter().map(|(id, _)| id.clone()));
    state.view.storage = StorageState::Saving(state.last_ticket);
    Effect::Persist { ticket: state.last_ticket, records, history }
}

/// The write with this number was done or refused. "Saved" is shown only when it is the last one
/// and nothing is missing; what was refused before is then written again.
pub(super) fn persisted(state: &mut AppState, ticket: u64, outcome: Outcome) -> Vec<Effect> {
    warn_of_capacity(state, outcome.n_used);
    state.writes.end(ticket, outcome.failure.is_none());
    if let Some(failure) = outcome.failure {
        let is_in_journal = outcome.is_in_journal;
        state.view.storage = StorageState::Failed { failure, is_in_journal };
        return Vec::new();
    }
    if ticket != state.last_ticket || state.view.is_read_only {
        return Vec::new();
    }
    let raw = |id: &RecordId| Some((id.clone(), state.replica.entry(id)?.raw.clone()));
    let refused: Vec<_> = state.writes.refused().filter_map(raw).collect();
    if !refused.is_empty() {
        return vec![persist(state, refused, None)];
    }
    if matches!(state.view.storage, StorageState::Saving(_)) {
        state.view.storage = StorageState::Saved;
    }
    Vec::new()
}

fn warn_of_capacity(state: &mut AppState, n_used: usize) {
    let before = state.view.percent_used;
    let now = (n_used * 100 / CAPACITY).min(100) as u8;
    state.view.percent_used = now;
    if WARNINGS.iter().any(|limit| before < *limit && *limit <= now) {
        let text = (state.strings.storage_filling)(now);
        let export = Action::Export(super::super::action::ExportScope::Library);
        let action = (state.strings.export_all.to_owned(), export);
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
    join.finish(state)
}

/// What comes of joining several copies.
struct Join {
    place: Place,
    effects: Vec<Effect>,
    to_write: Vec<(RecordId, Rc<str>)>,
    n_recovered: usize,
    n_overruled: usize,
    /// Annotations that were changed in two places at once.
    differing: Vec<Differing>,
    is_structure_changed: bool,
    is_broken: bool,
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
            is_broken: false,
        }
    }

    fn copy(&mut self, state: &mut AppState, id: RecordId, raw: Rc<str>, moment: Moment) {
        match state.replica.join(&id, &raw, moment.now_ms) {
            Ok(Joined::Same) => {
                state.rewritten.remove(&id);
            }
            Ok(Joined::Taken { record, overruled }) => {
                self.is_structure_changed |=
                    matches!(record.body, Body::Article(_) | Body::LabelSet(_));
                if let Some(overruled) = overruled {
                    let other = Record::decode(&id, &overruled.raw).ok();
                    self.differ(Some(record.clone()), other, true);
                }
                take(state, record);
                if matches!(self.place, Place::Journal | Place::Backup) {
                    self.n_recovered += 1;
                    self.to_write.push((id, raw));
                }
            }
            Ok(Joined::Kept { overruled }) => {
                let ours = state.replica.entry(&id);
                let kept = ours.and_then(|entry| Record::decode(&id, &entry.raw).ok());
                if overruled.is_some() {
                    self.differ(kept, overruled, false);
                }
                self.write_ours(state, id);
            }
            Err(_) => {
                let key = Key::Record(id.clone());
                // What is damaged in the second store is overruled there by what we append.
                if matches!(self.place, Place::OtherTab | Place::ReadBack) {
                    self.effects.push(Effect::Quarantine { key, raw });
                }
                self.write_ours(state, id);
            }
        }
    }

    /// The same thing was changed in two places that did not know of each other.
    fn differ(&mut self, kept: Option<Record>, other: Option<Record>, is_from_file: bool) {
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

    /// A record that we wrote is not there: browsers lose acknowledged writes of two tabs that
    /// fill the store at once, and people clear it.
    fn missing(&mut self, state: &mut AppState, id: RecordId) {
        self.is_broken |= !state.rewritten.insert(id.clone()) && self.place == Place::ReadBack;
        if !self.is_broken {
            self.write_ours(state, id);
        }
    }

    fn write_ours(&mut self, state: &AppState, id: RecordId) {
        if let Some(entry) = state.replica.entry(&id) {
            self.to_write.push((id, entry.raw.clone()));
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
            state.tell(MessageKind::Info, (strings.recovered)(self.n_recovered), Vec::new());
        }
        if self.n_overruled > 0 {
            let take = Action::TakeOthers(Rc::new(self.differing.clone()));
            let take = (!self.differing.is_empty()).then(|| (strings.take_others.to_owned(), take));
            let text = strings.changed_elsewhere.to_owned();
            state.tell(MessageKind::Info, text, take.into_iter().collect());
        }
        if self.is_broken {
            let failure = StorageFailure::Other;
            state.view.storage = StorageState::Failed { failure, is_in_journal: true };
        }
        if !self.to_write.is_empty() && !state.view.is_read_only {
            let effect = persist(state, self.to_write, None);
            self.effects.push(effect);
        }
        self.effects
    }
}

/// Compares the second store with what is known: what it has later is read, what it lacks is
/// appended.
pub(super) fn journal_listed(
    state: &mut AppState,
    latest: HashMap<RecordId, (Stamp, String)>,
) -> Vec<Effect> {
    let missing_there: Vec<(RecordId, Rc<str>)> = state
        .replica
        .entries()
        .filter(|(id, entry)| latest.get(id).is_none_or(|(stamp, _)| *stamp < entry.stamp))
        .map(|(id, entry)| (id.clone(), entry.raw.clone()))
        .collect();
    let later_there = latest.into_iter().filter_map(|(id, (stamp, name))| {
        let ours = state.replica.entry(&id);
        ours.is_none_or(|ours| ours.stamp < stamp).then_some((id, name))
    });
    let later_there: Vec<_> = later_there.collect();
    let mut effects = Vec::new();
    if !later_there.is_empty() {
        effects.push(Effect::ReadJournal(later_there));
    }
    if !missing_there.is_empty() && !state.view.is_read_only {
        effects.push(persist(state, missing_there, None));
    }
    effects
}

/// The page goes on with one store, and says what that means.
pub(super) fn no_journal(state: &mut AppState) -> Vec<Effect> {
    state.tell(MessageKind::Warning, state.strings.no_second_store.to_owned(), Vec::new());
    Vec::new()
}

/// Takes up the history of an earlier run; what was done since then comes after it.
pub(super) fn history_kept(state: &mut AppState, kept: KeptHistory) -> Vec<Effect> {
    let transactions: Option<Vec<Transaction>> =
        kept.transactions.iter().map(|json| decode_transaction(json)).collect();
    // A history with a hole in it would undo the wrong things.
    let Some(transactions) = transactions else { return Vec::new() };
    let earlier = History::restore(kept.first as usize, transactions, kept.n_done as usize);
    let later = std::mem::take(&mut state.history);
    let first_later = earlier.n_done();
    let in_between: Vec<String> = later.transactions().iter().map(encode_transaction).collect();
    state.history = earlier.followed_by(later);
    let entries = in_between.into_iter().enumerate().map(|(nth, pushed)| HistoryEntry {
        pushed: Some(pushed),
        n_done: (first_later + nth + 1) as u64,
    });
    entries.map(|entry| persist(state, Vec::new(), Some(entry))).collect()
}

/// Somebody cleared the store under our feet. All of it is still here; whether that was meant is
/// for the person to say.
pub(super) fn emptied(state: &mut AppState) -> Vec<Effect> {
    let strings = state.strings;
    let write = (strings.write_back.to_owned(), Action::WriteEverything);
    state.tell(MessageKind::Warning, strings.storage_emptied.to_owned(), vec![write]);
    let failure = StorageFailure::Other;
    state.view.storage = StorageState::Failed { failure, is_in_journal: true };
    Vec::new()
}

/// Joins a backup with what is here; what is here already is left as it is.
pub(super) fn restore_backup(
    state: &mut AppState,
    file: &str,
    json: &str,
    moment: Moment,
) -> Vec<Effect> {
    let strings = state.strings;
    let backup = match read_backup(json) {
        Ok(backup) => backup,
        Err(error) => {
            let text = (strings.backup_refused)(file, error == BackupError::Newer);
            state.tell(MessageKind::Error, text, Vec::new());
            return Vec::new();
        }
    };
    if !backup.is_intact {
        state.tell(MessageKind::Warning, (strings.backup_damaged)(file), Vec::new());
    }
    let mut effects = Vec::new();
    for text in backup.texts {
        if state.library.text(text.hash()).is_none() {
            state.library.add_text(text.clone());
            effects.push(Effect::PersistText(text));
        }
    }
    let n_records = backup.records.len();
    let records = backup.records.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
    effects.extend(records_found(state, records, Place::Backup, moment));
    state.tell(MessageKind::Info, (strings.backup_restored)(file, n_records), Vec::new());
    effects
}

/// Hands over everything, removed things included, once every text is there.
pub(super) fn back_up(state: &mut AppState, moment: Moment) -> Vec<Effect> {
    let articles = state.library.articles().map(|article| article.text);
    let missing: Vec<_> = articles.filter(|hash| state.library.text(*hash).is_none()).collect();
    if !missing.is_empty() && state.view.awaited_texts != missing {
        state.view.awaited_texts.clone_from(&missing);
        return vec![Effect::LoadTexts { hashes: missing, then: Some(Box::new(Action::BackUp)) }];
    }
    let created = Timestamp::from_unix_ms(moment.now_ms as i64);
    let texts = state.library.texts().map(Rc::as_ref);
    let content = write_backup(&state.replica, texts, created);
    let name = format!("onrecord-backup-{}.json", created.date());
    state.view.n_unexported = 0;
    let announcement = Effect::Announce((state.strings.exported)(&name));
    vec![Effect::Download { name, media_type: "application/json", content }, announcement]
}

/// Asks for a file copy now and then; never in the way.
pub(super) fn remind_of_backup(state: &mut AppState, n_new: usize) {
    let before = state.view.n_unexported;
    state.view.n_unexported += n_new;
    if before / REMIND_AFTER < state.view.n_unexported / REMIND_AFTER {
        // One reminder is enough; the newer knows better.
        let is_reminder = |action: &(String, Action)| action.1 == Action::BackUp;
        state.view.messages.retain(|message| !message.actions.iter().any(is_reminder));
        let text = (state.strings.backup_reminder)(state.view.n_unexported);
        let action = (state.strings.back_up.to_owned(), Action::BackUp);
        state.tell(MessageKind::Info, text, vec![action]);
    }
}

/// Forgets everything that is known here.
pub(super) fn forget_everything(state: &mut AppState) {
    let replica = Replica::new(state.replica.id(), state.replica.tab());
    let view = ViewState {
        theme: state.view.theme,
        library: state.view.library,
        is_hint_shown: true,
        ..ViewState::default()
    };
    *state = AppState { view, ..AppState::new(replica) };
    let strings = state.strings;
    state.tell(MessageKind::Info, strings.everything_deleted.to_owned(), Vec::new());
}

pub(super) fn write_everything(state: &mut AppState) -> Vec<Effect> {
    let mut effects: Vec<Effect> =
        state.library.texts().cloned().map(Effect::PersistText).collect();
    let entries = state.replica.entries();
    let records = entries.map(|(id, entry)| (id.clone(), entry.raw.clone())).collect();
    effects.push(persist(state, records, None));
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
    if !state.view.messages.iter().any(|message| message.text == strings.read_only) {
        let export = (strings.export_raw.to_owned(), Action::ExportRaw);
        state.tell(MessageKind::Error, strings.read_only.to_owned(), vec![export]);
    }
    vec![Effect::Announce(strings.read_only.to_owned())]
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
