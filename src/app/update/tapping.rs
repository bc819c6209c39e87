//! Selecting by touch: the first word is tapped, then the last one.

use onrecord_core::model::Selection;
use onrecord_core::text::CharOffset;

use super::super::action::{Effect, Moment};
use super::super::state::AppState;
use super::caret::ground;
use super::marking::select;

/// A first tap selects a word, a second one all from there to its own word. An armed label marks
/// only what was tapped twice. A tap beside words ends it.
pub(super) fn tap(state: &mut AppState, place: CharOffset, moment: Moment) -> Vec<Effect> {
    let word = ground(state).and_then(|ground| ground.word_at(place));
    let first = state.view.first_tap.take();
    state.view.chosen = None;
    state.view.is_caret_home = false;
    let Some(word) = word else {
        state.view.has_tapped = false;
        return select(state, None, moment);
    };
    state.view.has_tapped = true;
    let span = first.map_or(word, |first| first.hull(word));
    let quote = state.view.article.as_ref().map_or("", |view| view.text.slice(span)).to_owned();
    let mut effects = Vec::new();
    if first.is_some() {
        effects.extend(select(state, Some(Selection::over(span)), moment));
    } else {
        state.view.selection = Some(Selection::over(word));
        state.view.first_tap = Some(word);
    }
    if state.view.selection.is_some() {
        let strings = state.strings;
        let text = match first {
            Some(_) => strings.selected(&quote),
            None => strings.first_word(&quote),
        };
        effects.push(Effect::ShowSelection);
        effects.push(Effect::Announce(text));
    }
    effects
}
