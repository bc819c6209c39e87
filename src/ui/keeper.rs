//! Carries out what concerns the stores, and reports back what came of it.
//!
//! Every write goes to both stores in the same turn: to local storage at once, to the journal as a
//! transaction that is committed at once. There is no delay to wait for, so that leaving the page
//! is nothing special.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use onrecord_core::json::Writer;
use onrecord_core::record::{Key, RecordId, Replica};
use onrecord_core::text::{ArticleText, TextHash};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::app::{Action, HistoryEntry, Outcome, Place};
use crate::platform::database::Answer;
use crate::platform::environment::{at_leisure, moment};
use crate::platform::journal::{self, Version};
use crate::platform::{crash, database, digest, files, history_store, local_storage};

/// After so long a write to local storage is read back: a browser may have dropped it without a
/// word.
const READ_BACK_AFTER_MS: [u32; 2] = [250, 3000];

/// A journal that broke is opened anew at most this often, in milliseconds, for as long as it takes.
const REOPEN_AFTER_MS: u64 = 10_000;

/// Holds the way to both stores.
pub struct Keeper {
    dispatch: Callback<Action>,
    /// How many times texts are being read from the journal.
    n_reading: Rc<Cell<usize>>,
    /// Writes that wait for the journal to open; `None` once it did or did not.
    waiting: Rc<RefCell<Option<Vec<Waiting>>>>,
}

/// A write that is done as far as local storage is concerned, but not in the journal yet.
struct Waiting {
    ticket: u64,
    outcome: Outcome,
    versions: Vec<Version>,
    texts: Vec<Rc<ArticleText>>,
}

impl Keeper {
    /// Writes wait for the journal until [`Keeper::begin`].
    pub fn new(dispatch: Callback<Action>) -> Self {
        let waiting = Rc::new(RefCell::new(Some(Vec::new())));
        Self { dispatch, n_reading: Rc::default(), waiting }
    }

    /// Opens the journal in the background. It is compared with local storage and the history of
    /// `tab` is taken up when it is there and the first text is shown.
    pub fn begin(&self, tab: String) {
        let (dispatch, n_reading) = (self.dispatch.clone(), self.n_reading.clone());
        let waiting = self.waiting.clone();
        spawn_local(async move {
            let is_open = database::open().await.is_ok();
            for write in waiting.take().unwrap_or_default() {
                append(&dispatch, write, &[]);
            }
            if !is_open {
                dispatch.emit(Action::NoJournal);
                return;
            }
            at_leisure().await;
            while n_reading.get() > 0 {
                at_leisure().await;
            }
            // What was done before now is not in any history yet; the answer has it written.
            dispatch.emit(Action::HistoryKept(history_store::take_up(tab).await));
            list_journal(&dispatch).await;
        });
    }

