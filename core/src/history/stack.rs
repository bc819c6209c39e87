//! Undo and redo.

use crate::model::Library;

use super::{Conflict, Transaction};

/// The transactions of one tab, oldest first, and how many of them are in force.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// How many transactions were forgotten before the oldest.
    n_forgotten: usize,
    transactions: Vec<Transaction>,
    n_done: usize,
}

/// A direction through the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Back.
    Undo,
    /// Forth.
    Redo,
}

impl History {
    /// A history as it was kept: its first transaction has the number `n_forgotten`, and those
    /// with numbers below `n_done` are in force.
    pub fn restore(n_forgotten: usize, transactions: Vec<Transaction>, n_done: usize) -> Self {
        let n_done = n_done.saturating_sub(n_forgotten).min(transactions.len());
        Self { n_forgotten, transactions, n_done }
    }

    /// Puts what was done meanwhile, in `later`, behind this history; what could be redone before
    /// is forgotten when there is any.
    pub fn followed_by(mut self, later: Self) -> Self {
        if later.transactions.is_empty() {
            return self;
        }
        self.transactions.truncate(self.n_done);
        self.n_done += later.n_done;
        self.transactions.extend(later.transactions);
        self
    }

    /// Applies `transaction` and remembers it; what was undone before is forgotten.
    ///
    /// # Errors
    /// As [`Transaction::apply`]; nothing is remembered then.
    pub fn commit(
        &mut self,
        library: &mut Library,
        transaction: Transaction,
    ) -> Result<(), Conflict> {
        transaction.apply(library)?;
        self.transactions.truncate(self.n_done);
        self.transactions.push(transaction);
        self.n_done += 1;
        Ok(())
    }

    /// The transaction that `step` would take back or repeat.
    pub fn next(&self, step: Step) -> Option<&Transaction> {
        let position = match step {
            Step::Undo => self.n_done.checked_sub(1)?,
            Step::Redo => self.n_done,
        };
        self.transactions.get(position)
    }

    /// Takes back or repeats one transaction and returns what was applied; `None` at the end.
    ///
    /// # Errors
    /// When something else has changed the same thing since. The library stays as it is then, and
    /// the transaction is passed over: it does not bar the way to those beyond it.
    pub fn step(
        &mut self,
        library: &mut Library,
        step: Step,
    ) -> Option<Result<Transaction, Conflict>> {
        let transaction = self.next(step)?;
        let applied = match step {
            Step::Undo => transaction.inverse(),
            Step::Redo => transaction.clone(),
        };
        match step {
            Step::Undo => self.n_done -= 1,
            Step::Redo => self.n_done += 1,
        }
        Some(applied.apply(library).map(|()| applied))
    }

    /// All transactions that are remembered, oldest first.
    pub fn transactions(&self) -> &[Transaction] {
        &self.transactions
    }

    /// The number of the oldest transaction that is remembered.
    pub fn n_forgotten(&self) -> usize {
        self.n_forgotten
    }

    /// The number of the next transaction: how many are in force, the forgotten ones included.
    pub fn n_done(&self) -> usize {
        self.n_forgotten + self.n_done
    }
}
