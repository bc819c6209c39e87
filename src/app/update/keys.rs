//! Giving commands other keys.

use super::super::action::Effect;
use super::super::commands::{self, NewKey};
use super::super::state::AppState;

/// Gives a command the key `new.to`, unless something else has it.
pub(super) fn set_key(state: &mut AppState, new: NewKey) -> Vec<Effect> {
    state.view.awaited_key = None;
    let taken =
        commands::owner_of(state, &new.to).filter(|owner| *owner != new.command_title(state));
    if let Some(owner) = taken {
        let text = state.strings.key_taken(&commands::key_cap(&new.to, false), &owner);
        state.view.key_note = text.clone();
        return vec![Effect::Announce(text)];
    }
    state.view.key_note = String::new();
    let mut keys = Vec::clone(&state.view.keys);
    keys.retain(|known| (known.command.as_str(), known.key) != (&new.command, new.key));
    keys.push(new);
    state.view.keys = keys.into();
    vec![Effect::PersistPreferences]
}

/// Gives every command its own keys back.
pub(super) fn reset_keys(state: &mut AppState) -> Vec<Effect> {
    state.view.keys = Vec::new().into();
    state.view.key_note = String::new();
    vec![Effect::PersistPreferences]
}
