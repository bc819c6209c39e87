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
    let article = |(key, raw): (String, String)| match Key::parse(&key)? {
        Key::Record(id @ RecordId::Article(_)) => match body(&id, &raw)? {
            Body::Article(article) => Some(article),
            _ => None,
        },
        _ => None,
    };
    local_storage::everything().into_iter().filter_map(article).collect()
}

/// The label set with this id, where local storage has it.
pub fn label_set(id: &str) -> Option<LabelSet> {
    let id = RecordId::LabelSet(id.to_owned());
    match body(&id, &local_storage::read_record(&id)?)? {
        Body::LabelSet(label_set) => Some(label_set),
        _ => None,
    }
}

/// What a record holds, unless it was removed or cannot be read.
fn body(id: &RecordId, raw: &str) -> Option<Body> {
    let record = Record::decode(id, raw).ok()?;
    (!record.is_deleted).then_some(record.body)
}
