//! Doubles of both stores, which keep what browsers keep and fail where they are told to.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord::app::{HistoryEntry, KeptHistory, StorageFailure};
use onrecord_core::record::{Key, Record, RecordId, Stamp};
use onrecord_core::text::{ArticleText, TextHash};

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It says so.
    Error,
    /// It says that all is well, but nothing is written, or nothing found.
    Drop,
    /// A read gives what was there before; a write is said to have failed, but has not.
    Stale,
    /// Half of the value is written or read.
    Truncate,
}

impl Fault {
    pub const ALL: [Self; 4] = [Self::Error, Self::Drop, Self::Stale, Self::Truncate];
}

/// What a browser profile stores; copies share it.
#[derive(Clone, Default)]
pub struct Stores(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    local: Local,
    /// What local storage was after each change. A browser that is killed may fall back to any.
    earlier: Vec<Local>,
    journal: BTreeMap<RecordId, BTreeMap<Stamp, Rc<str>>>,
    texts: BTreeMap<TextHash, Rc<str>>,
    histories: BTreeMap<String, StoredHistory>,
    n_calls: usize,
    fault: Option<(usize, Fault)>,
    /// Whether the second store has said that it kept what it did not: then the first one is not
    /// lost as well, since what neither keeps is gone.
    has_journal_lied: bool,
    /// Whether a history could not be taken up as it was.
    has_history_failed: bool,
    n_used: u64,
}

type Local = BTreeMap<Rc<str>, Rc<str>>;

#[derive(Default, Clone)]
struct StoredHistory {
    transactions: BTreeMap<u64, String>,
    n_done: u64,
    used: u64,
}

/// The latest version of each record with its name, and the names of all texts.
type Listed = (Vec<(RecordId, Stamp, String)>, Vec<String>);

/// A transaction of the second store.
pub struct Append {
    pub records: Vec<(RecordId, Rc<str>)>,
    pub texts: Vec<Rc<ArticleText>>,
    /// The name of the history, and what became of it.
    pub history: Option<(String, Vec<HistoryEntry>)>,
}

// Local storage.
impl Stores {
    /// Everything that can be read.
    pub fn load(&self) -> Vec<(Key, Rc<str>)> {
        let names: Vec<Rc<str>> = self.0.borrow().local.keys().cloned().collect();
        let value = |name: &Rc<str>| Some((Key::parse(name)?, self.get(name)?));
        names.iter().filter_map(value).collect()
    }

    /// Writes a record as the page does: what cannot be read is set aside before.
    pub fn write_record(&self, id: &RecordId, raw: &Rc<str>) -> Result<(), StorageFailure> {
        let key = Key::Record(id.clone());
        if let Some(old) = self.get(&key.to_string())
            && Record::decode(id, &old).is_err()
        {
            self.quarantine(&key, &old)?;
        }
        self.set(&key.to_string(), raw)
    }

    pub fn write_text(&self, text: &ArticleText) -> bool {
        self.set(&Key::text(text.hash()).to_string(), text.as_str()).is_ok()
    }

    /// Sets a value aside, and makes sure that it is there.
    pub fn quarantine(&self, key: &Key, raw: &str) -> Result<(), StorageFailure> {
        if self.0.borrow().is_aside(key, raw) {
            return Ok(());
        }
        let number = self.0.borrow().local.len();
        let aside = Key::Quarantine(format!("{number}:{key}")).to_string();
        self.set(&aside, raw)?;
        let is_there = self.get(&aside).as_deref() == Some(raw);
        if is_there { Ok(()) } else { Err(StorageFailure::Other) }
    }

    pub fn get(&self, name: &str) -> Option<Rc<str>> {
        let fault = self.call();
        let inner = self.0.borrow();
        let value = inner.local.get(name).cloned();
        match fault {
            None => value,
            Some(Fault::Error | Fault::Drop) => None,
            Some(Fault::Stale) => {
                let differing = |earlier: &&Local| earlier.get(name) != value.as_ref();
                inner.earlier.iter().rev().find(differing)?.get(name).cloned()
            }
            Some(Fault::Truncate) => value.map(|value| half(&value)),
        }
    }

    pub fn set(&self, name: &str, value: &str) -> Result<(), StorageFailure> {
        match self.call() {
            None => self.put(name, value),
            Some(Fault::Error) => return Err(StorageFailure::Full),
            Some(Fault::Drop) => {}
            Some(Fault::Stale) => {
                self.put(name, value);
                return Err(StorageFailure::Other);
            }
            Some(Fault::Truncate) => self.put(name, &half(value)),
        }
        Ok(())
    }

