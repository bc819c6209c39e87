//! The annotation file: JSON that holds all there is, offsets in Unicode code points.
//!
//! `docs/file-format.md` describes it for people and `docs/schema/onrecord-1.schema.json` for
//! programs.

#[cfg(feature = "read")]
mod annotations;
#[cfg(feature = "read")]
mod articles;
#[cfg(feature = "read")]
mod blocks;
mod check;
#[cfg(feature = "read")]
mod fields;
#[cfg(feature = "read")]
mod labels;
#[cfg(feature = "read")]
mod links;
#[cfg(feature = "read")]
mod place;
#[cfg(feature = "read")]
mod read;
#[cfg(feature = "read")]
mod read_back;
#[cfg(test)]
mod tests;
pub(super) mod v1;
mod write;

#[cfg(feature = "read")]
pub(super) use annotations::origin_of;
#[cfg(feature = "read")]
pub(super) use blocks::found_blocks;
#[cfg(feature = "read")]
pub use read::read;
pub use write::write;

use super::Format;
use super::format::both;
#[cfg(feature = "read")]
use super::{Codec, Holds, Imported, ReadError, Source};

/// The annotation file in the register.
pub const FORMAT: Format = both("native", "Annotations (JSON)", "json", MEDIA_TYPE);

/// The media type of annotation files.
pub const MEDIA_TYPE: &str = "application/json";

/// What can be done with annotation files.
#[cfg(feature = "read")]
pub(super) const CODEC: Codec = Codec {
    read: Some(read_source),
    write: Some(write::write_edition),
    holds: Holds::EVERYTHING,
    fit: None,
};

#[cfg(feature = "read")]
fn read_source(source: &Source<'_>) -> Result<Imported, ReadError> {
    read::read_source(source)
}

/// What the field `format` says.
const FORMAT_NAME: &str = "onrecord";
/// The version that is written, and the latest that is read.
const VERSION: u64 = 1;
/// What the field `offset_unit` says.
const OFFSET_UNIT: &str = "unicode-code-point";

/// Whether these bytes are an annotation file, whole or damaged: whether a field `format` in them
/// says so. In a text such a field would be written with backslashes.
#[cfg(feature = "read")]
pub fn is_likely(bytes: &[u8]) -> bool {
    const FIELD: &[u8] = b"\"format\"";
    let mut rest = bytes;
    while let Some(start) = rest.windows(FIELD.len()).position(|window| window == FIELD) {
        rest = rest[start + FIELD.len()..].trim_ascii_start();
        let value = rest.strip_prefix(b":").map(<[u8]>::trim_ascii_start);
        let value = value.and_then(|value| value.strip_prefix(b"\""));
        if value.is_some_and(|value| value.starts_with(FORMAT_NAME.as_bytes())) {
            return true;
        }
    }
    false
}
