//! Values of attributes.

use crate::json::Value;
use crate::text::CharSpan;

use super::UnknownFields;

/// What an annotation says for one of its label's attributes.
#[derive(Debug, Clone, PartialEq)]
pub enum AttributeValue {
    /// One choice, a text, a date or a URL.
    Text(String),
    /// Several choices or URLs, in the order given.
    List(Vec<String>),
    /// A person, body or passage.
    Reference(Reference),
    /// A value of a shape this version does not know; kept, and written again.
    Unknown(Value),
}

/// Who or what is meant, by name, by a passage of the same article, or by both.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reference {
    /// The entity's name.
    pub name: Option<String>,
    /// The entity's id in some register.
    pub id: Option<String>,
    /// The passages that name it, in text order, touching none of each other; may be empty.
    pub ranges: Vec<CharSpan>,
    /// What else the file said.
    pub unknown: UnknownFields,
}

impl Reference {
    /// An entity known by its name alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..Self::default() }
    }
}
