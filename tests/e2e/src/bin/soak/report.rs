//! `docs/reliability.md`: what was really run, newest first, below what is promised and what not.

use std::fmt;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use onrecord_core::model::Timestamp;
use serde::{Deserialize, Serialize};

use crate::faults;

const PREAMBLE: &str = include_str!("reliability.md");

const TABLE: &str = "| date | trial | browser | page | held | figures | seed |\n\
                     |---|---|---|---|---|---|---|\n";

/// Everything above the runs: what is tried, and what is not.
pub fn preamble() -> String {
    PREAMBLE.replace("{faults}", faults::table().trim_end())
}

/// The figures of one kind of trial.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    date: String,
    /// What was tried.
    pub trial: String,
    browser: String,
    program: String,
    figures: String,
    seed: u64,
    /// Whether the page kept all its promises.
    pub has_held: bool,
}

impl Row {
    /// A row of today.
    ///
    /// # Errors
    /// When the clock stands before 1970.
    pub fn new(
        trial: &str,
        browser: &str,
        program: &str,
        seed: u64,
        figures: String,
        has_held: bool,
    ) -> anyhow::Result<Self> {
        let now_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
        let date = Timestamp::from_unix_ms(now_ms).date().to_string();
        let [trial, browser, program] = [trial, browser, program].map(str::to_owned);
        Ok(Self { date, trial, browser, program, figures, seed, has_held })
    }

    /// Whether a line of the document is about the same run, perhaps as it was before.
    fn is_line(&self, line: &str) -> bool {
        let Self { trial, browser, program, seed, .. } = self;
        let begins = format!(" | {trial} | {browser} | {program} | ");
        line.contains(&begins) && line.ends_with(&format!(" | {seed} |"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, trial, browser, program, figures, seed, .. } = self;
        let held = if self.has_held { "yes" } else { "**no**" };
        write!(
            formatter,
            "| {date} | {trial} | {browser} | {program} | {held} | {figures} | {seed} |"
        )
    }
}

/// Puts `rows` above those of other runs that the file at `path` has.
///
/// # Errors
/// When the file cannot be read or written.
pub fn write(path: &Path, rows: &[Row]) -> anyhow::Result<()> {
    let before = if path.exists() { std::fs::read_to_string(path)? } else { String::new() };
    let is_other =
        |line: &&str| line.starts_with("| 2") && !rows.iter().any(|row| row.is_line(line));
    let new = rows.iter().map(ToString::to_string);
    let old = before.lines().filter(is_other).map(str::to_owned);
    let mut page = format!("{}\n{TABLE}", preamble());
    for row in new.chain(old) {
        page.push_str(&row);
        page.push('\n');
    }
    std::fs::write(path, page).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_says_what_is_tried() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reliability.md");
        let document = std::fs::read_to_string(path).expect("the document is there");
        let is_up_to_date = document.starts_with(&format!("{}\n{TABLE}", preamble()));
        assert!(is_up_to_date, "`cargo xtask soak --faults 0` writes what is tried anew");
    }
}
