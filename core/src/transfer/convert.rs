//! The side of the module that writes: an annotation file comes in, another format goes out.

use crate::formats::{
    Edition, Role, Stamp, Written, WrittenFile, archive, codec, export_edition, format, loss,
    native,
};

/// What a format cannot hold, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Losses {
    /// A line for each kind of loss.
    pub summary: Vec<String>,
    /// A line for each loss.
    pub all: Vec<String>,
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
/// Why nothing can be written, in words.
pub fn list_losses(format: &str, json: &str) -> Result<Losses, String> {
    let mut edition = edition(json)?;
    let codec = codec(format).ok_or_else(|| format.to_owned())?;
    let losses = codec.fit(&mut edition);
    let all = losses.iter().map(ToString::to_string).collect();
    Ok(Losses { summary: loss::summary(&losses), all })
}

/// The annotation file `json` in another format, as one file called `name`: an archive where the
/// format has several, or where the list of losses is to lie beside it.
///
/// # Errors
/// Why nothing can be written, in words.
pub fn convert(id: &str, json: &str, name: &str, has_report: bool) -> Result<Converted, String> {
    let format = format(id).ok_or_else(|| id.to_owned())?;
    let (edition, stamp) = (edition(json)?, stamp(json));
    let written = export_edition(id, edition, name, &stamp).map_err(|error| error.to_string())?;
    let Written { mut files, losses } = written;
    // The texts are here already, and are in every annotation file.
    files.retain(|file| file.role != Role::Text);
    if has_report {
        let bytes = loss::report(id, &losses).into_bytes();
        files.push(WrittenFile { name: format!("{name}-losses.json"), bytes, role: Role::Part });
    }
    match <[WrittenFile; 1]>::try_from(files) {
        Ok([WrittenFile { name, bytes, .. }]) => {
            Ok(Converted { name, media_type: format.media_type, bytes })
        }
        Err(files) => {
            let (name, bytes) = (format!("{name}.zip"), archive::pack(&files));
            Ok(Converted { name, media_type: "application/zip", bytes })
        }
    }
}

fn edition(json: &str) -> Result<Edition, String> {
    let imported = native::read(json.as_bytes(), "the library").map_err(|it| it.to_string())?;
    Ok(Edition::of_imported(imported))
}

/// The moment at which the annotation file was written.
fn stamp(json: &str) -> Stamp {
    let exported = crate::json::parse_fields(json).and_then(|mut file| file.text("exported"));
    let exported = exported.and_then(|time| crate::model::Timestamp::parse(&time));
    Stamp::new(exported.unwrap_or_default())
}
