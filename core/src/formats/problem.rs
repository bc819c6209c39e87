//! What could not be taken as it stood in a file.

use std::fmt;

#[cfg(feature = "read")]
use crate::ingest::PassedOverReason;
use crate::phrase::{Phrase, Said};

use super::OffsetUnit;

/// A part of a file that could not be taken as it stood; everything else was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file's name.
    pub file: String,
    /// Where in the file, such as `articles[0].annotations[3]`, counted from 0.
    pub place: String,
    /// What is wrong.
    pub kind: ProblemKind,
    /// What was left out because of it, as it stood in the file; `None` when nothing was.
    pub left_out: Option<String>,
}

/// What is wrong with a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The value is of the wrong type.
    WrongType {
        /// What should be there.
        expected: Phrase,
    },
    /// A field that must be there is not.
    FieldMissing {
        /// Its name.
        field: &'static str,
    },
    /// A string or text is longer than is taken in.
    TooLong {
        /// How many bytes are taken in.
        limit: usize,
    },
    /// A value is nested deeper than is taken in.
    TooDeep,
    /// A moment is not written as RFC 3339 says.
    NotATime {
        /// What is written.
        found: String,
    },
    /// A choice is none of the known ones.
    UnknownValue {
        /// What is written.
        found: String,
    },
    /// An entry of a list is no article.
    #[cfg(feature = "read")]
    NoArticle {
        /// Why.
        reason: PassedOverReason,
    },
    /// There is no range at all.
    NoRange,
    /// A range starts after its end.
    ReversedRange {
        /// Its start.
        start: u64,
        /// Its end.
        end: u64,
    },
    /// A range covers nothing.
    EmptyRange {
        /// Where it stands.
        at: u64,
    },
    /// A range ends after the text.
    OutsideText {
        /// The range's end.
        end: u64,
        /// The text's length.
        n_units: usize,
        /// What both are counted in.
        unit: OffsetUnit,
    },
    /// A range starts or ends inside of a character.
    InsideCharacter {
        /// Where.
        at: u64,
        /// What that is counted in.
        unit: OffsetUnit,
    },
    /// Two ranges of one annotation overlap.
    OverlappingRanges,
    /// `start` and `end` are not those of `ranges`, which were taken.
    HullMismatch,
    /// The text of the ranges is not the quote.
    QuoteMismatch {
        /// What should be there.
        quote: String,
        /// What is there.
        found: String,
    },
    /// The text is not the one that was hashed.
    HashMismatch,
    /// Two things have the same id; the later one was given another.
    DuplicateId {
        /// The id.
        id: String,
    },
    /// The label set does not define the label.
    UndefinedLabel {
        /// The label.
        label: String,
    },
    /// The blocks do not cover the text, or overlap; they were put right.
    BlocksRepaired,
    /// A link names an annotation that is not in the file.
    LinkEndMissing {
        /// How the annotation is named.
        id: String,
    },
    /// The text that is marked is neither in the file nor beside it.
    TextMissing {
        /// How the file calls the text.
        document: String,
    },
    /// Something that only this format knows.
    Particular {
        /// What is wrong, and what was made of it.
        reason: Said,
    },
}

impl Problem {
    /// Whether something of the file was left out because of it.
    pub fn is_loss(&self) -> bool {
        self.left_out.is_some()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}: {}", self.file, self.place, self.kind)?;
        if self.is_loss() { formatter.write_str("; it was left out") } else { Ok(()) }
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongType { expected } => write!(formatter, "should be {expected}"),
            Self::FieldMissing { field } => write!(formatter, "lacks the field {field:?}"),
            Self::TooLong { limit } => write!(formatter, "is longer than {limit} bytes"),
            Self::TooDeep => formatter.write_str("is nested too deep"),
            Self::NotATime { found } => write!(
                formatter,
                "{found:?} is not a time such as 2026-01-08T09:12:44.000Z; another time was taken"
            ),
            Self::UnknownValue { found } => write!(formatter, "{found:?} is not a known value"),
            #[cfg(feature = "read")]
            Self::NoArticle { reason } => write!(formatter, "{reason}"),
            Self::NoRange => formatter.write_str("marks no range"),
            Self::ReversedRange { start, end } => {
                write!(formatter, "the range {start} to {end} starts after its end")
            }
            Self::EmptyRange { at } => write!(formatter, "the range at {at} is empty"),
            Self::OutsideText { end, n_units, unit } => {
                write!(formatter, "a range ends at {end}, and the text has only {n_units} {unit}")
            }
            Self::InsideCharacter { at, unit } => {
                write!(formatter, "a range is cut at {at} {unit}, inside of a character")
            }
            Self::OverlappingRanges => formatter.write_str("its ranges overlap each other"),
            Self::HullMismatch => formatter
                .write_str("\"start\" and \"end\" are not those of \"ranges\", which were taken"),
            Self::QuoteMismatch { quote, found } => write!(
                formatter,
                "the text at its ranges is {:?}, not its quote {:?}",
                shortened(found),
                shortened(quote)
            ),
            Self::HashMismatch => formatter.write_str(
                "the text was changed since its SHA-256 was taken; what is marked may have moved",
            ),
            Self::DuplicateId { id } => {
                write!(formatter, "the id {id:?} stands twice; this one was given another")
            }
            Self::UndefinedLabel { label } => {
                write!(formatter, "the label {label:?} is not in the label set; it will be added")
            }
            Self::BlocksRepaired => formatter.write_str(
                "the blocks do not fit the text and were put right; the text is as it was",
            ),
            Self::LinkEndMissing { id } => {
                write!(formatter, "the annotation {id:?} that it links is not in the file")
            }
            Self::TextMissing { document } => write!(
                formatter,
                "the text {document:?} is neither in the file nor beside it; give it together with \
                 the file"
            ),
            Self::Particular { reason } => write!(formatter, "{reason}"),
        }
    }
}

/// The beginning of `text`, since messages stand on one line.
pub fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
