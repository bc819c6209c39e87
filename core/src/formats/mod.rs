//! Files: the register of formats, and what all of them share.
//!
//! A format gives a library as bytes and reads bytes into an [`Imported`], which
//! [`crate::merge`] takes into a library. Nothing here touches a disk.

#[cfg(feature = "read")]
mod codec;
#[cfg(feature = "read")]
pub mod document;
mod format;
mod imported;
mod limits;
pub mod native;
mod problem;

#[cfg(feature = "read")]
pub use codec::{Codec, codec};
pub use format::{ALL, Format, format};
pub use imported::{Imported, ImportedArticle};
pub use limits::Limits;
pub use problem::{Problem, ProblemKind, ReadError, ReadErrorKind, WriteError};

use crate::model::{ArticleId, Timestamp, UnknownFields};

/// How much of a library goes into a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One article.
    Article(ArticleId),
    /// Everything.
    Library,
}

/// What a file says about its own making.
#[derive(Debug, Clone, PartialEq)]
pub struct Stamp {
    /// The program and its version, such as `onrecord 0.1.0`.
    pub generator: String,
    /// When the file was made.
    pub exported: Timestamp,
    /// Further fields at the top of the file, from a file that was read before; mostly empty.
    pub unknown: UnknownFields,
}

impl Stamp {
    /// The stamp of this version of On the Record.
    pub fn new(exported: Timestamp) -> Self {
        Self {
            generator: concat!("onrecord ", env!("CARGO_PKG_VERSION")).to_owned(),
            exported,
            unknown: UnknownFields::new(),
        }
    }
}
