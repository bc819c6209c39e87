//! What is tried, and what has to hold.

use crate::anchor::Versions;
use crate::duplicates::Sketch;
use crate::find::{Manner, Search};
use crate::ingest::{Document, Ingested, ReadFailure, charset, read, read_pasted};
use crate::model::web_address;
use crate::text::{ArticleText, CharSpan, is_blank};

use super::cases::zip_of;

/// Something that reads.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// The endings of documents from which cases are made.
    pub endings: &'static [&'static str],
    /// Tries it, and panics where a promise is broken.
    pub run: fn(&[u8]),
}

/// All of them.
pub const TARGETS: &[Target] = &[
    Target { name: "text", endings: &[".txt", ".md"], run: |bytes| file(bytes, "a.txt") },
    Target { name: "markdown", endings: &[".md", ".txt"], run: |bytes| file(bytes, "a.md") },
    Target { name: "html", endings: &[".html", ".htm"], run: |bytes| file(bytes, "a.html") },
    Target { name: "clipboard", endings: &[".html"], run: clipboard },
    Target { name: "docx", endings: &[".docx"], run: |bytes| file(bytes, "a.docx") },
    Target { name: "docx-parts", endings: &[".docx.xml"], run: docx_parts },
    Target { name: "json", endings: &[".json", ".jsonl"], run: |bytes| file(bytes, "a.json") },
    Target { name: "jsonl", endings: &[".jsonl", ".json"], run: |bytes| file(bytes, "a.jsonl") },
    Target { name: "charset", endings: &["l", "m", "t"], run: charsets },
    Target { name: "versions", endings: &[".txt", ".md"], run: versions },
    Target { name: "find", endings: &[".txt", ".md"], run: find },
];

fn file(bytes: &[u8], name: &str) {
    check(read(bytes, name));
}

fn clipboard(bytes: &[u8]) {
    check(read_pasted("", Some(&String::from_utf8_lossy(bytes))));
}

/// The bytes as the main part of a document, and as its styles and properties.
fn docx_parts(bytes: &[u8]) {
    let parts = ["word/document.xml", "word/styles.xml", "docProps/core.xml"];
    check(read(&zip_of(&parts.map(|name| (name, bytes))), "a.docx"));
}

fn charsets(bytes: &[u8]) {
    for declared in [None, Some("utf-16"), Some("gbk"), Some("iso-2022-jp"), Some("nonsense")] {
        if let Some(decoded) = charset::decode(bytes, declared) {
            assert!(!decoded.text.contains('\0'), "a text has no zeros");
        }
    }
}

/// The first half of the bytes as a text, the second as its newer version.
fn versions(bytes: &[u8]) {
    let (old, new) = bytes.split_at(bytes.len() / 2);
    let [old, new] = [old, new].map(|it| ArticleText::new(String::from_utf8_lossy(it)));
    let versions = Versions::new(&old, &new);
    let step = (old.n_chars() / 40).max(1);
    for start in (0..old.n_chars()).step_by(step) {
        let found = versions.find(CharSpan::of(start, start + 3 * step / 2));
        for place in found.places {
            assert!(!place.is_empty() && place.end().get() <= new.n_chars(), "{place:?}");
        }
    }
    let alike = Sketch::of(old.as_str()).resemblance(&Sketch::of(new.as_str()));
    assert!((0.0..=1.0).contains(&alike), "{alike}");
}

/// The first line as a query, the rest as a text.
fn find(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (query, rest) = text.split_once('\n').unwrap_or((&text, &text));
    let query: String = query.chars().take(40).collect();
    let text = ArticleText::new(rest);
    for is_pattern in [false, true] {
        let Ok(search) = Search::new(&query, Manner { is_pattern, minds_case: false }) else {
            continue;
        };
        let hits = search.hits(&text).spans;
        assert!(hits.iter().all(|hit| !hit.is_empty() && hit.end().get() <= text.n_chars()));
        assert!(hits.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
    }
}

fn check(read: Result<Document, ReadFailure>) {
    let document = match read {
        Ok(document) => document,
        Err(reason) => return assert!(!reason.to_string().is_empty()),
    };
    assert!(!document.articles.is_empty(), "a document has an article");
    for article in &document.articles {
        check_partition(article);
        assert!(!article.text.contains('\r'), "a text is canonical");
        let url = article.metadata.url.as_deref();
        assert!(url.is_none_or(|url| web_address(url) == Some(url)), "{url:?}");
    }
}

/// The blocks hold every character that is not blank, and begin and end with one.
///
/// # Panics
/// When they do not.
pub fn check_partition(read: &Ingested) {
    let characters: Vec<char> = read.text.chars().collect();
    let mut end = 0;
    for block in &read.blocks {
        let (start, next) = (block.range.start().get(), block.range.end().get());
        assert!(end <= start && start < next && next <= characters.len());
        assert!(characters[end..start].iter().copied().all(is_blank));
        assert!(!is_blank(characters[start]) && !is_blank(characters[next - 1]));
        end = next;
    }
    assert!(characters[end..].iter().copied().all(is_blank));
}
