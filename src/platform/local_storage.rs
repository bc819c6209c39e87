//! `window.localStorage`: one key for one thing, read in one pass, never read and written back.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Reflect, Uint8Array};
use onrecord_core::json::{self, Fields, Value, Writer};
use onrecord_core::model::{ArticleId, ReplicaId, Timestamp};
use onrecord_core::record::{Key, PREFIX, Record, RecordId, SCHEMA};
use onrecord_core::text::TextHash;
use wasm_bindgen::prelude::*;
use web_sys::{DomException, Storage};

use crate::app::action::StorageFailure;
use crate::app::{AppState, Loaded, NewKey, settings};

use super::environment::{moment, texts_of, window};

/// UTF-16 code units that browsers give an origin, keys included.
const CAPACITY: usize = 5 * 1024 * 1024;

/// What is used at most for new things; the rest is for changes, deletions and quarantine.
const LIMIT_FOR_NEW: usize = CAPACITY / 10 * 9;

/// What may be used when a text is copied into local storage, and the longest one that is.
const LIMIT_FOR_TEXTS: usize = CAPACITY / 2;
const TEXT_LIMIT: usize = 200_000;

/// Entries that are read at once when the page opens: enough that handing them over costs little,
/// and few enough that it takes little memory.
const PIECE: u32 = 200;

/// Memory that the page has for an entry of local storage once it is drawn, at least.
const BYTES_PER_ENTRY: usize = 1500;

