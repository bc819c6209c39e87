//! Names, lengths and first lines of files.

use super::sources::{files, read};

/// Beyond this a file has taken in a second subject.
const MOST_LINES: usize = 600;

#[test]
fn every_file_says_what_it_is_for() {
    for path in files("", ".rs") {
        assert!(read(&path).starts_with("//! "), "{path}: begin with //! and a purpose");
    }
}

#[test]
fn no_file_is_called_after_nothing() {
    for path in files("", ".rs") {
        let name = path.rsplit('/').next().expect("a path has a name");
        let is_empty =
            ["utils.rs", "util.rs", "helpers.rs", "misc.rs", "common.rs"].contains(&name);
        assert!(!is_empty, "{path}: a helper lives with its subject");
    }
}

#[test]
fn no_file_is_too_long() {
    for path in files("", ".rs") {
        let n_lines = read(&path).lines().count();
        assert!(n_lines <= MOST_LINES, "{path}: {n_lines} lines");
    }
}

#[test]
fn no_test_is_switched_off() {
    for path in files("", ".rs") {
        let text = read(&path);
        let is_off = text.lines().any(|line| line.trim_start().starts_with("#[ignore"));
        assert!(!is_off, "{path}: mend the test or remove it");
    }
}

/// A stub would be found by those who rely on it.
#[test]
fn nothing_is_left_for_later() {
    for path in files("", ".rs").into_iter().filter(|path| !path.starts_with("tests/architecture/"))
    {
        let text = read(&path);
        for mark in ["todo!(", "unimplemented!(", "TODO", "FIXME", "XXX"] {
            assert!(!text.contains(mark), "{path}: {mark}");
        }
    }
}
