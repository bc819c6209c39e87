//! Annotations as they are written: typed, since a page reads ten thousand of them when it opens.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Origin, Reference, ReplicaId, Timestamp,
    UnknownFields,
};
use crate::text::{CharSpan, TextHash};

use super::Stamp;

/// Code points of a quote that are kept beside its ranges; a longer one is cut, with a hash.
const QUOTE_LIMIT: usize = 64;

#[derive(Serialize, Deserialize)]
pub(super) struct StoredAnnotation {
    label: String,
    ranges: Vec<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    /// Names the whole quote where it was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote_hash: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    annotator: String,
    created: String,
    /// Absent when it is the moment of creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    /// Absent when it is the replica of `v`; empty when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replica: Option<String>,
    /// Absent for manual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Value>,
    #[serde(default, skip_serializing_if = "UnknownFields::is_empty")]
    unknown: UnknownFields,
    pub(super) v: Stamp,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) deleted: bool,
}

impl StoredAnnotation {
    pub(super) fn new(
        annotation: &Annotation,
        quote: Option<&str>,
        v: Stamp,
        deleted: bool,
    ) -> Self {
        let cut = quote.and_then(|quote| quote.char_indices().nth(QUOTE_LIMIT));
        let kept = |quote: &str| quote[..cut.map_or(quote.len(), |(end, _)| end)].to_owned();
        let (created, modified) = (annotation.created, annotation.modified);
        Self {
            label: annotation.label.clone(),
            ranges: annotation.ranges.iter().map(|range| pair(*range)).collect(),
            quote: quote.map(kept),
            quote_hash: cut.and(quote).map(short_hash),
            attributes: attributes_to_json(&annotation.attributes),
            note: annotation.note.clone(),
            annotator: annotation.annotator.clone(),
            created: created.to_string(),
            modified: (modified != created).then(|| modified.to_string()),
            replica: match annotation.replica {
                Some(replica) if replica == v.replica => None,
                Some(replica) => Some(replica.to_key()),
                None => Some(String::new()),
            },
            origin: origin_to_json(&annotation.origin),
            unknown: annotation.unknown.clone(),
            v,
            deleted,
        }
    }

    pub(super) fn into_annotation(
        self,
        article: ArticleId,
        id: AnnotationId,
    ) -> Option<Annotation> {
        let created = Timestamp::parse(&self.created)?;
        let replica = match self.replica.as_deref() {
            None => Some(self.v.replica),
            Some("") => None,
            Some(replica) => Some(ReplicaId::parse_key(replica)?),
        };
        Some(Annotation {
            id,
            article,
            label: self.label,
            ranges: spans(&self.ranges).filter(|ranges| !ranges.is_empty())?,
            attributes: attributes_from_json(self.attributes),
            note: self.note,
            annotator: self.annotator,
            replica,
            created,
            modified: self.modified.map_or(Some(created), |text| Timestamp::parse(&text))?,
            origin: self.origin.map_or(Origin::Manual, origin_from_json),
            unknown: self.unknown,
        })
    }
}

fn pair(span: CharSpan) -> (u32, u32) {
    (span.start().get() as u32, span.end().get() as u32)
}

fn spans(pairs: &[(u32, u32)]) -> Option<Vec<CharSpan>> {
    let span = |(start, end): &(u32, u32)| {
        (start < end).then(|| CharSpan::of(*start as usize, *end as usize))
    };
    pairs.iter().map(span).collect()
}

fn attributes_to_json(attributes: &BTreeMap<String, AttributeValue>) -> BTreeMap<String, Value> {
    let value = |value: &AttributeValue| match value {
        AttributeValue::Text(text) => Value::from(text.as_str()),
        AttributeValue::List(texts) => Value::from(texts.clone()),
        AttributeValue::Reference(reference) => reference_to_json(reference),
        AttributeValue::Unknown(value) => value.clone(),
    };
    attributes.iter().map(|(id, attribute)| (id.clone(), value(attribute))).collect()
}

fn attributes_from_json(attributes: BTreeMap<String, Value>) -> BTreeMap<String, AttributeValue> {
    attributes.into_iter().map(|(id, value)| (id, attribute_from_json(value))).collect()
}

fn attribute_from_json(value: Value) -> AttributeValue {
    if let Value::String(text) = value {
        return AttributeValue::Text(text);
    }
    if let Ok(texts) = serde_json::from_value(value.clone()) {
        return AttributeValue::List(texts);
    }
    reference_from_json(&value).map_or(AttributeValue::Unknown(value), AttributeValue::Reference)
}

fn reference_to_json(reference: &Reference) -> Value {
    let mut fields = reference.unknown.clone();
    if let Some(name) = &reference.name {
        fields.insert("name".into(), name.as_str().into());
    }
    if let Some(id) = &reference.id {
        fields.insert("id".into(), id.as_str().into());
    }
    if !reference.ranges.is_empty() {
        let ranges: Vec<Value> = reference
            .ranges
            .iter()
            .map(|range| {
                let (start, end) = pair(*range);
                Value::from(vec![start, end])
            })
            .collect();
        fields.insert("ranges".into(), ranges.into());
    }
    Value::Object(fields)
}

fn reference_from_json(value: &Value) -> Option<Reference> {
    let mut unknown = value.as_object()?.clone();
    let mut take_text = |field: &str| match unknown.remove(field) {
        Some(Value::String(text)) => Some(Some(text)),
        Some(_) => None,
        None => Some(None),
    };
    let (name, id) = (take_text("name")?, take_text("id")?);
    let ranges: Vec<(u32, u32)> = match unknown.remove("ranges") {
        Some(ranges) => serde_json::from_value(ranges).ok()?,
        None => Vec::new(),
    };
    Some(Reference { name, id, ranges: spans(&ranges)?, unknown })
}

fn origin_to_json(origin: &Origin) -> Option<Value> {
    match origin {
        Origin::Manual => None,
        Origin::Suggestion { rule, score } => {
            Some(serde_json::json!({"kind": "suggestion", "rule": rule, "score": score}))
        }
        Origin::Import { file, id } => {
            Some(serde_json::json!({"kind": "import", "file": file, "id": id}))
        }
        Origin::Unknown(value) => Some(value.clone()),
    }
}

fn origin_from_json(value: Value) -> Origin {
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let known = match (value["kind"].as_str(), text("rule"), value["score"].as_f64(), text("file"))
    {
        (Some("suggestion"), Some(rule), Some(score), _) => Origin::Suggestion { rule, score },
        (Some("import"), _, _, Some(file)) => Origin::Import { file, id: text("id") },
        _ => return Origin::Unknown(value),
    };
    // An origin that says more than we know is kept as it is.
    if origin_to_json(&known).as_ref() == Some(&value) { known } else { Origin::Unknown(value) }
}

fn short_hash(text: &str) -> String {
    let mut hash = URL_SAFE_NO_PAD.encode(TextHash::of(text).as_bytes());
    hash.truncate(11);
    hash
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}
