//! One type for each attribute over all rows, since tables have one type for each column.

use std::collections::BTreeMap;

use crate::json::{self, Map, Value, Writer};
use crate::model::{Annotation, AttributeValue, Reference};
use crate::text::ArticleText;

use super::super::Edition;
use super::super::attribute_json::attribute_as_json;
use super::super::native::v1;

/// What stands in the column of an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Texts.
    Texts,
    /// Lists of texts.
    Lists,
    /// Names, ids and passages.
    References,
    /// Values of several types, or of types unknown here: each is written as JSON in a text.
    Json,
}

/// The column of each attribute, by name.
pub type Columns = BTreeMap<String, Column>;

/// The columns that hold all values of the edition.
pub fn columns(edition: &Edition) -> Columns {
    let mut columns = Columns::new();
    let annotations = edition.articles.iter().flat_map(|imported| &imported.annotations);
    for (name, value) in annotations.flat_map(|annotation| &annotation.attributes) {
        let column = column_of(value);
        match columns.get_mut(name) {
            Some(known) if *known != column => *known = Column::Json,
            Some(_) => {}
            None => _ = columns.insert(name.clone(), column),
        }
    }
    columns
}

fn column_of(value: &AttributeValue) -> Column {
    match value {
        AttributeValue::Text(_) => Column::Texts,
        AttributeValue::List(_) => Column::Lists,
        AttributeValue::Reference(reference) if reference.unknown.is_empty() => Column::References,
        AttributeValue::Reference(_) | AttributeValue::Unknown(_) => Column::Json,
    }
}

/// Writes all attributes; those that the annotation lacks are `null`.
pub fn write_attributes(
    json: &mut Writer,
    columns: &Columns,
    annotation: &Annotation,
    text: &ArticleText,
) {
    json.object(|json| {
        for (name, column) in columns {
            json.name(name);
            match (annotation.attributes.get(name), column) {
                (None, _) => json.optional_text(None),
                (Some(value), Column::Json) => json.text(&attribute_as_json(value, text)),
                (Some(AttributeValue::Reference(reference)), _) => {
                    write_reference(json, reference, text);
                }
                (Some(value), _) => v1::write_attribute(json, value, text),
            }
        }
    });
}

/// All four fields, whether there is something in them or not.
fn write_reference(json: &mut Writer, reference: &Reference, text: &ArticleText) {
    let Reference { name, id, ranges, .. } = reference;
    let quote = (!ranges.is_empty()).then(|| v1::quote(text, ranges));
    json.object(|json| {
        json.name("name").optional_text(name.as_deref());
        json.name("id").optional_text(id.as_deref());
        v1::write_ranges(json.name("ranges"), ranges);
        json.name("quote").optional_text(quote.as_deref());
    });
}

/// The attributes of a row, where those named in `as_json` are JSON in a text.
pub fn read_attributes(attributes: Map, as_json: &[Value]) -> Vec<(String, Value)> {
    let is_json = |name: &str| as_json.iter().any(|it| it.as_str() == Some(name));
    let attributes = attributes.into_iter().map(|(name, value)| match value {
        Value::String(text) if is_json(&name) => {
            let value = json::parse(&text);
            (name, value.unwrap_or(Value::String(text)))
        }
        value => (name, without_nulls(value)),
    });
    attributes.filter(|(_, value)| *value != Value::Null).collect()
}

/// An object without the fields that only fill their columns.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(mut fields) => {
            fields.retain(|_, value| *value != Value::Null);
            Value::Object(fields)
        }
        other => other,
    }
}
