//! Notes that were being typed when their tab was closed or crashed.

use super::super::action::{Action, Draft, Effect, Moment};
use super::super::state::{AppState, MessageKind};
use super::marking;

/// Letters of a draft that a message shows.
const N_SHOWN: usize = 60;

/// Offers each draft that is not what its note says anyway.
pub(super) fn found(state: &mut AppState, drafts: Vec<Draft>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for draft in drafts {
        let annotation = state.library.annotation(draft.annotation);
        if draft.text.is_empty() || annotation.is_some_and(|it| it.note == draft.text) {
            effects.push(Effect::ForgetDraft(draft.name));
            continue;
        }
        let strings = state.strings;
        let mut shown: String = draft.text.chars().take(N_SHOWN).collect();
        if shown.len() < draft.text.len() {
            shown.push('…');
        }
        let drop = (strings.discard().to_owned(), Action::DropDraft(draft.name.clone()));
        let take =
            annotation.is_some().then(|| (strings.use_draft().to_owned(), Action::UseDraft(draft)));
        let actions = take.into_iter().chain([drop]).collect();
        state.tell(MessageKind::Info, strings.draft_found(&shown), actions);
    }
    effects
}

/// Makes a draft the note of its annotation, and shows it.
pub(super) fn take(state: &mut AppState, draft: Draft, moment: Moment) -> Vec<Effect> {
    let id = draft.annotation;
    let mut effects = marking::set_note(state, id, draft.text, moment);
    if let Some(article) = state.library.annotation(id).map(|annotation| annotation.article) {
        effects.extend(super::articles::open(state, article));
        effects.extend(marking::choose(state, Some(id)));
    }
    effects.push(Effect::ForgetDraft(draft.name));
    effects
}
