//! Reads files of any format, archives of several too.

use crate::phrase::said;

use super::archive::{is_archive, take_out};
use super::{
    Format, Imported, Limits, Problem, ProblemKind, ReadError, ReadErrorKind, Source, codec,
    detect, format,
};

/// Formats whose files are archives themselves.
const ARCHIVES: [&str; 1] = ["refi"];

/// Reads a file of the format with this id, or of the one that is recognised in it.
///
/// An archive is read file by file; texts that lie in it are beside the others.
///
/// # Errors
/// When nothing can be read.
pub fn read(
    id: Option<&str>,
    source: &Source<'_>,
) -> Result<(&'static Format, Imported), ReadError> {
    let failed = |kind| ReadError { file: source.name.to_owned(), kind };
    let found = match id {
        Some(id) => format(id),
        None => detect(source),
    };
    let is_own = found.is_some_and(|found| ARCHIVES.contains(&found.id));
    if is_archive(source.bytes) && !is_own {
        return read_archive(id, source);
    }
    let found = found.ok_or_else(|| failed(unrecognised(source)))?;
    let read = codec(found.id).and_then(|codec| codec.read);
    let read = read.ok_or_else(|| failed(ReadErrorKind::Unrecognised))?;
    Ok((found, read(source)?))
}

/// Why nothing is recognised: no text at all is a better answer than no format.
fn unrecognised(source: &Source<'_>) -> ReadErrorKind {
    match source.text() {
        Err(kind) => kind,
        Ok(text) if text.trim().is_empty() => ReadErrorKind::Blank,
        Ok(_) => ReadErrorKind::Unrecognised,
    }
}

fn read_archive(
    id: Option<&str>,
    source: &Source<'_>,
) -> Result<(&'static Format, Imported), ReadError> {
    let failed = |kind| ReadError { file: source.name.to_owned(), kind };
    let unpacked = take_out(source.bytes).map_err(failed)?;
    let files = &unpacked.files;
    let beside = |name: &str| files.get(name).cloned();
    let wanted = id.and_then(format);
    let mut found = wanted;
    let mut read_files = Vec::new();
    for (name, bytes) in files {
        let (limits, repairs) = (source.limits, source.repairs);
        let inner = Source { limits, repairs, ..Source::new(name, bytes, &beside) };
        let is_wanted = match wanted {
            Some(format) => name.to_lowercase().ends_with(&format!(".{}", format.extension)),
            None => !name.ends_with(".txt") && detect(&inner).is_some(),
        };
        if is_wanted {
            let (format, imported) = read(id, &inner)?;
            found = Some(format);
            read_files.push(imported);
        }
    }
    match found.filter(|_| !read_files.is_empty()) {
        Some(found) => {
            let mut imported = Imported::join(read_files);
            imported.problems.extend(unpacked.refused.into_iter().map(|name| Problem {
                file: source.name.to_owned(),
                place: name.clone(),
                kind: ProblemKind::particular(said!("its name leads out of the archive")),
                left_out: Some(name),
            }));
            Ok((found, imported))
        }
        None => Err(failed(ReadErrorKind::Unrecognised)),
    }
}

/// What is in a file of an archive as text; see [`Source::text`].
pub fn source_text(bytes: &[u8], limits: Limits) -> Result<String, ReadErrorKind> {
    let source = Source { limits, ..Source::alone("", bytes) };
    source.text().map(std::borrow::Cow::into_owned)
}
