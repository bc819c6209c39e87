//! Why a file gives no article.

use std::fmt;

use crate::phrase::Phrase;

/// Why nothing was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFailure {
    /// It has more bytes than are taken in.
    TooLarge {
        /// How many it has.
        n_bytes: usize,
        /// How many are taken in.
        limit: usize,
    },
    /// It has more lines than [`super::MOST_LINES`].
    TooManyLines,
    /// There is nothing in it but blanks.
    Blank,
    /// Its bytes are no text in any character set.
    NoTextAtAll,
    /// It is a file of a kind that cannot be read.
    OtherKind {
        /// The kind, as people call it.
        kind: Phrase,
        /// What to do instead.
        instead: Phrase,
    },
    /// It is JSON without a text.
    NoText,
    /// It breaks off, or is otherwise no JSON.
    Damaged {
        /// The line of the first error, from 1.
        line: usize,
        /// Its column, from 1.
        column: usize,
        /// What the parser says.
        reason: String,
    },
    /// It is an archive that is damaged.
    DamagedArchive,
    /// It is an archive, but no office document.
    NoDocument,
    /// It unpacks to more than it should.
    Bomb,
    /// Its elements stand in each other too deep.
    TooDeep,
    /// It has too many elements, attributes or marks.
    TooComplex,
    /// It is JSON with too many values.
    TooManyValues,
}

/// Completes a sentence that begins with the file's name.
impl fmt::Display for ReadFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { n_bytes, limit } => write!(
                formatter,
                "has {} MB, and at most {} MB are read; split it into several files",
                n_bytes.div_ceil(1_000_000),
                limit / 1_000_000
            ),
            Self::TooManyLines => formatter.write_str(
                "has more than 250,000 lines, which is more than an article has; split it into several files",
            ),
            Self::Blank => formatter.write_str("is empty: there is no text in it"),
            Self::NoTextAtAll => formatter.write_str(
                "is not a text: its bytes are not characters of any encoding; if it should be one, save it as UTF-8",
            ),
            Self::OtherKind { kind, instead } => write!(formatter, "is {kind}; {instead}"),
            Self::NoText => formatter.write_str(
                "has no article: none of its fields holds a text (such as \"text\", \"content\" or \"body\")",
            ),
            Self::Damaged { line, column, reason } => write!(
                formatter,
                "is damaged at line {line}, column {column}: {reason}; nothing was read, so try another copy of the \
                 file"
            ),
            Self::DamagedArchive => {
                formatter.write_str("is damaged and cannot be unpacked; try another copy of the file")
            }
            Self::NoDocument => formatter.write_str(
                "is an archive with nothing in it that can be read here; unpack it and add the files",
            ),
            Self::Bomb => formatter.write_str("unpacks to far more than a document needs and was not read"),
            Self::TooDeep => {
                formatter.write_str("is nested too deep and was not read; paste the article's text instead")
            }
            Self::TooComplex => formatter.write_str(
                "has too many elements, attributes or marks and was not read; paste the article's text instead",
            ),
            Self::TooManyValues => formatter.write_str(
                "has more values than a file of articles needs and was not read; split it into several files",
            ),
        }
    }
}
