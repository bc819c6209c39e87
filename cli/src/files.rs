//! Files and the standard streams.

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use onrecord_core::formats::{Imported, Limits, codec};

/// Means standard input or output.
const STANDARD: &str = "-";

/// Reads a file of this format. Problems carry the path as it was given.
///
/// # Errors
/// A line that says why nothing could be read.
pub fn read(path: &str, format: &str) -> Result<Imported, String> {
    let bytes = read_bytes(path).map_err(|error| format!("{path}: cannot be read: {error}"))?;
    let read = codec(format).and_then(|codec| codec.read);
    let read = read.ok_or_else(|| format!("{path}: the format {format} cannot be read"))?;
    let mut imported = read(&bytes, file_name(path)).map_err(|mut error| {
        error.file = path.to_owned();
        error.to_string()
    })?;
    for problem in &mut imported.problems {
        problem.file = path.to_owned();
    }
    Ok(imported)
}

/// Writes a file. One that was there before is replaced at once, or stays as it was.
///
/// # Errors
/// A line that says why it was not written.
pub fn write(path: &str, content: &str) -> Result<(), String> {
    let written = if path == STANDARD {
        io::stdout().lock().write_all(content.as_bytes())
    } else {
        replace(Path::new(path), content)
    };
    written.map_err(|error| format!("{path}: cannot be written: {error}"))
}

/// Shows a line of an answer. Nobody may be reading any more, which is no error.
pub fn answer(line: &str) {
    _ = writeln!(io::stdout().lock(), "{line}");
}

/// Shows a line of what was found.
pub fn report(line: &str) {
    _ = writeln!(io::stderr().lock(), "{line}");
}

/// No more is read than the largest file may have, and a byte that shows that it is too large.
fn read_bytes(path: &str) -> io::Result<Vec<u8>> {
    let limit = Limits::OWN.file_bytes as u64 + 1;
    let mut bytes = Vec::new();
    if path == STANDARD {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The name without its folders, which are nobody else's business.
fn file_name(path: &str) -> &str {
    match Path::new(path).file_name().and_then(|name| name.to_str()) {
        Some(name) if path != STANDARD => name,
        _ => "standard input",
    }
}

fn replace(path: &Path, content: &str) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        // A device or a pipe is written to, not replaced.
        return fs::write(path, content);
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let replaced = fs::write(&part, content).and_then(|()| fs::rename(&part, path));
    if replaced.is_err() {
        _ = fs::remove_file(&part);
    }
    replaced
}
