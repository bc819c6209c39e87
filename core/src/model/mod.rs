//! What a library holds: articles, annotations, links and the label set.
//!
//! Nothing here knows how it is stored, drawn or written to a file.

mod address;
mod annotation;
mod article;
mod attribute;
mod id;
mod label;
mod label_json;
mod library;
mod link;
pub mod sample;
mod selection;
mod timestamp;

pub use address::web_address;
#[cfg(feature = "read")]
pub use annotation::quote;
pub use annotation::{Annotation, Attributes, Origin, QUOTE_JOINER};
pub use article::{Article, Block, BlockKind, Direction, Metadata, Progress};
pub use attribute::{AttributeValue, Reference};
pub use id::{AnnotationId, ArticleId, Id, LinkId, ReplicaId};
pub use label::{
    AttributeDefinition, AttributeKind, BUILT_IN_LABEL_SET, Choice, Label, LabelSet, LineStyle,
};
pub use library::{Library, OrderKey};
pub use link::{Link, LinkKind};
pub use selection::Selection;
pub use timestamp::Timestamp;

/// Fields of a file or record that this version does not know; kept, and written again.
pub type UnknownFields = crate::json::Map;