    /// Puts a value under a key. Whoever does so must not destroy what nobody has read.
    fn put(&self, name: &str, value: &str) {
        let mut inner = self.0.borrow_mut();
        if let (Some(key), Some(old)) = (Key::parse(name), inner.local.get(name))
            && let Key::Record(id) = &key
            && Record::decode(id, old).is_err()
        {
            assert!(inner.is_aside(&key, old), "{name} is written over: {old}");
        }
        inner.local.insert(name.into(), value.into());
        let local = inner.local.clone();
        inner.earlier.push(local);
    }

    /// Puts a value under a key, as another program might.
    pub fn meddle(&self, name: &str, value: &str) {
        self.0.borrow_mut().local.insert(name.into(), value.into());
    }

    /// Empties local storage, as people can.
    pub fn clear_local(&self) {
        self.0.borrow_mut().local.clear();
    }

    /// What stands under a key, without a call that could fail.
    pub fn peek(&self, name: &str) -> Option<Rc<str>> {
        self.0.borrow().local.get(name).cloned()
    }

    /// The records as local storage alone has them.
    pub fn local_records(&self) -> BTreeMap<RecordId, Rc<str>> {
        let inner = self.0.borrow();
        let record = |(name, raw): (&Rc<str>, &Rc<str>)| match Key::parse(name)? {
            Key::Record(id) => Some((id, raw.clone())),
            _ => None,
        };
        inner.local.iter().filter_map(record).collect()
    }
}

// The second store.
impl Stores {
    /// Whether the browser says that it is written.
    pub fn append(&self, append: &Append) -> bool {
        let fault = self.call();
        let mut inner = self.0.borrow_mut();
        match fault {
            Some(Fault::Error) => return false,
            Some(Fault::Drop) => {
                inner.has_journal_lied = true;
                return true;
            }
            _ => inner.take(append),
        }
        if fault == Some(Fault::Truncate) {
            inner.has_journal_lied = true;
            inner.truncate_last(append);
        }
        fault != Some(Fault::Stale)
    }

    /// The latest version of each record, and the names of all texts; `None` when it cannot be read.
    pub fn list(&self) -> Option<Listed> {
        let fault = self.call();
        let inner = self.0.borrow();
        let skip = usize::from(fault == Some(Fault::Stale));
        let latest = |(id, versions): (&RecordId, &BTreeMap<Stamp, Rc<str>>)| {
            let stamp = *versions.keys().rev().nth(skip)?;
            Some((id.clone(), stamp, id.to_string()))
        };
        let listed = inner.journal.iter().filter_map(latest);
        let texts = inner.texts.keys().filter_map(|hash| match Key::text(*hash) {
            Key::Text(name) => Some(name),
            _ => None,
        });
        match fault {
            Some(Fault::Error) => None,
            Some(Fault::Drop) => Some((Vec::new(), Vec::new())),
            Some(Fault::Truncate) => {
                Some((listed.take(inner.journal.len() / 2).collect(), texts.skip(1).collect()))
            }
            Some(Fault::Stale) | None => Some((listed.collect(), texts.collect())),
        }
    }

    /// The latest versions of these records; `None` when it cannot be read.
    pub fn read(&self, ids: &[RecordId]) -> Option<Vec<(RecordId, Rc<str>)>> {
        let fault = self.call();
        let inner = self.0.borrow();
        let skip = usize::from(fault == Some(Fault::Stale));
        let read = |id: &RecordId| {
            let raw = inner.journal.get(id)?.values().rev().nth(skip)?;
            let is_cut = fault == Some(Fault::Truncate);
            Some((id.clone(), if is_cut { half(raw) } else { raw.clone() }))
        };
        match fault {
            Some(Fault::Error) => None,
            Some(Fault::Drop) => Some(ids.iter().skip(1).filter_map(read).collect()),
            _ => Some(ids.iter().filter_map(read).collect()),
        }
    }

    pub fn read_text(&self, hash: TextHash) -> Option<Rc<str>> {
        let fault = self.call();
        let text = self.0.borrow().texts.get(&hash).cloned()?;
        match fault {
            None | Some(Fault::Stale) => Some(text),
            Some(Fault::Truncate) => Some(half(&text)),
            Some(Fault::Error | Fault::Drop) => None,
        }
    }

