//! Ways in which a browser fails under the page, each tried on purpose and counted on its own.

mod blocked;
mod damaged;
mod ends;
mod refused;
mod stopped;
mod trial;
mod unseen;
mod windows;

use std::pin::Pin;

use e2e::{Engine, attempt};

use crate::options::Options;
use crate::session::Session;
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
    &windows::RACED,
    &windows::DEAF,
    &damaged::DAMAGED,
    &damaged::NEWER,
    &blocked::BLOCKED,
    &blocked::BROKEN,
    &unseen::EMPTIED,
    &unseen::CLOCKS,
    &unseen::ASLEEP,
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

/// Tries each fault that is asked for, one trial of each after the other, so that a run that ends
/// early has tried all.
///
/// # Errors
/// When nothing can be written down; what a trial finds is in its row.
pub fn run(session: &Session, options: &Options) -> anyhow::Result<()> {
    let engine = e2e::engine()?;
    let is_wanted = |fault: &&&Fault| {
        let is_named =
            options.faults.is_empty() || options.faults.iter().any(|it| it == fault.number);
        is_named && (engine == Engine::Chromium || !fault.is_chromium_only)
    };
    let wanted: Vec<&Fault> = ALL.iter().filter(is_wanted).copied().collect();
    let n_of = |fault: &Fault| {
        let n = if options.is_small { fault.n_commit } else { fault.n_release };
        n.min(options.n_faults)
    };
    let n_most = wanted.iter().map(|fault| n_of(fault)).max().unwrap_or(0);
    for n_trial in 0..n_most {
        for fault in wanted.iter().filter(|fault| n_trial < n_of(fault)) {
            if !session.may_begin() {
                return Ok(());
            }
            let name = format!("{} {}", fault.number, fault.name);
            let mut count: Count = session.tally(&name)?;
            if count.n_trials <= n_trial {
                try_once(fault, session.seed(), n_trial, &mut count);
                println!("{name}: {count}");
                session.keep(&name, &count, count.to_string(), count.failures.is_empty())?;
            }
        }
    }
    Ok(())
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
}
