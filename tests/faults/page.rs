//! The page in one tab, whose stores answer when they are told to.

use std::collections::VecDeque;
use std::rc::Rc;

use onrecord::app::{
    Action, AppState, Effect, HistoryEntry, Loaded, Moment, Outcome, Place, StorageFailure, start,
    update,
};
use onrecord_core::model::ReplicaId;
use onrecord_core::record::{Key, RecordId, TabId};
use onrecord_core::text::{ArticleText, TextHash};

use super::stores::{Append, Stores};

/// When all this takes place.
const NOW_MS: u64 = 1_767_863_564_000;

/// The page in one tab.
pub struct Page {
    pub state: AppState,
    pub stores: Stores,
    /// Which tab of the browser it is.
    number: u8,
    /// The history that the tab goes on with, once the second store is open.
    pub history_name: Option<String>,
    /// What the second store has been asked and has not answered.
    tasks: VecDeque<Task>,
    /// What is to be read back some time.
    read_backs: VecDeque<Vec<RecordId>>,
    /// What this tab wrote to local storage, which other tabs are told of.
    pub written: Vec<(RecordId, Rc<str>)>,
    may_reopen: bool,
    /// How wrong the tab's clock is.
    ahead_ms: i64,
    n_moments: u64,
}

enum Task {
    /// Open the second store: let the writes that wait go, take up the history, list.
    Open,
    Append {
        ticket: u64,
        outcome: Outcome,
        append: Append,
        history: Vec<HistoryEntry>,
    },
    List,
    Read(Vec<RecordId>),
    LoadTexts {
        hashes: Vec<TextHash>,
        then: Option<Box<Action>>,
    },
}

impl Page {
    /// Opens the page; the second store is not open yet.
    pub fn open(stores: &Stores, number: u8, ahead_ms: i64) -> Self {
        let mut loaded = Loaded::default();
        for (key, raw) in stores.load() {
            match key {
                Key::Record(id) => loaded.records.push((id, raw)),
                Key::Meta => loaded.replica = ReplicaId::parse_key(&raw),
                _ => {}
            }
        }
        let moment = moment(u64::from(number) << 32, ahead_ms);
        let new_replica = ReplicaId::from_u128(u128::from(number) + 100);
        let (state, effects) = start(loaded, TabId::from_bytes([number; 6]), new_replica, moment);
        if stores.peek(&Key::Meta.to_string()).is_none() {
            let _ = stores.set(&Key::Meta.to_string(), &state.replica.id().to_key());
        }
        let mut page = Self {
            state,
            stores: stores.clone(),
            number,
            history_name: None,
            tasks: VecDeque::from([Task::Open]),
            read_backs: VecDeque::new(),
            written: Vec::new(),
            may_reopen: true,
            ahead_ms,
            n_moments: 1,
        };
        page.carry_out(effects);
        page
    }

    /// Does what a person, another tab or a store asks for.
    pub fn act(&mut self, action: Action) {
        self.n_moments += 1;
        let moment = moment(u64::from(self.number) << 32 | self.n_moments, self.ahead_ms);
        let effects = update(&mut self.state, action, moment);
        self.carry_out(effects);
    }

    /// Lets the second store answer once. `held` are the histories that other tabs have.
    pub fn answer(&mut self, held: &[String]) {
        match self.tasks.pop_front() {
            Some(Task::Open) => self.opened(held),
            Some(Task::Append { ticket, outcome, append, history }) => {
                self.append(ticket, outcome, append, history);
            }
            Some(Task::List) => self.act(match self.stores.list() {
                Some((records, texts)) => Action::JournalListed { records, texts },
                None => Action::JournalUnreadable,
            }),
            Some(Task::Read(ids)) => self.act(match self.stores.read(&ids) {
                Some(found) => {
                    let records = found.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
                    Action::RecordsFound { records, place: Place::Journal }
                }
                None => Action::JournalUnreadable,
            }),
            Some(Task::LoadTexts { hashes, then }) => {
                let load = |hash: TextHash| (hash, self.load_text(hash));
                let texts = hashes.into_iter().map(load).collect();
                self.act(Action::TextsLoaded { texts, then });
            }
            None => {}
        }
    }

    /// Whether the second store still has something to answer.
    pub fn is_waiting(&self) -> bool {
        !self.tasks.is_empty()
    }

    /// Lets everything be answered and read back.
    pub fn settle(&mut self, held: &[String]) {
        self.may_reopen = true;
        for _ in 0..500 {
            if !self.is_waiting() && self.read_backs.is_empty() {
                return;
            }
            self.answer(held);
            self.read_back();
        }
        panic!("the page and its stores come to rest");
    }

