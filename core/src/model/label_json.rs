//! Label sets as JSON, which is how people define them.

use crate::json::{Fields, Map, Value, Writer};

use super::{AttributeDefinition, AttributeKind, Choice, Label, LabelSet, LineStyle};

impl LabelSet {
    /// The label set that `value` defines; `None` when a part of it cannot be understood.
    pub fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            version: whole_number(&mut fields, "version", 1)?,
            labels: all(fields.list("labels")?, Label::from_json)?,
            unknown: fields.into_rest(),
        })
    }

    /// Writes its definition.
    pub fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.name("id").text(&self.id);
            json.name("version").number(self.version.into());
            json.name("labels").list(|json| {
                self.labels.iter().for_each(|label| label.write(json));
            });
            write_unknown(json, &self.unknown);
        });
    }
}

impl Label {
    /// The label that `value` defines; `None` when a part of it cannot be understood.
    pub fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            keys: fields.take("keys").map_or(Some(Vec::new()), Value::into_strings)?,
            slot: whole_number(&mut fields, "slot", 1)?,
            line: match fields.optional_text("line")? {
                Some(name) => LineStyle::parse(&name)?,
                None => LineStyle::default(),
            },
            attributes: all(fields.optional_list("attributes")?, AttributeDefinition::from_json)?,
            unknown: fields.into_rest(),
        })
    }

    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.name("id").text(&self.id);
            json.name("name").text(&self.name);
            json.name("keys").list(|json| self.keys.iter().for_each(|key| json.text(key)));
            json.name("slot").number(self.slot.into());
            json.name("line").text(self.line.name());
            json.name("attributes").list(|json| {
                self.attributes.iter().for_each(|attribute| attribute.write(json));
            });
            write_unknown(json, &self.unknown);
        });
    }
}

impl AttributeDefinition {
    fn from_json(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            kinds: all(fields.list("kinds")?, |kind| AttributeKind::parse(kind.as_str()?))?,
            choices: all(fields.optional_list("choices")?, Choice::from_json)?,
            unknown: fields.into_rest(),
        })
    }

    fn write(&self, json: &mut Writer) {
        json.object(|json| {
            json.name("id").text(&self.id);
            json.name("name").text(&self.name);
            json.name("kinds").list(|json| {
                self.kinds.iter().for_each(|kind| json.text(kind.name()));
            });
            if !self.choices.is_empty() {
                json.name("choices").list(|json| {
                    self.choices.iter().for_each(|choice| choice.write(json));
                });
            }
            write_unknown(json, &self.unknown);
        });
    }
}

impl Choice {
    fn from_json(value: Value) -> Option<Self> {
        if let Value::String(value) = value {
            return Some(Self::Plain(value));
        }
        let mut fields = Fields::of(value)?;
        Some(Self::Named { value: fields.text("value")?, name: fields.text("name")? })
    }

    fn write(&self, json: &mut Writer) {
        match self {
            Self::Plain(value) => json.text(value),
            Self::Named { value, name } => json.object(|json| {
                json.name("value").text(value);
                json.name("name").text(name);
            }),
        }
    }
}

impl LineStyle {
    const ALL: [Self; 4] = [Self::Solid, Self::Dotted, Self::Double, Self::Dashed];

    /// The style's name in definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Solid => "solid",
            Self::Dotted => "dotted",
            Self::Double => "double",
            Self::Dashed => "dashed",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.name() == name)
    }
}

impl AttributeKind {
    const ALL: [Self; 8] = [
        Self::Choice,
        Self::Choices,
        Self::Text,
        Self::Date,
        Self::Url,
        Self::Urls,
        Self::Entity,
        Self::Span,
    ];

    /// The kind's name in definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::Text => "text",
            Self::Date => "date",
            Self::Url => "url",
            Self::Urls => "urls",
            Self::Entity => "entity",
            Self::Span => "span",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

fn all<T>(values: Vec<Value>, read: impl Fn(Value) -> Option<T>) -> Option<Vec<T>> {
    values.into_iter().map(read).collect()
}

/// A whole number that fits, `default` when there is none.
fn whole_number<T: TryFrom<u64>>(fields: &mut Fields<'_>, name: &str, default: T) -> Option<T> {
    match fields.take(name) {
        Some(value) => value.as_u64()?.try_into().ok(),
        None => Some(default),
    }
}

fn write_unknown(json: &mut Writer, unknown: &Map) {
    for (name, value) in unknown.iter() {
        json.name(name).value(value);
    }
}
