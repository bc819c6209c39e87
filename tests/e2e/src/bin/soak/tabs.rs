//! Two windows work on the same annotations at the same time.
//!
//! Both run in their own process and hurry: hundreds of commands without a pause. Afterwards both
//! windows, both stores, the exported files and the join that core computes have to agree.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};
use e2e::{Journey, attempt};
use onrecord_core::formats::native;
use onrecord_core::model::{Annotation, Attributes};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::ledger::Ledger;
use crate::page;
use crate::reference::Stores;
use crate::session::Session;
use crate::words::Words;

/// What it is called in the table of runs.
const TRIAL: &str = "Two windows";

/// Passages that both windows mark: few, so that they meet.
const N_PASSAGES: usize = 60;

/// How often 20 seconds a window may take for its work.
const N_PATIENCE: usize = 30;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Tally {
    n_runs: usize,
    n_agreed: usize,
    n_operations: usize,
    n_versions: usize,
    failures: Vec<String>,
}

/// How far a window got.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rushed {
    n_done: usize,
    problem: Option<String>,
    is_over: bool,
}

/// Lets two windows work `n_runs` times, each with `n_operations` commands.
///
/// # Errors
/// When nothing can be written down; what a run finds is in the row.
pub fn run(session: &Session, n_runs: usize, n_operations: usize) -> anyhow::Result<()> {
    let mut tally: Tally = session.tally(TRIAL)?;
    while tally.n_runs < n_runs && session.may_begin() {
        let seed = session.seed().wrapping_add(tally.n_runs as u64);
        let mut random = fastrand::Rng::with_seed(seed);
        let outcome = attempt("soak-tabs", async |page| {
            two_windows(page, &mut random, n_operations, &mut tally).await
        });
        match outcome {
            Ok(()) => tally.n_agreed += 1,
            Err(error) => {
                println!("run {}: {error:?}", tally.n_runs);
                tally.failures.push(format!("{error:#}"));
            }
        }
        tally.n_runs += 1;
        let Tally { n_runs, n_agreed, n_operations: n_done, n_versions, failures } = &tally;
        let figures = format!(
            "{n_runs} runs of two windows with {n_operations} operations each, {n_done} done, \
             {n_versions} versions written; **{n_agreed} of {n_runs} agreed**"
        );
        session.keep(TRIAL, &tally, figures, failures.is_empty())?;
    }
    Ok(())
}

async fn two_windows(
    page: &mut Journey,
    random: &mut fastrand::Rng,
    n_operations: usize,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    page::open(page).await?;
    let words = Words::of(page::text(page).await?);
    let passages: Vec<_> = (0..N_PASSAGES).map(|_| words.passage(random, 8).units).collect();
    let first = page.session()?.window().await?;
    let second = page.session()?.new_window().await?;
    let windows = [first, second];
    page.turn_to(windows[1].clone()).await?;
    page::open(page).await?;
    // Neither begins before the other is told to.
    let starts: f64 = page.evaluate("return Date.now() + 1000").await?;
    for window in &windows {
        page.turn_to(window.clone()).await?;
        let facts =
            vec![json!(random.u32(..)), json!(n_operations), json!(passages), json!(starts)];
        page.evaluate_with::<()>("soak.rushing = soak.rush(...arguments)", facts).await?;
    }
    for window in &windows {
        page.turn_to(window.clone()).await?;
        tally.n_operations += await_rush(page).await?;
    }
    let agreed = agreement(page, &windows).await?;
    tally.n_versions += agreed.n_versions;
    println!(
        "{} operations so far, {} annotations, {} messages shown",
        tally.n_operations, agreed.n_annotations, agreed.n_messages
    );
    for window in &windows {
        page.turn_to(window.clone()).await?;
        check_export(page, &agreed.records).await.context("exported")?;
    }
    for window in &windows {
        page.turn_to(window.clone()).await?;
        page::open(page).await?;
    }
    let reloaded = agreement(page, &windows).await.context("reloaded")?;
    ensure!(reloaded.records == agreed.records, "reloading changed what is there");
    Ok(())
}

