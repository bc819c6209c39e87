//! What a browser profile stores, and its tabs.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord::app::{
    Action, AppState, HistoryEntry, KeptHistory, Loaded, Moment, Outcome, StorageFailure, start,
};
use onrecord_core::model::{ArticleId, ReplicaId};
use onrecord_core::record::{Key, Record, RecordId, TabId};
use onrecord_core::text::Uax29;

use super::Tab;
use super::check::is_at_least;

/// A browser profile; copies share what is stored.
#[derive(Clone, Default)]
pub struct Browser {
    stored: Rc<RefCell<Stored>>,
}

#[derive(Default)]
struct Stored {
    /// What local storage holds.
    values: BTreeMap<String, Rc<str>>,
    /// The latest version of each record in the second store.
    journal: BTreeMap<RecordId, Rc<str>>,
    has_no_journal: bool,
    has_newer_schema: bool,
    replica: Option<ReplicaId>,
    annotator: Option<String>,
    open: Option<ArticleId>,
    copied_ms: Option<u64>,
    /// Why writing to local storage fails, while it does.
    failure: Option<StorageFailure>,
    /// Counts moments, so that none is like another.
    n_moments: u64,
    /// The moment at which the clock stands still.
    stopped: Option<u64>,
    n_tabs: u8,
}

/// Transactions by number, and how many are in force.
#[derive(Default)]
pub(super) struct Kept {
    transactions: BTreeMap<u64, String>,
    n_done: u64,
}

impl Browser {
    /// A browser in which the page was opened for the first time.
    pub fn with_sample() -> Tab {
        Self::default().open()
    }

    /// A browser with one article, this one, and no sample.
    pub fn with_text(text: &str) -> Tab {
        let mut tab = Self::with_sample();
        let sample = tab.open_id();
        tab.add(text, "");
        tab.act(Action::RemoveArticle(sample));
        tab.dismiss_all();
        tab
    }

    /// Opens the page in another tab.
    pub fn open(&self) -> Tab {
        self.open_with(Kept::default())
    }

    /// Opens the page; then the second store answers.
    pub(super) fn open_with(&self, kept: Kept) -> Tab {
        let moment = self.moment();
        let (loaded, number) = {
            let mut stored = self.stored.borrow_mut();
            stored.n_tabs += 1;
            let loaded = Loaded {
                records: stored.records(),
                replica: stored.replica,
                annotator: stored.annotator.clone(),
                open: stored.open,
                copied_ms: stored.copied_ms,
                has_newer_schema: stored.has_newer_schema,
                ..Loaded::default()
            };
            (loaded, stored.n_tabs)
        };
        let tab = TabId::from_bytes([number; 6]);
        let (mut state, effects) = start(loaded, tab, ReplicaId::from_u128(7), moment);
        state.segmenter = Rc::new(Uax29);
        self.stored.borrow_mut().replica = Some(state.replica.id());
        let mut tab = Tab {
            state,
            said: Vec::new(),
            shown: Vec::new(),
            written: Vec::new(),
            unanswered: None,
            kept: Kept::default(),
            browser: self.clone(),
        };
        tab.carry_out(effects);
        tab.check();
        if self.stored.borrow().has_no_journal {
            tab.act(Action::NoJournal);
            return tab;
        }
        let transactions = kept.transactions.clone().into_iter().collect();
        let history = KeptHistory { transactions, n_done: kept.n_done };
        tab.kept = kept;
        tab.act(Action::HistoryKept(history));
        tab.act(self.journal_listed());
        tab
    }

    fn journal_listed(&self) -> Action {
        let stored = self.stored.borrow();
        let latest = stored.journal.iter().map(|(id, raw)| {
            let stamp = Record::decode(id, raw).expect("what the page wrote can be read").stamp;
            (id.clone(), stamp, id.to_string())
        });
        let texts = stored.values.keys().filter_map(|name| match Key::parse(name)? {
            Key::Text(name) => Some(name),
            _ => None,
        });
        Action::JournalListed { records: latest.collect(), texts: texts.collect() }
    }

