//! Whether there is anything new to see.
//!
//! After each change the stores answer several times, mostly that all is as it should be. Then
//! nothing is drawn anew.

use super::action::{Action, Place};
use super::state::{AppState, StorageState};

/// What answers of the stores can change on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    storage: StorageState,
    percent_used: u8,
    last_message: u32,
}

impl AppState {
    /// What is shown of the stores now.
    pub fn shown_of_stores(&self) -> Shown {
        Shown {
            storage: self.view.storage,
            percent_used: self.view.percent_used,
            last_message: self.last_message,
        }
    }

    /// Whether `action` is an answer of a store that can change nothing but what is shown of the
    /// stores: a write is done, or what was written is still there.
    pub fn expects(&self, action: &Action) -> bool {
        let is_ours = |id, raw: &str| self.replica.entry(id).is_some_and(|it| *it.raw == *raw);
        match action {
            Action::Persisted { .. } => true,
            Action::RecordsFound { records, place: Place::ReadBack } => {
                records.iter().all(|(id, raw)| raw.as_deref().is_some_and(|raw| is_ours(id, raw)))
            }
            _ => false,
        }
    }
}
