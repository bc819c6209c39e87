//! Why a file, or a part of one, was not read or written.

use std::fmt;

use crate::model::{AnnotationId, ArticleId};

use super::OffsetUnit;

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
        /// What the parser says.
        reason: String,
    },
    /// It is something else.
    OtherFormat {
        /// What its `format` says, where it says something.
        found: Option<String>,
    },
    /// It is a document without an article.
    Document {
        /// Why; completes a sentence that begins with the file's name.
        reason: String,
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
        expected: &'static str,
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
        format: &'static str,
        /// What was expected.
        expected: String,
    },
    /// No format is recognised in it.
    Unrecognised,
}

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
        expected: &'static str,
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
    NoArticle {
        /// Why; completes a sentence that begins with its place.
        reason: String,
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
        reason: String,
    },
}

/// Why a file was not written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// Nothing of this format can be written.
    NotWritten {
        /// The format's id.
        format: String,
    },

    /// The library has no such article.
    ArticleMissing {
        /// The article.
        article: ArticleId,
    },
    /// The text of an article has not been loaded.
    TextMissing {
        /// The article.
        article: ArticleId,
        /// Its title.
        title: String,
    },
    /// What was written does not read back as it should; the file is not handed over.
    AnnotationDiffers {
        /// The annotation.
        annotation: AnnotationId,
        /// The title of its article.
        title: String,
        /// What the reader says, where it says something.
        reason: Option<ProblemKind>,
    },
    /// What was written does not read back as it should, and no single annotation is the reason.
    Unreadable {
        /// What the reader says.
        reason: String,
    },
}

impl Problem {
    /// Whether something of the file was left out because of it.
    pub fn is_loss(&self) -> bool {
        self.left_out.is_some()
    }
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
            ReadErrorKind::Document { reason } => write!(formatter, "{file} {reason}"),
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
            Self::NoArticle { reason } => formatter.write_str(reason),
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
            Self::Particular { reason } => formatter.write_str(reason),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotWritten { format } => {
                write!(formatter, "the format {format} cannot be written")
            }
            Self::ArticleMissing { article } => {
                write!(formatter, "there is no article {article}; nothing was written")
            }
            Self::TextMissing { article, title } => write!(
                formatter,
                "the text of {title:?} ({article}) has not been loaded; open the article and try \
                 again"
            ),
            Self::AnnotationDiffers { annotation, title, reason } => {
                write!(
                    formatter,
                    "the annotation {annotation} of {title:?} would not be read back as it is"
                )?;
                if let Some(reason) = reason {
                    write!(formatter, " ({reason})")?;
                }
                formatter.write_str("; nothing was written, and nothing in the library has changed")
            }
            Self::Unreadable { reason } => {
                write!(formatter, "the file would not be read back: {reason}; it was not written")
            }
        }
    }
}

impl std::error::Error for ReadError {}
impl std::error::Error for WriteError {}

/// The beginning of `text`, since messages stand on one line.
fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
