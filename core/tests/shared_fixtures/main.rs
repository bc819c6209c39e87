//! Real files of other programs, read to exactly the spans that those programs see in them, and
//! malformed files, answered as a good reader answers.
//!
//! The files are not part of the project, since not all of them may be passed on. They are looked
//! for in `../shared/fixtures` beside it; where that folder is not there, these tests say so.

mod expected;
mod malformed;
mod read;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder with the files, where it is there.
fn fixtures() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/fixtures");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("{} is not there: nothing was compared with files of others", folder.display());
    None
}

/// The files of a folder that end so, by name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("entries can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| name(path).ends_with(ending)).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("names are Unicode")
}
