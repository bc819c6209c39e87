//! What both stores of a browser hold when articles have been made there; the first is
//! open.

use anyhow::anyhow;
use onrecord_core::model::Library;
use onrecord_core::record::{Key, RecordId, Replica, Stamp, TabId};
use serde_json::{Value, json};

use crate::workload::{MADE_ON_MS, REPLICA, Workload};

/// Texts up to so many bytes are copied into local storage.
const TEXT_LIMIT: usize = 200_000;

/// The keys and values of both stores: `{"local": […], "records": […], "texts": […]}`.
///
/// # Errors
/// When there is no article, or one contradicts itself.
pub fn seed(workloads: &[Workload]) -> anyhow::Result<Value> {
    let mut library = Library::default();
    let mut replica = Replica::new(REPLICA, TabId::from_bytes([1, 2, 3, 4, 5, 6]));
    let first = workloads.first().ok_or_else(|| anyhow!("there is nothing to make"))?;
    let (mut local, mut records, mut texts) = (settings(first), Vec::new(), Vec::new());
    for workload in workloads {
        library.add_text(std::rc::Rc::new(workload.text.clone()));
        let transaction = workload.transaction();
        transaction.apply(&mut library).map_err(|conflict| anyhow!("{conflict:?}"))?;
        for (id, raw) in &replica.write_transaction(&library, &transaction, MADE_ON_MS) {
            local.push(json!([Key::Record(id.clone()).to_string(), &**raw]));
            if let Some(entry) = replica.entry(id) {
                records.push(json!([entry_name(id, &entry.stamp), &**raw]));
            }
        }
        let text = Key::text(workload.text.hash());
        // The page copies texts for as long as there is room; of a whole library there is none.
        if workload.text.as_str().len() <= TEXT_LIMIT && workloads.len() == 1 {
            local.push(json!([text.to_string(), workload.text.as_str()]));
        }
        let Key::Text(name) = text else { return Err(anyhow!("a text has the key of a text")) };
        texts.push(json!([name, workload.text.as_str()]));
    }
    Ok(json!({"local": local, "records": records, "texts": texts}))
}

fn settings(workload: &Workload) -> Vec<Value> {
    let meta = json!({"schema": 1, "app": "0.1.0", "created": "2026-01-07T00:00:00.000Z", "replica": REPLICA.to_key()});
    let preferences = json!({"annotator": "Measurer", "open": workload.article.id.to_key(), "theme": "light", "library": null});
    vec![
        json!([Key::Meta.to_string(), meta.to_string()]),
        json!([Key::Preferences.to_string(), preferences.to_string()]),
    ]
}

/// As the journal names its entries.
fn entry_name(id: &RecordId, stamp: &Stamp) -> String {
    let Stamp { revision, clock, replica, tab } = stamp;
    format!("{id}|{revision:010}|{clock:015}|{}|{tab}", replica.to_key())
}
