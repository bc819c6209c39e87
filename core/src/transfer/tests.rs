//! What one side packs, the other unpacks.

use proptest::prelude::*;

use super::*;
use crate::formats::{Scope, Stamp, document, native};
use crate::model::Timestamp;
use crate::testing::{library, n_cases};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(64)))]

    #[test]
    fn a_file_arrives_as_it_was_read(library in library::library()) {
        let stamp = Stamp::new(Timestamp::from_unix_ms(1));
        let json = native::write(&library, Scope::Library, &stamp).expect("it can be written");
        let mut read = native::read(json.as_bytes(), "a.json").expect("it can be read");
        let arrived = decode(&read_file("a.json", json.as_bytes())).expect("it arrives");
        let problems: Vec<String> = read.problems.drain(..).map(|it| it.to_string()).collect();
        read.unknown.clear();
        read.unit = None;
        prop_assert_eq!(arrived, Reading { imported: read, problems, is_document: false, notes: vec![] });
    }

    #[test]
    fn anything_is_an_answer(json in "[{}\\[\\]\":,a-z]{0,40}") {
        prop_assert!(decode(&json).is_err());
    }
}

#[test]
fn a_document_arrives_with_its_structure() {
    let text = "date 2026-01-07 The talks go on.\r\n\r\nNobody left.";
    let arrived = decode(&read_file("talks.txt", text.as_bytes())).expect("it arrives");
    let read = document::read(text.as_bytes(), "talks.txt").expect("text");
    assert_eq!((arrived.imported, arrived.notes), (read.imported.clone(), read.notes));
    assert!(arrived.is_document);
    assert_eq!(read.imported.articles[0].article.blocks.len(), 3);
    let pasted = decode(&read_text(text, "")).expect("it arrives");
    assert_eq!(pasted.imported.articles[0].text, read.imported.articles[0].text);
}

#[test]
fn why_nothing_was_read_arrives_in_words() {
    let error = decode(&read_file("a.json", b"{")).expect_err("it is damaged");
    assert!(error.is_some_and(|error| error.starts_with("a.json is damaged at line 1")));
    let error = decode(&read_file("a.txt", &[0, 1])).expect_err("it is no text");
    assert!(error.is_some_and(|error| error.starts_with("a.txt is not a text")));
    let damaged = b"{\"format\": \"onrecord\", \"version\": 1";
    let error = decode(&read_file("a.txt", damaged)).expect_err("it is damaged");
    assert!(error.is_some_and(|error| error.starts_with("a.txt is damaged at line 1")));
}

#[test]
fn what_is_recognised_is_said() {
    let text = "date 2026-01-07 The talks go on.\n\nNobody left.";
    assert_eq!(summarise(text, ""), "Plain text · 8 words · 2 paragraphs · dated 2026-01-07");
    let rich = "<h1>Talks</h1><p>They go <b>on</b>.</p>";
    assert_eq!(
        summarise("Talks They go on.", rich),
        "Rich text · 4 words · 1 paragraph · 1 heading"
    );
    assert_eq!(summarise(" ", ""), "The pasted text is empty: there is no text in it");
}

#[test]
fn another_format_arrives_after_its_losses() {
    let json = include_str!("../../tests/golden/native-v1.json");
    let losses = decode_losses(&list_losses("conll", json)).expect("they are listed");
    assert!(losses.summary.contains(&"1 note not written".to_owned()), "{losses:?}");
    assert!(losses.all.len() > losses.summary.len());

    let table = decode_converted(&convert("csv", json, "talks", false)).expect("it is written");
    assert_eq!((table.name.as_str(), table.media_type.as_str()), ("talks.csv", "text/csv"));
    assert!(table.bytes.starts_with("\u{feff}\"doc\"".as_bytes()));
    let pair = decode_converted(&convert("brat", json, "talks", true)).expect("it is written");
    assert_eq!(pair.name, "talks.zip");
    let files = crate::formats::archive::unpack(&pair.bytes).expect("it is an archive");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["talks-losses.json", "talks.ann", "talks.txt"]);

    assert_eq!(decode_converted(&convert("csv", "{", "a", false)).ok(), None);
    assert_eq!(decode_losses("nonsense"), Err(String::new()));
}

#[test]
fn a_file_of_another_program_is_recognised_by_what_is_in_it() {
    let line = r#"{"id": 7, "text": "He said no.", "label": [[8, 10, "denial"]]}"#;
    let arrived = decode(&read_file("export.txt", line.as_bytes())).expect("it arrives");
    assert!(!arrived.is_document);
    let article = &arrived.imported.articles[0];
    assert_eq!(article.annotations[0].quote(&article.text), "no");
    let labels = &arrived.imported.label_set.as_ref().expect("it has labels").labels;
    assert_eq!(labels[0].id, "denial");
}
