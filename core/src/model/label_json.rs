//! Label sets as JSON, which is what defines them.
//!
//! Written by hand instead of derived: the page carries this code, and label sets are rare.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

use super::UnknownFields;
use super::label::{AttributeDefinition, AttributeKind, Choice, Label, LabelSet, LineStyle};

const LINES: [(LineStyle, &str); 4] = [
    (LineStyle::Solid, "solid"),
    (LineStyle::Dotted, "dotted"),
    (LineStyle::Double, "double"),
    (LineStyle::Dashed, "dashed"),
];

const KINDS: [(AttributeKind, &str); 8] = [
    (AttributeKind::Choice, "choice"),
    (AttributeKind::Choices, "choices"),
    (AttributeKind::Text, "text"),
    (AttributeKind::Date, "date"),
    (AttributeKind::Url, "url"),
    (AttributeKind::Urls, "urls"),
    (AttributeKind::Entity, "entity"),
    (AttributeKind::Span, "span"),
];

impl LineStyle {
    /// The style's name in files and in sheets of style.
    pub fn name(self) -> &'static str {
        LINES.iter().find(|(line, _)| *line == self).map_or("solid", |(_, name)| name)
    }
}

impl LabelSet {
    /// Reads a label set; `None` when a field that it needs is missing or of another type.
    pub fn from_json(json: Value) -> Option<Self> {
        let mut fields = object(json)?;
        Some(Self {
            id: text(fields.shift_remove("id")?)?,
            version: match fields.shift_remove("version") {
                Some(version) => u32::try_from(version.as_u64()?).ok()?,
                None => 1,
            },
            labels: all(fields.shift_remove("labels")?, Label::from_json)?,
            unknown: fields,
        })
    }

    /// The label set as it is written.
    pub fn to_json(&self) -> Value {
        let labels: Vec<Value> = self.labels.iter().map(Label::to_json).collect();
        let known = json!({"id": self.id, "version": self.version, "labels": labels});
        with(known, &self.unknown)
    }
}

impl Label {
    /// Reads a label; `None` when a field that it needs is missing or of another type.
    pub fn from_json(json: Value) -> Option<Self> {
        let mut fields = object(json)?;
        Some(Self {
            id: text(fields.shift_remove("id")?)?,
            name: text(fields.shift_remove("name")?)?,
            keys: fields.shift_remove("keys").map_or(Some(Vec::new()), |keys| all(keys, text))?,
            slot: match fields.shift_remove("slot") {
                Some(slot) => u8::try_from(slot.as_u64()?).ok()?,
                None => 1,
            },
            line: match fields.shift_remove("line") {
                Some(line) => named(&LINES, &line)?,
                None => LineStyle::default(),
            },
            attributes: match fields.shift_remove("attributes") {
                Some(attributes) => all(attributes, attribute_from_json)?,
                None => Vec::new(),
            },
            unknown: fields,
        })
    }

    fn to_json(&self) -> Value {
        let attributes: Vec<Value> = self.attributes.iter().map(attribute_to_json).collect();
        let known = json!({
            "id": self.id,
            "name": self.name,
            "keys": self.keys,
            "slot": self.slot,
            "line": self.line.name(),
            "attributes": attributes,
        });
        with(known, &self.unknown)
    }
}

impl Serialize for LabelSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LabelSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Value::deserialize(deserializer)?;
        Self::from_json(json).ok_or_else(|| D::Error::custom("not a label set"))
    }
}

fn attribute_from_json(json: Value) -> Option<AttributeDefinition> {
    let mut fields = object(json)?;
    Some(AttributeDefinition {
        id: text(fields.shift_remove("id")?)?,
        name: text(fields.shift_remove("name")?)?,
        kinds: all(fields.shift_remove("kinds")?, |kind| named(&KINDS, &kind))?,
        choices: match fields.shift_remove("choices") {
            Some(choices) => all(choices, choice_from_json)?,
            None => Vec::new(),
        },
        unknown: fields,
    })
}

fn attribute_to_json(attribute: &AttributeDefinition) -> Value {
    let name_of = |kind: &AttributeKind| {
        KINDS.iter().find(|(known, _)| known == kind).map_or("text", |(_, name)| name)
    };
    let kinds: Vec<&str> = attribute.kinds.iter().map(name_of).collect();
    let mut known = json!({"id": attribute.id, "name": attribute.name, "kinds": kinds});
    if !attribute.choices.is_empty() {
        let choices: Vec<Value> = attribute.choices.iter().map(choice_to_json).collect();
        known["choices"] = choices.into();
    }
    with(known, &attribute.unknown)
}

fn choice_from_json(json: Value) -> Option<Choice> {
    match json {
        Value::String(value) => Some(Choice::Plain(value)),
        json => {
            let mut fields = object(json)?;
            let value = text(fields.shift_remove("value")?)?;
            Some(Choice::Named { value, name: text(fields.shift_remove("name")?)? })
        }
    }
}

fn choice_to_json(choice: &Choice) -> Value {
    match choice {
        Choice::Plain(value) => value.as_str().into(),
        Choice::Named { value, name } => json!({"value": value, "name": name}),
    }
}

fn object(json: Value) -> Option<UnknownFields> {
    match json {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

fn text(json: Value) -> Option<String> {
    match json {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn all<T>(json: Value, read: impl Fn(Value) -> Option<T>) -> Option<Vec<T>> {
    match json {
        Value::Array(items) => items.into_iter().map(read).collect(),
        _ => None,
    }
}

fn named<T: Copy>(names: &[(T, &str)], json: &Value) -> Option<T> {
    names.iter().find(|(_, name)| json == name).map(|(value, _)| *value)
}

fn with(mut known: Value, unknown: &UnknownFields) -> Value {
    if let Some(fields) = known.as_object_mut() {
        fields.extend(unknown.clone());
    }
    known
}
