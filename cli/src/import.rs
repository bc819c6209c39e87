//! `onrecord import`.

use std::path::Path;

use onrecord_core::formats::{Edition, Imported, Stamp, document, export_edition, native};
use onrecord_core::model::{ArticleId, Timestamp};

use super::check::report_problems;
use super::{Outcome, clock, files, progress};

/// Makes an annotation file of articles. One that cannot be read costs only itself.
pub fn import(paths: &[String], output: &str) -> Outcome {
    let now = clock::now();
    let (mut whole, mut outcome) = (Imported::default(), Outcome::Fine);
    for (place, path) in paths.iter().enumerate() {
        progress::on_one_of(place, paths.len(), path);
        match read(path, now) {
            Ok(mut imported) => {
                outcome = outcome.max(report_problems(&imported));
                whole.articles.append(&mut imported.articles);
            }
            Err(error) => {
                files::report(&error);
                outcome = Outcome::Findings;
            }
        }
    }
    if whole.articles.is_empty() {
        return Outcome::Unusable;
    }
    match write(whole, output, now) {
        Ok(()) => outcome,
        Err(error) => {
            files::report(&error);
            Outcome::Unusable
        }
    }
}

/// The articles of a document. Their ids are made of its name and text, so that importing it again
/// gives the same article.
fn read(path: &str, now: Timestamp) -> Result<Imported, String> {
    let bytes = files::read_bytes(path)?;
    let name = files::file_name(path);
    let read = document::read(&bytes, name).map_err(|mut error| {
        error.file = path.to_owned();
        error.to_string()
    })?;
    let mut imported = read.imported;
    for imported in &mut imported.articles {
        let hash = imported.text.hash().to_string();
        imported.article.id = ArticleId::from_parts(&["document", name, &hash]);
        imported.article.added = now;
    }
    Ok(imported)
}

fn write(whole: Imported, output: &str, now: Timestamp) -> Result<(), String> {
    let edition = Edition::of_imported(whole);
    let stem = Path::new(output).file_stem().and_then(|stem| stem.to_str()).unwrap_or("library");
    let written = export_edition(native::FORMAT.id, edition, stem, &Stamp::new(now));
    let written = written.map_err(|error| format!("{output}: {error}"))?;
    files::write_all(output, &written.files, now)
}
