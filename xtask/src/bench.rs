//! `cargo xtask bench`: the page measured in a browser.
//!
//! The bench is a package of its own, so that nobody who only builds the page compiles it.

use crate::command_line::BenchOptions;
use crate::page;
use crate::workspace::{Workspace, run};

pub(crate) fn bench(workspace: &Workspace, options: &BenchOptions) -> anyhow::Result<()> {
    if options.is_building {
        let _ = page::build(workspace)?;
    }
    let mut bench = workspace.cargo();
    bench.args(["run", "--locked", "--quiet", "--package", "page-bench", "--"]);
    bench.arg("--dist").arg(workspace.dist());
    bench.arg("--report").arg(workspace.root().join("docs/performance.md"));
    bench.args(&options.rest);
    run(bench)
}