#[wasm_bindgen]
extern "C" {
    /// `Storage` with values as they are: a Rust string cannot hold half a character.
    #[wasm_bindgen(js_name = Storage)]
    type ExactStorage;

    #[wasm_bindgen(method, catch, js_name = getItem)]
    fn get_exactly(this: &ExactStorage, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setItem)]
    fn set_exactly(this: &ExactStorage, name: &str, value: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    /// Whether [`Key::Meta`] was seen in the store.
    static HAS_META: Cell<bool> = const { Cell::new(false) };
    /// UTF-16 code units in use, keys included; counted once and then kept up.
    static N_USED: Cell<usize> = const { Cell::new(0) };
    /// Names of values that cannot be read and of which no copy could be made.
    static UNTOUCHABLE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Names of the drafts that were there when the page opened.
    static DRAFTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

#[wasm_bindgen]
extern "C" {
    /// What has these names, from the page's script: names and values in turn with a NUL after each,
    /// in UTF-8; how many UTF-16 code units names and values have.
    #[wasm_bindgen(catch, js_name = onrecordStored)]
    fn stored(store: &Storage, names: &Array) -> Result<Array, JsValue>;
}

/// Reads everything but the texts.
pub fn load() -> Loaded {
    let store = match store() {
        Ok(store) => store,
        Err(failure) => return Loaded { failure: Some(failure), ..Loaded::default() },
    };
    let mut loaded = Loaded::default();
    let Ok(names) = Reflect::own_keys(&store) else {
        return Loaded { failure: Some(StorageFailure::Blocked), ..loaded };
    };
    // Memory that grows in one step is quicker to get than the same in hundreds. Other programs of
    // the same address may have more entries than records fit in.
    let n_records = (names.length() as usize).min(CAPACITY / 256);
    drop(std::hint::black_box(Vec::<u8>::with_capacity(n_records * BYTES_PER_ENTRY)));
    loaded.records.reserve(names.length() as usize);
    N_USED.set(0);
    for start in (0..names.length()).step_by(PIECE as usize) {
        take_all(&mut loaded, &store, &names.slice(start, start + PIECE));
    }
    let meta = get(&store, &Key::Meta.to_string());
    let meta = meta.as_deref().and_then(json::parse_fields);
    let replica = meta.and_then(|mut meta| meta.text("replica"));
    loaded.replica = replica.and_then(|replica| ReplicaId::parse_key(&replica));
    let preferences = get(&store, &Key::Preferences.to_string());
    if let Some(preferences) = preferences.as_deref().and_then(json::parse_fields) {
        read_preferences(preferences, &mut loaded);
    }
    loaded
}

/// Takes what has these names.
fn take_all(loaded: &mut Loaded, store: &Storage, names: &Array) {
    if let Ok(piece) = stored(store, names) {
        N_USED.set(N_USED.get() + piece.get(1).as_f64().unwrap_or_default() as usize);
        let together = String::from_utf8(piece.get(0).unchecked_into::<Uint8Array>().to_vec());
        let together = together.unwrap_or_default();
        // Nothing stands behind the last NUL.
        let parts: Vec<&str> = together.split_terminator('\0').collect();
        if parts.len() == 2 * names.length() as usize {
            for entry in parts.chunks(2) {
                take(loaded, entry[0], entry[1]);
            }
            return;
        }
    }
    for name in names.iter().filter_map(|name| name.as_string()) {
        take(loaded, &name, &get(store, &name).unwrap_or_default());
    }
}

fn take(loaded: &mut Loaded, name: &str, value: &str) {
    loaded.has_newer_schema |= is_of_newer_schema(name);
    match Key::parse(name) {
        Some(Key::Record(id)) => loaded.records.push((id, Rc::from(value))),
        Some(Key::Draft(draft)) => DRAFTS.with_borrow_mut(|drafts| drafts.push(draft)),
        _ => {}
    }
}

/// Writes what the store is, unless it says so already.
pub fn write_meta(replica: ReplicaId) {
    let Ok(store) = store() else { return };
    let name = Key::Meta.to_string();
    let mut is_there = get(&store, &name).is_some();
    if !is_there {
        let mut json = Writer::compact();
        json.object(|json| {
            json.name("schema").number(SCHEMA.into());
            json.name("app").text(env!("CARGO_PKG_VERSION"));
            let created = Timestamp::from_unix_ms(moment().now_ms as i64);
            json.name("created").text(&created.to_string());
            json.name("replica").text(&replica.to_key());
        });
        is_there = set(&store, &name, &json.finish()).is_ok();
    }
    HAS_META.set(is_there);
}

/// Whether the store was emptied behind the page's back: even what is written once is gone.
pub fn is_emptied() -> bool {
    let meta = || store().ok().and_then(|store| get(&store, &Key::Meta.to_string()));
    HAS_META.get() && meta().is_none()
}

fn read_preferences(mut preferences: Fields<'_>, loaded: &mut Loaded) {
    loaded.annotator = preferences.text("annotator");
    loaded.open = preferences.text("open").and_then(|id| ArticleId::parse_key(&id));
    loaded.library = match preferences.take("library") {
        Some(Value::Bool(is_open)) => Some(is_open),
        _ => None,
    };
    loaded.copied_ms = preferences.number("copied");
    for (setting, chosen) in settings::ALL.iter().zip(&mut loaded.settings) {
        let name = preferences.text(setting.id);
        let position = setting.choices.iter().position(|(id, _)| name.as_deref() == Some(id));
        *chosen = position.unwrap_or_default();
    }
    // Each key as `command 0 key`: the command, which of its keys, and the new one.
    for line in preferences.text("keys").unwrap_or_default().lines() {
        let mut parts = line.splitn(3, ' ');
        if let (Some(command), Some(key), Some(to)) = (parts.next(), parts.next(), parts.next())
            && let Ok(key) = key.parse()
        {
            loaded.keys.push(NewKey { command: command.to_owned(), key, to: to.to_owned() });
        }
    }
}

/// Writes the page's settings; losing them is harmless.
// Apart: no start needs it (ADR 34).
#[inline(never)]
pub fn write_preferences(state: &AppState) {
    let Ok(store) = store() else { return };
    let annotator = state.view.is_annotator_settled.then_some(state.annotator.as_str());
    let open = state.view.open.map(ArticleId::to_key);
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("annotator").optional_text(annotator);
        json.name("open").optional_text(open.as_deref());
        for (setting, chosen) in settings::ALL.iter().zip(state.view.settings) {
            json.name(setting.id).text(setting.choices[chosen].0);
        }
        let line = |new: &NewKey| format!("{} {} {}\n", new.command, new.key, new.to);
        json.name("keys").text(&state.view.keys.iter().map(line).collect::<String>());
        if let Some(is_open) = state.view.library {
            json.name("library").flag(is_open);
        }
        if let Some(copied_ms) = state.view.copies.last_ms {
            json.name("copied").number(copied_ms);
        }
    });
    let _ = set(&store, &Key::Preferences.to_string(), &json.finish());
}

