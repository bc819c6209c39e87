//! Two windows of one browser, when it does not tell one what the other does, or loses what both
//! write.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};
use onrecord_core::text::CharSpan;
use serde::Deserialize;
use serde_json::json;
use thirtyfour::WindowHandle;

use super::Fault;
use super::trial::{FAULTS, SAVED, Trial};
use crate::command::Command;
use crate::ledger::Ledger;
use crate::page::{self, Outcome};
use crate::reference::Stores;
use crate::tabs::agreement;

/// Passages that each window marks while both fill local storage.
const N_RACED: usize = 15;

/// How often each window has its turn without hearing of the other.
const N_TURNS: usize = 6;

/// How often 20 seconds a window may take for its part of the race.
const N_PATIENCE: usize = 15;

pub static RACED: Fault = Fault {
    number: "F8",
    name: "Race for the last room",
    how: "Two windows mark passages and at the same time fill local storage with values of two \
          bytes a unit, so that the browser acknowledges writes and drops them",
    holds: "Every mark of both windows is there when there is room again",
    n_release: 10,
    n_commit: 1,
    is_chromium_only: false,
    steps: |trial| Box::pin(raced(trial)),
};

pub static DEAF: Fault = Fault {
    number: "F10",
    name: "Windows that hear nothing",
    how: "No `storage` event arrives while two windows change the same annotations in turns; then \
          both are loaded anew",
    holds: "Both windows come to the latest version of each, and every other version that was \
            acknowledged is still in the second store",
    n_release: 10,
    n_commit: 1,
    is_chromium_only: false,
    steps: |trial| Box::pin(deaf(trial)),
};

/// Opens a second window, in a process of its own; the trial goes on in it.
async fn second_window(trial: &mut Trial<'_>) -> anyhow::Result<[WindowHandle; 2]> {
    let first = trial.page.session()?.window().await?;
    let second = trial.page.session()?.new_window().await?;
    trial.page.turn_to(second.clone()).await?;
    trial.open().await?;
    Ok([first, second])
}

/// What a window did in the race.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raced {
    marked: Vec<Marked>,
    n_written: usize,
    problem: Option<String>,
    is_over: bool,
}

/// What the page said after a mark, and what it had written to local storage then.
#[derive(Deserialize)]
struct Marked {
    says: String,
    changed: BTreeMap<String, String>,
}

async fn raced(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(2).await?;
    let windows = second_window(trial).await?;
    let mut passages: [Vec<CharSpan>; 2] = [Vec::new(), Vec::new()];
    let starts: f64 = trial.page.evaluate("return Date.now() + 1000").await?;
    for (own, window) in windows.iter().enumerate() {
        trial.page.turn_to(window.clone()).await?;
        let mut spans = Vec::new();
        while spans.len() < N_RACED {
            let Command::Mark(passage, _) = trial.draw_mark() else { continue };
            if passages.iter().flatten().all(|it| *it != passage.chars) {
                passages[own].push(passage.chars);
                spans.push(passage.units);
            }
        }
        let facts = vec![json!(own), json!(spans), json!(starts)];
        trial.page.evaluate_with::<()>("soak.racing = soak.race(...arguments)", facts).await?;
    }
    let mut acknowledged = BTreeMap::new();
    let mut n_written = 0;
    for (own, window) in windows.iter().enumerate() {
        trial.page.turn_to(window.clone()).await?;
        let raced = await_race(trial).await?;
        n_written += raced.n_written;
        acknowledged.extend(take_acknowledged(trial, raced, &passages[own])?);
    }
    let n_there: usize = trial.page.evaluate(COUNT_WIDE).await?;
    trial.count.n_dropped += n_written.saturating_sub(n_there);
    trial.page.evaluate::<()>(REMOVE_WIDE).await?;
    let records = come_together(trial, &windows).await?;
    let mut there = Ledger::default();
    there.begin_with(&records)?;
    let is_there = |passage: &&CharSpan| there.annotations().any(|it| it.ranges == [**passage]);
    let n_missing = passages.iter().flatten().filter(|passage| !is_there(passage)).count();
    let n_lost = n_missing.max(n_lost_of(&acknowledged, &records)?);
    trial.count.n_lost += n_lost;
    ensure!(n_lost == 0, "{n_lost} marks are lost");
    Ok(())
}

