//! Tries everything that reads what strangers wrote with documents changed at random.

use std::process::{Child, Command};

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

/// Readers that are being tried. They are stopped when this is dropped.
pub(crate) struct Trying(Vec<Child>);

/// Begins to try each reader for some time.
pub(crate) fn begin(workspace: &Workspace, trial: &Trial) -> anyhow::Result<Trying> {
    run(cargo(workspace, "build"))?;
    let mut trying = Trying(Vec::new());
    for share in 1..=N_SHARES {
        let mut command = cargo(workspace, "run");
        command.args(["--", "--target", "all", "--share", &format!("{share}/{N_SHARES}")]);
        command.args(["--seconds", &trial.seconds.to_string()]);
        command.args(["--longest", &trial.longest.to_string()]);
        if let Some(seed) = trial.seed {
            command.args(["--seed", &seed.to_string()]);
        }
        trying.0.push(command.spawn()?);
    }
    Ok(trying)
}

impl Trying {
    /// Waits until all have been tried.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        // All of them are waited for before one that failed is told of.
        let outcomes: Vec<_> = self.0.iter_mut().map(Child::wait).collect();
        for outcome in outcomes {
            ensure!(
                outcome?.success(),
                "a reader failed; the document is kept in target/fuzz-cases"
            );
        }
        Ok(())
    }
}

impl Drop for Trying {
    fn drop(&mut self) {
        for share in &mut self.0 {
            // One that has ended already cannot be stopped, and need not be.
            let _ = share.kill();
            let _ = share.wait();
        }
    }
}

fn cargo(workspace: &Workspace, command: &str) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args([command, "--locked", "--quiet", "--profile", "fuzz", "--package", "onrecord-core"]);
    cargo.args(["--example", "fuzz_readers", "--all-features"]);
    cargo
}
