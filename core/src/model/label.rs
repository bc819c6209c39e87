//! Label sets: which labels there are, how they look, and what can be said with them.
//!
//! A label set is data. Its serialised form is its definition, so these types, unlike the other
//! ones of the model, are serialised directly.

use crate::json;

use super::UnknownFields;

/// The claims, quotes and pledges that the page begins with.
pub const BUILT_IN_LABEL_SET: &str = include_str!("presets/claims_quotes_pledges.json");

/// The labels of a library.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelSet {
    /// Its name for programs.
    pub id: String,
    /// Counts its changes.
    pub version: u32,
    /// In the order of the buttons.
    pub labels: Vec<Label>,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// One label.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Its name for programs, without blanks.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Single characters that mark with it, such as `1` and `c`.
    pub keys: Vec<String>,
    /// Which of the eight colours it has, `1..=8`.
    pub slot: u8,
    /// How it underlines.
    pub line: LineStyle,
    /// What can be said with it; every attribute is optional.
    pub attributes: Vec<AttributeDefinition>,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// How a label underlines, so that labels differ by more than colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LineStyle {
    /// One line.
    #[default]
    Solid,
    /// Dots.
    Dotted,
    /// Two lines.
    Double,
    /// Dashes.
    Dashed,
}

/// Something that can be said with a label.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeDefinition {
    /// Its name for programs, unique within the label.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What kinds of values it takes; at least one.
    pub kinds: Vec<AttributeKind>,
    /// The values of `choice` and `choices`, in order.
    pub choices: Vec<Choice>,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// One allowed value.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// A value that is its own name.
    Plain(String),
    /// A value with a name for people.
    Named {
        /// The value.
        value: String,
        /// What people read.
        name: String,
    },
}

/// A kind of value that an attribute takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttributeKind {
    /// One of the choices.
    Choice,
    /// Any number of the choices.
    Choices,
    /// Free text.
    Text,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// One web address.
    Url,
    /// Any number of web addresses.
    Urls,
    /// A person or body, by name.
    Entity,
    /// A passage of the same article.
    Span,
}

impl LabelSet {
    /// Claims, quotes and pledges.
    pub fn built_in() -> Self {
        let read = json::parse(BUILT_IN_LABEL_SET).and_then(Self::from_json);
        read.expect("a test reads the built-in label set")
    }

    /// The label with this id.
    pub fn label(&self, id: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == id)
    }

    /// The label that `key` marks with.
    pub fn label_for_key(&self, key: &str) -> Option<&Label> {
        self.labels.iter().find(|label| label.keys.iter().any(|of_label| of_label == key))
    }
}

impl Label {
    /// A label known by its id alone, as a file of another tool brings it; `position` settles its
    /// colour and line.
    pub fn made_from_id(id: &str, position: usize) -> Self {
        let lines = [LineStyle::Solid, LineStyle::Dotted, LineStyle::Double, LineStyle::Dashed];
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            keys: Vec::new(),
            slot: (position % 8) as u8 + 1,
            line: lines[position % lines.len()],
            attributes: Vec::new(),
            unknown: UnknownFields::new(),
        }
    }

    /// The attribute with this id.
    pub fn attribute(&self, id: &str) -> Option<&AttributeDefinition> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }
}

impl AttributeDefinition {
    /// Whether values of this kind are allowed.
    pub fn takes(&self, kind: AttributeKind) -> bool {
        self.kinds.contains(&kind)
    }
}

impl Choice {
    /// What is stored.
    pub fn value(&self) -> &str {
        match self {
            Self::Plain(value) | Self::Named { value, .. } => value,
        }
    }

    /// What people read.
    pub fn name(&self) -> &str {
        match self {
            Self::Plain(name) | Self::Named { name, .. } => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn built_in_label_set_has_unique_ids_keys_and_slots() {
        let label_set = LabelSet::built_in();
        let labels = &label_set.labels;
        let ids: BTreeSet<_> = labels.iter().map(|label| &label.id).collect();
        let keys: Vec<_> = labels.iter().flat_map(|label| &label.keys).collect();
        let slots: BTreeSet<_> = labels.iter().map(|label| label.slot).collect();
        assert_eq!(ids.len(), labels.len());
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(slots.len(), labels.len());
        assert!(slots.iter().all(|slot| (1..=8).contains(slot)));
    }

    #[test]
    fn choices_stand_exactly_where_values_are_chosen() {
        for attribute in LabelSet::built_in().labels.iter().flat_map(|label| &label.attributes) {
            let is_choice =
                attribute.takes(AttributeKind::Choice) || attribute.takes(AttributeKind::Choices);
            assert_eq!(is_choice, !attribute.choices.is_empty(), "{}", attribute.id);
            assert!(!attribute.kinds.is_empty(), "{}", attribute.id);
        }
    }
}
