//! Ways in which a browser fails under the page, each tried on purpose and counted on its own.

mod blocked;
mod damaged;
mod ends;
mod refused;
mod stopped;
mod trial;

use std::pin::Pin;

use e2e::{Engine, attempt};

use crate::options::Options;
use crate::report::Row;
use trial::{Count, Trial};

/// What is done in one trial.
pub type Steps<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + 'a>>;

/// One way in which a browser fails.
pub struct Fault {
    /// Its number, by which it is asked for.
    pub number: &'static str,
    /// What it is called in the table of runs.
    pub name: &'static str,
    /// How it is brought about.
    pub how: &'static str,
    /// What has to hold, beside the rule for all: nothing that was acknowledged is lost, and both
    /// stores, their join and the screen agree afterwards.
    pub holds: &'static str,
    /// Trials before a release.
    pub n_release: usize,
    /// Trials for each change.
    pub n_commit: usize,
    /// Whether only Chromium's driver can bring it about.
    pub is_chromium_only: bool,
    /// One trial.
    pub steps: for<'a> fn(&'a mut Trial<'_>) -> Steps<'a>,
}

/// All of them, in the order in which they are run.
pub static ALL: &[&Fault] = &[
    &ends::KILLED,
    &ends::CRASHED,
    &ends::LEFT,
    &refused::REFUSED,
    &refused::FULL,
    &refused::DROPPED,
    &damaged::DAMAGED,
    &damaged::NEWER,
    &blocked::BLOCKED,
    &blocked::BROKEN,
    &stopped::STOPPED,
    &stopped::UNSTARTED,
    &ends::TERMINATED,
];

/// One row for each fault.
pub fn table() -> String {
    let mut table =
        "| fault | how | what else has to hold | trials |\n|---|---|---|---|\n".to_owned();
    for Fault { number, name, how, holds, n_release, n_commit, .. } in ALL {
        let row = format!("| {number} {name} | {how} | {holds} | {n_release} ({n_commit}) |\n");
        table.push_str(&row);
    }
    table
}

/// Tries each fault that is asked for.
///
/// # Errors
/// When no browser can be driven; what a trial finds is in its row.
pub fn run(options: &Options) -> anyhow::Result<Vec<Row>> {
    let engine = e2e::engine()?;
    let is_wanted = |fault: &&&Fault| {
        let is_named =
            options.faults.is_empty() || options.faults.iter().any(|it| it == fault.number);
        is_named && (engine == Engine::Chromium || !fault.is_chromium_only)
    };
    ALL.iter().filter(is_wanted).map(|fault| try_fault(fault, options)).collect()
}

fn try_fault(fault: &Fault, options: &Options) -> anyhow::Result<Row> {
    let mut count = Count::default();
    for n_trial in 0..options.n_faults.min(fault.n_release) {
        try_once(fault, options.seed, n_trial, &mut count);
    }
    let title = Box::leak(format!("{} {}", fault.number, fault.name).into_boxed_str());
    Row::new(title, options.seed, count.to_string(), &count.failures)
}

/// One trial with a browser and a profile of its own.
fn try_once(fault: &Fault, seed: u64, n_trial: usize, count: &mut Count) {
    let random = fastrand::Rng::with_seed(seed.wrapping_add(n_trial as u64));
    let outcome = attempt(&format!("soak-{}", fault.number), async |page| {
        let mut trial = Trial::new(page, random, n_trial, count);
        (fault.steps)(&mut trial).await
    });
    count.n_trials += 1;
    if let Err(error) = outcome {
        println!("{} {}, trial {n_trial} of seed {seed}: {error:?}", fault.number, fault.name);
        count.failures.push(format!("trial {n_trial}: {error:#}"));
    }
    println!("{} {}: {count}", fault.number, fault.name);
}
