//! A browser is killed in the middle of the work, again and again.
//!
//! Every command is written down here once the page says that it is saved. After each kill the
//! same profile is opened again, and all that was written down has to be there.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use anyhow::{Context, ensure};
use e2e::{Journey, attempt};
use onrecord_core::model::sample;
use onrecord_core::record::RecordId;
use serde::{Deserialize, Serialize};

use crate::command::Command;
use crate::ledger::{Difference, Ledger};
use crate::page;
use crate::reference::Stores;
use crate::session::Session;
use crate::words::Words;

/// What it is called in the table of runs.
const TRIAL: &str = "Killed browser";

/// Kills of one profile, after which a new one is begun.
const N_PER_PROFILE: usize = 10;

/// The work goes on for so long at most.
const WORK_MS: u64 = 10_000;

/// How long a reader thinks between two commands at most.
const PAUSE_MS: u64 = 400;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    n_kills: usize,
    n_acknowledged: usize,
    n_lost: usize,
    /// Acknowledged records that local storage had lost, and the second store gave back.
    n_given_back: usize,
    /// Commands that were not acknowledged, but came through.
    n_unasked: usize,
    n_undone: usize,
    failures: Vec<String>,
}

impl Tally {
    fn keep(&self, session: &Session) -> anyhow::Result<()> {
        session.keep(TRIAL, self, self.to_string(), self.failures.is_empty())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { n_kills, n_acknowledged, n_lost, n_given_back, n_unasked, n_undone, .. } = self;
        write!(
            formatter,
            "{n_kills} kills during work, {n_acknowledged} changes acknowledged, **{n_lost} \
             lost**; local storage alone had lost {n_given_back}; {n_unasked} changes came through \
             that were not acknowledged yet; undo after the restart worked {n_undone} times"
        )
    }
}

/// Kills the browser `n_kills` times.
///
/// # Errors
/// When no browser can be driven; what a trial finds is in the row.
pub fn run(session: &Session, n_kills: usize) -> anyhow::Result<()> {
    let mut tally: Tally = session.tally(TRIAL)?;
    while tally.n_kills < n_kills && session.may_begin() {
        let n_before = tally.n_kills;
        let n_now = (n_kills - n_before).min(N_PER_PROFILE);
        let mut random = fastrand::Rng::with_seed(session.seed().wrapping_add(n_before as u64));
        let outcome = attempt("soak-kills", async |page| {
            profile(page, &mut random, n_now, &mut tally, session).await
        });
        if let Err(error) = outcome {
            if tally.n_kills == n_before {
                return Err(error);
            }
            println!("kill {}: {error:?}", tally.n_kills);
            tally.failures.push(format!("{error:#}"));
            tally.keep(session)?;
        }
    }
    Ok(())
}

async fn profile(
    page: &mut Journey,
    random: &mut fastrand::Rng,
    n_kills: usize,
    tally: &mut Tally,
    session: &Session,
) -> anyhow::Result<()> {
    page::open(page).await?;
    let words = Words::of(page::text(page).await?);
    let mut ledger = Ledger::default();
    ledger.begin_with(&page::records(page).await?)?;
    page::ask::<serde_json::Value>(page, "soak.changes()").await?;
    for _ in 0..n_kills {
        let moment = Duration::from_millis(random.u64(..=WORK_MS));
        // Half of the kills hit a page that is mostly at rest, half one that is mostly writing.
        let pause_ms = if random.bool() { 0 } else { PAUSE_MS };
        // The moment of the kill is the trial itself: it waits for nothing.
        let work = work(page, &words, random, pause_ms, &mut ledger, tally);
        let worked = tokio::time::timeout(moment, work).await;
        page.kill_now()?;
        tally.n_kills += 1;
        if let Ok(ended) = worked {
            ended.context("the work ended before the kill")?;
        }
        look_again(page, &mut ledger, tally).await?;
        println!(
            "kill {} after {} ms: {} acknowledged so far, {} annotations",
            tally.n_kills,
            moment.as_millis(),
            tally.n_acknowledged,
            ledger.n_annotations()
        );
        tally.keep(session)?;
        if !session.may_begin() {
            break;
        }
    }
    Ok(())
}

