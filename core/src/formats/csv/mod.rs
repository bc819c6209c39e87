//! Tables with a row for each range: CSV with commas, TSV with tabs.
//!
//! Places are code points, with UTF-16 beside them. The texts are not in the table; they lie beside
//! it as `NAME.txt`, where `NAME` is what the column `doc` says.

mod cells;
mod read;
mod write;

use super::Codec;
use super::holds::{HeldAttributes, HeldLinks, Holds};

/// What can be done with tables of commas.
pub(super) const CSV: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write_csv),
    holds: HOLDS,
    fit: Some(write::fit),
};

/// What can be done with tables of tabs.
pub(super) const TSV: Codec = Codec { write: Some(write::write_tsv), ..CSV };

const HOLDS: Holds = Holds {
    ids: true,
    fragments: true,
    attributes: HeldAttributes::All,
    notes: true,
    links: HeldLinks::All,
    provenance: true,
    ..Holds::SPANS
};

pub(super) use read::is_likely;

/// The columns of our tables, before one for each attribute.
const COLUMNS: [&str; 18] = [
    "doc",
    "id",
    "label",
    "start",
    "end",
    "text",
    "part",
    "start_utf16",
    "end_utf16",
    "prefix",
    "suffix",
    "note",
    "attributes",
    "annotator",
    "created",
    "modified",
    "origin",
    "links",
];

/// What the columns of attributes begin with.
const ATTRIBUTE: &str = "attr.";
