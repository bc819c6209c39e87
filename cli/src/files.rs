//! Files and the standard streams.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use onrecord_core::formats::{
    self, Imported, Limits, Role, Source, WrittenFile, archive, detect, format,
};
use onrecord_core::model::Timestamp;

use super::{AUTO, Reading, progress};

/// Means standard input or output.
const STANDARD: &str = "-";

/// Reads a file, or all files of one format in a folder. Problems carry the path as it was given.
///
/// # Errors
/// A line that says why nothing could be read.
pub fn read(path: &str, reading: &Reading) -> Result<Imported, String> {
    if path != STANDARD && Path::new(path).is_dir() {
        return read_folder(path, reading);
    }
    read_file(path, reading)
}

/// Texts and reports lie beside annotations and are passed over where the format is not said.
fn read_folder(path: &str, reading: &Reading) -> Result<Imported, String> {
    let cannot = |error: io::Error| format!("{path}: cannot be read: {error}");
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).map_err(cannot)? {
        let entry = entry.map_err(cannot)?.path();
        paths.extend(entry.to_str().filter(|_| entry.is_file()).map(str::to_owned));
    }
    paths.sort();
    let ending = format(&reading.from).map(|format| format!(".{}", format.extension));
    let is_wanted = |path: &String| match &ending {
        Some(ending) => path.ends_with(ending),
        None => !path.ends_with(".txt") && is_recognised(path),
    };
    paths.retain(is_wanted);
    if paths.is_empty() {
        return Err(format!("{path}: there is no file of this format in it"));
    }
    let files = paths.iter().enumerate().map(|(place, path)| {
        progress::on_one_of(place, paths.len(), path);
        read_file(path, reading)
    });
    Ok(Imported::join(files.collect::<Result<Vec<_>, _>>()?))
}

fn is_recognised(path: &str) -> bool {
    let bytes = read_bytes(path).unwrap_or_default();
    detect(&Source::alone(file_name(path), &bytes)).is_some()
}

fn read_file(path: &str, reading: &Reading) -> Result<Imported, String> {
    let bytes = read_bytes(path)?;
    progress::on_file("reading", file_name(path), bytes.len());
    let beside = |name: &str| beside(path, reading.text.as_deref(), name);
    let source = Source::new(file_name(path), &bytes, &beside);
    let id = Some(reading.from.as_str()).filter(|id| *id != AUTO);
    let (_, mut imported) = formats::read(id, &source).map_err(|mut error| {
        error.file = path.to_owned();
        error.to_string()
    })?;
    for problem in &mut imported.problems {
        problem.file = path.to_owned();
    }
    Ok(imported)
}

/// Reads the bytes of a file. No more is read than the largest file may have, and a byte that
/// shows that it is too large.
///
/// # Errors
/// A line that says why it could not be read.
pub fn read_bytes(path: &str) -> Result<Vec<u8>, String> {
    let limit = Limits::OWN.file_bytes as u64 + 1;
    let read = |reader: &mut dyn Read| {
        let mut bytes = Vec::new();
        reader.take(limit).read_to_end(&mut bytes).map(|_| bytes)
    };
    let bytes = if path == STANDARD {
        read(&mut io::stdin().lock())
    } else {
        fs::File::open(path).and_then(|mut file| read(&mut file))
    };
    bytes.map_err(|error| format!("{path}: cannot be read: {error}"))
}

/// Writes what belongs together: the main file as `path`, the others beside it, or all of them
/// into `path` where that is a folder or an archive; its files are of the moment `at`.
///
/// # Errors
/// A line that says why something was not written.
pub fn write_all(path: &str, files: &[WrittenFile], at: Timestamp) -> Result<(), String> {
    let folder = Path::new(path);
    if path != STANDARD && (folder.is_dir() || path.ends_with('/')) {
        let made = fs::create_dir_all(folder);
        made.map_err(|error| format!("{path}: cannot be made: {error}"))?;
        let into = |file: &WrittenFile| write_to(&folder.join(&file.name), &file.bytes);
        return files.iter().try_for_each(into);
    }
    if path.to_lowercase().ends_with(".zip") {
        return write(path, &archive::pack(files, at));
    }
    let n_main = files.iter().filter(|file| file.role == Role::Main).count();
    if n_main != 1 {
        return Err(format!(
            "{path}: {n_main} articles need a file each in this format; give an archive or a folder to \
             write to, such as {}.zip",
            folder.with_extension("").display()
        ));
    }
    for file in files {
        if file.role == Role::Main {
            write(path, &file.bytes)?;
        } else if path != STANDARD {
            write_to(&folder.with_file_name(&file.name), &file.bytes)?;
        } else {
            report(&format!("{}: not written to standard output", file.name));
        }
    }
    Ok(())
}

/// Writes a file. One that was there before is replaced at once, or stays as it was.
///
/// # Errors
/// A line that says why it was not written.
pub fn write(path: &str, content: &[u8]) -> Result<(), String> {
    if path == STANDARD {
        let written = io::stdout().lock().write_all(content);
        return written.map_err(|error| format!("{path}: cannot be written: {error}"));
    }
    write_to(Path::new(path), content)
}

/// Shows a line of an answer. Nobody may be reading any more, which is no error.
pub fn answer(line: &str) {
    progress::clear();
    _ = writeln!(io::stdout().lock(), "{line}");
}

/// Shows a line of what was found.
pub fn report(line: &str) {
    progress::clear();
    _ = writeln!(io::stderr().lock(), "{line}");
}

/// The name without its folders, which are nobody else's business.
pub fn file_name(path: &str) -> &str {
    match Path::new(path).file_name().and_then(|name| name.to_str()) {
        Some(name) if path != STANDARD => name,
        _ => "standard input",
    }
}

/// A file beside the one that is read: the text that was given for it, else one in a folder of
/// texts, else one in its own folder. A name with folders in it leads nowhere.
fn beside(path: &str, text: Option<&str>, name: &str) -> Option<Vec<u8>> {
    let is_plain = Path::new(name).file_name().is_some_and(|plain| plain == name);
    if !is_plain {
        return None;
    }
    let text = text.map(Path::new);
    let candidates: [Option<PathBuf>; 3] = [
        text.filter(|text| text.is_file() && name.ends_with(".txt")).map(Path::to_owned),
        text.filter(|text| text.is_dir()).map(|text| text.join(name)),
        (path != STANDARD).then(|| Path::new(path).with_file_name(name)),
    ];
    candidates.into_iter().flatten().find_map(|path| read_bytes(path.to_str()?).ok())
}

fn write_to(path: &Path, content: &[u8]) -> Result<(), String> {
    replace(path, content)
        .map_err(|error| format!("{}: cannot be written: {error}", path.display()))
}

fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
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
