//! `cargo xtask soak`: long trials of what the page keeps, in a real browser.

use std::process::Command;

use crate::command_line::SoakOptions;
use crate::page;
use crate::readers::{self, Trial};
use crate::test::browser_variables;
use crate::workspace::{Workspace, run};

/// Runs the trials and adds their figures to `docs/reliability.md`.
pub(crate) fn soak(workspace: &Workspace, options: &SoakOptions) -> anyhow::Result<()> {
    if let Some(seconds) = options.reader_seconds {
        let trial = Trial { seconds, longest: 1, seed: Some(some_seed()) };
        return readers::begin(workspace, &trial)?.finish();
    }
    if options.is_building {
        page::build(workspace)?.check()?;
    }
    let mut soak = command(workspace);
    if options.is_reporting {
        let state = format!("soak-{}.json", options.engine.name());
        soak.arg("--report").arg(workspace.root().join("docs/reliability.md"));
        soak.arg("--state").arg(workspace.target().join(state));
    }
    soak.args(&options.rest);
    soak.envs(browser_variables(workspace, options.engine)?);
    run(soak)
}

/// Another one each time; what is tried prints it.
fn some_seed() -> u64 {
    let since_1970 = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since_1970.map_or(1, |since| since.as_secs())
}

/// The trials, not told yet what to try and in which browser.
pub(crate) fn command(workspace: &Workspace) -> Command {
    let mut soak = workspace.cargo();
    soak.args(["run", "--locked", "--quiet", "--package", "e2e", "--bin", "soak", "--"]);
    // A trial that fails names itself; where the harness was says nothing.
    soak.env("RUST_BACKTRACE", "0");
    soak
}
