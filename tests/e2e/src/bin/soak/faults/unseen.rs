//! What happens behind the page's back: emptied stores, wrong clocks, and a page that slept.

use anyhow::{Context, ensure};
use e2e::Engine;
use serde_json::json;
use thirtyfour::WindowHandle;

use super::Fault;
use super::trial::{FAULTS, SAVED, Trial};
use crate::page;

const EMPTIED_SAYS: &str = "Not saved: the browser did not keep it (kept in the second store)";

const TEN_YEARS_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// Commands under each clock, and in the other window.
const N_COMMANDS: usize = 3;

pub static EMPTIED: Fault = Fault {
    number: "F16",
    name: "Stores emptied",
    how: "Another tab empties local storage while the page is open; in one trial of three also the \
          second store; in one the page is loaded anew instead of asked",
    holds: "The page says so at once and offers to write all back; that brings back everything in \
            both stores",
    n_release: 6,
    n_commit: 3,
    is_chromium_only: false,
    steps: |trial| Box::pin(emptied(trial)),
};

pub static CLOCKS: Fault = Fault {
    number: "F17",
    name: "Wrong clocks",
    how: "The clock jumps ten years ahead, then ten years back, while the page is open; it is loaded \
          anew with each, and two windows with clocks twenty years apart change the same \
          annotations",
    holds: "A later change counts, whatever the clocks say",
    n_release: 10,
    n_commit: 1,
    is_chromium_only: false,
    steps: |trial| Box::pin(clocks(trial)),
};

pub static ASLEEP: Fault = Fault {
    number: "F18",
    name: "Sleeping page",
    how: "The page is frozen (`Page.setWebLifecycleState`, Chromium), in every second trial left and \
          come back to, while another window changes the same annotations",
    holds: "The page shows what the other window did, and can go on",
    n_release: 20,
    n_commit: 2,
    is_chromium_only: false,
    steps: |trial| Box::pin(asleep(trial)),
};

async fn emptied(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    trial.mark().await?;
    let own = trial.page.session()?.window().await?;
    let other = trial.page.session()?.new_tab().await?;
    trial.page.turn_to(other).await?;
    trial.go_aside().await?;
    let is_both = trial.n_trial % 3 == 1;
    if is_both {
        trial.ask::<()>("faults.emptyDatabase()").await?;
    }
    trial.page.evaluate::<()>("localStorage.clear()").await?;
    trial.page.session()?.close_window().await?;
    trial.page.session()?.switch_to_window(own).await?;
    trial.await_says(EMPTIED_SAYS).await?;
    if trial.n_trial % 3 == 2 {
        return trial.come_back(0).await;
    }
    // Of two empty stores there is nothing to compare a mark with before all is written back.
    let says = if is_both { trial.settled().await? } else { trial.mark().await? };
    ensure!(says == EMPTIED_SAYS, "it is still emptied, but it says “{says}”");
    trial.page.click("button", "Write it back").await?;
    trial.check(0).await?;
    trial.come_back(0).await
}

async fn clocks(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    trial.mark().await?;
    for shift in [TEN_YEARS_MS, -TEN_YEARS_MS, 0] {
        trial.ask::<()>(&format!("faults.shiftClock({shift})")).await?;
        work(trial).await.with_context(|| format!("the clock jumped by {shift} ms"))?;
    }
    for shift in [TEN_YEARS_MS, -TEN_YEARS_MS] {
        trial.page.run_first(&format!("{FAULTS}\nfaults.shiftClock({shift});"));
        trial.open().await?;
        trial.check(0).await.with_context(|| format!("loaded {shift} ms off"))?;
        work(trial).await.with_context(|| format!("loaded {shift} ms off"))?;
    }
    // The first window is ten years behind, the second ten years ahead.
    let first = trial.page.session()?.window().await?;
    trial.page.run_first(&format!("{FAULTS}\nfaults.shiftClock({TEN_YEARS_MS});"));
    let second = trial.page.session()?.new_window().await?;
    trial.page.turn_to(second.clone()).await?;
    trial.open().await?;
    for window in [second.clone(), first.clone(), second, first] {
        trial.page.turn_to(window).await?;
        trial.check(0).await.context("two clocks")?;
        work(trial).await.context("two clocks")?;
    }
    trial.come_back(0).await
}

async fn work(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    for _ in 0..N_COMMANDS {
        let says = trial.act().await?;
        ensure!(says == SAVED, "nothing but the clock is wrong, but it says “{says}”");
    }
    Ok(())
}

async fn asleep(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    trial.mark().await?;
    let own = trial.page.session()?.window().await?;
    let other = trial.page.session()?.new_window().await?;
    let is_frozen = trial.page.engine() == Engine::Chromium && trial.n_trial.is_multiple_of(2);
    if is_frozen {
        let notice = "document.addEventListener('freeze', () => { soak.wasFrozen = true; })";
        trial.page.evaluate::<()>(notice).await?;
        freeze(trial, "frozen").await?;
    } else {
        trial.go_aside().await?;
    }
    work_elsewhere(trial, &other).await?;
    trial.page.turn_to(own).await?;
    if is_frozen {
        freeze(trial, "active").await?;
        let was_frozen: bool = trial.page.evaluate("return soak.wasFrozen === true").await?;
        ensure!(was_frozen, "it never froze");
    } else {
        trial.page.session()?.back().await?;
        // Browsers may bring back the page as it was, or load it anew.
        page::enter(trial.page).await?;
        trial.page.evaluate::<()>(FAULTS).await?;
    }
    trial.check(0).await.context("the page woke up")?;
    let says = trial.mark().await?;
    ensure!(says == SAVED, "the page is awake again, but it says “{says}”");
    trial.page.turn_to(other).await?;
    trial.check(0).await.context("the other window")?;
    trial.come_back(0).await
}

async fn freeze(trial: &Trial<'_>, state: &str) -> anyhow::Result<()> {
    let state = json!({ "state": state });
    trial.page.session()?.cdp().send_raw("Page.setWebLifecycleState", state).await?;
    Ok(())
}

/// Changes things in another window.
async fn work_elsewhere(trial: &mut Trial<'_>, window: &WindowHandle) -> anyhow::Result<()> {
    // A frozen page could not answer what it has to report.
    trial.page.session()?.switch_to_window(window.clone()).await?;
    trial.open().await?;
    trial.check(0).await?;
    for _ in 0..N_COMMANDS {
        let says = trial.act().await?;
        ensure!(says == SAVED, "the other window works, but it says “{says}”");
    }
    trial.mark().await?;
    Ok(())
}
