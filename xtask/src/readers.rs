//! Tries everything that reads what strangers wrote with documents changed at random.

use std::process::Command;

use anyhow::ensure;

use crate::workspace::{Workspace, run};

/// Processes that share the readers.
const N_SHARES: usize = 2;

/// How long each reader is tried, and with which documents.
pub(crate) struct Trial {
    pub(crate) seconds: u64,
    /// Seconds of the processor after which a document counts as one that hangs the page.
    pub(crate) longest: u64,
    pub(crate) seed: Option<u64>,
}

/// Tries each reader for some time.
pub(crate) fn try_readers(workspace: &Workspace, trial: &Trial) -> anyhow::Result<()> {
    run(cargo(workspace, "build"))?;
    let mut shares = Vec::new();
    for share in 1..=N_SHARES {
        let mut command = cargo(workspace, "run");
        command.args(["--", "--target", "all", "--share", &format!("{share}/{N_SHARES}")]);
        command.args(["--seconds", &trial.seconds.to_string()]);
        command.args(["--longest", &trial.longest.to_string()]);
        if let Some(seed) = trial.seed {
            command.args(["--seed", &seed.to_string()]);
        }
        shares.push(command.spawn()?);
    }
    // All of them are waited for before one that failed is told of.
    let outcomes: Vec<_> = shares.iter_mut().map(|share| share.wait()).collect();
    for outcome in outcomes {
        ensure!(outcome?.success(), "a reader failed; the document is kept in target/fuzz-cases");
    }
    Ok(())
}

fn cargo(workspace: &Workspace, command: &str) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args([command, "--locked", "--quiet", "--profile", "fuzz", "--package", "onrecord-core"]);
    cargo.args(["--example", "fuzz_readers", "--all-features"]);
    cargo
}
