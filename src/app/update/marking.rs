//! Marking passages and saying things about marks.

use std::rc::Rc;

use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Attributes, Origin, Reference, Selection,
    Timestamp, UnknownFields,
};
use onrecord_core::text::CharSpan;

use super::super::action::{Effect, Moment};
use super::super::state::{AppState, Caret};
use super::{caret, commit};

/// A new mark in a text of more chunks is drawn in one frame with what stands around it: a frame of a
/// long page is dear, and one is soon enough (ADR 39).
const MOST_CHUNKS_TEXT_FIRST: usize = 32;

pub(super) fn select(
    state: &mut AppState,
    selection: Option<Selection>,
    moment: Moment,
) -> Vec<Effect> {
    let was_selected = state.view.selection.is_some();
    if let Some(selection) = selection {
        state.view.caret = Some(Caret { selection, origin: selection.head });
        state.view.is_caret_home = state.view.is_caret_used;
    }
    state.view.selection = selection;
    state.view.first_tap = None;
    if state.mark_span().is_none() {
        state.select_nothing();
        return if was_selected && selection.is_none() {
            vec![Effect::ClearSelection]
        } else {
            Vec::new()
        };
    }
    match state.view.armed.clone() {
        Some(label) => use_label(state, &label, moment),
        None => Vec::new(),
    }
}

/// With a selection: marks it. With a chosen mark: changes its label. With neither: arms the label.
pub(super) fn use_label(state: &mut AppState, label: &str, moment: Moment) -> Vec<Effect> {
    if state.library.label_set().label(label).is_none() {
        return Vec::new();
    }
    if let Some(span) = state.mark_span() {
        return mark(state, span, label, moment);
    }
    if let Some(chosen) = state.view.chosen.filter(|_| state.view.armed.is_none()) {
        return relabel(state, chosen, label, moment);
    }
    if state.view.armed.as_deref() == Some(label) {
        return disarm(state);
    }
    state.view.armed = Some(label.to_owned());
    vec![Effect::Announce(state.strings.armed(&label_name(state, label)))]
}

pub(super) fn disarm(state: &mut AppState) -> Vec<Effect> {
    match state.view.armed.take() {
        Some(_) => vec![Effect::Announce(state.strings.disarmed().to_owned())],
        None => Vec::new(),
    }
}

fn mark(state: &mut AppState, span: CharSpan, label: &str, moment: Moment) -> Vec<Effect> {
    let Some(article) = state.open_article().map(|article| article.id) else { return Vec::new() };
    state.select_nothing();
    show_label(state, label);
    let name = label_name(state, label);
    if let Some(existing) = same_mark(state, &[span], label) {
        state.view.chosen = Some(existing);
        let text = state.strings.already_marked(&name);
        return vec![Effect::ClearSelection, Effect::Announce(text)];
    }
    let annotation = new_mark(state, article, span, label, moment, 0);
    let id = annotation.id;
    let quote = state.library.text_of(article).map(|text| annotation.quote(text));
    let title = state.strings.did_mark(&name);
    let changes = vec![Change::Annotation(Edit::add(annotation))];
    let mut effects = commit(state, Transaction::new(title, changes), moment);
    state.view.chosen = Some(id);
    state.view.is_hint_shown = false;
    let n_chunks = state.view.article.as_ref().map_or(0, |view| view.chunks.len());
    if n_chunks <= MOST_CHUNKS_TEXT_FIRST {
        effects.push(Effect::DrawTextFirst);
    }
    effects.push(Effect::ClearSelection);
    // On a small screen its card lies over the text.
    effects.push(Effect::Reveal(id));
    effects.push(Effect::Announce(state.strings.marked(&name, &quote.unwrap_or_default())));
    effects
}

/// What is marked with a label is to be seen, even if the label was hidden.
fn show_label(state: &mut AppState, label: &str) {
    if state.view.hidden_labels.iter().any(|hidden| hidden == label) {
        Rc::make_mut(&mut state.view.hidden_labels).retain(|hidden| hidden != label);
    }
}

