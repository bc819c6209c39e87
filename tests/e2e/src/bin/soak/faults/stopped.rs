//! A program that stops or does not start, and the guard that hands out what is stored.

use anyhow::{Context, ensure};
use e2e::Journey;
use serde_json::Value;

use super::Fault;
use super::trial::{FAULTS, Trial, call};

pub static STOPPED: Fault = Fault {
    number: "F19",
    name: "Program stopped",
    how: "The program stops at the n-th command: by the signal of its panic, in every second trial \
          by an exception in the middle of the command, while a note is being typed",
    holds: "The panel appears, and its download has all records of both stores and the typed text",
    n_release: 50,
    n_commit: 5,
    is_chromium_only: false,
    steps: |trial| Box::pin(stopped(trial)),
};

pub static UNSTARTED: Fault = Fault {
    number: "F20",
    name: "Program does not arrive",
    how: "The server does not have the program or its script, or breaks off in the middle of it",
    holds: "The panel appears, and its download has all records of both stores",
    n_release: 8,
    n_commit: 4,
    is_chromium_only: false,
    steps: |trial| Box::pin(unstarted(trial)),
};

async fn stopped(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    let n_commands = trial.n_trial % 10 + 1;
    // What a driver evaluates counts as foreign, and what it throws is no fault of the program.
    trial.page.run_first(FAULTS);
    trial.begin(n_commands).await?;
    trial
        .page
        .evaluate::<()>(
            "const field = document.createElement('textarea');
             field.setAttribute('aria-label', 'Note');
             document.querySelector('#app').append(field);
             field.value = 'half a sentence';",
        )
        .await?;
    let command = call("perform", &trial.draw_mark().words());
    if trial.n_trial.is_multiple_of(2) {
        let panic = "dispatchEvent(new CustomEvent('onrecord:panic', { detail: 'a trial' }))";
        trial.page.evaluate::<()>(&format!("void {command}.catch(() => {{}}); {panic}")).await?;
    } else {
        let n = trial.random.usize(1..=2);
        trial.ask::<()>(&format!("faults.trip({n})")).await?;
        trial.page.evaluate::<()>(&format!("void {command}.catch(() => {{}})")).await?;
    }
    trial.page.find("alertdialog", "On the Record has stopped").await?;
    let rescue = rescued(trial.page).await?;
    let is_typed = |typed: &Value| typed["text"] == "half a sentence";
    let typing = rescue["typing"].as_array().context("what was being typed")?;
    ensure!(typing.iter().any(is_typed), "the typed text is not handed out: {typing:?}");
    check_rescue(trial, &rescue)?;
    ensure!(!trial.page.reports().await?.is_empty(), "a stop is also logged");
    trial.come_back(1).await
}

async fn unstarted(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.page.server().forbid_caches();
    trial.begin(4).await?;
    let script = trial.page.file_named("onrecord-", ".js")?;
    let program = trial.page.file_named("onrecord-", ".wasm")?;
    match trial.n_trial % 4 {
        0 => trial.page.server().withhold(&[&program]),
        1 => trial.page.server().withhold(&[&script]),
        2 => trial.page.server().cut(&[&program]),
        _ => trial.page.server().cut(&[&script]),
    }
    trial.page.go("").await?;
    trial.page.find("alertdialog", "On the Record could not start").await?;
    check_rescue(trial, &rescued(trial.page).await?)?;
    ensure!(!trial.page.reports().await?.is_empty(), "a failed start is also logged");
    trial.page.server().withhold(&[]);
    trial.page.server().cut(&[]);
    trial.page.click("button", "Reload").await?;
    trial.page.await_start().await?;
    trial.come_back(0).await
}

/// Takes what the guard offers to download.
async fn rescued(page: &Journey) -> anyhow::Result<Value> {
    page.click("button", "Download everything").await?;
    let (_, bytes) = page.take_download("onrecord-rescue-").await?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// Looks whether all that was acknowledged is in the download, once from each store.
fn check_rescue(trial: &mut Trial<'_>, rescue: &Value) -> anyhow::Result<()> {
    let entries = rescue["indexedDB"]["records"].as_array().context("the second store")?;
    let mut n_missing = 0;
    for (name, raw) in trial.ledger.records() {
        let is_local = rescue["localStorage"][format!("onrecord:1:{name}")] == raw;
        let is_second = entries.iter().any(|entry| entry["value"] == raw);
        n_missing += usize::from(!(is_local && is_second));
    }
    trial.count.n_lost += n_missing;
    ensure!(n_missing == 0, "{n_missing} records are not handed out");
    Ok(())
}
