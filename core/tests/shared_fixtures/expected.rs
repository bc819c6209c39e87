//! What other programs see in a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord_core::formats::{Imported, ImportedArticle};
use serde::Deserialize;

/// A file `X.expected.json`.
#[derive(Deserialize)]
pub struct Expected {
    #[serde(default)]
    pub documents: Vec<Document>,
    /// Why the other program reads nothing.
    pub reader_refuses: Option<String>,
    /// What the other program says, such as which lines it cannot read.
    #[serde(default)]
    pub warnings: Vec<String>,
}

/// A text with what is marked in it.
#[derive(Deserialize)]
pub struct Document {
    pub id: String,
    pub text_sha256: Option<String>,
    pub spans: Vec<Span>,
}

/// One range, in code points.
#[derive(Deserialize)]
pub struct Span {
    pub start: Option<u64>,
    pub end: Option<u64>,
    pub label: Option<String>,
    pub text: Option<String>,
}

/// Start, end, label, text.
pub type Key = (u64, u64, String, String);

/// What is expected of a file; beside it, with or without its own ending.
pub fn expected_of(path: &Path) -> Option<Expected> {
    let with_ending = PathBuf::from(format!("{}.expected.json", path.display()));
    let paths = [with_ending, path.with_extension("expected.json")];
    let json = paths.iter().find_map(|path| fs::read_to_string(path).ok())?;
    Some(serde_json::from_str(&json).expect("expectations are JSON"))
}

/// How often each span is expected, those that cover nothing left out, and how many those are.
pub fn wanted(document: &Document) -> (BTreeMap<Key, usize>, usize) {
    let (mut counts, mut n_empty) = (BTreeMap::new(), 0);
    for span in &document.spans {
        let (Some(start), Some(end)) = (span.start, span.end) else { continue };
        if start == end {
            n_empty += 1;
            continue;
        }
        let text = span.text.clone().unwrap_or_default();
        *counts.entry((start, end, span.label.clone().unwrap_or_default(), text)).or_default() += 1;
    }
    (counts, n_empty)
}

/// How often each span was read; each range of an annotation is one.
pub fn found(article: &ImportedArticle) -> BTreeMap<Key, usize> {
    let mut counts = BTreeMap::new();
    for annotation in &article.annotations {
        for range in &annotation.ranges {
            let (start, end) = (range.start().get() as u64, range.end().get() as u64);
            let text = article.text.slice(*range).to_owned();
            *counts.entry((start, end, annotation.label.clone(), text)).or_default() += 1;
        }
    }
    counts
}

/// Compares texts and spans, document by document.
pub fn compare(path: &Path, expected: &Expected, imported: &Imported) {
    let (at, problems) = (path.display(), &imported.problems);
    // Without its text nothing of a document can be placed.
    let documents = expected.documents.iter().filter(|it| it.text_sha256.is_some());
    let documents: Vec<&Document> = documents.collect();
    assert_eq!(imported.articles.len(), documents.len(), "{at}: {problems:#?}");
    let mut n_empty = 0;
    for (article, document) in imported.articles.iter().zip(documents) {
        let id = &document.id;
        if let Some(hash) = &document.text_sha256 {
            assert_eq!(article.text.hash().to_string(), *hash, "{at}: {id}");
        }
        let (wanted, n_empty_here) = wanted(document);
        n_empty += n_empty_here;
        let found = found(article);
        let missing: Vec<_> = wanted.iter().filter(|(key, n)| found.get(key) != Some(n)).collect();
        let is_unread = |label: &str| {
            // brat's own reader ends lines at CR and U+2028 and loses what stands on them.
            expected.warnings.iter().any(|it| it.contains("cannot read") && it.contains(label))
        };
        let extra = found.iter().filter(|(key, n)| wanted.get(key) != Some(n));
        let extra: Vec<_> = extra.filter(|((_, _, label, _), _)| !is_unread(label)).collect();
        assert!(
            missing.is_empty() && extra.is_empty(),
            "{at}: {id}: missing {missing:#?}, extra {extra:#?}, problems {problems:#?}"
        );
    }
    // What covers nothing cannot be shown, so it is left out and told.
    let n_told = problems.iter().filter(|it| it.is_loss() && it.to_string().contains("is empty"));
    assert_eq!(n_told.count(), n_empty, "{at}: {problems:#?}");
}
