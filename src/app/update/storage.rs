//! What the stores and other tabs say.

use std::rc::Rc;

use onrecord_core::model::Annotation;
use onrecord_core::record::{Body, Joined, Key, Record, RecordId};

use super::super::action::{Effect, Moment, StorageFailure};
use super::super::state::{AppState, MessageKind, StorageState};
use super::articles;

/// The write with this number is done; "saved" is shown only when it is the last one.
pub(super) fn persisted(
    state: &mut AppState,
    ticket: u64,
    failure: Option<StorageFailure>,
) -> Vec<Effect> {
    match (failure, state.view.storage) {
        (Some(failure), _) => state.view.storage = StorageState::Failed(failure),
        (None, StorageState::Saving(last)) if last == ticket => {
            state.view.storage = StorageState::Saved;
        }
        (None, _) => {}
    }
    Vec::new()
}

/// Joins copies of records that came from elsewhere. Where ours is later, it is written again.
pub(super) fn records_found(
    state: &mut AppState,
    found: &[(RecordId, Rc<str>)],
    moment: Moment,
) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut ours_are_later = Vec::new();
    let mut is_other_article = false;
    for (id, raw) in found {
        match state.replica.join(id, raw, moment.now_ms) {
            Ok(Joined::Same) => {}
            Ok(Joined::Taken { record, overruled }) => {
                is_other_article |= matches!(record.body, Body::Article(_) | Body::LabelSet(_));
                take(state, record);
                if overruled.is_some() {
                    let text = state.strings.changed_elsewhere.to_owned();
                    state.tell(MessageKind::Info, text, Vec::new());
                }
            }
            Ok(Joined::Kept { .. }) => {
                if let Some(entry) = state.replica.entry(id) {
                    ours_are_later.push((id.clone(), entry.raw.clone()));
                }
            }
            Err(_) => {
                effects.push(Effect::Quarantine { key: Key::Record(id.clone()), raw: raw.clone() });
                if let Some(entry) = state.replica.entry(id) {
                    ours_are_later.push((id.clone(), entry.raw.clone()));
                }
            }
        }
    }
    if is_other_article {
        articles::show_open(state);
    }
    if !ours_are_later.is_empty() {
        state.last_ticket += 1;
        effects.push(Effect::Persist { ticket: state.last_ticket, records: ours_are_later });
    }
    effects
}

/// Takes a record into the library and redraws what shows it.
fn take(state: &mut AppState, record: Record) {
    let id = match &record.body {
        Body::Annotation(annotation) => Some(annotation.id),
        _ => None,
    };
    let at = |state: &AppState| id.and_then(|id| state.library.annotation(id).cloned());
    let before = at(state);
    state.library.take(record);
    let after: Option<Rc<Annotation>> = at(state);
    if let Some(view) = &mut state.view.article {
        view.annotation_changed(&state.library, before.as_deref(), after.as_deref());
    }
    if after.is_none() && id.is_some() && id == state.view.chosen {
        state.view.chosen = None;
    }
}