/// Marks several passages in one step, those left out that are marked so already.
pub(super) fn mark_all(
    state: &mut AppState,
    spans: &[CharSpan],
    label: &str,
    moment: Moment,
) -> Vec<Effect> {
    let Some(view) = &state.view.article else { return Vec::new() };
    let (article, n_chars) = (view.article.id, view.text.n_chars());
    let is_new = |span: &&CharSpan| {
        let is_there = !span.is_empty() && span.end().get() <= n_chars;
        is_there && same_mark(state, &[**span], label).is_none()
    };
    let spans: Vec<CharSpan> = spans.iter().filter(is_new).copied().collect();
    show_label(state, label);
    if spans.is_empty() || state.library.label_set().label(label).is_none() {
        let text = state.strings.already_marked(&label_name(state, label));
        return vec![Effect::Announce(text)];
    }
    let marks = spans.iter().enumerate();
    let marks = marks.map(|(nth, span)| new_mark(state, article, *span, label, moment, nth));
    let changes: Vec<Change> = marks.map(|mark| Change::Annotation(Edit::add(mark))).collect();
    let name = label_name(state, label);
    let title = state.strings.did_mark_all(&name, changes.len());
    let mut effects = commit(state, Transaction::new(title.clone(), changes), moment);
    state.view.is_hint_shown = false;
    effects.push(Effect::Announce(state.strings.done_step(&title)));
    effects
}

