//! Carries out what concerns the stores, and reports back what came of it.
//!
//! Every write goes to both stores in the same turn: to local storage at once, to the journal as a
//! transaction that is committed at once. There is no delay to wait for, so that leaving the page
//! is nothing special.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use onrecord_core::json::Writer;
use onrecord_core::record::{Key, RecordId, Replica};
use onrecord_core::text::{ArticleText, TextHash};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::app::{Action, HistoryEntry, Outcome, Place, StorageFailure};
use crate::platform::journal::{self, Version};
use crate::platform::{crash, database, files, history_store, local_storage};

/// After so long a write to local storage is read back: a browser may have dropped it without a
/// word.
const READ_BACK_AFTER_MS: [u32; 2] = [250, 3000];

/// Holds the way to both stores.
pub struct Keeper {
    dispatch: Callback<Action>,
    /// Writes that wait for the journal to open; `None` once it did or did not.
    waiting: Rc<RefCell<Option<Vec<Waiting>>>>,
}

/// A write that is in local storage, but not in the journal yet.
struct Waiting {
    ticket: u64,
    failure: Option<StorageFailure>,
    versions: Vec<Version>,
}

impl Keeper {
    /// Opens the journal in the background; it is compared with local storage and the history is
    /// taken up when it is there.
    pub fn open(dispatch: Callback<Action>, tab: String) -> Self {
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        let keeper = Self { dispatch: dispatch.clone(), waiting: waiting.clone() };
        spawn_local(async move {
            let is_open = database::open().await.is_ok();
            for write in waiting.take().unwrap_or_default() {
                append(&dispatch, write, None);
            }
            if !is_open {
                dispatch.emit(Action::NoJournal);
                return;
            }
            if let Ok(Some(kept)) = history_store::take_up(tab).await {
                dispatch.emit(Action::HistoryKept(kept));
            }
            list_journal(&dispatch).await;
        });
        keeper
    }

    /// Writes records to both stores, and what became of the history to the journal.
    pub fn persist(
        &self,
        replica: &Replica,
        ticket: u64,
        records: &[(RecordId, Rc<str>)],
        history: Option<HistoryEntry>,
    ) {
        let failure = local_storage::write(records).err();
        let versions = records.iter().filter_map(|(id, raw)| {
            let entry = replica.entry(id)?;
            Some((id.clone(), entry.stamp, raw.clone()))
        });
        let write = Waiting { ticket, failure, versions: versions.collect() };
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(write),
            None => append(&self.dispatch, write, history.as_ref()),
        }
        if failure.is_none() && !records.is_empty() {
            self.read_back_later(records.iter().map(|(id, _)| id.clone()).collect());
        }
    }

    /// Keeps a text in the second store, and a copy in the first while there is room.
    pub fn persist_text(text: &ArticleText) {
        local_storage::write_text(text.hash(), text.as_str());
        if let Ok(written) = journal::write_text(text.hash(), text.as_str()) {
            spawn_local(async {
                let _ = written.await;
            });
        }
    }

    /// Looks for texts in both stores.
    pub fn load_texts(&self, hashes: Vec<TextHash>, then: Option<Box<Action>>) {
        let here = |hash: &TextHash| local_storage::read_text(*hash);
        let found: Vec<Option<String>> = hashes.iter().map(here).collect();
        let loaded = |hash: TextHash, text: Option<String>| {
            (hash, text.map(|text| Rc::new(ArticleText::new(text))))
        };
        let dispatch = self.dispatch.clone();
        if found.iter().all(Option::is_some) {
            let texts = hashes.into_iter().zip(found).map(|(hash, text)| loaded(hash, text));
            dispatch.emit(Action::TextsLoaded { texts: texts.collect(), then });
            return;
        }
        spawn_local(async move {
            // The page may be quicker than its second store.
            database::opened().await;
            let mut texts = Vec::with_capacity(hashes.len());
            for (hash, text) in hashes.into_iter().zip(found) {
                let text = match text {
                    Some(text) => Some(text),
                    None => journal::read_text(hash).await.ok().flatten(),
                };
                texts.push(loaded(hash, text));
            }
            dispatch.emit(Action::TextsLoaded { texts, then });
        });
    }

    /// Reads entries of the journal.
    pub fn read_journal(&self, entries: Vec<(RecordId, String)>) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            if let Ok(records) = journal::read(entries).await {
                let records = records.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
                dispatch.emit(Action::RecordsFound { records, place: Place::Journal });
            }
        });
    }

    /// Empties both stores.
    pub fn delete_everything() {
        local_storage::delete_everything();
        spawn_local(async {
            for store in [database::RECORDS, database::TEXTS, database::HISTORY] {
                let cleared = database::write(&[store], |transaction| {
                    transaction.object_store(store)?.clear().map(|_| ())
                });
                if let Ok(cleared) = cleared {
                    let _ = cleared.await;
                }
            }
        });
    }

    /// Hands over local storage as it is.
    pub fn download_raw() {
        let mut json = Writer::compact();
        json.object(|json| {
            for (name, value) in local_storage::everything() {
                json.name(&name).text(&value);
            }
        });
        let _ = files::download("onrecord-everything.json", "application/json", &json.finish());
    }

    fn read_back_later(&self, ids: Vec<RecordId>) {
        let ids = Rc::new(ids);
        for delay in READ_BACK_AFTER_MS {
            let (ids, dispatch) = (ids.clone(), self.dispatch.clone());
            Timeout::new(delay, move || {
                if !crash::is_broken() {
                    dispatch.emit(read_back(&ids));
                }
            })
            .forget();
        }
    }
}

/// What another tab wrote; the event's own value counts, since the store may show an older one.
pub fn other_tab(key: Option<String>, value: Option<String>) -> Option<Action> {
    let Some(key) = key else { return Some(Action::StorageEmptied) };
    if local_storage::is_of_newer_schema(&key) {
        return Some(Action::NewerSchema);
    }
    let id = match (Key::parse(&key)?, &value) {
        (Key::Record(id), _) => id,
        (Key::Meta, None) => return Some(Action::DeletedElsewhere),
        _ => return None,
    };
    let records = vec![(id, value.map(Rc::from))];
    Some(Action::RecordsFound { records, place: Place::OtherTab })
}

fn read_back(ids: &[RecordId]) -> Action {
    let record = |id: &RecordId| (id.clone(), local_storage::read_record(id).map(Rc::from));
    Action::RecordsFound { records: ids.iter().map(record).collect(), place: Place::ReadBack }
}

/// Appends to the journal, and reports when the disk has it. A journal that broke is opened anew
/// and brought up to date.
fn append(dispatch: &Callback<Action>, write: Waiting, history: Option<&HistoryEntry>) {
    let Waiting { ticket, failure, versions } = write;
    let appended = journal::append(&versions, history);
    let dispatch = dispatch.clone();
    spawn_local(async move {
        let is_in_journal = match appended {
            Ok(appended) => database::patiently(appended).await.is_ok(),
            Err(_) => false,
        };
        let n_used = local_storage::n_used();
        let outcome = Outcome { failure, is_in_journal, n_used };
        dispatch.emit(Action::Persisted { ticket, outcome });
        if !is_in_journal && database::was_open() && database::open().await.is_ok() {
            list_journal(&dispatch).await;
        }
    });
}

async fn list_journal(dispatch: &Callback<Action>) {
    if let Ok(latest) = journal::latest().await {
        dispatch.emit(Action::JournalListed(latest));
    }
}
