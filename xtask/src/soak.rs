//! `cargo xtask soak`: long trials of what the page keeps, in a real browser.

use crate::command_line::SoakOptions;
use crate::page;
use crate::test::browser_variables;
use crate::workspace::{Workspace, run};

/// Runs the trials and adds their figures to `docs/reliability.md`.
pub(crate) fn soak(workspace: &Workspace, options: &SoakOptions) -> anyhow::Result<()> {
    if options.is_building {
        page::build(workspace)?.check()?;
    }
    let mut soak = workspace.cargo();
    soak.args(["run", "--locked", "--quiet", "--package", "e2e", "--bin", "soak", "--"]);
    if options.is_reporting {
        soak.arg("--report").arg(workspace.root().join("docs/reliability.md"));
    }
    soak.args(&options.rest);
    soak.envs(browser_variables(workspace, options.engine)?);
    // A trial that fails names itself; where the harness was says nothing.
    soak.env("RUST_BACKTRACE", "0");
    run(soak)
}
