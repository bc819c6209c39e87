//! Why a file was not written.

use std::fmt;

use crate::model::{AnnotationId, ArticleId};
use crate::phrase::Said;

#[cfg(feature = "read")]
use super::{Problem, ProblemKind, ReadError};

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
    },
    /// The same, and the reader says what is wrong with it.
    #[cfg(feature = "read")]
    AnnotationRefused {
        /// The annotation.
        annotation: AnnotationId,
        /// The title of its article.
        title: String,
        /// What the reader says.
        reason: ProblemKind,
    },
    /// What was written does not read back as it should, and no single annotation is the reason.
    Unreadable {
        /// What is different, or what the program says that writes.
        reason: Said,
    },
    /// The same: the reader refuses all of it.
    #[cfg(feature = "read")]
    Refused {
        /// What the reader says.
        error: ReadError,
    },
    /// The same: the reader would not take a part of it.
    #[cfg(feature = "read")]
    PartRefused {
        /// What the reader says.
        problem: Problem,
    },
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
            Self::AnnotationDiffers { annotation, title } => write!(
                formatter,
                "the annotation {annotation} of {title:?} would not be read back as it is; nothing was \
                 written, and nothing in the library has changed"
            ),
            #[cfg(feature = "read")]
            Self::AnnotationRefused { annotation, title, reason } => write!(
                formatter,
                "the annotation {annotation} of {title:?} would not be read back as it is ({reason}); \
                 nothing was written, and nothing in the library has changed"
            ),
            Self::Unreadable { reason } => not_read_back(formatter, reason),
            #[cfg(feature = "read")]
            Self::Refused { error } => not_read_back(formatter, error),
            #[cfg(feature = "read")]
            Self::PartRefused { problem } => not_read_back(formatter, problem),
        }
    }
}

fn not_read_back(formatter: &mut fmt::Formatter<'_>, reason: &dyn fmt::Display) -> fmt::Result {
    write!(formatter, "the file would not be read back: {reason}; it was not written")
}

impl std::error::Error for WriteError {}