    /// A moment after all before.
    pub fn moment(&self) -> Moment {
        let mut stored = self.stored.borrow_mut();
        stored.n_moments += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&(stored.n_moments << 8).to_be_bytes());
        let n_seconds = stored.stopped.unwrap_or(stored.n_moments);
        Moment { now_ms: 1_767_863_564_000 + n_seconds * 1000, random }
    }

    /// Lets all that happens from now on happen in the same millisecond.
    pub fn stop_clock(&self) {
        let mut stored = self.stored.borrow_mut();
        stored.stopped = Some(stored.n_moments + 1);
    }

    /// Lets every write fail, or none.
    pub fn fail(&self, failure: Option<StorageFailure>) {
        self.stored.borrow_mut().failure = failure;
    }

    /// Writes records to both stores, as far as they take them.
    pub(super) fn write(&self, records: &[(RecordId, Rc<str>)]) -> Outcome {
        let mut stored = self.stored.borrow_mut();
        let (failure, is_in_journal) = (stored.failure, !stored.has_no_journal);
        for (id, raw) in records {
            if failure.is_none() {
                stored.values.insert(Key::Record(id.clone()).to_string(), raw.clone());
            }
            let known = stored.journal.get(id);
            if is_in_journal && known.is_none_or(|known| is_at_least(id, raw, known)) {
                stored.journal.insert(id.clone(), raw.clone());
            }
        }
        let n_used = stored.values.iter().map(|(name, value)| name.len() + value.len()).sum();
        let refused =
            failure.map_or(Vec::new(), |_| records.iter().map(|(id, _)| id.clone()).collect());
        Outcome { failure, refused, is_in_journal, are_texts_local: true, n_used }
    }

    pub(super) fn write_preferences(&self, state: &AppState) {
        let mut stored = self.stored.borrow_mut();
        stored.annotator = state.view.is_annotator_settled.then(|| state.annotator.clone());
        (stored.open, stored.copied_ms) = (state.view.open, state.view.copies.last_ms);
    }

    /// Lets days pass.
    pub fn wait_days(&self, n_days: u64) {
        self.stored.borrow_mut().n_moments += n_days * 24 * 60 * 60;
    }

    /// The latest version of a record in the second store.
    pub(super) fn journal_value(&self, id: &RecordId) -> Option<Rc<str>> {
        self.stored.borrow().journal.get(id).cloned()
    }

    /// What stands under this key.
    pub fn value(&self, key: &Key) -> Option<Rc<str>> {
        self.stored.borrow().values.get(&key.to_string()).cloned()
    }

    /// Takes the second store away.
    pub fn without_journal(&self) {
        let mut stored = self.stored.borrow_mut();
        stored.has_no_journal = true;
        stored.journal.clear();
    }

    /// Lets a newer version of the page have been here.
    pub fn with_newer_schema(&self) {
        self.stored.borrow_mut().has_newer_schema = true;
    }

    /// Puts a value under a key, as if by another program.
    pub fn meddle(&self, key: &Key, value: &str) {
        self.stored.borrow_mut().values.insert(key.to_string(), value.into());
    }

    /// Loses what stands under this key.
    pub fn lose(&self, key: &Key) {
        self.stored.borrow_mut().values.remove(&key.to_string());
    }

    /// The values that were set aside.
    pub fn quarantined(&self) -> Vec<Rc<str>> {
        let stored = self.stored.borrow();
        let aside = |name: &String| matches!(Key::parse(name), Some(Key::Quarantine(_)));
        stored.values.iter().filter(|(name, _)| aside(name)).map(|(_, raw)| raw.clone()).collect()
    }
}

impl Stored {
    fn records(&self) -> Vec<(RecordId, Rc<str>)> {
        let record = |(name, raw): (&String, &Rc<str>)| match Key::parse(name)? {
            Key::Record(id) => Some((id, raw.clone())),
            _ => None,
        };
        self.values.iter().filter_map(record).collect()
    }
}

impl Kept {
    /// Takes note of what became of a history.
    pub(super) fn take(&mut self, entry: HistoryEntry) {
        if let Some(pushed) = entry.pushed {
            self.transactions.retain(|number, _| number + 1 < entry.n_done);
            self.transactions.insert(entry.n_done - 1, pushed);
        }
        self.n_done = entry.n_done;
    }
}
