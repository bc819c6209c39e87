//! The command line.

use std::ffi::OsString;
use std::path::PathBuf;

use e2e::Engine;
use lexopt::prelude::*;

/// What is to be run.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// How often the browser is killed.
    pub n_kills: usize,
    /// How often two windows work at once.
    pub n_tabs: usize,
    /// Commands that each of them carries out.
    pub n_operations: usize,
    /// Profiles in which random things are done.
    pub n_seeds: usize,
    /// Things that are done in each.
    pub n_actions: usize,
    /// How often each fault is tried at most.
    pub n_faults: usize,
    /// The numbers of the faults that are tried; all where none is named.
    pub faults: Vec<String>,
    /// Everything random follows from it.
    pub seed: u64,
    /// Where the figures go; nowhere in a quick run.
    pub report: Option<PathBuf>,
}

/// Reads the whole command line; its first argument is the program. Where no trial is named, all
/// are run, as long as the figures of the documentation ask for.
///
/// # Errors
/// When it asks for something that there is not.
pub fn read(
    arguments: impl IntoIterator<Item = OsString>,
    engine: Engine,
) -> anyhow::Result<Options> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let (mut n_kills, mut n_tabs, mut n_operations) = (None, None, 1000);
    let (mut n_seeds, mut n_actions) = (10, None);
    let (mut n_faults, mut faults) = (None, Vec::new());
    let (mut seed, mut report) = (fastrand::u64(..1 << 32), None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("kills") => n_kills = Some(parser.value()?.parse()?),
            Long("tabs") => n_tabs = Some(parser.value()?.parse()?),
            Long("operations") => n_operations = parser.value()?.parse()?,
            Long("seeds") => n_seeds = parser.value()?.parse()?,
            Long("actions") => n_actions = Some(parser.value()?.parse()?),
            Long("faults") => n_faults = Some(parser.value()?.parse()?),
            Long("fault") => faults.push(parser.value()?.string()?),
            Long("seed") => seed = parser.value()?.parse()?,
            Long("report") => report = Some(parser.value()?.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if (n_kills, n_tabs, n_actions, n_faults) == (None, None, None, None) {
        n_kills = Some(if engine == Engine::Chromium { 60 } else { 20 });
        n_tabs = Some(20);
        n_actions = Some(1000);
        n_faults = Some(usize::MAX);
    }
    let counts = [n_kills, n_tabs, n_actions, n_faults].map(|n| n.unwrap_or(0));
    let [n_kills, n_tabs, n_actions, n_faults] = counts;
    Ok(Options {
        n_kills,
        n_tabs,
        n_operations,
        n_seeds,
        n_actions,
        n_faults,
        faults,
        seed,
        report,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, n_kills: usize, n_tabs: usize) {
        let arguments = std::iter::once("soak").chain(line.split_whitespace());
        let options = read(arguments.map(OsString::from), Engine::Firefox);
        let options = options.expect("these are options");
        assert_eq!((options.n_kills, options.n_tabs), (n_kills, n_tabs), "{line}");
        assert_eq!(options.n_actions > 0, line.contains("actions") || n_kills == 20, "{line}");
    }

    #[test]
    fn what_is_not_named_is_not_run() {
        check("", 20, 20);
        check("--seed 1", 20, 20);
        check("--kills 3", 3, 0);
        check("--tabs 1 --operations 100", 0, 1);
        check("--actions 300 --seeds 2", 0, 0);
    }
}
