//! Long trials of what the page promises about storage: killed browsers, two windows at once,
//! thousands of random actions, and browsers that are broken on purpose. `cargo xtask soak` runs them and keeps the figures.

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
mod session;
mod tabs;
mod windows;
mod words;

use std::process::ExitCode;

use options::Options;
use session::Session;

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
    let session = Session::begin(&options)?;
    if options.is_small {
        // Whoever waits for it gets it sooner from two browsers at once.
        std::thread::scope(|scope| {
            let faults = scope.spawn(|| faults::run(&session, &options));
            let work = work(&session, &options);
            faults.join().expect("a trial that panics is caught").and(work)
        })?;
    } else {
        faults::run(&session, &options)?;
        work(&session, &options)?;
    }
    session.end()
}

/// The trials in which nothing but the browser's own end goes wrong.
fn work(session: &Session, options: &Options) -> anyhow::Result<()> {
    kills::run(session, options.n_kills)?;
    tabs::run(session, options.n_tabs, options.n_operations)?;
    actions::run(
        session,
        if options.n_actions > 0 { options.n_seeds } else { 0 },
        options.n_actions,
    )
}