/// Writes records, each under its own key. Goes on after a failure; reports the first one, and all
/// records that were not written. The old values of their keys are as they were.
pub fn write(records: &[(RecordId, Rc<str>)]) -> (Option<StorageFailure>, Vec<RecordId>) {
    let mut failure = None;
    let mut refused = Vec::new();
    for (id, raw) in records {
        if let Err(reason) = write_record(id, raw) {
            failure.get_or_insert(reason);
            refused.push(id.clone());
        }
    }
    (failure, refused)
}

/// Writes a record. What stands in its place and cannot be read is set aside first.
fn write_record(id: &RecordId, raw: &str) -> Result<(), StorageFailure> {
    let store = store()?;
    let key = Key::Record(id.clone());
    let name = key.to_string();
    if let Some(old) = get(&store, &name)
        && Record::decode(id, &old).is_err()
    {
        set_aside(&key, &old)?;
    }
    set(&store, &name, raw)
}

/// Copies a text here under its hash while there is room; a long one only when `is_only_copy`.
/// Says whether it is here. What stands in its place and cannot be read is set aside first.
pub fn write_text(hash: TextHash, text: &str, is_only_copy: bool) -> bool {
    let is_small = text.len() <= TEXT_LIMIT && N_USED.get() + text.len() <= LIMIT_FOR_TEXTS;
    let Ok(store) = store() else { return false };
    let key = Key::text(hash);
    let name = key.to_string();
    match get(&store, &name) {
        Some(old) if old == text => true,
        Some(old) if set_aside(&key, &old).is_err() => false,
        _ => (is_small || is_only_copy) && set(&store, &name, text).is_ok(),
    }
}

/// The record `id` as it stands here now.
pub fn read_record(id: &RecordId) -> Option<String> {
    get(&store().ok()?, &Key::Record(id.clone()).to_string())
}

/// UTF-16 code units in use, keys included.
pub fn n_used() -> usize {
    N_USED.get()
}

/// Everything of ours, as it is: keys and values.
pub fn everything() -> Vec<(String, String)> {
    let Ok(store) = store() else { return Vec::new() };
    let ours = keys(&store).into_iter().filter(|name| name.starts_with("onrecord:"));
    ours.filter_map(|name| get(&store, &name).map(|value| (name, value))).collect()
}

/// Removes everything of ours.
pub fn delete_everything() {
    let Ok(store) = store() else { return };
    // Other tabs take this for the sign that the rest is removed on purpose, so it comes first.
    let _ = store.remove_item(&Key::Meta.to_string());
    for name in keys(&store).iter().filter(|name| name.starts_with(PREFIX)) {
        let _ = store.remove_item(name);
    }
    N_USED.set(0);
}

/// The drafts that were there when the page opened and still are, by their names.
pub fn drafts() -> Vec<(String, String)> {
    let Ok(store) = store() else { return Vec::new() };
    let draft = |name: String| Some((name.clone(), get(&store, &Key::Draft(name).to_string())?));
    DRAFTS.with_borrow(Clone::clone).into_iter().filter_map(draft).collect()
}

/// Writes a draft. One that finds no room is as lost as if there were no drafts.
pub fn write_draft(name: &str, value: &str) {
    if let Ok(store) = store() {
        let _ = set(&store, &Key::Draft(name.to_owned()).to_string(), value);
    }
}

/// Removes a draft.
pub fn remove_draft(name: &str) {
    let Ok(store) = store() else { return };
    let name = Key::Draft(name.to_owned()).to_string();
    if let Some(value) = get(&store, &name)
        && store.remove_item(&name).is_ok()
    {
        N_USED.set(N_USED.get().saturating_sub(n_units(&name) + n_units(&value)));
    }
}

