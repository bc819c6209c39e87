//! Stores that the browser does not give, breaks off, or takes away.

use anyhow::{Context, ensure};
use onrecord_core::formats::native;

use super::Fault;
use super::trial::{FAULTS, SAVED, Trial, call};
use crate::command::Command;
use crate::page;
use crate::reference::Readable;
use crate::tabs::{check_export, export};

const ALL_BLOCKED_SAYS: &str =
    "Not saved: this browser blocks local storage (export before you leave)";
const LOCAL_BLOCKED_SAYS: &str =
    "Not saved: this browser blocks local storage (kept in the second store)";
const NO_ANSWER_SAYS: &str =
    "Not saved: the second store does not answer (a crash may lose it: export)";

/// Commands that are carried out while the store is broken.
const N_COMMANDS: usize = 3;

pub static BLOCKED: Fault = Fault {
    number: "F14",
    name: "Stores blocked",
    how: "The browser's settings block both stores; then only local storage throws at each touch",
    holds: "The page says which store is blocked; marks are drawn and exported; what was there \
            before is untouched, and what the second store took is written back",
    n_release: 3,
    n_commit: 1,
    is_chromium_only: false,
    steps: |trial| Box::pin(blocked(trial)),
};

pub static BROKEN: Fault = Fault {
    number: "F15",
    name: "Second store broken",
    how: "IndexedDB throws, fails or never answers when it is opened; aborts every write; never \
          says that a write is complete; is deleted by another tab",
    holds: "The page works on local storage and says that a crash may lose something; the second \
            store is brought up to date as soon as it works",
    n_release: 24,
    n_commit: 6,
    is_chromium_only: false,
    steps: |trial| Box::pin(broken(trial)),
};

async fn blocked(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(3).await?;
    trial.page.close().await?;
    trial.page.reopen_blocked().await?;
    page::open(trial.page).await?;
    let says = trial.settled().await?;
    ensure!(says == ALL_BLOCKED_SAYS, "both stores are blocked, but it says “{says}”");
    mark_and_export(trial).await?;
    let says = trial.settled().await?;
    ensure!(says == ALL_BLOCKED_SAYS, "both stores are blocked, but it says “{says}”");
    trial.page.close().await?;
    trial.page.reopen().await?;
    trial.page.run_first(&format!("{FAULTS}\nfaults.shutLocalStorage();"));
    trial.readable = Readable::Journal;
    trial.open().await?;
    trial.accept_sample().await?;
    for _ in 0..N_COMMANDS {
        let says = trial.mark().await?;
        ensure!(says == LOCAL_BLOCKED_SAYS, "local storage is blocked, but it says “{says}”");
    }
    check_export(trial.page, &trial.records().await?).await?;
    trial.come_back(0).await
}

/// Marks something where nothing can be kept, and finds it in an exported file.
async fn mark_and_export(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    let command = trial.draw_mark();
    trial.ask::<()>(&call("perform", &command.words())).await?;
    let Command::Mark(passage, _) = &command else { return Ok(()) };
    let is_drawn = async || {
        let marks = page::marks(trial.page).await?;
        let expected = (passage.chars.start().get(), passage.chars.end().get());
        Ok(marks.values().any(|mark| mark.ranges == [expected]).then_some(()))
    };
    trial.page.wait_for("the mark is drawn", is_drawn).await?;
    let (name, bytes) = export(trial.page).await?;
    let imported = native::read(&bytes, &name).map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut annotations = imported.articles.iter().flat_map(|article| &article.annotations);
    let is_there = annotations.any(|annotation| annotation.ranges == [passage.chars]);
    ensure!(is_there, "the exported file lacks the mark");
    Ok(())
}

async fn broken(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(3).await?;
    match ["throws", "aborts", "hangs", "deleted", "fails", "stalls"][trial.n_trial % 6] {
        "aborts" => writes_fail(trial, "faults.abortWrites()").await,
        "stalls" => writes_fail(trial, "faults.stallWrites()").await,
        "deleted" => deleted(trial).await,
        how => does_not_open(trial, how).await.with_context(|| format!("opening {how}")),
    }
}

/// The page starts without its second store.
async fn does_not_open(trial: &mut Trial<'_>, how: &str) -> anyhow::Result<()> {
    trial.page.run_first(&format!("{FAULTS}\nfaults.shutDatabase('{how}');"));
    trial.readable = Readable::Local;
    trial.open().await?;
    let is_said = "/no second store/.test(document.querySelector('.messages').textContent)";
    trial.page.wait_until("the page says that there is no second store", is_said).await?;
    // What was done before stands in the second store: without it, it cannot be taken back.
    trial.ledger.begin_with(&trial.records().await?)?;
    for _ in 0..N_COMMANDS {
        let says = trial.act().await?;
        ensure!(says == SAVED, "local storage took it, but it says “{says}”");
    }
    trial.ask::<()>("soak.dismiss()").await?;
    check_export(trial.page, &trial.records().await?).await?;
    trial.come_back(0).await
}

/// The second store breaks while the page is open, and then works again.
async fn writes_fail(trial: &mut Trial<'_>, fault: &str) -> anyhow::Result<()> {
    trial.ask::<()>(fault).await?;
    trial.readable = Readable::Local;
    for _ in 0..N_COMMANDS {
        let says = trial.act().await?;
        ensure!(says == NO_ANSWER_SAYS || says == SAVED, "the store fails, but it says “{says}”");
    }
    // A command that changed nothing says nothing.
    let says = trial.mark().await?;
    ensure!(says == NO_ANSWER_SAYS, "the second store fails, but it says “{says}”");
    check_export(trial.page, &trial.records().await?).await?;
    trial.ask::<()>("faults.mend()").await?;
    trial.mark().await?;
    trial.check(0).await?;
    trial.come_back(0).await
}

/// Another tab deletes the second store under the page.
async fn deleted(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    let own = trial.page.session()?.window().await?;
    let other = trial.page.session()?.new_tab().await?;
    trial.page.turn_to(other).await?;
    trial.go_aside().await?;
    page::ask::<()>(trial.page, "faults.deleteDatabase()").await?;
    trial.page.session()?.close_window().await?;
    trial.page.session()?.switch_to_window(own).await?;
    trial.readable = Readable::Local;
    for _ in 0..N_COMMANDS {
        trial.mark().await?;
    }
    trial.readable = Readable::Both;
    trial.await_says(SAVED).await?;
    trial.check(0).await?;
    trial.come_back(0).await
}
