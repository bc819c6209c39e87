//! Annotations: what was marked, as what, by whom.

use std::cmp::Reverse;

use litemap::LiteMap;

use crate::json::{Number, Value};
use crate::text::{ArticleText, CharSpan};

use super::{
    AnnotationId, ArticleId, AttributeValue, OrderKey, ReplicaId, Timestamp, UnknownFields,
};

/// Stands between the ranges of an annotation in its quote.
pub const QUOTE_JOINER: &str = " … ";

/// Values by the id of the attribute, sorted by that. There are few, so they stand in a list.
pub type Attributes = LiteMap<String, AttributeValue>;

/// One or more ranges of an article's text, with a label and what is said about them.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotation {
    /// Its name, the same in every copy.
    pub id: AnnotationId,
    /// The article whose text is marked.
    pub article: ArticleId,
    /// The id of its label in the label set.
    pub label: String,
    /// What is marked: at least one range, in text order, not overlapping.
    pub ranges: Vec<CharSpan>,
    /// What is said about it; attributes without a value are absent.
    pub attributes: Attributes,
    /// Free text; empty for none.
    pub note: String,
    /// The name of the person who made it.
    pub annotator: String,
    /// The browser profile in which it was made.
    pub replica: Option<ReplicaId>,
    /// When it was made.
    pub created: Timestamp,
    /// When a person last changed it.
    pub modified: Timestamp,
    /// How it came about.
    pub origin: Origin,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// How an annotation came about.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Origin {
    /// A person marked the passage.
    #[default]
    Manual,
    /// A rule proposed it and a person accepted it.
    Suggestion {
        /// The rule's name.
        rule: String,
        /// How sure the rule was, from 0 to 1, as it was written.
        score: Number,
    },
    /// It was read from another tool's file.
    Import {
        /// The file's name.
        file: String,
        /// The annotation's id in that file.
        id: Option<String>,
    },
    /// An origin that only the file knows.
    Unknown(Value),
}

impl Annotation {
    /// From the first start to the last end of its ranges.
    pub fn hull(&self) -> CharSpan {
        self.ranges.iter().copied().reduce(CharSpan::hull).unwrap_or_default()
    }

    /// Its place in reading order.
    pub fn order_key(&self) -> OrderKey {
        let hull = self.hull();
        (hull.start(), Reverse(hull.end()), self.id)
    }

    /// The text of the ranges, joined by [`QUOTE_JOINER`].
    pub fn quote(&self, text: &ArticleText) -> String {
        quote(text, &self.ranges)
    }
}

/// The text of `ranges`, joined by [`QUOTE_JOINER`].
pub fn quote(text: &ArticleText, ranges: &[CharSpan]) -> String {
    let parts: Vec<&str> = ranges.iter().map(|range| text.slice(*range)).collect();
    parts.join(QUOTE_JOINER)
}
