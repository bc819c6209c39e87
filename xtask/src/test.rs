//! `cargo xtask test`: everything that has to hold before a change goes in.

use std::ffi::OsString;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::command_line::{Stage, TestOptions};
use crate::page::{self, Weight};
use crate::readers::{self, Trial};
use crate::soak;
use crate::tools::{self, Engine};
use crate::workspace::{Workspace, run};

/// Journeys that run side by side: each has a browser of its own.
const N_JOURNEYS: usize = 2;

/// Properties are tried with the same cases each time, so that a change is judged by what it
/// changes. Other cases are tried with another seed, or by `cargo test` with a random one.
const SEED_OF_PROPERTIES: (&str, &str) = ("PROPTEST_RNG_SEED", "20260107");

/// Trials draw the same things each time, for the same reason; `cargo xtask soak` draws others.
const SEED_OF_TRIALS: &str = "324340074";

/// Each reader is tried for so long with documents changed at random, the same ones each time.
const SECONDS_OF_READERS: u64 = 60;

/// Seconds of the processor after which a reader counts as hung: `cargo xtask soak` says one, but
/// machines that test may be several times slower.
const LONGEST_READING: u64 = 5;

/// Runs the stages asked for. The first failure ends it.
pub(crate) fn test(workspace: &Workspace, options: &TestOptions) -> anyhow::Result<()> {
    let mut steps = Steps { workspace, taken: Vec::new() };
    let outcome = run_stages(&mut steps, options);
    steps.print();
    outcome
}

fn run_stages(steps: &mut Steps, options: &TestOptions) -> anyhow::Result<()> {
    let workspace = steps.workspace;
    let wants = |stage| options.only.is_none_or(|only| only == stage);
    if wants(Stage::Lint) {
        lint(steps)?;
    }
    if wants(Stage::Unit) {
        unit(steps, options.filter.as_deref())?;
    }
    // The trials are in Chromium, and too long to be a part of something smaller.
    let has_trials = wants(Stage::Soak)
        && options.filter.is_none()
        && options.engines.contains(&Engine::Chromium);
    let trial = Trial { seconds: SECONDS_OF_READERS, longest: LONGEST_READING, seed: None };
    let readers = (wants(Stage::Readers) && options.filter.is_none())
        .then(|| steps.take("begin of the readers", || readers::begin(workspace, &trial)))
        .transpose()?;
    // Readers are tried for a time, however much they get done in it: the page is built meanwhile.
    // Browsers have to wait, since they are to answer as quickly as ever.
    let engines = if wants(Stage::EndToEnd) { &*options.engines } else { &[] };
    let needs_page = has_trials || !engines.is_empty();
    let weight = needs_page.then(|| prepare(steps, engines)).transpose()?;
    if let Some(readers) = readers {
        steps.take("rest of the readers", || readers.finish())?;
    }
    end_to_end(steps, engines, options.filter.as_deref())?;
    if has_trials {
        trials(steps)?;
    }
    weight.map_or(Ok(()), |weight| steps.take("weight of the first load", || weight.check()))
}

fn lint(steps: &mut Steps) -> anyhow::Result<()> {
    let workspace = steps.workspace;
    steps.take("Rust's own tools", || tools::ensure_rust_tools(workspace))?;
    steps.cargo("format", &["fmt", "--all", "--check"])?;
    steps.cargo(
        "lints",
        &["clippy", "--locked", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
    )?;
    let page = page::clippy(workspace)?;
    steps.take("lints of the page", || run(page))
}

fn unit(steps: &mut Steps, filter: Option<&str>) -> anyhow::Result<()> {
    let filter = filter.as_slice();
    steps.cargo("tests", &[&["test", "--locked", "--quiet"], filter].concat())?;
    // Each with its own features of what both use: together, each would be built anew.
    let tools = ["test", "--locked", "--quiet", "-p", "xtask", "-p", "page-server"];
    steps.cargo("tests of the tools", &[&tools[..], filter].concat())?;
    let harness = ["test", "--locked", "--quiet", "-p", "e2e"];
    steps.cargo("tests of the harness", &[&harness[..], filter].concat())
}

/// Builds the page, and gets what the browsers need that show it.
fn prepare(steps: &mut Steps, engines: &[Engine]) -> anyhow::Result<Weight> {
    let workspace = steps.workspace;
    let weight = steps.take("page", || page::build(workspace))?;
    steps.take("axe-core", || tools::ensure_axe(workspace))?;
    for &engine in engines {
        steps.take(engine.name(), || tools::ensure_browser(workspace, engine))?;
    }
    Ok(weight)
}

fn end_to_end(steps: &mut Steps, engines: &[Engine], filter: Option<&str>) -> anyhow::Result<()> {
    let workspace = steps.workspace;
    for &engine in engines {
        let mut journeys = journeys(workspace, filter);
        journeys.envs(browser_variables(workspace, engine)?);
        steps.take(&format!("journeys in {}", engine.name()), || run(journeys))?;
    }
    Ok(())
}

/// As much of the trials as each change has to pass, with the page as it was built; writes nothing
/// down.
fn trials(steps: &mut Steps) -> anyhow::Result<()> {
    let workspace = steps.workspace;
    let mut soak = soak::command(workspace);
    soak.args(["--small", "--seed", SEED_OF_TRIALS])
        .envs(browser_variables(workspace, Engine::Chromium)?);
    steps.take("trials in chromium", || run(soak))
}

/// What the harness of the browser tests is told by its environment.
pub(crate) fn browser_variables(
    workspace: &Workspace,
    engine: Engine,
) -> anyhow::Result<Vec<(String, OsString)>> {
    let browser = tools::ensure_browser(workspace, engine)?;
    let values: [(&str, OsString); 6] = [
        ("ENGINE", engine.name().into()),
        ("DIST", workspace.dist().into()),
        ("DRIVER", browser.driver.into()),
        ("BROWSER", browser.program.into()),
        ("AXE", tools::ensure_axe(workspace)?.into()),
        ("SCREENSHOTS", workspace.target().join("screenshots").into()),
    ];
    Ok(values.map(|(name, value)| (format!("ONRECORD_E2E_{name}"), value)).into())
}

fn journeys(workspace: &Workspace, filter: Option<&str>) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--locked", "--quiet", "--package", "e2e", "--test", "journeys", "--"]);
    // A failed step names itself; where the harness was says nothing.
    cargo.env("RUST_BACKTRACE", "0");
    cargo.arg(format!("--test-threads={N_JOURNEYS}")).args(filter);
    cargo
}

/// What was done, and how long it took.
struct Steps<'a> {
    workspace: &'a Workspace,
    taken: Vec<(String, Duration)>,
}

impl Steps<'_> {
    fn cargo(&mut self, name: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let mut cargo = self.workspace.cargo();
        cargo.args(arguments);
        let (name_of_seed, seed) = SEED_OF_PROPERTIES;
        if std::env::var_os(name_of_seed).is_none() {
            cargo.env(name_of_seed, seed);
        }
        self.take(name, || run(cargo))
    }

    fn take<T>(
        &mut self,
        name: &str,
        step: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = step();
        self.taken.push((name.into(), start.elapsed()));
        outcome
    }

    fn print(&self) {
        println!("\n== times");
        for (name, time) in &self.taken {
            println!("{:>8.1} s  {name}", time.as_secs_f64());
        }
        let sum: Duration = self.taken.iter().map(|(_, time)| *time).sum();
        println!("{:>8.1} s  together", sum.as_secs_f64());
    }
}
