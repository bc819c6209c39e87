//! TEI P5: texts with elements in them, or with annotations that stand off.
//!
//! The text is what the body holds, to the character. Elements that mark something (`said`, `quote`,
//! `seg`, `persName`, …) are annotations, and so is every `span` that points into the text by
//! `#string-range(id, offset, length)`, in code points, or by ids. What we write stands off, since
//! elements cannot overlap.

mod header;
mod pointer;
mod read;
mod write;

use super::Codec;
use super::holds::{HeldAttributes, HeldLinks, Holds};
use super::xml_fit::fit_to_xml;

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write),
    holds: Holds {
        ids: true,
        fragments: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::WithinArticle,
        metadata: true,
        ..Holds::SPANS
    },
    fit: Some(fit_to_xml),
};

/// The attribute that names an element.
const ID: &str = "xml:id";
/// Ids begin with a letter, and a UUID may not.
const ID_LETTER: char = 'a';
/// What a note in an annotation is.
const ATTRIBUTE: &str = "attribute";
/// A value that is written as JSON.
const JSON: &str = "json";
