//! The readers and writers of all formats, by the id of the format.

use crate::model::Library;

use super::{Imported, ReadError, Scope, Stamp, WriteError, native};

/// Reads a file, given its bytes and its name for messages.
pub type Read = fn(&[u8], &str) -> Result<Imported, ReadError>;

/// Writes a library or an article of it.
pub type Write = fn(&Library, Scope, &Stamp) -> Result<String, WriteError>;

/// What can be done with files of a format.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Reads such a file, where that is possible.
    pub read: Option<Read>,
    /// Writes such a file, where that is possible.
    pub write: Option<Write>,
}

/// The functions of the format with this id.
pub fn codec(id: &str) -> Option<Codec> {
    Some(match id {
        "native" => Codec { read: Some(native::read), write: Some(native::write) },
        _ => return None,
    })
}
