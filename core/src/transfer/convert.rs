//! The side of the module that writes: an annotation file comes in, another format goes out.

use std::fmt;

use crate::formats::{
    Edition, Loss, LossKind, ReadError, Role, Stamp, WriteError, Written, WrittenFile, archive,
    export_edition, format, loss, native,
};

/// What is said instead of the name of a file where the page hands its library over.
pub const LIBRARY: &str = "the library";

/// Why nothing is handed over in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotConverted {
    /// The annotation file of the page cannot be read.
    Unread(ReadError),
    /// It cannot be written in the other format.
    Unwritten(WriteError),
}

impl fmt::Display for NotConverted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread(error) => write!(formatter, "{error}"),
            Self::Unwritten(error) => write!(formatter, "{error}"),
        }
    }
}

/// A file in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What the format cannot hold of the annotation file `json`.
///
/// # Errors
/// Why nothing can be written.
pub fn list_losses(format: &str, json: &str) -> Result<Vec<Loss>, NotConverted> {
    let (written, _) = written(format, json, LIBRARY)?;
    Ok(written.losses)
}

/// The annotation file `json` in another format, as one file called `name`: an archive where the
/// format has several, or where the list of losses is to lie beside it.
///
/// # Errors
/// Why nothing can be written.
pub fn convert(
    id: &str,
    json: &str,
    name: &str,
    has_report: bool,
) -> Result<Converted, NotConverted> {
    let format = format(id).ok_or_else(|| unknown(id))?;
    let (Written { mut files, losses }, stamp) = written(id, json, name)?;
    if has_report {
        let bytes = loss::report(id, &losses).into_bytes();
        files.push(WrittenFile { name: format!("{name}-losses.json"), bytes, role: Role::Part });
    }
    match <[WrittenFile; 1]>::try_from(files) {
        Ok([WrittenFile { name, bytes, .. }]) => {
            Ok(Converted { name, media_type: format.media_type, bytes })
        }
        Err(files) => {
            // Archives of several formats may lie beside each other.
            let (name, bytes) = (format!("{name}-{id}.zip"), archive::pack(&files, stamp.exported));
            Ok(Converted { name, media_type: "application/zip", bytes })
        }
    }
}

/// The files without texts that would lie beside them: these are here already, and are in every
/// annotation file. Who reads such a file elsewhere misses them, so that counts as a loss.
fn written(id: &str, json: &str, name: &str) -> Result<(Written, Stamp), NotConverted> {
    let (edition, stamp) = (edition(json)?, stamp(json));
    let written = export_edition(id, edition, name, &stamp).map_err(NotConverted::Unwritten)?;
    let Written { mut files, mut losses } = written;
    let n_written = files.len();
    files.retain(|file| file.role != Role::Text);
    if files.len() < n_written {
        losses.push(Loss::of_all(LossKind::Texts));
    }
    Ok((Written { files, losses }, stamp))
}

fn unknown(format: &str) -> NotConverted {
    NotConverted::Unwritten(WriteError::NotWritten { format: format.to_owned() })
}

fn edition(json: &str) -> Result<Edition, NotConverted> {
    let imported = native::read(json.as_bytes(), LIBRARY).map_err(NotConverted::Unread)?;
    Ok(Edition::of_imported(imported))
}

/// The moment at which the annotation file was written.
fn stamp(json: &str) -> Stamp {
    let exported = crate::json::parse_fields(json).and_then(|mut file| file.text("exported"));
    let exported = exported.and_then(|time| crate::model::Timestamp::parse(&time));
    Stamp::new(exported.unwrap_or_default())
}
