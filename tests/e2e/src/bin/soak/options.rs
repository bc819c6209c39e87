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
    /// Whether no more is done than each change has to pass.
    pub is_small: bool,
    /// Minutes after which nothing new is begun.
    pub n_minutes: Option<u64>,
    /// Everything random follows from it; drawn where nobody gives one.
    pub seed: Option<u64>,
    /// Where the figures go; nowhere in a quick run.
    pub report: Option<PathBuf>,
    /// Where an interrupted run is found again.
    pub state: Option<PathBuf>,
}

impl Options {
    /// What is tried, and how often.
    pub fn plan(&self) -> String {
        let Self { n_kills, n_tabs, n_operations, n_seeds, n_actions, n_faults, faults, .. } = self;
        let counts = [n_kills, n_tabs, n_operations, n_seeds, n_actions, n_faults];
        format!("{counts:?} {faults:?} {}", self.is_small)
    }
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
    let (mut n_seeds, mut n_actions, mut n_faults, mut faults) = (None, None, None, Vec::new());
    let (mut is_small, mut n_minutes, mut seed) = (false, None, None);
    let (mut report, mut state) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("kills") => n_kills = Some(parser.value()?.parse()?),
            Long("tabs") => n_tabs = Some(parser.value()?.parse()?),
            Long("operations") => n_operations = parser.value()?.parse()?,
            Long("seeds") => n_seeds = Some(parser.value()?.parse()?),
            Long("actions") => n_actions = Some(parser.value()?.parse()?),
            Long("faults") => n_faults = Some(parser.value()?.parse()?),
            Long("fault") => faults.push(parser.value()?.string()?),
            Long("small") => is_small = true,
            Long("minutes") => n_minutes = Some(parser.value()?.parse()?),
            Long("seed") => seed = Some(parser.value()?.parse()?),
            Long("report") => report = Some(parser.value()?.into()),
            Long("state") => state = Some(parser.value()?.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    if (n_kills, n_tabs, n_actions, n_faults) == (None, None, None, None) {
        n_faults = Some(usize::MAX);
        if faults.is_empty() {
            let is_quick = engine == Engine::Chromium;
            n_kills = Some(if is_small {
                10
            } else if is_quick {
                60
            } else {
                20
            });
            n_tabs = Some(if is_small { 1 } else { 20 });
            n_actions = Some(if is_small { 300 } else { 1000 });
            n_seeds = n_seeds.or(is_small.then_some(1));
        }
    }
    let counts = [n_kills, n_tabs, n_actions, n_faults].map(|n| n.unwrap_or(0));
    let [n_kills, n_tabs, n_actions, n_faults] = counts;
    let n_seeds = n_seeds.unwrap_or(10);
    Ok(Options {
        n_kills,
        n_tabs,
        n_operations,
        n_seeds,
        n_actions,
        n_faults,
        faults,
        is_small,
        n_minutes,
        seed,
        report,
        state,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, n_kills: usize, n_tabs: usize, n_actions: usize, n_faults: usize) {
        let arguments = std::iter::once("soak").chain(line.split_whitespace());
        let options = read(arguments.map(OsString::from), Engine::Firefox);
        let options = options.expect("these are options");
        let found = [options.n_kills, options.n_tabs, options.n_actions, options.n_faults];
        assert_eq!(found, [n_kills, n_tabs, n_actions, n_faults], "{line}");
    }

    #[test]
    fn what_is_not_named_is_not_run() {
        check("", 20, 20, 1000, usize::MAX);
        check("--seed 1 --minutes 5", 20, 20, 1000, usize::MAX);
        check("--small", 10, 1, 300, usize::MAX);
        check("--kills 3", 3, 0, 0, 0);
        check("--tabs 1 --operations 100", 0, 1, 0, 0);
        check("--actions 300 --seeds 2", 0, 0, 300, 0);
        check("--faults 2", 0, 0, 0, 2);
        check("--fault F3 --fault F5", 0, 0, 0, usize::MAX);
    }
}
