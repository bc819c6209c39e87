//! Looks at what the stores have of the library, for [`crate::shelf::Shelf`].

use std::collections::BTreeSet;

use gloo::timers::future::TimeoutFuture;
use onrecord::platform::stored;
use onrecord_core::duplicates::Sketch;
use onrecord_core::formats::text_names;
use onrecord_core::model::LabelSet;
use onrecord_core::text::TextHash;

/// So many texts are read and sketched before the browser draws again.
const BATCH: usize = 16;

/// Ids and names of the labels of the library.
pub fn labels() -> Vec<(String, String)> {
    let built_in = LabelSet::built_in();
    let label_set = stored::label_set(&built_in.id).unwrap_or(built_in);
    label_set.labels.into_iter().map(|label| (label.id, label.name)).collect()
}

/// Texts of the library, each with the name of `wanted` that it has where it lies beside annotations.
pub async fn texts(wanted: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for article in stored::articles() {
        let name = text_names(&article).into_iter().find(|name| wanted.contains(name));
        if let Some(name) = name
            && let Some(text) = stored::text(article.text).await
        {
            texts.push((name, text));
        }
    }
    texts
}

/// Sketches texts that the stores have, a batch at a time, and hands each batch to `take`; none for
/// those that they do not have.
pub async fn sketch(hashes: Vec<TextHash>, take: impl Fn(Vec<(TextHash, Option<Sketch>)>)) {
    for batch in hashes.chunks(BATCH) {
        let mut sketches = Vec::with_capacity(batch.len());
        for hash in batch {
            let text = stored::text(*hash).await;
            sketches.push((*hash, text.map(|text| Sketch::of(&text))));
        }
        take(sketches);
        TimeoutFuture::new(0).await;
    }
}
