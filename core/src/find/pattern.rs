//! Patterns, found in time linear in the text.

use std::fmt;

use regex_lite::{Match, Regex, RegexBuilder};

use crate::text::{ArticleText, ByteSpan, CharSpan};

use super::{MOST_QUERY_CHARS, Manner};

/// How large a pattern may become when it is prepared, in bytes.
const MOST_PATTERN_BYTES: usize = 1 << 20;
/// How deep its brackets may stand in each other.
const MOST_DEPTH: u32 = 50;

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadPattern {
    /// It is no regular expression of the kind that is understood.
    Unreadable {
        /// What the parser says.
        reason: String,
    },
    /// It asks for more than is prepared.
    TooLarge,
    /// It has more than [`MOST_QUERY_CHARS`] characters.
    TooLong,
}

impl fmt::Display for BadPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { reason } => write!(
                formatter,
                "The pattern cannot be understood: {reason}; put a backslash before a sign that is meant as it stands"
            ),
            Self::TooLarge => formatter
                .write_str("The pattern repeats too much to be looked for; let it repeat less"),
            Self::TooLong => write!(
                formatter,
                "The query is too long: at most {MOST_QUERY_CHARS} characters can be looked for"
            ),
        }
    }
}

impl std::error::Error for BadPattern {}

/// A regular expression.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Regex);

impl Pattern {
    pub(super) fn new(query: &str, manner: Manner) -> Result<Self, BadPattern> {
        let built = RegexBuilder::new(query)
            .case_insensitive(!manner.minds_case)
            .multi_line(true)
            .size_limit(MOST_PATTERN_BYTES)
            .nest_limit(MOST_DEPTH)
            .build();
        match built {
            Ok(regex) => Ok(Self(regex)),
            Err(error) => {
                let reason = error.to_string();
                Err(match reason.contains("exceeded size limit") {
                    true => BadPattern::TooLarge,
                    false => BadPattern::Unreadable { reason },
                })
            }
        }
    }

    /// Where it stands in `text`, each hit behind the one before; nothing is no hit.
    pub(super) fn hits<'a>(&'a self, text: &'a ArticleText) -> impl Iterator<Item = CharSpan> + 'a {
        self.found(text.as_str()).map(|hit| text.to_chars(ByteSpan::of(hit.start(), hit.end())))
    }

    /// Whether it stands anywhere in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.found(text).next().is_some()
    }

    fn found<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Match<'a>> + 'a {
        self.0.find_iter(text).filter(|hit| !hit.is_empty())
    }
}
