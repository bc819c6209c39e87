//! What one side packs, the other unpacks.

use proptest::prelude::*;

use super::*;
use crate::formats::{self, Role, Scope, Stamp, WrittenFile, archive, document, native};
use crate::merge::library_of;
use crate::model::Timestamp;
use crate::testing::{library, n_cases};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(64)))]

    #[test]
    fn a_file_arrives_as_it_was_read(library in library::library()) {
        let stamp = Stamp::new(Timestamp::from_unix_ms(1));
        let json = native::write(&library, Scope::Library, &stamp).expect("it can be written");
        let mut read = native::read(json.as_bytes(), "a.json").expect("it can be read");
        let Ok(Found::Annotations { imported: found, .. }) = read_file("a.json", json.as_bytes())
        else { panic!() };
        prop_assert_eq!(&found, &read);
        let problems: Vec<String> = read.problems.drain(..).map(|it| it.to_string()).collect();
        let sent = Reading { imported: found, problems, is_document: false };
        let arrived = decode(&pack(sent.clone())).expect("it arrives");
        read.unknown.clear();
        read.unit = None;
        prop_assert_eq!(arrived, Reading { imported: read, ..sent });
    }

    #[test]
    fn anything_is_an_answer(json in "[{}\\[\\]\":,a-z]{0,40}") {
        prop_assert!(decode(&json).is_none());
    }
}

/// What is wrong with a file, in words.
fn error(name: &str, bytes: &[u8]) -> String {
    read_file(name, bytes).expect_err("it cannot be taken").to_string()
}

#[test]
fn a_document_arrives_with_its_structure() {
    let text = "date 2026-01-07 The talks go on.\r\n\r\nNobody left.";
    let read = document::read(text.as_bytes(), "talks.txt").expect("text");
    let found = read_file("talks.txt", text.as_bytes());
    assert_eq!(found, Ok(Found::Documents(read.clone())));
    let sent = Reading { imported: read.imported, is_document: true, ..Reading::default() };
    assert_eq!(sent.imported.articles[0].article.blocks.len(), 3);
    assert_eq!(decode(&pack(sent.clone())), Some(sent));
}

/// An archive of files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let file = |(name, bytes): &(&str, &[u8])| WrittenFile {
        name: (*name).to_owned(),
        bytes: bytes.to_vec(),
        role: Role::Main,
    };
    archive::pack(&files.iter().map(file).collect::<Vec<_>>(), Timestamp::default())
}

#[test]
fn an_archive_of_documents_is_its_documents() {
    let bytes = packed(&[
        ("a/first.md", b"# A first one\n\nThe talks go on."),
        ("b/second.txt", b"Nobody left the talks."),
        ("b/photo.png", b"\x89PNG\r\n\x1a\n"),
        ("first-losses.json", b"{}"),
    ]);
    let Ok(Found::Documents(read)) = read_file("all.zip", &bytes) else { panic!() };
    let titles = read.imported.articles.iter().map(|it| it.article.metadata.title.as_str());
    assert_eq!(titles.collect::<Vec<_>>(), ["A first one", "Second"]);
    assert_eq!(read.notes.len(), 2);
    let [unread] = &read.unread[..] else { panic!("{:?}", read.unread) };
    assert!(unread.to_string().starts_with("photo.png is "), "{unread}");
    let nothing = error("none.zip", &packed(&[("photo.png", b"\x89PNG\r\n\x1a\n")]));
    assert!(nothing.starts_with("none.zip is an archive with nothing in it"), "{nothing}");
}

#[test]
fn a_project_may_lie_in_an_archive() {
    let doccano = br#"{"id": 7, "text": "He said no.", "label": [[8, 10, "quote"]]}"#;
    let Ok(Found::Annotations { imported, .. }) = read_file("a.jsonl", doccano) else { panic!() };
    let library = library_of(imported);
    let stamp = Stamp::new(Timestamp::from_unix_ms(1));
    let written = formats::export("refi", &library, Scope::Library, "all", &stamp);
    let files = written.expect("it can be written").files;
    let [project] = &files[..] else { panic!("{files:?}") };
    let bytes = packed(&[("project.qdpx", &project.bytes)]);
    let Ok(Found::Annotations { format, imported }) = read_file("all.zip", &bytes) else {
        panic!()
    };
    assert_eq!((format.id, imported.articles[0].annotations.len()), ("refi", 1));
}

#[test]
fn why_nothing_was_read_is_said_in_words() {
    assert!(error("a.json", b"{").starts_with("a.json is damaged at line 1"));
    assert!(error("a.txt", &[0, 1]).starts_with("a.txt is not a text"));
    let damaged = b"{\"format\": \"onrecord\", \"version\": 1";
    assert!(error("a.txt", damaged).starts_with("a.txt is damaged at line 1"));
}

#[test]
fn another_format_comes_after_its_losses() {
    let json = include_str!("../../tests/golden/native-v1.json");
    let losses = list_losses("conll", json).expect("they are listed");
    let summary = crate::formats::loss::summary(&losses);
    assert!(summary.contains(&"1 note not written".to_owned()), "{losses:?}");
    assert!(losses.len() > summary.len());

    let table = convert("csv", json, "talks", false).expect("it is written");
    assert_eq!((table.name.as_str(), table.media_type), ("talks.csv", "text/csv"));
    let losses = list_losses("csv", json).expect("they are listed");
    let summary = crate::formats::loss::summary(&losses);
    assert!(summary.contains(&"The texts of the articles are not written".to_owned()));
    assert!(table.bytes.starts_with("\u{feff}\"doc\"".as_bytes()));
    let pair = convert("brat", json, "talks", true).expect("it is written");
    assert_eq!(pair.name, "talks-brat.zip");
    let files = crate::formats::archive::unpack(&pair.bytes).expect("it is an archive");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["talks-losses.json", "talks.ann", "talks.txt"]);
    assert!(convert("csv", "{", "a", false).is_err());
}

#[test]
fn a_file_of_another_program_is_recognised_by_what_is_in_it() {
    let line = r#"{"id": 7, "text": "He said no.", "label": [[8, 10, "denial"]]}"#;
    let Ok(Found::Annotations { format, imported: found }) =
        read_file("export.txt", line.as_bytes())
    else {
        panic!()
    };
    assert_eq!(format.id, "doccano");
    let article = &found.articles[0];
    assert_eq!(article.annotations[0].quote(&article.text), "no");
    let labels = &found.label_set.as_ref().expect("it has labels").labels;
    assert_eq!(labels[0].id, "denial");
}
