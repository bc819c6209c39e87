//! What can be asked of the bench.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, ensure};
use lexopt::prelude::*;

use crate::measure::PARTS;
use crate::workload::SIZES;

/// What is asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Where the built page is.
    pub dist: PathBuf,
    /// Where the report goes; none is written when only a part is measured.
    pub report: Option<PathBuf>,
    /// How often everything is measured.
    pub n_runs: usize,
    /// The sizes to measure, by their positions.
    pub sizes: Vec<usize>,
    /// Whether a large library is measured, too.
    pub has_library: bool,
    /// The parts to measure; all when empty.
    pub parts: Vec<String>,
    /// Where a CPU profile of our page's start and of an edit goes, instead of measuring.
    pub profile: Option<PathBuf>,
}

/// Reads the whole command line; its first argument is the program.
///
/// # Errors
/// When something is asked that there is not.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> anyhow::Result<Options> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let (mut dist, mut n_runs, mut report, mut profile) = (None, 5, None, None);
    let (mut sizes, mut parts, mut has_library) = (Vec::new(), Vec::new(), false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("dist") => dist = Some(PathBuf::from(parser.value()?)),
            Long("report") => report = Some(PathBuf::from(parser.value()?)),
            Long("profile") => profile = Some(PathBuf::from(parser.value()?)),
            Long("runs") => n_runs = parser.value()?.parse()?,
            Long("workload") => match parser.value()?.string()?.as_str() {
                "library" => has_library = true,
                name => sizes.push(size(name)?),
            },
            Long("only") => parts.push(part(parser.value()?.string()?)?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    ensure!(n_runs > 0, "--runs is at least 1");
    // Half a table would look like a whole one.
    let is_all = sizes.is_empty() && !has_library;
    let report = report.filter(|_| is_all && parts.is_empty());
    if is_all {
        sizes = (0..SIZES.len()).collect();
        has_library = parts.is_empty() && profile.is_none();
    }
    let dist = dist.context("--dist names the built page")?;
    Ok(Options { dist, report, n_runs, sizes, has_library, parts, profile })
}

fn size(name: &str) -> anyhow::Result<usize> {
    let position = SIZES.iter().position(|size| size.name == name);
    position.with_context(|| {
        format!("there is no workload {name}; there are small, medium, large, library")
    })
}

fn part(name: String) -> anyhow::Result<String> {
    ensure!(PARTS.contains(&name.as_str()), "there is no part {name}; there are {PARTS:?}");
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Option<Options> {
        let arguments = std::iter::once("bench").chain(line.split_whitespace());
        read(arguments.map(OsString::from)).ok()
    }

    #[test]
    fn a_report_needs_everything() {
        let whole = parse("--dist d --report r").expect("it is allowed");
        assert_eq!((whole.report, whole.sizes), (Some(PathBuf::from("r")), vec![0, 1, 2]));
        let part = parse("--dist d --report r --workload large --runs 2").expect("it is allowed");
        assert_eq!((part.report, part.sizes, part.n_runs), (None, vec![2], 2));
    }

    #[test]
    fn what_is_not_there_is_refused() {
        for line in ["", "--dist d --runs 0", "--dist d --workload huge", "--dist d --only fun"] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
