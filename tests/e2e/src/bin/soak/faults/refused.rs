//! Local storage that is full, or takes what it then loses.

use anyhow::ensure;

use super::Fault;
use super::trial::{SAVED, Trial};
use crate::tabs::check_export;

const FULL_SAYS: &str = "Not saved: local storage is full (kept in the second store)";
const LOST_SAYS: &str = "Not saved: the browser did not keep it (kept in the second store)";

/// Units of local storage that are left free.
const N_FREE: [usize; 5] = [0, 1, 10, 500, 5000];

/// Commands after the browser began to fail, where all of them fail.
const N_COMMANDS: usize = 4;

pub static REFUSED: Fault = Fault {
    number: "F5",
    name: "Write refused",
    how: "The n-th write of a record is refused as too much, n from 1 to 50; in every second trial \
          also all later ones",
    holds: "The page says *Not saved* with the reason at once; marks are drawn and exported; a \
            single refusal is made good by the next command",
    n_release: 50,
    n_commit: 5,
    is_chromium_only: false,
    steps: |trial| Box::pin(refused(trial)),
};

pub static FULL: Fault = Fault {
    number: "F6",
    name: "Full local storage",
    how: "Another key fills local storage for real while the page is open, but for 0, 1, 10, 500 or \
          5000 units; then the page is loaded anew, still full",
    holds: "The page says that local storage is full; marks, changes and removals go on and are \
            exported; all is written back when there is room again",
    n_release: 5,
    n_commit: 2,
    is_chromium_only: false,
    steps: |trial| Box::pin(full(trial)),
};

pub static DROPPED: Fault = Fault {
    number: "F7",
    name: "Write dropped",
    how: "Local storage takes an annotation and does not keep it: once, or in every second trial \
          again and again",
    holds: "A single loss is found by reading back and made good; a lasting one is said, and made \
            good by the next commands when the fault is over",
    n_release: 20,
    n_commit: 2,
    is_chromium_only: false,
    steps: |trial| Box::pin(dropped(trial)),
};

async fn refused(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(2).await?;
    let (n, lasts) = (trial.n_trial % 50 + 1, !trial.n_trial.is_multiple_of(2));
    trial.ask::<()>(&format!("faults.refuse({n}, {lasts})")).await?;
    let mut says = SAVED.to_owned();
    while trial.ask::<usize>("faults.nRefused").await? == 0 {
        ensure!(says == SAVED, "nothing was refused yet, but it says “{says}”");
        says = trial.act().await?;
    }
    // Where it was about a record that is read back just then, it is made good already.
    let is_said = says == FULL_SAYS || says == SAVED && !lasts;
    ensure!(is_said, "a write was refused, but it says “{says}”");
    if lasts {
        for _ in 0..N_COMMANDS {
            let says = trial.act().await?;
            ensure!(says == FULL_SAYS, "writes are refused, but it says “{says}”");
        }
        check_export(trial.page, &trial.records().await?).await?;
        trial.ask::<()>("faults.mend()").await?;
    }
    let says = trial.mark().await?;
    ensure!(says == SAVED, "nothing is refused any more, but it says “{says}”");
    check_export(trial.page, &trial.records().await?).await?;
    trial.check(0).await?;
    trial.come_back(0).await
}

async fn full(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    let n_free = N_FREE[trial.n_trial % N_FREE.len()];
    let n_filled: usize = trial.ask(&format!("faults.fill({n_free})")).await?;
    ensure!(n_filled > 1_000_000, "only {n_filled} units were filled");
    // Something may still fit; the last mark does not.
    let mut says = String::new();
    for n_done in 0.. {
        says = trial.mark().await?;
        if says != SAVED || n_done > 50 {
            break;
        }
    }
    ensure!(says == FULL_SAYS, "local storage is full, but it says “{says}”");
    for _ in 0..N_COMMANDS {
        trial.act().await?;
    }
    check_export(trial.page, &trial.records().await?).await?;
    trial.open().await?;
    let says = trial.mark().await?;
    ensure!(says == FULL_SAYS, "it is loaded anew and still full, but it says “{says}”");
    for _ in 0..N_COMMANDS {
        trial.act().await?;
    }
    check_export(trial.page, &trial.records().await?).await?;
    trial.page.evaluate::<()>("localStorage.removeItem('foreign')").await?;
    trial.come_back(0).await
}

async fn dropped(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(3).await?;
    let lasts = !trial.n_trial.is_multiple_of(2);
    trial.ask::<()>(&format!("faults.drop({lasts})")).await?;
    trial.mark().await?;
    if lasts {
        trial.await_says(LOST_SAYS).await?;
        let says = trial.mark().await?;
        ensure!(says == LOST_SAYS, "writes are dropped, but it says “{says}”");
        check_export(trial.page, &trial.records().await?).await?;
        trial.ask::<()>("faults.mend()").await?;
        // What was lost twice goes along with the next command after that was found out.
        for _ in 0..N_COMMANDS {
            trial.mark().await?;
            trial.read_back().await?;
        }
    }
    trial.check(0).await?;
    trial.come_back(0).await
}
