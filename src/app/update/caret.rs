//! The caret in the article: where it goes, what it selects, and what is said of it.

use onrecord_core::caret::{Edge, Ground, Unit};
use onrecord_core::model::Selection;
use onrecord_core::text::{CharOffset, CharSpan, is_blank, runs_right_to_left};

use super::super::action::{By, CaretStep, Effect};
use super::super::state::{AppState, Caret};
use super::super::strings::Strings;

/// The caret is in use from now on: where it was, at the ends of the selection or of the chosen
/// mark, else at `place`.
pub(super) fn enter(state: &mut AppState, place: CharOffset) -> Vec<Effect> {
    state.view.is_caret_used = true;
    state.view.is_caret_home = true;
    let selected = state.view.selection;
    let kept = state.view.caret.map(|caret| caret.selection);
    let chosen = || {
        let open = state.view.open;
        let chosen = state.chosen().filter(|chosen| Some(chosen.article) == open);
        chosen.map(|chosen| collapsed(chosen.hull().start()))
    };
    let selection = selected.or(kept).or_else(chosen).unwrap_or_else(|| collapsed(place));
    put(state, selection, selection.head)
}

/// The caret is left for the page; it stays where it is.
pub(super) fn leave(state: &mut AppState) -> Vec<Effect> {
    state.view.is_caret_used = false;
    state.view.is_caret_home = false;
    vec![Effect::FocusArticle]
}

/// Takes a step.
pub(super) fn step(state: &mut AppState, step: CaretStep) -> Vec<Effect> {
    let Some(caret) = state.view.caret else { return Vec::new() };
    if step.by == By::Line {
        return vec![Effect::StepLine(step)];
    }
    let Some(ground) = ground(state) else { return Vec::new() };
    let before = caret.selection;
    let Some((anchor, head, origin)) = target(&ground, caret, step) else {
        return vec![Effect::Announce(state.strings.no_further().to_owned())];
    };
    let anchor = if step.is_extending { before.anchor } else { anchor };
    let is_exact = step.is_exact || (step.is_extending && before.is_exact);
    let after = Selection { anchor, head, is_exact };
    if after == before {
        return vec![Effect::Announce(state.strings.no_further().to_owned())];
    }
    let reached = reached(&ground, step, after);
    go(state, after, origin, reached, step.is_extending)
}

/// Goes to a place that only what draws the text could know; `line` is what stands around it.
pub(super) fn step_to(
    state: &mut AppState,
    head: CharOffset,
    line: CharSpan,
    is_extending: bool,
) -> Vec<Effect> {
    let Some(caret) = state.view.caret else { return Vec::new() };
    let Some(ground) = ground(state) else { return Vec::new() };
    let head = ground.settle(head);
    let anchor = if is_extending { caret.selection.anchor } else { head };
    let after = Selection { anchor, head, is_exact: is_extending && caret.selection.is_exact };
    go(state, after, head, line, is_extending)
}

/// Puts the caret at the start of what was chosen with it.
pub(super) fn follow(state: &mut AppState, place: CharOffset) -> Vec<Effect> {
    match state.view.is_caret_used {
        true => put(state, collapsed(place), place),
        false => Vec::new(),
    }
}

/// Where a step leads: anchor, head, and where growing begins. `None` where nothing further is.
fn target(
    ground: &Ground<'_>,
    caret: Caret,
    step: CaretStep,
) -> Option<(CharOffset, CharOffset, CharOffset)> {
    let Selection { head, .. } = caret.selection;
    let span = caret.selection.span();
    let is_forward = match step.by {
        By::Character | By::Word => is_forward(ground, head, step.is_forward),
        _ => step.is_forward,
    };
    let edge = if is_forward { Edge::End } else { Edge::Start };
    let is_plain = !step.is_extending;
    let place = match step.by {
        // A plain step by a character ends a selection at its side.
        By::Character if is_plain && !span.is_empty() => {
            if is_forward {
                span.end()
            } else {
                span.start()
            }
        }
        By::Character => ground.step_character(head, is_forward),
        By::Word => ground.step(head, Unit::Word, edge, is_forward),
        By::Block if is_plain => ground.step(head, Unit::Block, Edge::Start, is_forward),
        By::Block => ground.step(head, Unit::Block, edge, is_forward),
        By::BlockEdge => {
            let block = ground.block_at(head)?.range;
            if is_forward { block.end() } else { block.start() }
        }
        By::Text => {
            if is_forward {
                ground.bounds().end()
            } else {
                ground.bounds().start()
            }
        }
        By::Sentence | By::Quotation => {
            let unit = if step.by == By::Sentence { Unit::Sentence } else { Unit::Quotation };
            if step.is_extending {
                ground.step(head, unit, edge, is_forward)
            } else {
                let found = ground.neighbour(span, unit, is_forward)?;
                return Some((found.start(), found.end(), found.start()));
            }
        }
        By::Structure => {
            let found = match step.is_forward {
                true => ground.widened(span),
                false => ground.narrowed(span, caret.origin),
            };
            return Some((found.start(), found.end(), caret.origin));
        }
        By::Line => return None,
    };
    Some((place, place, place))
}

