//! What is on its way to the stores, and what is not in them.
//!
//! A write that fails is not forgotten with the next one that succeeds: what it was about is owed
//! until a store has it, goes along with each later write, and keeps the page from saying "saved".

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_core::record::RecordId;
use onrecord_core::text::ArticleText;

use super::action::{Outcome, StorageFailure};
use super::state::StorageState;

/// Owed records that go along with one write.
const N_AT_ONCE: usize = 200;

/// What was written and what was not.
#[derive(Debug, Clone, Default)]
pub(super) struct Ledger {
    last_ticket: u64,
    /// Writes that the stores have not answered, in order.
    under_way: Vec<Write>,
    debts: HashMap<RecordId, Debt>,
    /// Texts that no write has carried, or that were not taken.
    texts: Vec<Rc<ArticleText>>,
    /// Whether there are texts that no write has carried yet.
    has_new_texts: bool,
    /// The number of the first transaction that the second store does not have as it is.
    history_from: Option<u64>,
    /// Why nothing could be read when the page opened.
    unreadable: Option<StorageFailure>,
    /// Whether somebody emptied local storage and has not said yet whether that was meant.
    is_emptied: bool,
    has_no_journal: bool,
    /// Whether both stores were compared since the page opened. Before that nobody knows what the
    /// second one lacks.
    is_compared: bool,
}

/// What is owed to the stores for one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Debt {
    /// The last write that local storage did not take, and why.
    local: Option<(u64, StorageFailure)>,
    /// The last write that the second store did not take.
    journal: Option<u64>,
    /// Whether it was not there when it was read back, and was written once more.
    is_rewritten: bool,
    /// Whether local storage takes it and loses it, again and again.
    is_lost: bool,
}

/// A write that is under way.
#[derive(Debug, Clone)]
struct Write {
    ticket: u64,
    records: Vec<RecordId>,
    texts: Vec<Rc<ArticleText>>,
    history_from: Option<u64>,
}

/// What a write carries besides the records that it is about.
pub(super) struct Owed {
    pub(super) records: Vec<RecordId>,
    pub(super) texts: Vec<Rc<ArticleText>>,
    pub(super) history_from: Option<u64>,
}

impl Debt {
    fn is_owed(&self) -> bool {
        self.local.is_some() || self.journal.is_some() || self.is_lost
    }
}

impl Ledger {
    /// What is to be said about the stores.
    pub(super) fn state(&self) -> StorageState {
        if !self.under_way.is_empty() || !self.is_compared {
            return StorageState::Saving(self.last_ticket);
        }
        let refused = self.debts.values().find_map(|debt| debt.local);
        let refused = refused.map(|(_, failure)| failure).or(self.unreadable);
        let is_lost = self.is_emptied || self.debts.values().any(|debt| debt.is_lost);
        let is_in_journal = !self.owes_journal();
        match refused.or(is_lost.then_some(StorageFailure::Other)) {
            Some(failure) => {
                let is_in_journal = is_in_journal && !self.has_no_journal;
                StorageState::Failed { failure, is_in_journal }
            }
            None if is_in_journal => StorageState::Saved,
            None => {
                let failure = StorageFailure::SecondStore;
                StorageState::Failed { failure, is_in_journal: false }
            }
        }
    }

    /// Whether the second store lacks something.
    pub(super) fn owes_journal(&self) -> bool {
        let is_owed = self.debts.values().any(|debt| debt.journal.is_some());
        is_owed || !self.texts.is_empty() || self.history_from.is_some()
    }

    /// Has a text go along with the next write.
    pub(super) fn keep_text(&mut self, text: Rc<ArticleText>) {
        add(&mut self.texts, &text);
        self.has_new_texts = true;
    }

    /// Whether there are texts that no write has carried yet.
    pub(super) fn has_new_texts(&self) -> bool {
        self.has_new_texts
    }

    /// Has the history from this transaction on go along with the next write.
    pub(super) fn keep_history(&mut self, from: u64) {
        self.history_from = Some(self.history_from.map_or(from, |owed| owed.min(from)));
    }

    /// Transactions have other numbers from now on.
    pub(super) fn forget_history(&mut self) {
        self.history_from = None;
        self.under_way.iter_mut().for_each(|write| write.history_from = None);
    }

