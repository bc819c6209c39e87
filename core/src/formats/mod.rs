//! Files: the register of formats, and what all of them share.
//!
//! A format gives a library as bytes and reads bytes into an [`Imported`], which
//! [`crate::merge`] takes into a library. Nothing here touches a disk.

#[cfg(feature = "read")]
mod about;
#[cfg(feature = "read")]
pub mod archive;
#[cfg(feature = "read")]
mod assemble;
#[cfg(feature = "read")]
mod attribute_json;
#[cfg(feature = "read")]
mod brat;
#[cfg(feature = "read")]
mod citron;
#[cfg(feature = "read")]
mod claim_review;
#[cfg(feature = "read")]
mod codec;
#[cfg(feature = "read")]
mod conll;
#[cfg(feature = "read")]
mod conllu;
#[cfg(feature = "read")]
mod counted_text;
#[cfg(feature = "read")]
mod csv;
#[cfg(feature = "read")]
mod detect;
#[cfg(feature = "read")]
mod doccano;
#[cfg(feature = "read")]
pub mod document;
#[cfg(feature = "read")]
mod draft;
#[cfg(feature = "read")]
mod edition;
#[cfg(feature = "read")]
mod export;
mod format;
#[cfg(feature = "read")]
mod holds;
#[cfg(feature = "read")]
mod huggingface;
mod imported;
#[cfg(feature = "read")]
mod json_lines;
#[cfg(feature = "read")]
mod json_text;
#[cfg(feature = "read")]
mod label_studio;
mod limits;
#[cfg(feature = "read")]
pub mod loss;
#[cfg(feature = "read")]
mod markdown;
#[cfg(feature = "read")]
mod metadata_json;
#[cfg(feature = "read")]
mod misfit;
pub mod native;
#[cfg(feature = "read")]
mod ner_annotator;
mod offset_unit;
mod problem;
#[cfg(feature = "read")]
mod read;
#[cfg(feature = "read")]
mod read_error;
#[cfg(feature = "read")]
mod refi;
#[cfg(feature = "read")]
mod source;
#[cfg(feature = "read")]
mod spacy;
#[cfg(feature = "read")]
mod tei;
#[cfg(feature = "read")]
mod tokens;
#[cfg(feature = "read")]
mod uima;
#[cfg(feature = "read")]
mod web_annotation;
#[cfg(feature = "read")]
mod webanno_tsv;
mod write_error;
#[cfg(feature = "read")]
mod xml;
#[cfg(feature = "read")]
mod xml_fit;

#[cfg(feature = "read")]
pub use about::about;
#[cfg(feature = "read")]
pub use codec::{Codec, Fit, Read, Write, codec};
#[cfg(feature = "read")]
pub use detect::detect;
#[cfg(feature = "read")]
pub use edition::{Edition, text_names};
#[cfg(feature = "read")]
pub use export::{Role, Written, WrittenFile, export, export_edition, losses};
pub use format::{ALL, Format, format};
#[cfg(feature = "read")]
pub use holds::{HeldAttributes, HeldLinks, Holds};
pub use imported::{Imported, ImportedArticle};
pub use limits::Limits;
#[cfg(feature = "read")]
pub use loss::{Loss, LossKind, LostFrom};
#[cfg(feature = "read")]
pub use misfit::{Misfit, NO_REPAIRS, Repairs};
pub use offset_unit::{OffsetUnit, UnitDecision, UnitReason};
pub use problem::{Problem, ProblemKind, shortened};
#[cfg(feature = "read")]
pub use read::read;
#[cfg(feature = "read")]
pub use read_error::{Damage, ReadError, ReadErrorKind};
#[cfg(feature = "read")]
pub use source::{Beside, Source};
pub use write_error::WriteError;

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
