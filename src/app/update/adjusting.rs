//! Moving the ends of a mark and giving it more parts: everything said about it stays.

use onrecord_core::caret::{Edge, Unit};
use onrecord_core::model::{Annotation, AnnotationId, Selection};
use onrecord_core::text::{CharOffset, CharSpan};

use super::super::action::{Effect, EndStep, Moment};
use super::super::state::AppState;
use super::caret::ground;
use super::marking::{edit, label_name, same_mark};

/// Moves an end of the chosen mark by a word, or by a character where that is exact.
pub(super) fn step_end(state: &mut AppState, step: EndStep, moment: Moment) -> Vec<Effect> {
    let (Some(chosen), Some(ground)) = (state.chosen(), ground(state)) else { return Vec::new() };
    let Some(place) = end_of(chosen, step.is_start) else { return Vec::new() };
    let id = chosen.id;
    let (unit, edge) = match (step.is_exact, step.is_start) {
        (true, _) => (Unit::Character, Edge::Start),
        (false, true) => (Unit::Word, Edge::Start),
        (false, false) => (Unit::Word, Edge::End),
    };
    let place = ground.step(place, unit, edge, step.is_forward);
    set_end(state, id, step.is_start, place, true, moment)
}

/// Moves the start or the end of a mark to `place`; a word that is cut there is completed unless
/// it is meant exactly.
pub(super) fn set_end(
    state: &mut AppState,
    id: AnnotationId,
    is_start: bool,
    place: CharOffset,
    is_exact: bool,
    moment: Moment,
) -> Vec<Effect> {
    let Some(before) = state.library.annotation(id).cloned() else { return Vec::new() };
    let Some(ranges) = with_end(state, &before, is_start, place, is_exact) else {
        return vec![Effect::Announce(state.strings.cannot_adjust().to_owned())];
    };
    cover(state, &before, ranges, moment)
}

/// Makes the selected passage a part of a mark, such as what follows *he said* in a quotation. Parts
/// that touch become one.
pub(super) fn add_part(state: &mut AppState, id: AnnotationId, moment: Moment) -> Vec<Effect> {
    let (Some(part), Some(before)) = (state.mark_span(), state.library.annotation(id).cloned())
    else {
        return Vec::new();
    };
    state.select_nothing();
    let ranges = with_part(&before.ranges, part);
    let mut effects = cover(state, &before, ranges, moment);
    effects.push(Effect::ClearSelection);
    effects
}

/// Has a mark lie over these ranges, unless another one with its label does.
fn cover(
    state: &mut AppState,
    before: &Annotation,
    ranges: Vec<CharSpan>,
    moment: Moment,
) -> Vec<Effect> {
    let name = label_name(state, &before.label);
    if ranges != before.ranges && same_mark(state, &ranges, &before.label).is_some() {
        return vec![Effect::Announce(state.strings.already_marked(&name))];
    }
    let title = state.strings.did_adjust(&name);
    let mut effects = edit(state, before.id, title, moment, |after| after.ranges = ranges);
    let after = state.library.annotation(before.id).zip(state.library.text_of(before.article));
    let quote = after.map_or(String::new(), |(after, text)| after.quote(text));
    effects.push(Effect::Announce(state.strings.adjusted(&name, &quote)));
    effects
}

/// The ranges of a mark with its start or end moved to `place`; `None` when nothing would be left
/// of the range that is moved.
pub(in super::super) fn with_end(
    state: &AppState,
    annotation: &Annotation,
    is_start: bool,
    place: CharOffset,
    is_exact: bool,
) -> Option<Vec<CharSpan>> {
    let view = state.view.article.as_ref()?;
    let mut ranges = annotation.ranges.clone();
    let range = if is_start { ranges.first_mut()? } else { ranges.last_mut()? };
    let fixed = if is_start { range.end() } else { range.start() };
    let is_kept = if is_start { place < fixed } else { place > fixed };
    let selection = Selection { anchor: fixed, head: place, is_exact };
    let snapped = selection.mark_span(&view.article, &view.text, &*state.segmenter);
    // Only the end that moves is snapped: the other one may have been set exactly.
    let place =
        snapped.filter(|_| is_kept).map(|it| if is_start { it.start() } else { it.end() })?;
    *range = CharSpan::new(fixed, place);
    (!range.is_empty()).then_some(ranges)
}

/// `ranges`, which are in order, with `part`, which becomes one with what it touches or overlaps.
fn with_part(ranges: &[CharSpan], mut part: CharSpan) -> Vec<CharSpan> {
    let mut ranges = ranges.to_vec();
    ranges.retain(|range| {
        let is_apart = range.end() < part.start() || part.end() < range.start();
        if !is_apart {
            part = part.hull(*range);
        }
        is_apart
    });
    let n_before = ranges.iter().take_while(|range| range.start() < part.start()).count();
    ranges.insert(n_before, part);
    ranges
}

fn end_of(annotation: &Annotation, is_start: bool) -> Option<CharOffset> {
    match is_start {
        true => annotation.ranges.first().map(|range| range.start()),
        false => annotation.ranges.last().map(|range| range.end()),
    }
}
