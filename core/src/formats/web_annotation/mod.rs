//! W3C Web Annotations, and what Hypothesis and Recogito make of them.
//!
//! The text is not in the file; it lies beside it. The standard counts code points, Hypothesis and
//! Recogito count UTF-16 in selectors of the same name, so the quotes decide. No context is ever
//! fetched, and bodies are text, whatever they say of themselves.

mod read;
mod selectors;
mod write;

use super::holds::{HeldAttributes, HeldLinks, Holds};
use super::{Codec, OffsetUnit};

/// What can be done with collections of the standard.
pub(super) const W3C: Codec = Codec {
    read: Some(|source| read::read(source, OffsetUnit::CodePoint)),
    write: Some(write::write),
    holds: Holds {
        ids: true,
        fragments: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::All,
        ..Holds::SPANS
    },
    fit: Some(write::fit),
};

/// What can be done with rows of the Hypothesis API.
pub(super) const HYPOTHESIS: Codec = Codec {
    read: Some(|source| read::read(source, OffsetUnit::Utf16)),
    write: None,
    holds: Holds::SPANS,
    fit: None,
};

/// What can be done with annotations of Recogito's own form.
pub(super) const RECOGITO: Codec = HYPOTHESIS;

pub(super) use read::{is_hypothesis, is_recogito, is_w3c};

/// The address of the standard's own context.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What ids that are UUIDs begin with.
const UUID: &str = "urn:uuid:";
