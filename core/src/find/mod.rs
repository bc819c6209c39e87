//! Finds words and patterns in texts.
//!
//! Words are found by comparing letters whatever their case, in every script (Unicode's simple
//! folding); composed and decomposed letters are not made alike, so that a hit is exactly what
//! stands there. Patterns have no look-around and no back-references, so that each hit is found in
//! time linear in the text. In patterns, letters of other case and classes such as `\w` are those
//! of ASCII. Nothing is painted here.

mod fold;
mod pattern;
#[cfg(test)]
mod tests;
mod words;

pub use pattern::BadPattern;

use crate::text::{ArticleText, CharSpan};

use pattern::Pattern;
use words::Words;

/// More hits than these are not listed; nobody looks through them.
pub const MOST_HITS: usize = 10_000;
/// The longest query, in code points.
pub const MOST_QUERY_CHARS: usize = 1_000;

/// How a query is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Manner {
    /// It is a regular expression.
    pub is_pattern: bool,
    /// Small and capital letters differ.
    pub minds_case: bool,
}

/// A query, ready for any number of texts.
#[derive(Debug, Clone)]
pub struct Search(Kind);

#[derive(Debug, Clone)]
enum Kind {
    Nothing,
    Words(Words),
    Pattern(Pattern),
}

/// Where a query stands in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// In order, none empty, none overlapping.
    pub spans: Vec<CharSpan>,
    /// Whether there may be more than [`MOST_HITS`], which were not looked for.
    pub has_more: bool,
}

impl Search {
    /// Prepares `query`; an empty one stands nowhere.
    ///
    /// # Errors
    /// What is wrong with it, for the person who typed it.
    ///
    /// ```
    /// # use onrecord_core::{find::{Manner, Search}, text::ArticleText};
    /// let text = ArticleText::new("Über die Brücke. ÜBER");
    /// let search = Search::new("über", Manner::default())?;
    /// assert_eq!(search.hits(&text).spans.len(), 2);
    /// let pattern = Manner { is_pattern: true, ..Manner::default() };
    /// assert_eq!(Search::new("d.e|Br\\S+", pattern)?.hits(&text).spans.len(), 2);
    /// assert!(Search::new("(", pattern).is_err());
    /// # Ok::<(), onrecord_core::find::BadPattern>(())
    /// ```
    pub fn new(query: &str, manner: Manner) -> Result<Self, BadPattern> {
        if query.chars().nth(MOST_QUERY_CHARS).is_some() {
            return Err(BadPattern::TooLong);
        }
        Ok(Self(match manner {
            _ if query.is_empty() => Kind::Nothing,
            Manner { is_pattern: true, .. } => Kind::Pattern(Pattern::new(query, manner)?),
            _ => Kind::Words(Words::new(query, manner)),
        }))
    }

    /// Where the query stands in `text`.
    pub fn hits(&self, text: &ArticleText) -> Hits {
        let mut spans: Vec<CharSpan> = match &self.0 {
            Kind::Nothing => Vec::new(),
            Kind::Words(words) => words.hits(text.as_str()).take(MOST_HITS + 1).collect(),
            Kind::Pattern(pattern) => pattern.hits(text).take(MOST_HITS + 1).collect(),
        };
        let has_more = spans.len() > MOST_HITS;
        spans.truncate(MOST_HITS);
        Hits { spans, has_more }
    }

    /// Whether the query stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        match &self.0 {
            Kind::Nothing => false,
            Kind::Words(words) => words.hits(text).next().is_some(),
            Kind::Pattern(pattern) => pattern.is_in(text),
        }
    }
}
