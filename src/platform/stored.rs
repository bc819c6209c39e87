//! What the stores have, for those who only look: the second module compares what is new with it.

use onrecord_core::model::{Article, LabelSet};
use onrecord_core::record::{Body, Key, Record, RecordId};
use onrecord_core::text::TextHash;

use super::{database, journal, local_storage};

/// The text with this hash, where one of the stores has it.
pub async fn text(hash: TextHash) -> Option<String> {
    if let Some(text) = local_storage::read_text(hash) {
        return Some(text);
    }
    // A store that does not open is not waited for with every text.
    if !database::was_tried() {
        let _ = database::open().await;
    }
    journal::read_text(hash).await.ok().flatten()
}

/// The articles that local storage has.
pub fn articles() -> Vec<Article> {
    let decode = |(key, value): (String, String)| match Key::parse(&key)? {
        Key::Record(id @ RecordId::Article(_)) => match Record::decode(&id, &value).ok()? {
            Record { body: Body::Article(article), is_deleted: false, .. } => Some(article),
            _ => None,
        },
        _ => None,
    };
    local_storage::everything().into_iter().filter_map(decode).collect()
}

/// The label set with this id, where local storage has it.
pub fn label_set(id: &str) -> Option<LabelSet> {
    let id = RecordId::LabelSet(id.to_owned());
    let record = Record::decode(&id, &local_storage::read_record(&id)?).ok()?;
    match record.body {
        Body::LabelSet(label_set) if !record.is_deleted => Some(label_set),
        _ => None,
    }
}
