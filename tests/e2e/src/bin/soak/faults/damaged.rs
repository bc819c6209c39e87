//! Values that cannot be read, and values of a page that came later.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use onrecord_core::record::RecordId;
use serde_json::{Value, json};

use super::Fault;
use super::trial::{Trial, call};
use crate::page;

const NEWER_SAYS: &str = "Not saved: a newer version of this page has been here; reload";

/// The key of a layout that nobody has made yet.
const NEWER_KEY: &str = "onrecord:9:meta";

/// Ways in which a value is damaged, with the share that is left of one that is cut.
const DAMAGES: [(&str, f64); 17] = [
    ("cut", 0.5),
    ("empty", 0.),
    ("checksum", 0.),
    ("surrogate", 0.),
    ("null", 0.),
    ("huge", 0.),
    ("nul", 0.),
    ("number", 0.),
    ("array", 0.),
    ("cut", 0.9),
    ("cut", 0.1),
    ("cut", 0.2),
    ("cut", 0.3),
    ("cut", 0.4),
    ("cut", 0.6),
    ("cut", 0.7),
    ("cut", 0.8),
];

pub static DAMAGED: Fault = Fault {
    number: "F11",
    name: "Damaged value",
    how: "A record in local storage is made empty, cut at each tenth, given a wrong checksum, made \
          another type, `null` or huge, or gets a NUL or half a character: before the page opens, \
          in every second trial by another tab while it is open",
    holds: "The value is set aside, the same to the last unit, and the record is restored; the rest \
            is untouched",
    n_release: 60,
    n_commit: 10,
    is_chromium_only: false,
    steps: |trial| Box::pin(damaged(trial)),
};

pub static NEWER: Fault = Fault {
    number: "F12",
    name: "Newer layout",
    how: "A key of a later layout is there when the page opens, in every second trial from another \
          tab while it is open; then marks, changes and undo are tried",
    holds: "Both stores stay as they are, to the byte; the page says why, and hands everything out",
    n_release: 6,
    n_commit: 2,
    is_chromium_only: false,
    steps: |trial| Box::pin(newer(trial)),
};

async fn damaged(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    trial.mark().await?;
    let (how, share) = DAMAGES[trial.n_trial % DAMAGES.len()];
    let names: Vec<String> = trial.records().await?.into_keys().collect();
    let key = format!("onrecord:1:{}", names[trial.random.usize(..names.len())]);
    let damage = format!("faults.damage({}, '{how}', {share})", Value::from(key.as_str()));
    let own = trial.page.session()?.window().await?;
    let units: Vec<u16>;
    if trial.n_trial.is_multiple_of(2) {
        trial.go_aside().await?;
        units = page::ask(trial.page, &damage).await?;
        trial.open().await?;
    } else {
        let other = trial.page.session()?.new_tab().await?;
        trial.page.turn_to(other).await?;
        trial.go_aside().await?;
        units = page::ask(trial.page, &damage).await?;
        trial.page.session()?.close_window().await?;
        trial.page.session()?.switch_to_window(own).await?;
    }
    let is_aside = format!("faults.isAside({}, {})", json!(key), json!(units));
    trial
        .page
        .wait_until("the value is set aside as it was", &is_aside)
        .await
        .with_context(|| format!("{how} {share} of {key}"))?;
    trial.check(0).await?;
    trial.come_back(0).await?;
    let is_still: bool = trial.page.evaluate(&format!("return {is_aside}")).await?;
    ensure!(is_still, "what was set aside is gone");
    Ok(())
}

async fn newer(trial: &mut Trial<'_>) -> anyhow::Result<()> {
    trial.begin(4).await?;
    let put = format!("localStorage.setItem('{NEWER_KEY}', '{{\"schema\":9}}')");
    let own = trial.page.session()?.window().await?;
    if trial.n_trial.is_multiple_of(2) {
        trial.go_aside().await?;
        trial.page.evaluate::<()>(&put).await?;
        trial.open().await?;
    } else {
        let other = trial.page.session()?.new_tab().await?;
        trial.page.turn_to(other).await?;
        trial.go_aside().await?;
        trial.page.evaluate::<()>(&put).await?;
        trial.page.session()?.close_window().await?;
        trial.page.session()?.switch_to_window(own).await?;
    }
    trial.await_says(NEWER_SAYS).await?;
    let before = everything(trial).await?;
    let mark = trial.draw_mark();
    let tried: [&[Value]; 5] = [
        &mark.words(),
        &[json!("relabel"), json!(0), json!("2")],
        &[json!("remove"), json!(1)],
        &[json!("undo")],
        &[json!("attribute"), json!(0), json!(1)],
    ];
    for words in tried {
        trial.ask::<Value>(&call("perform", words)).await?;
        let says = trial.settled().await?;
        ensure!(says == NEWER_SAYS, "after {words:?} it says “{says}”");
    }
    hand_out(trial, &before.0).await?;
    ensure!(everything(trial).await? == before, "something was written");
    trial.page.evaluate::<()>(&format!("localStorage.removeItem('{NEWER_KEY}')")).await?;
    trial.come_back(0).await
}

/// Local storage, and the entries of each object store.
type Everything = (BTreeMap<String, String>, Vec<Value>);

async fn everything(trial: &Trial<'_>) -> anyhow::Result<Everything> {
    let mut stores = Vec::new();
    for store in ["records", "texts", "history"] {
        stores.push(trial.ask(&format!("soak.database('{store}')")).await?);
    }
    Ok((trial.page.local_storage().await?, stores))
}

/// Takes what the page offers to download, and looks whether all records are in it.
async fn hand_out(trial: &Trial<'_>, stored: &BTreeMap<String, String>) -> anyhow::Result<()> {
    trial.page.click("button", "Download everything as it is").await?;
    let (_, bytes) = trial.page.take_download("onrecord-everything").await?;
    let handed: BTreeMap<String, Value> = serde_json::from_slice(&bytes)?;
    for (key, value) in stored.iter().filter(|(key, _)| {
        key.strip_prefix("onrecord:1:").is_some_and(|name| RecordId::parse(name).is_some())
    }) {
        ensure!(handed.get(key) == Some(&json!(value)), "{key} is not handed out as it is");
    }
    Ok(())
}