    /// Reads back one of the writes before.
    pub fn read_back(&mut self) {
        let Some(ids) = self.read_backs.pop_front() else { return };
        let read = |id: RecordId| {
            let raw = self.stores.get(&Key::Record(id.clone()).to_string());
            (id, raw)
        };
        let records = ids.into_iter().map(read).collect();
        self.act(Action::RecordsFound { records, place: Place::ReadBack });
    }

    /// Opens the journal anew if a write fails from now on.
    pub fn allow_reopening(&mut self) {
        self.may_reopen = true;
    }

    fn opened(&mut self, held: &[String]) {
        let new_name = format!("tab-{}-{}", self.number, self.n_moments);
        let (name, kept) = self.stores.take_up(held, &new_name);
        self.history_name = Some(name);
        self.act(Action::HistoryKept(kept));
        self.tasks.push_back(Task::List);
    }

    fn append(
        &mut self,
        ticket: u64,
        outcome: Outcome,
        append: Append,
        history: Vec<HistoryEntry>,
    ) {
        let history = self.history_name.clone().map(|name| (name, history));
        let is_in_journal = self.stores.append(&Append { history, ..append });
        self.act(Action::Persisted { ticket, outcome: Outcome { is_in_journal, ..outcome } });
        if !is_in_journal && std::mem::take(&mut self.may_reopen) {
            self.tasks.push_back(Task::List);
        }
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Persist { ticket, records, texts, history } => {
                    self.persist(ticket, records, texts, history);
                }
                Effect::ReadJournal(entries) => {
                    let ids = entries.into_iter().map(|(id, _)| id).collect();
                    self.tasks.push_back(Task::Read(ids));
                }
                Effect::LoadTexts { hashes, then } => self.load_texts(hashes, then),
                Effect::Quarantine { key, raw } => {
                    let _ = self.stores.quarantine(&key, &raw);
                }
                _ => {}
            }
        }
    }

    fn persist(
        &mut self,
        ticket: u64,
        records: Vec<(RecordId, Rc<str>)>,
        texts: Vec<Rc<ArticleText>>,
        history: Vec<HistoryEntry>,
    ) {
        let n_local = texts.iter().filter(|text| self.stores.write_text(text)).count();
        let mut refused = Vec::new();
        let mut failure: Option<StorageFailure> = None;
        for (id, raw) in &records {
            match self.stores.write_record(id, raw) {
                Ok(()) => self.written.push((id.clone(), raw.clone())),
                Err(reason) => {
                    failure.get_or_insert(reason);
                    refused.push(id.clone());
                }
            }
        }
        let written: Vec<RecordId> =
            records.iter().map(|(id, _)| id.clone()).filter(|id| !refused.contains(id)).collect();
        if !written.is_empty() {
            self.read_backs.extend([written.clone(), written]);
        }
        let are_texts_local = n_local == texts.len();
        let outcome = Outcome { failure, refused, are_texts_local, ..Outcome::default() };
        let append = Append { records, texts, history: None };
        self.tasks.push_back(Task::Append { ticket, outcome, append, history });
        // Until the second store is open its opening comes after the writes that wait for it.
        if let Some(position) = self.tasks.iter().position(|task| matches!(task, Task::Open)) {
            let open = self.tasks.remove(position);
            self.tasks.extend(open);
        }
    }

    /// Takes texts that local storage has at once, others when the second store answers.
    fn load_texts(&mut self, hashes: Vec<TextHash>, then: Option<Box<Action>>) {
        let is_here = |hash: &TextHash| {
            let text = self.stores.peek(&Key::text(*hash).to_string());
            text.is_some_and(|text| TextHash::of(&text) == *hash)
        };
        let are_here = hashes.iter().all(is_here);
        self.tasks.push_back(Task::LoadTexts { hashes, then });
        if are_here && let Some(task) = self.tasks.pop_back() {
            self.tasks.push_front(task);
            self.answer(&[]);
        }
    }

    fn load_text(&self, hash: TextHash) -> Option<Rc<ArticleText>> {
        let text = |raw: Rc<str>| Rc::new(ArticleText::new(&*raw));
        let here = self.stores.get(&Key::text(hash).to_string()).map(text);
        match here {
            Some(text) if text.hash() == hash => Some(text),
            other => self.stores.read_text(hash).map(text).or(other),
        }
    }
}

fn moment(number: u64, ahead_ms: i64) -> Moment {
    let mut random = [0; 10];
    random[..8].copy_from_slice(&number.to_be_bytes());
    let now_ms = NOW_MS + (number & 0xffff_ffff);
    Moment { now_ms: now_ms.saturating_add_signed(ahead_ms), random }
}