const COUNT_WIDE: &str =
    "return Object.keys(localStorage).filter((key) => key.startsWith('wide:')).length";
const REMOVE_WIDE: &str = "for (const key of Object.keys(localStorage)) {
    if (key.startsWith('wide:')) localStorage.removeItem(key);
}";

/// Waits until the window is done, and says what it did.
async fn await_race(trial: &Trial<'_>) -> anyhow::Result<Raced> {
    for _ in 0..N_PATIENCE {
        let raced: Raced = trial
            .ask("Promise.race([soak.racing, soak.pause(20000)]).then(() => soak.raced)")
            .await?;
        if let Some(problem) = raced.problem {
            bail!("after {} marks: {problem}", raced.marked.len());
        }
        if raced.is_over {
            return Ok(raced);
        }
    }
    bail!("the windows do not get done")
}

/// The records of a window's own marks of which it said that they are saved.
fn take_acknowledged(
    trial: &mut Trial<'_>,
    raced: Raced,
    passages: &[CharSpan],
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut acknowledged = BTreeMap::new();
    for Marked { says, changed } in raced.marked {
        if says != SAVED {
            trial.count.n_warned += 1;
            continue;
        }
        for (name, raw) in changed {
            let mut record = Ledger::default();
            record.begin_with(&BTreeMap::from([(name.clone(), raw.clone())]))?;
            // It sees what the other window wrote, but cannot answer for it.
            let is_own = record.annotations().any(|it| passages.iter().any(|p| it.ranges == [*p]));
            if is_own {
                trial.count.n_acknowledged += 1;
                acknowledged.insert(name, raw);
            }
        }
    }
    Ok(acknowledged)
}

/// How many of these records are missing or older among those.
fn n_lost_of(
    acknowledged: &BTreeMap<String, String>,
    records: &BTreeMap<String, String>,
) -> anyhow::Result<usize> {
    let mut expected = Ledger::default();
    expected.begin_with(acknowledged)?;
    Ok(expected.compare(records)?.lost.len())
}

/// Loads both windows anew and waits until they and both stores agree.
async fn come_together(
    trial: &mut Trial<'_>,
    windows: &[WindowHandle; 2],
) -> anyhow::Result<BTreeMap<String, String>> {
    trial.page.run_first("");
    for window in windows {
        trial.page.turn_to(window.clone()).await?;
        trial.open().await?;
    }
    Ok(agreement(trial.page, windows).await?.records)
}

async fn deaf(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.page.run_first(&format!("{FAULTS}\nfaults.deafen();"));
    trial.begin(3).await?;
    for _ in 0..3 {
        trial.mark().await?;
    }
    let windows = second_window(trial).await?;
    let mut versions: Vec<(String, String)> = Vec::new();
    for _ in 0..N_TURNS {
        for window in &windows {
            trial.page.turn_to(window.clone()).await?;
            page::ask::<serde_json::Value>(trial.page, "soak.changes()").await?;
            let command = draw_change(trial);
            let Outcome { changed, .. } = page::act(trial.page, &command.words()).await?;
            trial.count.n_acknowledged += changed.len();
            versions.extend(changed);
        }
    }
    let records = come_together(trial, &windows).await?;
    let stores = Stores::read(trial.page).await?;
    let mut n_lost = 0;
    for (name, raw) in versions {
        let is_kept = stores.has_version(&name, &raw);
        n_lost += usize::from(!is_kept);
        n_lost += n_lost_of(&BTreeMap::from([(name, raw)]), &records)?;
    }
    trial.count.n_lost += n_lost;
    ensure!(n_lost == 0, "{n_lost} acknowledged versions are lost");
    trial.page.session()?.close_window().await?;
    trial.page.session()?.switch_to_window(windows[0].clone()).await?;
    trial.ledger.begin_with(&records).context("after both agree")?;
    trial.check(0).await
}

/// A mark, or a change of one that the window knows.
fn draw_change(trial: &mut Trial<'_>) -> Command {
    let (pick, label) = (trial.random.u32(..1_000_000), trial.random.usize(..3));
    match trial.random.u32(..10) {
        0..3 => trial.draw_mark(),
        3..8 => Command::Relabel { pick, label },
        _ => Command::Remove { pick },
    }
}
