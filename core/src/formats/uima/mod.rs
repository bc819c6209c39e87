//! UIMA CAS: a text with feature structures, as JSON 0.4 and as XMI. Places are UTF-16, as Java
//! counts.
//!
//! What we write has one type of annotation, with a feature for its label and one for each attribute
//! whose name is one in Java; everything else is JSON in the feature `attributes`.

mod json;
mod structures;
mod type_system;
mod xmi;
mod xmi_read;

pub(super) use json::{CODEC as JSON, is_likely};
pub(super) use xmi::CODEC as XMI;

use std::collections::BTreeSet;

use crate::model::{Annotation, AttributeValue};

use super::holds::{HeldAttributes, HeldLinks, Holds};

/// What both kinds of files hold.
const HOLDS: Holds = Holds {
    ids: true,
    attributes: HeldAttributes::All,
    notes: true,
    links: HeldLinks::WithinArticle,
    ..Holds::SPANS
};

const ANNOTATION: &str = "onrecord.Annotation";
const LINK: &str = "onrecord.Link";
/// Features that mean something to us or to readers of labels.
const RESERVED: [&str; 8] =
    ["begin", "end", "sofa", "label", "value", "identifier", "note", "attributes"];
/// The features of our type that every file has.
const OWN_FEATURES: [&str; 4] = ["label", "identifier", "note", "attributes"];

/// Whether an attribute becomes a feature of its own.
fn is_feature(name: &str, value: &AttributeValue) -> bool {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    is_name && !RESERVED.contains(&name) && matches!(value, AttributeValue::Text(_))
}

/// The attributes that become features of their own, by name.
fn features<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> BTreeSet<&'a str> {
    let attributes = annotations.flat_map(|annotation| &annotation.attributes);
    let features = attributes.filter(|(name, value)| is_feature(name, value));
    features.map(|(name, _)| name.as_str()).collect()
}
