//! Whether there is anything new to see.
//!
//! After each change the stores answer several times, mostly that all is as it should be. Then
//! nothing is drawn anew.

use super::action::{Action, Place};
use super::state::AppState;

/// What answers of the stores can change on the screen, beside the state of the stores, which is
/// shown without drawing anything anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    percent_used: u8,
    last_message: u32,
}

impl AppState {
    /// What is shown of the stores now, beside their state.
    pub fn shown_of_stores(&self) -> Shown {
        Shown { percent_used: self.view.percent_used, last_message: self.last_message }
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use onrecord_core::model::ReplicaId;
    use onrecord_core::record::{RecordId, TabId};

    use super::*;
    use crate::app::{Effect, Loaded, Moment, Outcome, start, update};

    const MOMENT: Moment = Moment { now_ms: 1_767_863_564_000, random: [7; 10] };

    /// A page that was opened for the first time, and what it has stored.
    fn page() -> (AppState, u64, Vec<(RecordId, Rc<str>)>) {
        let tab = TabId::from_bytes([1; 6]);
        let (state, effects) = start(Loaded::default(), tab, ReplicaId::from_u128(1), MOMENT);
        let stored = effects.into_iter().find_map(|effect| match effect {
            Effect::Persist { ticket, records, .. } => Some((ticket, records)),
            _ => None,
        });
        let (ticket, records) = stored.expect("the sample is stored");
        (state, ticket, records)
    }

    #[test]
    fn what_is_read_back_as_it_was_written_is_no_news() {
        let (mut state, _, records) = page();
        let shown = state.shown_of_stores();
        let records = records.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
        let action = Action::RecordsFound { records, place: Place::ReadBack };
        assert!(state.expects(&action));
        assert!(update(&mut state, action, MOMENT).is_empty());
        assert_eq!(state.shown_of_stores(), shown);
    }

    #[test]
    fn what_is_lost_is_news() {
        let (state, _, records) = page();
        let records = records.into_iter().map(|(id, _)| (id, None)).collect();
        assert!(!state.expects(&Action::RecordsFound { records, place: Place::ReadBack }));
    }

    #[test]
    fn a_write_that_is_done_changes_nothing_but_the_state_of_the_stores() {
        let (mut state, ticket, _) = page();
        let _ = update(&mut state, Action::NoJournal, MOMENT);
        let (storage, shown) = (state.view.storage, state.shown_of_stores());
        let action = Action::Persisted { ticket, outcome: Outcome::default() };
        assert!(state.expects(&action));
        let _ = update(&mut state, action, MOMENT);
        assert_ne!(state.view.storage, storage);
        assert_eq!(state.shown_of_stores(), shown);
    }
}