/// Whether a key belongs to a layout that came after this one.
pub fn is_of_newer_schema(name: &str) -> bool {
    let schema = name.strip_prefix("onrecord:").and_then(|rest| rest.split(':').next());
    schema.and_then(|schema| schema.parse::<u32>().ok()).is_some_and(|schema| schema > SCHEMA)
}

/// The text with this hash.
pub fn read_text(hash: TextHash) -> Option<String> {
    get(&store().ok()?, &Key::text(hash).to_string())
}

/// Sets a copy of a value that cannot be read aside, byte for byte. The value itself stays; when no
/// copy can be made, it is never written over.
pub fn quarantine(key: &Key, raw: &str) {
    if set_aside(key, raw).is_err() {
        UNTOUCHABLE.with_borrow_mut(|names| names.push(key.to_string()));
    }
}

fn set_aside(key: &Key, raw: &str) -> Result<(), StorageFailure> {
    let store = store()?;
    let original = key.to_string();
    let exact: &ExactStorage = store.unchecked_ref();
    // What stands there is copied itself, unless another tab has replaced it since.
    let standing = exact.get_exactly(&original).unwrap_or_default();
    let is_standing = standing.as_string().as_deref() == Some(raw);
    let value = if is_standing { standing } else { raw.into() };
    let is_known = keys(&store).iter().any(|name| {
        let is_of_key = |aside: &str| aside.split_once(':').is_some_and(|(_, of)| of == original);
        let of_same = matches!(Key::parse(name), Some(Key::Quarantine(aside)) if is_of_key(&aside));
        of_same && exact.get_exactly(name).is_ok_and(|copy| copy == value)
    });
    if is_known {
        return Ok(());
    }
    // Two values of one key may have to be set aside in one millisecond.
    let names = (moment().now_ms..).map(|ms| Key::Quarantine(format!("{ms}:{key}")).to_string());
    let mut free = names.filter(|name| get(&store, name).is_none());
    let aside = free.next().ok_or(StorageFailure::Other)?;
    set_value(&store, &aside, n_units(raw), &value)?;
    let is_copied = exact.get_exactly(&aside).is_ok_and(|copy| copy == value);
    is_copied.then_some(()).ok_or(StorageFailure::Other)
}

fn store() -> Result<Storage, StorageFailure> {
    window().local_storage().ok().flatten().ok_or(StorageFailure::Blocked)
}

/// All keys, in one call instead of one for each. Unlike `Object.keys` this one does not look at
/// every value as well.
fn keys(store: &Storage) -> Vec<String> {
    Reflect::own_keys(store).map_or(Vec::new(), |names| texts_of(&names))
}

fn get(store: &Storage, name: &str) -> Option<String> {
    store.get_item(name).ok().flatten()
}

/// Writes a value. What is new is refused near the brim, where browsers lose acknowledged writes
/// of two tabs; what shrinks always goes on.
fn set(store: &Storage, name: &str, value: &str) -> Result<(), StorageFailure> {
    set_value(store, name, n_units(value), &value.into())
}

/// The same for a value of `n_value` units that is a string, whatever is in it.
fn set_value(
    store: &Storage,
    name: &str,
    n_value: usize,
    value: &JsValue,
) -> Result<(), StorageFailure> {
    if UNTOUCHABLE.with_borrow(|names| names.iter().any(|known| known == name)) {
        return Err(StorageFailure::Other);
    }
    let before = get(store, name).map_or(0, |old| n_units(name) + n_units(&old));
    let after = n_units(name) + n_value;
    let n_used = (N_USED.get() + after).saturating_sub(before);
    if before == 0 && n_used > LIMIT_FOR_NEW {
        return Err(StorageFailure::Full);
    }
    let exact: &ExactStorage = store.unchecked_ref();
    exact.set_exactly(name, value).map_err(|error| failure_of(&error))?;
    N_USED.set(n_used);
    Ok(())
}

fn n_units(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Chromium and Safari say `QuotaExceededError`, Firefox used to say `NS_ERROR_DOM_QUOTA_REACHED`.
fn failure_of(error: &JsValue) -> StorageFailure {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StorageFailure::Full,
        Some("SecurityError") => StorageFailure::Blocked,
        _ => StorageFailure::Other,
    }
}
