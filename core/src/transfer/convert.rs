//! The side of the module that writes: an annotation file comes in, another format goes out.

use crate::base64url;
use crate::formats::{
    Edition, Loss, Role, Stamp, Written, WrittenFile, archive, codec, export_edition, format, loss,
    native,
};
use crate::json::Writer;

/// What the format cannot hold of the annotation file `json`.
pub fn list_losses(format: &str, json: &str) -> String {
    let losses = edition(json).and_then(|mut edition| {
        let codec = codec(format).ok_or_else(|| format.to_owned())?;
        Ok(codec.fit(&mut edition))
    });
    let mut answer = Writer::compact();
    answer.object(|answer| match losses {
        Ok(losses) => write_losses(answer, &losses),
        Err(error) => answer.name("error").text(&error),
    });
    answer.finish()
}

/// The annotation file `json` in another format, as one file called `name`: an archive where the
/// format has several, or where the list of losses is to lie beside it.
pub fn convert(format: &str, json: &str, name: &str, has_report: bool) -> String {
    let mut answer = Writer::compact();
    answer.object(|answer| match try_convert(format, json, name, has_report) {
        Ok((name, media_type, bytes)) => {
            answer.name("name").text(&name);
            answer.name("media_type").text(media_type);
            answer.name("content").text(&base64url::encode(&bytes));
        }
        Err(error) => answer.name("error").text(&error),
    });
    answer.finish()
}

fn try_convert(
    id: &str,
    json: &str,
    name: &str,
    has_report: bool,
) -> Result<(String, &'static str, Vec<u8>), String> {
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
        Ok([file]) => Ok((file.name, format.media_type, file.bytes)),
        Err(files) => Ok((format!("{name}.zip"), "application/zip", archive::pack(&files))),
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

fn write_losses(answer: &mut Writer, losses: &[Loss]) {
    let summary = loss::summary(losses);
    answer.name("summary").list(|answer| summary.iter().for_each(|line| answer.text(line)));
    answer.name("losses").list(|answer| {
        losses.iter().for_each(|loss| answer.text(&loss.to_string()));
    });
}