    /// Writes records and texts to both stores, and what became of the history to the journal.
    // Apart: no start needs it (ADR 34).
    #[inline(never)]
    pub fn persist(
        &self,
        replica: &Replica,
        ticket: u64,
        records: &[(RecordId, Rc<str>)],
        texts: Vec<Rc<ArticleText>>,
        history: &[HistoryEntry],
    ) {
        let is_only_copy = !database::is_open() && self.waiting.borrow().is_none();
        let write_text = |text: &Rc<ArticleText>| {
            local_storage::write_text(text.hash(), text.as_str(), is_only_copy)
        };
        // Each is written, whatever became of the one before.
        let n_local = texts.iter().filter(|text| write_text(text)).count();
        // An article comes after its text, since a browser that is killed keeps what came first.
        let (failure, refused) = local_storage::write(records);
        if local_storage::is_emptied() {
            // The browser's own tools do that without an event in the page that is looked at.
            self.dispatch.emit(Action::StorageEmptied);
        }
        let versions = records.iter().filter_map(|(id, raw)| {
            let entry = replica.entry(id)?;
            Some((id.clone(), entry.stamp, raw.clone()))
        });
        let written = records.iter().map(|(id, _)| id).filter(|id| !refused.contains(id));
        self.read_back_later(written.cloned().collect());
        let outcome = Outcome {
            failure,
            refused,
            are_texts_local: n_local == texts.len(),
            ..Outcome::default()
        };
        let write = Waiting { ticket, outcome, versions: versions.collect(), texts };
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push(write),
            None => append(&self.dispatch, write, history),
        }
    }

    /// Looks for texts in both stores. What comes of it, when all are in the first one; otherwise it
    /// comes later.
    pub fn load_texts(&self, hashes: Vec<TextHash>, then: Option<Box<Action>>) -> Option<Action> {
        let text = |text: String| Rc::new(ArticleText::new(text));
        let here = |hash: &TextHash| {
            let found = local_storage::read_text(*hash);
            found.or_else(|| journal::text_at_hand(*hash)).map(text)
        };
        let found: Vec<Option<Rc<ArticleText>>> = hashes.iter().map(here).collect();
        let is_whole = |(found, hash): (&Option<Rc<ArticleText>>, &TextHash)| {
            found.as_ref().is_some_and(|text| text.hash() == *hash)
        };
        if found.iter().zip(&hashes).all(is_whole) {
            let texts = hashes.into_iter().zip(found).collect();
            return Some(Action::TextsLoaded { texts, then });
        }
        let (dispatch, n_reading) = (self.dispatch.clone(), self.n_reading.clone());
        n_reading.set(n_reading.get() + 1);
        spawn_local(async move {
            // The page may be quicker than its second store.
            database::opened().await;
            let mut texts = Vec::with_capacity(hashes.len());
            for (hash, text) in hashes.into_iter().zip(found) {
                let text = match text {
                    Some(text) if text.hash() == hash => Some(text),
                    // A damaged copy is handed on only where there is no better one.
                    other => match journal::read_text(hash).await {
                        Ok(Some(text)) => Some(Rc::new(digest::article_text(text).await)),
                        _ => other,
                    },
                };
                texts.push((hash, text));
            }
            dispatch.emit(Action::TextsLoaded { texts, then });
            n_reading.set(n_reading.get() - 1);
        });
        None
    }

    /// Reads entries of the journal.
    pub fn read_journal(&self, entries: Vec<(RecordId, String)>) {
        let dispatch = self.dispatch.clone();
        spawn_local(async move {
            dispatch.emit(match journal::read(entries).await {
                Ok(records) => {
                    let records = records.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
                    Action::RecordsFound { records, place: Place::Journal }
                }
                Err(_) => Action::JournalUnreadable,
            });
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
        let _ = files::download(
            "onrecord-everything.json",
            "application/json",
            json.finish().as_bytes(),
        );
    }

    fn read_back_later(&self, ids: Vec<RecordId>) {
        if ids.is_empty() {
            return;
        }
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
fn append(dispatch: &Callback<Action>, write: Waiting, history: &[HistoryEntry]) {
    let Waiting { ticket, outcome, versions, texts } = write;
    let appended = journal::append(&versions, &texts, history);
    let dispatch = dispatch.clone();
    spawn_local(async move {
        let answer = match appended {
            Ok(appended) => database::patiently(appended).await,
            Err(_) => Answer::Failed,
        };
        let persisted = |is_in_journal| {
            let n_used = local_storage::n_used();
            Action::Persisted {
                ticket,
                outcome: Outcome { is_in_journal, n_used, ..outcome.clone() },
            }
        };
        let is_done = matches!(answer, Answer::Done);
        dispatch.emit(persisted(is_done));
        if let Answer::Late(appended) = answer {
            // A busy machine may only have kept it waiting.
            let (late, dispatch) = (persisted(true), dispatch.clone());
            spawn_local(async move {
                if appended.await.is_ok() {
                    dispatch.emit(late);
                }
            });
        }
        if !is_done {
            reopen(&dispatch).await;
        }
    });
}

/// Opens a journal that broke anew and brings it up to date, without waiting for another change.
/// One that was never open is left alone; one that opens but takes nothing is not opened more often
/// than it makes sense.
async fn reopen(dispatch: &Callback<Action>) {
    thread_local! {
        static LAST_MS: Cell<u64> = const { Cell::new(0) };
        static IS_UNDER_WAY: Cell<bool> = const { Cell::new(false) };
    }
    if !database::was_open() || IS_UNDER_WAY.replace(true) {
        return;
    }
    let mut is_open = false;
    while !is_open && !crash::is_broken() {
        let since_ms = moment().now_ms.abs_diff(LAST_MS.get());
        let wait_ms = REOPEN_AFTER_MS.saturating_sub(since_ms);
        TimeoutFuture::new(wait_ms as u32).await;
        LAST_MS.set(moment().now_ms);
        is_open = database::open().await.is_ok();
    }
    IS_UNDER_WAY.set(false);
    list_journal(dispatch).await;
}

async fn list_journal(dispatch: &Callback<Action>) {
    dispatch.emit(match (journal::latest().await, journal::texts().await) {
        (Ok(records), Ok(texts)) => Action::JournalListed { records, texts },
        _ => Action::JournalUnreadable,
    });
}