    /// The history that was used last and that no open tab has, with its name.
    pub fn take_up(&self, held: &[String], new_name: &str) -> (String, KeptHistory) {
        let fault = self.call();
        let mut inner = self.0.borrow_mut();
        inner.has_history_failed |= fault.is_some();
        let free = inner.histories.iter().filter(|(name, _)| !held.contains(name));
        let latest = free.max_by_key(|(_, history)| history.used);
        let Some((name, history)) = latest.filter(|_| !is_none(fault)) else {
            return (new_name.to_owned(), KeptHistory::default());
        };
        let StoredHistory { transactions, mut n_done, .. } = history.clone();
        let mut transactions: Vec<(u64, String)> = transactions.into_iter().collect();
        match fault {
            Some(Fault::Stale) => n_done = n_done.saturating_sub(1),
            Some(Fault::Truncate) => {
                if let Some((_, last)) = transactions.last_mut() {
                    *last = half(last).to_string();
                }
            }
            _ => {}
        }
        (name.clone(), KeptHistory { transactions, n_done })
    }

    /// The latest version of each record as the second store alone has it.
    pub fn journal_records(&self) -> BTreeMap<RecordId, Rc<str>> {
        let inner = self.0.borrow();
        let latest = |(id, versions): (&RecordId, &BTreeMap<Stamp, Rc<str>>)| {
            Some((id.clone(), versions.values().next_back()?.clone()))
        };
        inner.journal.iter().filter_map(latest).collect()
    }
}

// Faults.
impl Stores {
    /// Lets the call with this number, counted from now, fail.
    pub fn fail_at(&self, fault: Option<(usize, Fault)>) {
        let mut inner = self.0.borrow_mut();
        inner.n_calls = 0;
        inner.fault = fault;
    }

    /// Whether the call that was to fail has been made.
    pub fn has_failed(&self) -> bool {
        let inner = self.0.borrow();
        inner.fault.is_some_and(|(number, _)| inner.n_calls >= number)
    }

    /// Whether the second store has broken its word.
    pub fn has_journal_lied(&self) -> bool {
        self.0.borrow().has_journal_lied
    }

    /// Whether what can be undone is no longer known for sure.
    pub fn is_history_doubtful(&self) -> bool {
        let inner = self.0.borrow();
        inner.has_history_failed || inner.has_journal_lied
    }

    /// The browser is killed: local storage is what it was at some earlier moment, given as a
    /// fraction of 256. Of the second store nothing is lost.
    pub fn kill(&self, moment: u8) {
        let mut inner = self.0.borrow_mut();
        if !inner.has_journal_lied && !inner.earlier.is_empty() {
            let position = inner.earlier.len() * usize::from(moment) / 256;
            inner.local = inner.earlier[position].clone();
            inner.earlier.truncate(position + 1);
        }
    }

    fn call(&self) -> Option<Fault> {
        let mut inner = self.0.borrow_mut();
        inner.n_calls += 1;
        inner.fault.filter(|(number, _)| *number == inner.n_calls).map(|(_, fault)| fault)
    }
}

impl Inner {
    fn is_aside(&self, key: &Key, raw: &str) -> bool {
        let of_key = format!(":{key}");
        let is_copy = |name: &str, value: &str| {
            let is_aside = matches!(Key::parse(name), Some(Key::Quarantine(_)));
            is_aside && name.ends_with(&of_key) && value == raw
        };
        self.local.iter().any(|(name, value)| is_copy(name, value))
    }

    fn take(&mut self, append: &Append) {
        for (id, raw) in &append.records {
            let stamp = Record::decode(id, raw).expect("the page writes what can be read").stamp;
            self.journal.entry(id.clone()).or_default().insert(stamp, raw.clone());
        }
        for text in &append.texts {
            self.texts.insert(text.hash(), text.as_str().into());
        }
        let Some((name, entries)) = &append.history else { return };
        self.n_used += 1;
        let history = self.histories.entry(name.clone()).or_default();
        for entry in entries {
            if let Some(pushed) = &entry.pushed {
                history.transactions.retain(|number, _| number + 1 < entry.n_done);
                history.transactions.insert(entry.n_done - 1, pushed.clone());
            }
            history.n_done = entry.n_done;
            history.used = self.n_used;
        }
    }

    /// Halves the last record that was just written; versions from before are out of reach.
    fn truncate_last(&mut self, append: &Append) {
        let Some((id, raw)) = append.records.last() else { return };
        let written = self.journal.entry(id.clone()).or_default();
        if let Some((_, kept)) = written.iter_mut().find(|(_, kept)| *kept == raw) {
            *kept = half(raw);
        }
    }
}

fn is_none(fault: Option<Fault>) -> bool {
    matches!(fault, Some(Fault::Error | Fault::Drop))
}

/// The first half of a value.
pub fn half(value: &str) -> Rc<str> {
    let n_characters = value.chars().count();
    value.chars().take(n_characters / 2).collect::<String>().into()
}
