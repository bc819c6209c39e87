//! Says on a terminal what takes long, in a line that is gone when it is done.
//!
//! Nothing is shown where standard error is a file or a pipe, since findings are read from there.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// A file of this size is read in less than a second.
const FEW_BYTES: usize = 2_000_000;
/// So many files are read in less than a second.
const FEW_FILES: usize = 20;
/// Goes to the start of the line and empties it.
const EMPTY_LINE: &str = "\r\u{1b}[2K";

/// Whether a line stands there that has to go before anything else is shown.
static IS_SHOWN: AtomicBool = AtomicBool::new(false);

/// Says that a file of this size is being worked on, where that takes long.
pub fn on_file(what: &str, name: &str, n_bytes: usize) {
    if let Some(line) = line_of_file(what, name, n_bytes) {
        show(&line);
    }
}

/// Says which of several files comes next, where there are many.
pub fn on_one_of(place: usize, n_files: usize, name: &str) {
    if let Some(line) = line_of_many(place, n_files, name) {
        show(&line);
    }
}

/// Takes the line away.
pub fn clear() {
    if IS_SHOWN.swap(false, Ordering::Relaxed) {
        _ = write!(io::stderr().lock(), "{EMPTY_LINE}");
    }
}

fn line_of_file(what: &str, name: &str, n_bytes: usize) -> Option<String> {
    (n_bytes > FEW_BYTES).then(|| format!("{name}: {what} {} MB …", n_bytes.div_ceil(1_000_000)))
}

fn line_of_many(place: usize, n_files: usize, name: &str) -> Option<String> {
    (n_files > FEW_FILES).then(|| format!("{} of {n_files} files: {name}", place + 1))
}

fn show(line: &str) {
    let stderr = io::stderr();
    if stderr.is_terminal() {
        IS_SHOWN.store(true, Ordering::Relaxed);
        let mut stderr = stderr.lock();
        _ = write!(stderr, "{EMPTY_LINE}{line}");
        _ = stderr.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_takes_long_is_worth_a_line() {
        assert_eq!(line_of_file("reading", "a.json", 1000), None);
        let line = line_of_file("reading", "a.json", 3_000_001);
        assert_eq!(line.as_deref(), Some("a.json: reading 4 MB …"));
        assert_eq!(line_of_many(0, 2, "a.json"), None);
        assert_eq!(line_of_many(4, 30, "a.json").as_deref(), Some("5 of 30 files: a.json"));
    }
}
