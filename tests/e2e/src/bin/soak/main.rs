//! Long trials of what the page promises about storage: killed browsers, two windows at once, and
//! thousands of random actions. `cargo xtask soak` runs them and keeps the figures.

mod actions;
mod command;
mod faults;
mod hand;
mod kills;
mod ledger;
mod memory;
mod options;
mod page;
mod reference;
mod report;
mod seats;
mod tabs;
mod windows;
mod words;

use std::process::ExitCode;

use options::Options;
use report::Row;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs what was asked for. Says whether all of it held.
fn run() -> anyhow::Result<bool> {
    let options = options::read(std::env::args_os(), e2e::engine()?)?;
    println!("seed {}", options.seed);
    let rows = trials(&options)?;
    for row in &rows {
        println!("{row}");
    }
    if let Some(path) = &options.report {
        report::write(path, &rows)?;
    }
    Ok(rows.iter().all(|row| row.has_held))
}

fn trials(options: &Options) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    if options.n_kills > 0 {
        rows.push(kills::run(options.n_kills, options.seed)?);
    }
    if options.n_faults > 0 {
        rows.extend(faults::run(options)?);
    }
    if options.n_tabs > 0 {
        rows.push(tabs::run(options.n_tabs, options.n_operations, options.seed)?);
    }
    if options.n_actions > 0 {
        rows.push(actions::run(options.n_seeds, options.n_actions, options.seed)?);
    }
    Ok(rows)
}
