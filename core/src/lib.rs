//! Everything of On the Record that can be computed without a browser.
//!
//! There is no DOM, clock, randomness, storage or network in this crate: ids and times are
//! arguments, and what should be stored or shown is returned.

pub mod anchor;
pub mod base64url;
pub mod blocks;
pub mod caret;
pub mod duplicates;
#[cfg(feature = "read")]
pub mod find;
pub mod formats;
pub mod highlight;
pub mod history;
#[cfg(feature = "read")]
pub mod ingest;
pub mod json;
pub mod merge;
pub mod model;
pub mod order;
pub mod phrase;
pub mod record;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod text;
pub mod transfer;
#[cfg(feature = "read")]
pub mod versions;
