//! The history of undo and redo, so that it outlives a reload and a restart of the browser.
//!
//! Each tab has a history of its own, under a name that it holds a lock on. A tab that starts takes
//! its own history up again or, after a restart, the one that was used last and that no other tab
//! holds. Entries stand under `name|number`, and `name|head` says how many of them are in force.

use std::cell::RefCell;

use onrecord_core::json::{self, Writer};
use onrecord_core::order::sorted;
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbObjectStore};

use crate::app::{HistoryEntry, KeptHistory};

use super::database::{self, HISTORY};
use super::environment::{moment, window};
use super::locks;

/// Transactions that are kept.
const N_KEPT: u64 = 1000;

/// After so long an unused history is forgotten, in milliseconds: thirty days.
const FORGOTTEN_AFTER_MS: u64 = 30 * 24 * 60 * 60 * 1000;

/// Where a tab remembers the name of its history.
const SESSION_KEY: &str = "onrecord:history";

thread_local! {
    static NAME: RefCell<Option<String>> = const { RefCell::new(None) };
}

struct Head {
    /// The number of the next transaction to redo.
    n_done: u64,
    /// When it was used last.
    used_ms: u64,
}

impl Head {
    fn to_json(&self) -> String {
        let mut json = Writer::compact();
        json.object(|json| {
            json.name("n_done").number(self.n_done);
            json.name("used_ms").number(self.used_ms);
        });
        json.finish()
    }

    fn parse(json: &str) -> Option<Self> {
        let mut fields = json::parse_fields(json)?;
        Some(Self { n_done: fields.number("n_done")?, used_ms: fields.number("used_ms")? })
    }
}

/// Puts what became of the history into `store`, as a part of a transaction.
///
/// # Errors
/// When the store refuses.
pub fn put(store: &IdbObjectStore, entry: &HistoryEntry) -> Result<(), JsValue> {
    let Some(name) = NAME.with_borrow(Clone::clone) else { return Ok(()) };
    if let Some(pushed) = &entry.pushed {
        // What could be redone until now is gone with the new transaction.
        store.delete(&range(&name, entry.n_done - 1, None)?.into())?;
        let number = JsValue::from(entry_name(&name, entry.n_done - 1));
        store.put_with_key(&JsValue::from_str(pushed), &number)?;
        if let Some(too_old) = entry.n_done.checked_sub(N_KEPT) {
            store.delete(&range(&name, 0, Some(too_old))?.into())?;
        }
    }
    let head = Head { n_done: entry.n_done, used_ms: moment().now_ms };
    store.put_with_key(&head.to_json().into(), &format!("{name}|head").into())?;
    Ok(())
}

/// Takes a history up, or begins the one called `new_name`. One that cannot be read stays as it is.
pub async fn take_up(new_name: String) -> KeptHistory {
    match take_up_earlier().await {
        Ok(Some(kept)) => kept,
        Ok(None) | Err(_) => {
            locks::hold(&lock_name(&new_name)).await;
            remember(new_name);
            KeptHistory::default()
        }
    }
}

async fn take_up_earlier() -> Result<Option<KeptHistory>, JsValue> {
    let mut candidates: Vec<(u64, String)> = sorted(heads().await?);
    candidates.reverse();
    let own = session_name();
    let is_own = |(_, name): &(u64, String)| Some(name) == own.as_ref();
    // A tab that is reloaded goes on with its own, before any that was used later.
    if let Some(position) = candidates.iter().position(is_own) {
        let own = candidates.remove(position);
        candidates.insert(0, own);
    }
    for (_, name) in candidates {
        if locks::hold(&lock_name(&name)).await {
            let kept = read(&name).await?;
            remember(name);
            return Ok(Some(kept));
        }
    }
    Ok(None)
}

/// When each history was used last; forgets the ones that nobody used for long.
async fn heads() -> Result<Vec<(u64, String)>, JsValue> {
    let names = database::read(HISTORY, |store| store.get_all_keys()).await?;
    let names = js_sys::Array::from(&names);
    let names = names.iter().filter_map(|name| name.as_string());
    let heads: Vec<String> = names.filter(|name| name.ends_with("|head")).collect();
    let values = database::read_all(HISTORY, &heads).await?;
    let mut found = Vec::new();
    for (key, value) in heads.into_iter().zip(values) {
        let name = key.strip_suffix("|head").unwrap_or(&key).to_owned();
        let head = value.as_string().and_then(|head| Head::parse(&head));
        let used_ms = head.map_or(0, |head| head.used_ms);
        if used_ms + FORGOTTEN_AFTER_MS < moment().now_ms {
            let forgotten = database::write(&[HISTORY], |transaction| {
                let store = transaction.object_store(HISTORY)?;
                store.delete(&key.as_str().into())?;
                store.delete(&range(&name, 0, None)?.into()).map(|_| ())
            })?;
            forgotten.await?;
        } else {
            found.push((used_ms, name));
        }
    }
    Ok(found)
}

async fn read(name: &str) -> Result<KeptHistory, JsValue> {
    let all = range(name, 0, None)?;
    let keys = database::read(HISTORY, |store| store.get_all_keys_with_key(&all)).await?;
    let keys: Vec<String> =
        js_sys::Array::from(&keys).iter().filter_map(|key| key.as_string()).collect();
    let number_of = |key: &String| key.rsplit_once('|')?.1.parse::<u64>().ok();
    let values = database::read_all(HISTORY, &keys).await?;
    let head = database::read(HISTORY, |store| store.get(&format!("{name}|head").into())).await?;
    let head = head.as_string().and_then(|head| Head::parse(&head));
    let numbered = keys.iter().zip(values);
    let transactions: Vec<(u64, String)> =
        numbered.filter_map(|(key, value)| Some((number_of(key)?, value.as_string()?))).collect();
    // Where the head cannot be read, all that is there is taken to be in force.
    let n_stored = transactions.last().map_or(0, |(number, _)| number + 1);
    let n_done = head.map_or(n_stored, |head| head.n_done);
    Ok(KeptHistory { transactions, n_done })
}

/// The entries from `first` up to `last`, or to the end.
fn range(name: &str, first: u64, last: Option<u64>) -> Result<IdbKeyRange, JsValue> {
    // Digits sort before this sign, and `head` after it.
    let end = last.map_or_else(|| format!("{name}|:"), |last| entry_name(name, last));
    let first = entry_name(name, first);
    IdbKeyRange::bound_with_lower_open_and_upper_open(&first.into(), &end.into(), false, true)
}

fn entry_name(name: &str, number: u64) -> String {
    format!("{name}|{number:010}")
}

fn lock_name(name: &str) -> String {
    format!("onrecord:history:{name}")
}

fn session_name() -> Option<String> {
    window().session_storage().ok()??.get_item(SESSION_KEY).ok()?
}

fn remember(name: String) {
    if let Ok(Some(store)) = window().session_storage() {
        let _ = store.set_item(SESSION_KEY, &name);
    }
    NAME.set(Some(name));
}
