//! Reads files of any format, archives of several too.

use super::archive::{is_archive, unpack};
use super::{Format, Imported, ReadError, ReadErrorKind, Source, codec, detect, format};

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
    if is_archive(source.bytes) {
        return read_archive(id, source);
    }
    let found = match id {
        Some(id) => format(id),
        None => detect(source),
    };
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
    let files = unpack(source.bytes).map_err(failed)?;
    let beside = |name: &str| files.get(name).cloned();
    let wanted = id.and_then(format);
    let mut found = wanted;
    let mut read_files = Vec::new();
    for (name, bytes) in &files {
        let inner = Source { limits: source.limits, ..Source::new(name, bytes, &beside) };
        let is_wanted = match wanted {
            Some(format) => name.to_lowercase().ends_with(&format!(".{}", format.extension)),
            None => !name.ends_with(".txt") && !is_archive(bytes) && detect(&inner).is_some(),
        };
        if is_wanted {
            let (format, imported) = read(id, &inner)?;
            found = Some(format);
            read_files.push(imported);
        }
    }
    match found.filter(|_| !read_files.is_empty()) {
        Some(found) => Ok((found, Imported::join(read_files))),
        None => Err(failed(ReadErrorKind::Unrecognised)),
    }
}
