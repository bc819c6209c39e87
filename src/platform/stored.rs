//! What the stores have, for those who only look: the second module compares what is new with it.

use onrecord_core::text::TextHash;

use super::{database, journal, local_storage};

/// The text with this hash, where one of the stores has it.
pub async fn text(hash: TextHash) -> Option<String> {
    if let Some(text) = local_storage::read_text(hash) {
        return Some(text);
    }
    if !database::is_open() {
        database::open().await.ok()?;
    }
    journal::read_text(hash).await.ok().flatten()
}
