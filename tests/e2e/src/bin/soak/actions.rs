//! Random things that a person does, against a model of what they should come to.
//!
//! After each action all records and all highlights are compared with the model; after every
//! hundred also the second store and an exported file.

use anyhow::{Context, ensure};
use e2e::{Journey, attempt};
use serde::{Deserialize, Serialize};

use crate::hand::Hand;
use crate::memory::{Memory, WATCH};
use crate::session::Session;

/// What it is called in the table of runs.
const TRIAL: &str = "Random actions";

/// Actions after which memory is looked at first, and everything is compared.
const N_BETWEEN_LOOKS: usize = 100;

/// Actions that are told when one goes wrong.
const N_TOLD: usize = 30;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    n_seeds: usize,
    n_actions: usize,
    grown: Option<Memory>,
    failures: Vec<String>,
}

/// Does `n_actions` random things in each of `n_seeds` new profiles.
///
/// # Errors
/// When nothing can be written down; what goes wrong is in the row.
pub fn run(session: &Session, n_seeds: usize, n_actions: usize) -> anyhow::Result<()> {
    let mut tally: Tally = session.tally(TRIAL)?;
    while tally.n_seeds < n_seeds && session.may_begin() {
        // In every second profile the page is not loaded anew, so that leaks add up.
        let is_lasting = tally.n_seeds.is_multiple_of(2);
        let seed = session.seed().wrapping_add(tally.n_seeds as u64);
        let mut told = Vec::new();
        let outcome = attempt("soak-actions", async |page| {
            profile(page, seed, n_actions, is_lasting, &mut told, &mut tally).await
        });
        if let Err(error) = outcome {
            let last = told[told.len().saturating_sub(N_TOLD)..].join("\n  ");
            println!("seed {seed}, the last of {} actions:\n  {last}\n{error:?}", told.len());
            tally.failures.push(format!("{error:#}"));
        }
        tally.n_seeds += 1;
        println!("seed {seed}: {} actions so far", tally.n_actions);
        let Tally { n_seeds, n_actions: n_done, grown, failures } = &tally;
        let grown = grown.map_or_else(String::new, |grown| {
            let (js, wasm) = (grown.js, grown.wasm);
            format!("; memory grew by {js:.1} MB (JavaScript), {wasm:.1} MB (module)")
        });
        let figures = format!(
            "{n_seeds} seeds of {n_actions} actions, {n_done} done, **{} mismatches**{grown}",
            failures.len()
        );
        session.keep(TRIAL, &tally, figures, failures.is_empty())?;
    }
    Ok(())
}

async fn profile(
    page: &mut Journey,
    seed: u64,
    n_actions: usize,
    is_lasting: bool,
    told: &mut Vec<String>,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    page.run_first(WATCH);
    let mut hand = Hand::open(page, seed).await?;
    let mut before = None;
    for n_done in 1..=n_actions {
        let may_load = !is_lasting || n_done < N_BETWEEN_LOOKS;
        hand.act(may_load, told).await?;
        tally.n_actions += 1;
        hand.compare().await.context("after the last action")?;
        if n_done.is_multiple_of(N_BETWEEN_LOOKS) || n_done == n_actions {
            hand.compare_all().await?;
            let now = Memory::look(hand.page).await?;
            println!("{n_done} actions, {} annotations, {now:?}", hand.n_annotations());
            before = before.or(now);
        }
    }
    if let (true, Some(before), Some(now)) = (is_lasting, before, Memory::look(hand.page).await?) {
        let grown = now.grown_since(before);
        tally.grown = Some(tally.grown.map_or(grown, |most| most.or_greater(grown)));
        ensure!(grown.is_little(), "memory grew: {grown:?}");
    }
    Ok(())
}
