//! Ends of a browser, a process or a visit, at moments that nobody chose.

use std::time::Duration;

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::WindowHandle;

use super::Fault;
use super::trial::{Trial, arguments, call};
use crate::page::{self, Outcome};

/// Work goes on for so long at most before the end.
const WORK_MS: u64 = 4000;

/// A page is left so long after a command at most.
const LEAVE_WITHIN_MS: u64 = 50;

/// What is being typed when a tab crashes.
const TYPED: &str = "half a note";

pub static KILLED: Fault = Fault {
    number: "F2",
    name: "Processes killed",
    how: "SIGKILL at a random moment of the work: in every second trial to the browser's first \
          process alone, else to all of its processes at once",
    holds: "",
    n_release: 50,
    n_commit: 2,
    is_chromium_only: false,
    steps: |trial| Box::pin(killed(trial)),
};

pub static CRASHED: Fault = Fault {
    number: "F3",
    name: "Crashed tab",
    how: "The process of the tab crashes (`Page.crash`) while a command is under way, in every \
          second trial while a note is being typed",
    holds: "The note is offered again",
    n_release: 50,
    n_commit: 5,
    is_chromium_only: true,
    steps: |trial| Box::pin(crashed(trial)),
};

pub static LEFT: Fault = Fault {
    number: "F4",
    name: "Page left",
    how: "The tab is closed, loaded anew, sent elsewhere or back, 0 to 50 ms after a command",
    holds: "also what the command wrote, of which nothing was said yet",
    n_release: 100,
    n_commit: 5,
    is_chromium_only: false,
    steps: |trial| Box::pin(left(trial)),
};

pub static TERMINATED: Fault = Fault {
    number: "F21",
    name: "Browser told to end",
    how: "SIGTERM to the browser at a random moment of the work",
    holds: "",
    n_release: 20,
    n_commit: 1,
    is_chromium_only: false,
    steps: |trial| Box::pin(terminated(trial)),
};

async fn killed(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(2).await?;
    trial.work_for(WORK_MS).await?;
    match trial.n_trial.is_multiple_of(2) {
        true => trial.page.kill_first().await?,
        false => trial.page.kill_now()?,
    }
    trial.page.reopen().await?;
    trial.come_back(1).await
}

async fn terminated(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(2).await?;
    trial.work_for(WORK_MS).await?;
    trial.page.terminate().await?;
    trial.page.reopen().await?;
    trial.come_back(1).await
}

async fn crashed(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    let first = trial.page.session()?.window().await?;
    let second = trial.page.session()?.new_window().await?;
    trial.page.session()?.switch_to_window(second).await?;
    trial.begin(4).await?;
    let is_typing = !trial.n_trial.is_multiple_of(2);
    if is_typing {
        type_note(trial).await?;
    } else {
        let command = trial.draw_mark();
        let begun = format!("void {}", call("perform", &command.words()));
        trial.page.evaluate::<()>(&begun).await?;
        let pause = Duration::from_millis(trial.random.u64(..LEAVE_WITHIN_MS));
        tokio::time::sleep(pause).await;
    }
    // A crashed tab does not answer any more.
    let _ = trial.page.session()?.cdp().send_raw("Page.crash", json!({})).await;
    trial.page.session()?.switch_to_window(first).await?;
    if !is_typing {
        return trial.come_back(1).await;
    }
    trial.come_back(0).await?;
    trial.page.click("button", "Put it into the note").await?;
    let is_there = format!(
        "[...document.querySelectorAll('.card textarea')].some((it) => it.value === '{TYPED}')"
    );
    trial.page.wait_until("the note is there", &is_there).await
}

/// Begins a note on a mark, and does not finish it.
async fn type_note(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.mark().await?;
    trial.ask::<Option<String>>("soak.choose(0)").await?;
    page::click(trial.page, ".card[data-selected] textarea[aria-label=Note]", 0).await?;
    trial.page.wait_until("it has the focus", "document.activeElement.matches('textarea')").await?;
    trial.page.type_text(TYPED).await?;
    let is_kept = format!(
        "Object.keys(localStorage).some((key) => key.includes(':draft:')
             && localStorage.getItem(key).includes('{TYPED}'))"
    );
    trial.page.wait_until("there is a draft", &is_kept).await
}

/// What a page wrote just before it was left.
#[derive(Deserialize)]
struct Left {
    outcome: Outcome,
}

async fn left(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    let first = trial.page.session()?.window().await?;
    trial.go_aside().await?;
    let windows = trial.page.session()?.windows().await?.len();
    // A script may close only what a script has opened.
    trial.page.evaluate::<()>("open(location.href)").await?;
    let second = other_window(trial, &first, windows + 1).await?;
    trial.page.session()?.switch_to_window(second).await?;
    trial.begin(3).await?;
    let way = ["close", "reload", "elsewhere", "back"][trial.n_trial % 4];
    let command = trial.draw_mark();
    let delay_ms = trial.random.u64(..=LEAVE_WITHIN_MS);
    let leave = format!("soak.leave({}, '{way}', {delay_ms})", arguments(&command));
    // The page may be gone before it answers.
    let _ = trial.ask::<()>(&leave).await;
    await_end(trial, way, windows).await?;
    if way == "close" {
        trial.page.session()?.switch_to_window(first).await?;
    }
    trial.go_aside().await?;
    let told: Option<String> = trial.page.evaluate("return localStorage.getItem('left')").await?;
    let told = told.context("the command was never carried out")?;
    let Left { outcome } = serde_json::from_str(&told)?;
    ensure!(trial.ledger.acknowledge(&command, &outcome)?, "the command came to nothing");
    trial.come_back(0).await
}

/// Waits until the page that was told to go has gone.
async fn await_end(trial: &Trial<'_>, way: &str, n_windows: usize) -> anyhow::Result<()> {
    trial
        .page
        .wait_for("the page is gone", async || {
            let is_gone = match way {
                "close" => trial.page.session()?.windows().await?.len() == n_windows,
                // In between there is nothing that could answer.
                _ => trial.page.evaluate("return !window.soak").await.unwrap_or(false),
            };
            Ok(is_gone.then_some(()))
        })
        .await
}

async fn other_window(
    trial: &Trial<'_>,
    own: &WindowHandle,
    n_windows: usize,
) -> anyhow::Result<WindowHandle> {
    trial
        .page
        .wait_for("the other window is open", async || {
            let windows = trial.page.session()?.windows().await?;
            let is_open = windows.len() == n_windows;
            Ok(windows.into_iter().find(|window| window != own).filter(|_| is_open))
        })
        .await
}
