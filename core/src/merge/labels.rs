//! How labels of a file come into the label set.

use crate::model::{Label, LabelSet};

/// `ours` with the labels it lacks: those that `theirs` defines, then those that are only `met`.
/// `None` when it lacks none.
///
/// A label that is here keeps its definition. One that comes in gives up keys that are taken, and
/// a colour that is taken while another is free.
pub fn with_missing_labels<'a>(
    ours: &LabelSet,
    theirs: Option<&LabelSet>,
    met: impl Iterator<Item = &'a str>,
) -> Option<LabelSet> {
    let mut joined = ours.clone();
    for label in theirs.into_iter().flat_map(|theirs| &theirs.labels) {
        if joined.label(&label.id).is_none() {
            add(&mut joined, label.clone());
        }
    }
    for id in met {
        if joined.label(id).is_none() {
            let label = Label::made_from_id(id, joined.labels.len());
            add(&mut joined, label);
        }
    }
    let is_changed = joined.labels.len() > ours.labels.len();
    joined.version = joined.version.saturating_add(1);
    is_changed.then_some(joined)
}

fn add(label_set: &mut LabelSet, mut label: Label) {
    label.keys.retain(|key| label_set.label_for_key(key).is_none());
    let is_taken = |slot: u8| label_set.labels.iter().any(|other| other.slot == slot);
    if is_taken(label.slot)
        && let Some(free) = (1..=8).find(|slot| !is_taken(*slot))
    {
        label.slot = free;
    }
    label_set.labels.push(label);
}