/// Works until it is interrupted, with pauses of up to `pause_ms` in between.
async fn work(
    page: &Journey,
    words: &Words,
    random: &mut fastrand::Rng,
    pause_ms: u64,
    ledger: &mut Ledger,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let mut last = None;
    loop {
        tokio::time::sleep(Duration::from_millis(random.u64(..=pause_ms))).await;
        let passage = words.passage(random, 12);
        let command = Command::draw(random, ledger, passage);
        let outcome = page::act(page, &command.words()).await?;
        let acknowledged = ledger.acknowledge(&command, &outcome);
        if acknowledged.with_context(|| format!("after {last:?}"))? {
            tally.n_acknowledged += 1;
        }
        last = Some(command);
    }
}

/// Opens the profile again and looks for all that was acknowledged.
async fn look_again(
    page: &mut Journey,
    ledger: &mut Ledger,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    page.reopen().await?;
    // A file of the page that runs no program shows what local storage has by itself.
    let picture = page.file_named("icon-", ".svg")?;
    page.go(&picture).await?;
    let by_itself = records_of(page.local_storage().await?);
    tally.n_given_back += ledger.compare(&by_itself)?.lost.len();
    page::open(page).await?;
    // Both stores are compared in the background, so that it takes a moment until they agree.
    let mut records = BTreeMap::new();
    let mut difference = Difference::default();
    let waited = page
        .wait_for("all that was acknowledged is there", async || {
            let stores = Stores::read(page).await?;
            records = stores.joined()?;
            difference = ledger.compare(stores.local())?;
            Ok((stores.check().is_ok() && difference.lost.is_empty()).then_some(()))
        })
        .await;
    // Where local storage lost everything, the page takes this for a first visit, until it has read
    // the second store: the sample article is then written again, as it was.
    difference.newer.retain(|name| *name != RecordId::Article(sample::ID).to_string());
    tally.n_lost += difference.lost.len();
    waited.with_context(|| format!("lost: {:?}", difference.lost))?;
    ensure!(difference.newer.len() <= 1, "not acknowledged: {:?}", difference.newer);
    page::ask::<()>(page, "soak.saved()").await?;
    let newer = difference.newer.first();
    tally.n_unasked += usize::from(newer.is_some());
    check_screen(page, &records).await?;
    check_undo(page, ledger, newer, tally).await
}

/// Everything of ours in local storage but texts and settings, by name.
fn records_of(stored: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let name = |key: &str| {
        let name = key.strip_prefix("onrecord:1:")?;
        RecordId::parse(name).map(|_| name.to_owned())
    };
    stored.into_iter().filter_map(|(key, raw)| Some((name(&key)?, raw))).collect()
}

/// Checks that the highlights are those of the records.
async fn check_screen(page: &Journey, records: &BTreeMap<String, String>) -> anyhow::Result<()> {
    let mut stored = Ledger::default();
    stored.begin_with(records)?;
    stored.check_screen(&page::text(page).await?, &page::marks(page).await?)
}

/// The last command can still be taken back.
async fn check_undo(
    page: &Journey,
    ledger: &mut Ledger,
    newer: Option<&String>,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    page::ask::<serde_json::Value>(page, "soak.changes()").await?;
    match newer {
        None if ledger.history.has_undo() => {
            page.wait_until("there is something to undo", CAN_UNDO).await?;
            let outcome = page::act(page, &Command::Undo.words()).await?;
            ledger.acknowledge(&Command::Undo, &outcome)?;
            tally.n_undone += 1;
        }
        None => {}
        Some(newer) => {
            let outcome = page::act(page, &Command::Undo.words()).await?;
            ledger.check_doubtful_undo(newer, &outcome)?;
            ledger.begin_with(&page::records(page).await?)?;
        }
    }
    Ok(())
}

const CAN_UNDO: &str = "document.querySelector('.undo-button:not([aria-disabled])')";
