//! The second copy of every record: an append-only journal in IndexedDB.
//!
//! An entry is a record under its name and version, so that appending it again changes nothing and
//! the versions of all records can be read without the records. The last versions of each record
//! are kept; an older one goes in the transaction that appends a newer.

use std::rc::Rc;

use js_sys::Array;
use onrecord_core::model::ReplicaId;
use onrecord_core::record::{Key, RecordId, Stamp, TabId};
use onrecord_core::text::{ArticleText, TextHash};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbKeyRange;

use crate::app::{HistoryEntry, Listed};

use super::database::{self, HISTORY, RECORDS, TEXTS};
use super::environment::texts_of;
use super::history_store;

/// Versions of each record that are kept.
const N_VERSIONS: u32 = 20;

/// A record with the name of its version.
pub type Version = (RecordId, Stamp, Rc<str>);

#[wasm_bindgen]
extern "C" {
    /// The text of this name, where the page's script has read it already. It hands over one text.
    #[wasm_bindgen(js_name = onrecordAhead)]
    fn ahead(name: &str) -> Option<String>;
}

/// Appends records and texts, and what became of the history with them, in one transaction. It is
/// on its way when this returns; the future is done when the disk has it.
///
/// # Errors
/// When there is no database, or it refuses.
pub fn append(
    records: &[Version],
    texts: &[Rc<ArticleText>],
    history: &[HistoryEntry],
) -> Result<JsFuture, JsValue> {
    database::write(&[RECORDS, TEXTS, HISTORY], |transaction| {
        let store = transaction.object_store(TEXTS)?;
        for text in texts {
            let value = JsValue::from_str(text.as_str());
            store.put_with_key(&value, &text_name(text.hash()).into())?;
        }
        let store = transaction.object_store(RECORDS)?;
        for (id, stamp, raw) in records {
            store.put_with_key(&JsValue::from_str(raw), &entry_name(id, stamp).into())?;
            if let Some(too_old) = stamp.revision.checked_sub(N_VERSIONS) {
                let (first, last) = (version_name(id, 0), version_name(id, too_old + 1));
                store.delete(&IdbKeyRange::bound(&first.into(), &last.into())?.into())?;
            }
        }
        let store = transaction.object_store(HISTORY)?;
        history.iter().try_for_each(|entry| history_store::put(&store, entry))
    })
}

/// The latest version of each record, and the name of its entry.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn latest() -> Result<Vec<Listed>, JsValue> {
    let names = database::read(RECORDS, |store| store.get_all_keys()).await?;
    let mut latest: Vec<Listed> = Vec::new();
    // Names are sorted as text, so those of a record stand together: replicas and tabs are told
    // apart by that, but not put in order.
    for name in texts_of(&Array::from(&names)) {
        let Some((id, stamp)) = parse(&name) else { continue };
        match latest.last_mut().filter(|(known, ..)| *known == id) {
            Some(known) if known.1 < stamp => *known = (id, stamp, name),
            Some(_) => {}
            None => latest.push((id, stamp, name)),
        }
    }
    Ok(latest)
}

/// The names of all texts.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn texts() -> Result<Vec<String>, JsValue> {
    let names = database::read(TEXTS, |store| store.get_all_keys()).await?;
    Ok(texts_of(&Array::from(&names)))
}

/// The records of these entries.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn read(entries: Vec<(RecordId, String)>) -> Result<Vec<(RecordId, Rc<str>)>, JsValue> {
    let (ids, names): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
    let values = database::read_all(RECORDS, &names).await?;
    let records = ids.into_iter().zip(values);
    Ok(records.filter_map(|(id, raw)| Some((id, Rc::from(raw.as_string()?)))).collect())
}

/// The text with this hash, where it is kept.
///
/// # Errors
/// When there is no database, or it refuses.
pub async fn read_text(hash: TextHash) -> Result<Option<String>, JsValue> {
    let name = JsValue::from(text_name(hash));
    Ok(database::read(TEXTS, |store| store.get(&name)).await?.as_string())
}

/// The text with this hash, where it was read while the program was on its way.
pub fn text_at_hand(hash: TextHash) -> Option<String> {
    ahead(&text_name(hash))
}

fn text_name(hash: TextHash) -> String {
    match Key::text(hash) {
        Key::Text(name) => name,
        key => key.to_string(),
    }
}

/// `name|revision|clock|replica|tab`, which sorts by version within each name.
fn entry_name(id: &RecordId, stamp: &Stamp) -> String {
    let (clock, replica, tab) = (stamp.clock, stamp.replica.to_key(), stamp.tab);
    format!("{}|{clock:015}|{replica}|{tab}", version_name(id, stamp.revision))
}

fn version_name(id: &RecordId, revision: u32) -> String {
    format!("{id}|{revision:010}")
}

fn parse(name: &str) -> Option<(RecordId, Stamp)> {
    let mut parts = name.rsplitn(5, '|');
    let tab = TabId::parse(parts.next()?)?;
    let replica = ReplicaId::parse_key(parts.next()?)?;
    let clock = parts.next()?.parse().ok()?;
    let revision = parts.next()?.parse().ok()?;
    let id = RecordId::parse(parts.next()?)?;
    Some((id, Stamp { revision, clock, replica, tab }))
}