/// Arrows point to a side; which way that is depends on the block.
fn is_forward(ground: &Ground<'_>, head: CharOffset, is_rightward: bool) -> bool {
    let block = ground.block_at(head);
    let is_turned = block.is_some_and(|block| runs_right_to_left(ground.text.slice(block.range)));
    is_rightward != is_turned
}

/// What a reader would want to hear after a plain step.
fn reached(ground: &Ground<'_>, step: CaretStep, after: Selection) -> CharSpan {
    if !after.span().is_empty() {
        return after.span();
    }
    let head = after.head;
    let ahead = |unit| match unit {
        Unit::Character => CharSpan::new(head, ground.step_character(head, true)),
        _ => ground.neighbour(CharSpan::new(head, head), unit, true).unwrap_or_default(),
    };
    let block = ground.block_at(head).map_or(CharSpan::default(), |block| block.range);
    match step.by {
        // A word that was left at its end is behind the caret.
        By::Word => {
            let start = ground.step(head, Unit::Word, Edge::Start, false);
            let end = ground.step(start, Unit::Word, Edge::End, true);
            if end == head { CharSpan::new(start, end) } else { ahead(Unit::Word) }
        }
        By::Block | By::Text => block,
        _ => ahead(Unit::Character),
    }
}

fn go(
    state: &mut AppState,
    after: Selection,
    origin: CharOffset,
    reached: CharSpan,
    is_extending: bool,
) -> Vec<Effect> {
    let before = state.view.caret.map_or(after, |caret| caret.selection);
    let text = spoken(state, before, after, reached, is_extending);
    let mut effects = put(state, after, origin);
    effects.push(Effect::Announce(text));
    effects
}

fn put(state: &mut AppState, selection: Selection, origin: CharOffset) -> Vec<Effect> {
    state.view.caret = Some(Caret { selection, origin });
    state.view.selection = Some(selection);
    if state.mark_span().is_none() {
        state.view.selection = None;
    }
    vec![Effect::ShowCaret]
}

fn spoken(
    state: &AppState,
    before: Selection,
    after: Selection,
    reached: CharSpan,
    is_extending: bool,
) -> String {
    let strings = state.strings;
    let Some(view) = &state.view.article else { return String::new() };
    let readable = |span: CharSpan| {
        let text = view.text.slice(span);
        if text.chars().all(is_blank) { strings.blank().to_owned() } else { text.to_owned() }
    };
    let text = if is_extending {
        let passed = readable(CharSpan::new(before.head, after.head));
        let has_grown = after.span().len() >= before.span().len();
        if has_grown { strings.selected(&passed) } else { strings.unselected(&passed) }
    } else if after.span().is_empty() {
        readable(reached)
    } else {
        strings.selected(&readable(after.span()))
    };
    let (left, entered) = (labels_at(state, before.head), labels_at(state, after.head));
    let news = |one: &[String], other: &[String], say: fn(&Strings, &str) -> String| {
        let new = one.iter().filter(|label| !other.contains(label));
        new.map(|label| format!(", {}", say(strings, label))).collect::<String>()
    };
    let begins = news(&entered, &left, Strings::mark_begins);
    let ends = news(&left, &entered, Strings::mark_ends);
    text + &ends + &begins
}

/// The names of the labels of the marks over the character at `place`.
fn labels_at(state: &AppState, place: CharOffset) -> Vec<String> {
    let Some(view) = &state.view.article else { return Vec::new() };
    let Some(chunk) = view.chunks.get(view.chunk_at(place)) else { return Vec::new() };
    let covers = |range: &CharSpan| range.start() <= place && place < range.end();
    let there = chunk.annotations.iter().filter(|it| it.ranges.iter().any(covers));
    there.map(|it| super::marking::label_name(state, &it.label)).collect()
}

pub(super) fn ground(state: &AppState) -> Option<Ground<'_>> {
    let view = state.view.article.as_ref()?;
    Some(Ground { text: &view.text, blocks: &view.article.blocks, segmenter: &*state.segmenter })
}

fn collapsed(place: CharOffset) -> Selection {
    Selection { anchor: place, head: place, is_exact: false }
}
