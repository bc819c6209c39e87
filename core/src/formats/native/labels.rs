//! The label set of a file, and labels that it uses without defining them.

use std::collections::HashSet;

use serde_json::value::RawValue;

use crate::json::Value;
use crate::model::{Label, LabelSet, UnknownFields};
use crate::phrase::phrase;

use super::super::ProblemKind;
use super::fields::{self, Fields};
use super::place::Place;
use super::read::Reader;

/// The id of a label set that a file uses without naming it.
const UNNAMED: &str = "labels";

/// The labels met so far.
#[derive(Default)]
pub struct Labels {
    /// Ids of the file's label set, where there is one.
    defined: Option<HashSet<String>>,
    /// Ids that are in no label set, in the order in which they were met.
    undefined: Vec<String>,
}

impl Labels {
    /// Whether `label` is met for the first time and should have been defined.
    pub fn meet(&mut self, label: &str) -> bool {
        if self.defined.as_ref().is_some_and(|defined| defined.contains(label))
            || self.undefined.iter().any(|met| met == label)
        {
            return false;
        }
        self.undefined.push(label.to_owned());
        self.defined.is_some()
    }

    /// The file's own label set, else one of the labels met.
    pub fn complete(&self, label_set: Option<LabelSet>) -> Option<LabelSet> {
        if label_set.is_some() || self.undefined.is_empty() {
            return label_set;
        }
        let labels = self.undefined.iter().enumerate();
        let labels = labels.map(|(position, id)| Label::made_from_id(id, position)).collect();
        let unknown = UnknownFields::new();
        Some(LabelSet { id: UNNAMED.to_owned(), version: 1, labels, unknown })
    }
}

/// Takes the label set out of the file. A label that cannot be read costs only itself.
pub fn read_label_set<'a>(reader: &mut Reader<'a>, top: &mut Fields<'a>) -> Option<LabelSet> {
    let raw = top.take("label_set")?;
    let place = Place::TOP.field("label_set");
    let Some(mut fields) = Fields::parse(raw) else {
        reader.leave_out(
            &place,
            ProblemKind::WrongType { expected: phrase!("an object") },
            raw.get(),
        );
        return None;
    };
    let id = reader.string(&mut fields, "id", &place).unwrap_or_else(|| UNNAMED.to_owned());
    let version = read_version(reader, &mut fields, &place);
    let labels = read_labels(reader, &mut fields, &place);
    let unknown = reader.unknown(fields, &place);
    reader.labels.defined = Some(labels.iter().map(|label| label.id.clone()).collect());
    Some(LabelSet { id, version, labels, unknown })
}

fn read_version<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, place: &Place<'_>) -> u32 {
    let Some(raw) = fields.take("version") else { return 1 };
    serde_json::from_str(raw.get()).unwrap_or_else(|_| {
        let kind = ProblemKind::WrongType { expected: phrase!("a whole number") };
        reader.leave_out(&place.field("version"), kind, raw.get());
        1
    })
}

fn read_labels<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    place: &Place<'_>,
) -> Vec<Label> {
    let place = place.field("labels");
    let mut labels: Vec<Label> = Vec::new();
    for (label_idx, raw) in
        reader.list(fields, "labels", &place).unwrap_or_default().into_iter().enumerate()
    {
        let place = place.index(label_idx);
        match read_label(raw) {
            None => {
                let kind = ProblemKind::WrongType { expected: phrase!("a label with an id") };
                reader.leave_out(&place, kind, raw.get());
            }
            Some(label) if labels.iter().any(|earlier| earlier.id == label.id) => {
                let kind = ProblemKind::UnknownValue { found: label.id };
                reader.leave_out(&place, kind, raw.get());
            }
            Some(label) => labels.push(label),
        }
    }
    labels
}

fn read_label(raw: &RawValue) -> Option<Label> {
    let mut label = fields::value(raw)?.into_object()?;
    if !label.contains_key("name") {
        let id = label.get("id").cloned().unwrap_or(Value::Null);
        label.insert("name", id);
    }
    Label::from_json(label.into())
}