/// A mark of this person; `nth` keeps the ids of one moment apart.
fn new_mark(
    state: &AppState,
    article: ArticleId,
    span: CharSpan,
    label: &str,
    moment: Moment,
    nth: usize,
) -> Annotation {
    let now = Timestamp::from_unix_ms(moment.now_ms as i64);
    Annotation {
        id: AnnotationId::from_time(moment.now_ms, moment.random_for(nth)),
        article,
        label: label.to_owned(),
        ranges: vec![span],
        attributes: Attributes::new(),
        note: String::new(),
        annotator: state.annotator.clone(),
        replica: Some(state.replica.id()),
        created: now,
        modified: now,
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}

pub(super) fn relabel(
    state: &mut AppState,
    id: AnnotationId,
    label: &str,
    moment: Moment,
) -> Vec<Effect> {
    let Some(before) = state.library.annotation(id).cloned() else { return Vec::new() };
    let name = label_name(state, label);
    if before.label == label {
        return Vec::new();
    }
    show_label(state, label);
    if same_mark(state, &before.ranges, label).is_some() {
        return vec![Effect::Announce(state.strings.already_marked(&name))];
    }
    let title = state.strings.did_relabel(&name);
    let mut effects = edit(state, id, title, moment, |after| after.label = label.to_owned());
    effects.push(Effect::Announce(state.strings.relabelled(&name)));
    effects
}

pub(super) fn set_attribute(
    state: &mut AppState,
    id: AnnotationId,
    attribute: &str,
    value: Option<AttributeValue>,
    moment: Moment,
) -> Vec<Effect> {
    let Some(annotation) = state.library.annotation(id) else { return Vec::new() };
    let definition = state
        .library
        .label_set()
        .label(&annotation.label)
        .and_then(|label| label.attribute(attribute));
    let title = state.strings.did_set(definition.map_or(attribute, |it| &it.name));
    edit(state, id, title, moment, |after| {
        match value {
            Some(value) => after.attributes.insert(attribute.to_owned(), value),
            None => after.attributes.remove(attribute),
        };
    })
}

/// Points an attribute at the selected passage.
pub(super) fn take_selection(
    state: &mut AppState,
    id: AnnotationId,
    attribute: &str,
    moment: Moment,
) -> Vec<Effect> {
    let (Some(span), Some(annotation)) = (state.mark_span(), state.library.annotation(id)) else {
        return vec![Effect::Announce(state.strings.from_selection_how().to_owned())];
    };
    let before = match annotation.attributes.get(attribute) {
        Some(AttributeValue::Reference(reference)) => reference.clone(),
        Some(AttributeValue::Text(name)) => Reference::named(name.clone()),
        _ => Reference::default(),
    };
    let value = AttributeValue::Reference(Reference { ranges: vec![span], ..before });
    state.select_nothing();
    let mut effects = set_attribute(state, id, attribute, Some(value), moment);
    effects.push(Effect::ClearSelection);
    effects
}

pub(super) fn set_note(
    state: &mut AppState,
    id: AnnotationId,
    note: String,
    moment: Moment,
) -> Vec<Effect> {
    edit(state, id, state.strings.did_note().to_owned(), moment, |after| after.note = note)
}

/// Removes an annotation and the links that would hang in the air.
pub(super) fn delete(state: &mut AppState, id: AnnotationId, moment: Moment) -> Vec<Effect> {
    let Some(annotation) = state.library.annotation(id).cloned() else { return Vec::new() };
    let name = label_name(state, &annotation.label);
    let links = state.library.links_of(id).map(|link| Change::Link(Edit::remove(link)));
    let mut changes: Vec<Change> = links.collect();
    changes.insert(0, Change::Annotation(Edit::remove(&annotation)));
    let title = state.strings.did_delete(&name);
    let mut effects = commit(state, Transaction::new(title, changes), moment);
    effects.push(Effect::FocusArticle);
    effects.push(Effect::Announce(state.strings.deleted(&name)));
    effects
}

pub(super) fn choose(state: &mut AppState, id: Option<AnnotationId>) -> Vec<Effect> {
    state.view.chosen = id.filter(|id| state.library.annotation(*id).is_some());
    match state.view.chosen {
        Some(id) => vec![Effect::Reveal(id)],
        None => vec![Effect::FocusArticle],
    }
}

/// Chooses the innermost of the marks under a click; a further click the next one outwards.
///
/// A click may still name marks that have just been removed.
pub(super) fn click_marks(state: &mut AppState, outermost_first: &[AnnotationId]) -> Vec<Effect> {
    state.view.is_caret_home = false;
    let there = |id: &AnnotationId| state.library.annotation(*id).is_some();
    let marks: Vec<_> = outermost_first.iter().copied().filter(there).collect();
    let position = marks.iter().position(|id| Some(*id) == state.view.chosen);
    let next = match position {
        Some(position) if position > 0 => marks.get(position - 1),
        _ => marks.last(),
    };
    state.view.chosen = next.copied();
    state.view.chosen.map(Effect::Reveal).into_iter().collect()
}

pub(super) fn choose_neighbour(state: &mut AppState, is_next: bool) -> Vec<Effect> {
    let Some(view) = &state.view.article else { return Vec::new() };
    let Some(id) = view.neighbour(&state.library, state.view.chosen, is_next) else {
        return vec![Effect::Announce(state.strings.no_further().to_owned())];
    };
    let order = state.library.order_of(view.article.id);
    let position = order.iter().position(|(_, _, other)| *other == id).unwrap_or_default();
    let Some(annotation) = state.library.annotation(id) else { return Vec::new() };
    let (name, quote) = (label_name(state, &annotation.label), annotation.quote(&view.text));
    let text = state.strings.chosen(&name, &quote, position + 1, order.len());
    let start = annotation.hull().start();
    let mut effects = caret::follow(state, start);
    effects.extend(choose(state, Some(id)));
    effects.push(Effect::Announce(text));
    effects
}

/// Changes one annotation; nothing happens when that leaves it as it was.
pub(super) fn edit(
    state: &mut AppState,
    id: AnnotationId,
    title: String,
    moment: Moment,
    change: impl FnOnce(&mut Annotation),
) -> Vec<Effect> {
    let Some(before) = state.library.annotation(id).cloned() else { return Vec::new() };
    let mut after = Annotation::clone(&before);
    change(&mut after);
    if after == *before {
        return Vec::new();
    }
    after.modified = Timestamp::from_unix_ms(moment.now_ms as i64);
    let changes = vec![Change::Annotation(Edit::replace(&before, after))];
    commit(state, Transaction::new(title, changes), moment)
}

/// The mark of exactly these ranges with this label.
pub(super) fn same_mark(
    state: &AppState,
    ranges: &[CharSpan],
    label: &str,
) -> Option<AnnotationId> {
    let view = state.view.article.as_ref()?;
    let number = view.chunk_at(ranges.first()?.start());
    let here = &view.chunks.get(number)?.annotations;
    let same = here.iter().find(|it| it.ranges == ranges && it.label == label);
    same.map(|annotation| annotation.id)
}

pub(super) fn label_name(state: &AppState, id: &str) -> String {
    state.library.label_set().label(id).map_or(id, |label| &label.name).to_owned()
}
