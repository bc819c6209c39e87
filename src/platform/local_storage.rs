//! `window.localStorage`: one key for one thing, read in one pass, never read and written back.

use std::rc::Rc;

use onrecord_core::model::{ArticleId, ReplicaId, Timestamp};
use onrecord_core::record::{Key, RecordId, SCHEMA};
use onrecord_core::text::TextHash;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

use crate::app::action::StorageFailure;
use crate::app::state::Theme;
use crate::app::{AppState, Loaded};

use super::environment::{moment, window};

/// UTF-16 code units that browsers give an origin, keys included.
pub const CAPACITY: usize = 5 * 1024 * 1024;

/// What [`Key::Meta`] holds; written once.
#[derive(Serialize, Deserialize)]
struct Meta {
    schema: u32,
    app: String,
    created: String,
    replica: String,
}

/// What [`Key::Preferences`] holds.
#[derive(Serialize, Deserialize, Default)]
#[serde(default)]
struct Preferences {
    annotator: Option<String>,
    open: Option<String>,
    theme: String,
    library: Option<bool>,
}

/// Reads everything but the texts.
pub fn load() -> Loaded {
    let store = match store() {
        Ok(store) => store,
        Err(failure) => return Loaded { failure: Some(failure), ..Loaded::default() },
    };
    let mut loaded = Loaded::default();
    for name in keys(&store) {
        let Some(Key::Record(id)) = Key::parse(&name) else { continue };
        if let Some(raw) = get(&store, &name) {
            loaded.records.push((id, Rc::from(raw)));
        }
    }
    let meta = get(&store, &Key::Meta.to_string());
    let meta: Option<Meta> = meta.and_then(|meta| serde_json::from_str(&meta).ok());
    loaded.replica = meta.and_then(|meta| ReplicaId::parse_key(&meta.replica));
    let preferences = get(&store, &Key::Preferences.to_string());
    let preferences: Preferences =
        preferences.and_then(|raw| serde_json::from_str(&raw).ok()).unwrap_or_default();
    loaded.annotator = preferences.annotator;
    loaded.open = preferences.open.and_then(|id| ArticleId::parse_key(&id));
    loaded.library = preferences.library;
    loaded.theme = match preferences.theme.as_str() {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::System,
    };
    loaded
}

/// Writes what the store is, unless it says so already.
pub fn write_meta(replica: ReplicaId) {
    let Ok(store) = store() else { return };
    let name = Key::Meta.to_string();
    if get(&store, &name).is_none() {
        let meta = Meta {
            schema: SCHEMA,
            app: env!("CARGO_PKG_VERSION").to_owned(),
            created: Timestamp::from_unix_ms(moment().now_ms as i64).to_string(),
            replica: replica.to_key(),
        };
        let _ = set(&store, &name, &serde_json::to_string(&meta).unwrap_or_default());
    }
}

/// Writes the page's settings; losing them is harmless.
pub fn write_preferences(state: &AppState) {
    let Ok(store) = store() else { return };
    let preferences = Preferences {
        annotator: state.view.is_annotator_settled.then(|| state.annotator.clone()),
        open: state.view.open.map(|id| id.to_key()),
        theme: match state.view.theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
        .to_owned(),
        library: state.view.library,
    };
    let json = serde_json::to_string(&preferences).unwrap_or_default();
    let _ = set(&store, &Key::Preferences.to_string(), &json);
}

/// Writes records, each under its own key. Goes on after a failure, and reports the first.
///
/// # Errors
/// When one was not written; the old value of its key is as it was.
pub fn write(records: &[(RecordId, Rc<str>)]) -> Result<(), StorageFailure> {
    let store = store()?;
    let mut outcome = Ok(());
    for (id, raw) in records {
        let written = set(&store, &Key::Record(id.clone()).to_string(), raw);
        outcome = outcome.and(written);
    }
    outcome
}

/// Writes a text under its hash.
///
/// # Errors
/// When it was not written.
pub fn write_text(hash: TextHash, text: &str) -> Result<(), StorageFailure> {
    set(&store()?, &Key::text(hash).to_string(), text)
}

/// The text with this hash.
pub fn read_text(hash: TextHash) -> Option<String> {
    get(&store().ok()?, &Key::text(hash).to_string())
}

/// Sets a copy of a value that cannot be read aside, byte for byte. The value itself stays.
pub fn quarantine(key: &Key, raw: &str) -> Result<(), StorageFailure> {
    let store = store()?;
    let is_known = keys(&store).iter().any(|name| {
        let of_same = matches!(Key::parse(name), Some(Key::Quarantine(aside)) if aside.ends_with(&key.to_string()));
        of_same && get(&store, name).as_deref() == Some(raw)
    });
    if is_known {
        return Ok(());
    }
    let aside = Key::Quarantine(format!("{}:{key}", moment().now_ms));
    set(&store, &aside.to_string(), raw)
}

fn store() -> Result<Storage, StorageFailure> {
    window().local_storage().ok().flatten().ok_or(StorageFailure::Blocked)
}

/// All keys, in one call instead of one for each.
fn keys(store: &Storage) -> Vec<String> {
    let names = js_sys::Object::keys(store.unchecked_ref::<js_sys::Object>());
    names.iter().filter_map(|name| name.as_string()).collect()
}

fn get(store: &Storage, name: &str) -> Option<String> {
    store.get_item(name).ok().flatten()
}

fn set(store: &Storage, name: &str, value: &str) -> Result<(), StorageFailure> {
    store.set_item(name, value).map_err(|error| failure_of(&error))
}

/// Chromium and Safari say `QuotaExceededError`, Firefox used to say `NS_ERROR_DOM_QUOTA_REACHED`.
fn failure_of(error: &JsValue) -> StorageFailure {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageFailure::Full,
        Some("SecurityError") => StorageFailure::Blocked,
        _ => StorageFailure::Other,
    }
}