    /// What is owed; it counts as being on its way from now on.
    ///
    /// What other writes are about that have no answer yet is among it: should one of those fail and
    /// the browser be killed before anybody knows, the second store would have a later change
    /// without the one before.
    pub(super) fn owed(&mut self) -> Owed {
        let owed = self.debts.iter().filter(|(_, debt)| debt.is_owed()).map(|(id, _)| id);
        let under_way = self.under_way.iter().flat_map(|write| &write.records);
        let records = under_way.chain(owed).take(N_AT_ONCE).cloned().collect();
        let mut texts = std::mem::take(&mut self.texts);
        self.has_new_texts = false;
        let mut history_from = self.history_from.take();
        for write in &self.under_way {
            write.texts.iter().for_each(|text| add(&mut texts, text));
            history_from = match (history_from, write.history_from) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        Owed { records, texts, history_from }
    }

    /// Takes note of a write and numbers it.
    pub(super) fn begin(
        &mut self,
        records: Vec<RecordId>,
        texts: Vec<Rc<ArticleText>>,
        history_from: Option<u64>,
    ) -> u64 {
        self.last_ticket += 1;
        self.under_way.push(Write { ticket: self.last_ticket, records, texts, history_from });
        self.last_ticket
    }

    /// Takes note of what came of a write, once more where the second store answers after it was given
    /// up. Says whether more that is owed should be written now, since the stores take it again.
    pub(super) fn finish(&mut self, ticket: u64, outcome: &Outcome) -> bool {
        let position = self.under_way.iter().position(|write| write.ticket == ticket);
        let Some(write) = position.map(|position| self.under_way.remove(position)) else {
            return self.finish_late(ticket, outcome);
        };
        self.has_no_journal &= !outcome.is_in_journal;
        if outcome.refused.len() < write.records.len() {
            self.unreadable = None;
        }
        let has_second = outcome.is_in_journal || self.has_no_journal;
        // Those that were refused are named in the order in which they were written.
        let mut refused = outcome.refused.iter().peekable();
        for id in write.records {
            let is_refused = refused.next_if(|next| **next == id).is_some();
            let failure = outcome.failure.filter(|_| is_refused);
            self.settle(id, ticket, failure, has_second);
        }
        let are_texts_kept =
            outcome.is_in_journal || self.has_no_journal && outcome.are_texts_local;
        if !are_texts_kept {
            write.texts.iter().for_each(|text| add(&mut self.texts, text));
        }
        if let Some(from) = write.history_from.filter(|_| !has_second) {
            self.keep_history(from);
        }
        let is_well = has_second && outcome.refused.is_empty() && self.under_way.is_empty();
        let is_owed = self.debts.values().any(|debt| debt.local.is_some())
            || outcome.is_in_journal && self.owes_journal();
        is_well && is_owed
    }

    /// The second store has a write after all that was given up. Says whether more should be written.
    fn finish_late(&mut self, ticket: u64, outcome: &Outcome) -> bool {
        if outcome.is_in_journal {
            for debt in self.debts.values_mut() {
                debt.journal = debt.journal.filter(|of_write| *of_write != ticket);
            }
            self.debts.retain(|_, debt| *debt != Debt::default());
        }
        outcome.is_in_journal && self.under_way.is_empty() && self.owes_journal()
    }

    /// A record stands in local storage as it should, or in a later version.
    pub(super) fn found(&mut self, id: &RecordId) {
        if let Some(debt) = self.debts.get_mut(id) {
            *debt = Debt { journal: debt.journal, ..Debt::default() };
        }
        self.forget_paid(id);
    }

    /// A record that was written is not there. Says whether it should be written again at once:
    /// once only, since a store that loses everything would have us write for ever. One whose last
    /// write was refused is not lost: the store has what it took before, and is read back for that.
    pub(super) fn missed(&mut self, id: &RecordId) -> bool {
        let debt = self.debts.entry(id.clone()).or_default();
        if debt.local.is_some() {
            return true;
        }
        debt.is_lost |= debt.is_rewritten;
        debt.is_rewritten = true;
        !debt.is_lost
    }

    /// Both stores were compared, or cannot be.
    pub(super) fn set_compared(&mut self) {
        self.is_compared = true;
    }

    /// There is no second store, so that nothing can be owed to it.
    pub(super) fn has_no_journal(&mut self) {
        self.has_no_journal = true;
        self.is_compared = true;
        // The first store takes them, too, when it is the only one.
        self.has_new_texts = !self.texts.is_empty();
        self.debts.values_mut().for_each(|debt| debt.journal = None);
        self.history_from = None;
    }

    /// Nothing could be read when the page opened.
    pub(super) fn could_not_read(&mut self, failure: StorageFailure) {
        self.unreadable = Some(failure);
    }

    /// Local storage was emptied, or what was in it was written back.
    pub(super) fn set_emptied(&mut self, is_emptied: bool) {
        self.is_emptied = is_emptied;
    }

    /// Whether local storage was emptied and nothing was written back.
    pub(super) fn is_emptied(&self) -> bool {
        self.is_emptied
    }

    /// Everything was deleted. Answers to writes that are under way mean nothing any more.
    pub(super) fn begun_anew(&self) -> Self {
        Self {
            last_ticket: self.last_ticket,
            has_no_journal: self.has_no_journal,
            is_compared: self.is_compared,
            ..Self::default()
        }
    }

    /// Takes note of what became of one record. A later write that failed stays owed.
    fn settle(
        &mut self,
        id: RecordId,
        ticket: u64,
        failure: Option<StorageFailure>,
        is_in_journal: bool,
    ) {
        if failure.is_none() && is_in_journal && !self.debts.contains_key(&id) {
            return;
        }
        let debt = self.debts.entry(id.clone()).or_default();
        let failed_since = |of_write: u64| of_write > ticket;
        debt.local = match failure {
            Some(failure) => Some((ticket, failure)),
            None => debt.local.filter(|(of_write, _)| failed_since(*of_write)),
        };
        debt.journal = match is_in_journal {
            false => Some(ticket),
            true => debt.journal.filter(|of_write| failed_since(*of_write)),
        };
        self.forget_paid(&id);
    }

    fn forget_paid(&mut self, id: &RecordId) {
        if self.debts.get(id).is_some_and(|debt| *debt == Debt::default()) {
            self.debts.remove(id);
        }
    }
}

/// Adds a text that is not there yet.
fn add(texts: &mut Vec<Rc<ArticleText>>, text: &Rc<ArticleText>) {
    if !texts.iter().any(|known| known.hash() == text.hash()) {
        texts.push(text.clone());
    }
}
