//! Why nothing of a file was read.

use std::fmt;

use crate::ingest::ReadFailure;
use crate::phrase::{Phrase, Said};

/// Nothing of a file could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The file's name.
    pub file: String,
    /// Why.
    pub kind: ReadErrorKind,
}

/// Why nothing of a file could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadErrorKind {
    /// It has more bytes than are taken in.
    TooLarge {
        /// How many it has.
        n_bytes: usize,
        /// How many are taken in.
        limit: usize,
    },
    /// It has more annotations than are taken in.
    TooManyAnnotations {
        /// How many are taken in.
        limit: usize,
    },
    /// Its bytes are not UTF-8.
    NotUtf8 {
        /// The first byte that is not, from 0.
        offset: usize,
    },
    /// There is nothing in it but blanks.
    Blank,
    /// It breaks off, or is otherwise no JSON.
    Damaged {
        /// The line of the first error, from 1.
        line: usize,
        /// Its column in bytes, from 1.
        column: usize,
        /// What is wrong there.
        reason: Damage,
    },
    /// It is something else.
    OtherFormat {
        /// What its `format` says, where it says something.
        found: Option<String>,
    },
    /// It is a document without an article.
    Document {
        /// Why.
        failure: ReadFailure,
    },
    /// A field that a file must have is not there.
    FieldMissing {
        /// Its name.
        field: &'static str,
    },
    /// A field that a file must have is of the wrong type.
    FieldInvalid {
        /// Its name.
        field: &'static str,
        /// What should be there.
        expected: Phrase,
    },
    /// A later version of this program wrote it.
    Newer {
        /// Its version.
        found: u64,
        /// The latest version that is known here.
        known: u64,
    },
    /// It counts offsets in another unit.
    OffsetUnit {
        /// The unit.
        found: String,
    },
    /// It is not what a file of this format looks like.
    NotOfFormat {
        /// The format's name.
        format: Phrase,
        /// What was expected.
        expected: Said,
    },
    /// No format is recognised in it.
    Unrecognised,
}

/// What is wrong at a place of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// What the parser says, in English.
    Parser(String),
    /// What we say.
    Known(Said),
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.kind {
            ReadErrorKind::TooLarge { n_bytes, limit } => write!(
                formatter,
                "{file} has {} MB, and at most {} MB are read; split it into several files",
                n_bytes.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            ReadErrorKind::TooManyAnnotations { limit } => write!(
                formatter,
                "{file} has more than {limit} annotations; split it into several files"
            ),
            ReadErrorKind::NotUtf8 { offset } => write!(
                formatter,
                "{file} is not UTF-8 text (byte {offset}); save it as UTF-8 and try again"
            ),
            ReadErrorKind::Blank => write!(formatter, "{file} is empty"),
            ReadErrorKind::Damaged { line, column, reason } => write!(
                formatter,
                "{file} is damaged at line {line}, column {column}: {reason}; nothing was read, so \
                 try another copy of the file"
            ),
            ReadErrorKind::OtherFormat { found: Some(found) } => write!(
                formatter,
                "{file} is a file of the format {found:?}, not an annotation file of On the Record"
            ),
            ReadErrorKind::OtherFormat { found: None } => write!(
                formatter,
                "{file} is not an annotation file of On the Record: it does not begin with \
                 \"format\": \"onrecord\""
            ),
            ReadErrorKind::Document { failure } => write!(formatter, "{file} {failure}"),
            ReadErrorKind::FieldMissing { field } => {
                write!(formatter, "{file} lacks the field {field:?}, which it must have")
            }
            ReadErrorKind::FieldInvalid { field, expected } => {
                write!(formatter, "{file} has a field {field:?} that is not {expected}")
            }
            ReadErrorKind::Newer { found, known } => write!(
                formatter,
                "{file} has version {found} of the format, and this program knows versions up to \
                 {known}; open it with a newer version of On the Record"
            ),
            ReadErrorKind::OffsetUnit { found } => write!(
                formatter,
                "{file} counts offsets in {found:?}, not in \"unicode-code-point\"; convert them \
                 first"
            ),
            ReadErrorKind::NotOfFormat { format, expected } => {
                write!(formatter, "{file} cannot be read as {format}: {expected}")
            }
            ReadErrorKind::Unrecognised => {
                write!(formatter, "{file} is in no format that is known here")
            }
        }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parser(words) => formatter.write_str(words),
            Self::Known(said) => write!(formatter, "{said}"),
        }
    }
}

impl std::error::Error for ReadError {}