/// Waits until the window has done all its work, and says how much that was.
async fn await_rush(page: &Journey) -> anyhow::Result<usize> {
    for _ in 0..N_PATIENCE {
        let rushed: Rushed = page::ask(page, "soak.rushedFor(20000)").await?;
        if let Some(problem) = rushed.problem {
            bail!("after {} operations: {problem}", rushed.n_done);
        }
        if rushed.is_over {
            return Ok(rushed.n_done);
        }
    }
    bail!("the windows do not get done")
}

pub struct Agreed {
    /// All records of both stores.
    pub records: BTreeMap<String, String>,
    n_versions: usize,
    n_annotations: usize,
    n_messages: usize,
}

/// Waits until both windows and both stores agree with the join of all that is stored.
pub async fn agreement(
    page: &mut Journey,
    windows: &[thirtyfour::WindowHandle],
) -> anyhow::Result<Agreed> {
    for window in windows {
        page.turn_to(window.clone()).await?;
        page::ask::<()>(page, "soak.saved()").await?;
    }
    let mut stored = Ledger::default();
    let mut records = BTreeMap::new();
    let (mut n_versions, mut n_messages) = (0, 0);
    for window in windows {
        page.turn_to(window.clone()).await?;
        let mut last = None;
        let waited = page
            .wait_for("the window agrees with both stores", async || {
                let stores = Stores::read(page).await?;
                let looked = match stores.check() {
                    Ok(joined) => {
                        n_versions = stores.n_versions();
                        stored.begin_with(&joined)?;
                        records = joined;
                        let text = page::text(page).await?;
                        stored.check_screen(&text, &page::marks(page).await?)
                    }
                    Err(error) => Err(error),
                };
                last = looked.err();
                Ok(last.is_none().then_some(()))
            })
            .await;
        waited.with_context(|| format!("{last:?}"))?;
        n_messages = page.evaluate("return document.querySelectorAll('.message').length").await?;
    }
    Ok(Agreed { records, n_versions, n_annotations: stored.n_annotations(), n_messages })
}

/// What a file must say about an annotation.
type Said = (String, Vec<(usize, usize)>, Attributes, String, String);

fn said(annotation: &Annotation) -> (String, Said) {
    let ranges = annotation.ranges.iter();
    let ranges = ranges.map(|range| (range.start().get(), range.end().get())).collect();
    let Annotation { label, attributes, note, modified, .. } = annotation.clone();
    (annotation.id.to_string(), (label, ranges, attributes, note, modified.to_string()))
}

/// Exports the open article as a reader does: the name and the content of the file.
pub async fn export(page: &Journey) -> anyhow::Result<(String, Vec<u8>)> {
    page::click(page, ".export-button", 0).await?;
    page::click(page, "[role=menuitem]", 0).await?;
    page.take_download("onrecord-").await
}

/// Exports the open article, and compares the file with `records`.
pub async fn check_export(
    page: &Journey,
    records: &BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let (name, bytes) = export(page).await?;
    let imported = native::read(&bytes, &name).map_err(|error| anyhow::anyhow!("{error}"))?;
    ensure!(imported.problems.is_empty(), "{:?}", imported.problems);
    let annotations = imported.articles.iter().flat_map(|article| &article.annotations);
    let exported: BTreeMap<String, Said> = annotations.map(said).collect();
    let mut stored = Ledger::default();
    stored.begin_with(records)?;
    let open = stored.article_of(&page::text(page).await?)?.id;
    let here = stored.annotations().filter(|annotation| annotation.article == open);
    let stored: BTreeMap<String, Said> = here.map(said).collect();
    ensure!(exported == stored, "the file has {exported:#?}, the stores {stored:#?}");
    Ok(())
}
