//! Documents like those of many outlets, in many languages and encodings, all written for this
//! test; what is read of each stands beside it. `UPDATE_EXPECT=1` writes that anew.

use std::fmt::Write;
use std::path::PathBuf;

use expect_test::expect_file;
use proptest::prelude::*;

use super::*;

/// How much of a block stands in what is expected, in code points.
const N_SHOWN: usize = 60;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/tests/corpus"))
}

/// The documents by name, in order.
fn documents() -> Vec<(String, Vec<u8>)> {
    let files = std::fs::read_dir(folder()).expect("the folder of documents");
    let mut documents: Vec<(String, Vec<u8>)> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it != "expected"))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a document"))
        })
        .collect();
    documents.sort();
    documents
}

fn read_any(bytes: &[u8], name: &str) -> Result<Document, ReadFailure> {
    match name.ends_with(".clip.html") {
        true => read_pasted("", Some(&String::from_utf8_lossy(bytes))),
        false => read(bytes, name),
    }
}

/// What was read, to be compared by eye: facts, findings, and the start of each block.
fn shown(document: &Document) -> String {
    let mut shown = String::new();
    let charset = document.charset.map(|it| format!(", {} by {:?}", it.name, it.known_by));
    let _ = writeln!(shown, "{}{}", document.kind.name(), charset.unwrap_or_default());
    for passed_over in &document.passed_over {
        let _ = writeln!(shown, "passed over: {passed_over:?}");
    }
    for article in &document.articles {
        let about = &article.metadata;
        let _ = writeln!(shown, "\ntitle: {}", about.title);
        let facts = [
            ("byline", &about.byline),
            ("outlet", &about.outlet),
            ("url", &about.url),
            ("published", &about.published),
            ("language", &about.language),
        ];
        for (name, fact) in facts {
            shown.extend(fact.iter().map(|fact| format!("{name}: {fact}\n")));
        }
        shown.extend(about.direction.map(|it| format!("direction: {}\n", it.name())));
        for finding in &article.findings {
            let _ = writeln!(shown, "{finding:?}");
        }
        let text = ArticleText::new(article.text.clone());
        for block in &article.blocks {
            let block_text = text.slice(block.range).replace('\n', "⏎").replace('\t', "⇥");
            let start: String = block_text.chars().take(N_SHOWN).collect();
            let rest = if start.len() < block_text.len() { "…" } else { "" };
            let _ = writeln!(shown, "{:?}: {start}{rest}", block.kind);
        }
    }
    shown
}

#[test]
fn documents_of_many_outlets_come_in_right() {
    let documents = documents();
    assert!(documents.len() >= 30, "{} documents", documents.len());
    for (name, bytes) in documents {
        let document = read_any(&bytes, &name).unwrap_or_else(|error| panic!("{name} {error}"));
        document.articles.iter().for_each(check_partition);
        expect_file![folder().join(format!("{name}.expected"))].assert_eq(&shown(&document));
    }
}

/// Bytes changed, doubled, cut out and put in.
#[derive(Debug, Clone)]
struct Mutation {
    at: prop::sample::Index,
    len: usize,
    with: Vec<u8>,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        prop::sample::select(vec![
            "<",
            ">",
            "<p>",
            "</div>",
            "<table>",
            "<b a=1>",
            "<!--",
            "-->",
            "<script>",
            "&#0;",
            "&amp",
            "\"",
            "{",
            "]",
            "\0",
            "<svg>",
            "<template>",
            "</p>",
            "<select>",
            "<w:p>",
            "```",
            "\r\n\r\n",
            "\u{feff}",
            "\u{202e}",
            "<plaintext>",
            "<frameset>",
        ])
        .prop_map(|it| it.as_bytes().to_vec()),
    ];
    (any::<prop::sample::Index>(), 0_usize..60, piece).prop_map(|(at, len, with)| Mutation {
        at,
        len,
        with,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::testing::n_cases(256)))]

    #[test]
    fn changed_documents_are_read_or_refused(
        which in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..12),
    ) {
        let documents = documents();
        let (name, bytes) = which.get(&documents);
        let mut bytes = bytes.clone();
        for Mutation { at, len, with } in mutations {
            let start = at.index(bytes.len() + 1);
            let end = (start + len).min(bytes.len());
            bytes.splice(start..end, with);
        }
        if let Ok(document) = read_any(&bytes, name) {
            document.articles.iter().for_each(check_partition);
        }
    }

    #[test]
    fn any_bytes_under_any_name_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.txt", "a.md", "a.html", "a.docx", "a.json", "a.jsonl", "a"]),
    ) {
        if let Ok(document) = read(&bytes, name) {
            document.articles.iter().for_each(check_partition);
        }
    }
}
