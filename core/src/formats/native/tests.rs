//! What the annotation file promises.

use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::formats::{Imported, Limits, ProblemKind, ReadErrorKind, Scope, Stamp, WriteError};
use crate::history::{Change, Edit, Transaction};
use crate::merge::library_of;
use crate::model::*;
use crate::testing::{library, n_cases};
use crate::text::{ArticleText, CharSpan};

mod golden;
mod schema;

const TEXT: &str = "\u{feff}She 👩‍🔬 said:\r\n\r\n“We will rise”, she added,\r“by noon”.";

fn stamp() -> Stamp {
    Stamp::new(Timestamp::from_unix_ms(1_767_863_564_000))
}

fn library_with(annotations: Vec<Annotation>) -> Library {
    let text = Rc::new(ArticleText::new(TEXT));
    let article = Article {
        id: ArticleId::from_u128(1),
        text: text.hash(),
        blocks: vec![Block { kind: BlockKind::Heading(3), range: CharSpan::of(1, text.n_chars()) }],
        metadata: Metadata { title: "Noon".to_owned(), ..Metadata::default() },
        is_done: false,
        added: Timestamp::from_unix_ms(5),
        unknown: UnknownFields::new(),
    };
    let mut library = Library::default();
    library.add_text(text);
    let mut changes = vec![Change::Article(Edit::add(article))];
    let annotations = annotations.into_iter();
    changes.extend(annotations.map(|annotation| Change::Annotation(Edit::add(annotation))));
    Transaction::new("fill", changes).apply(&mut library).expect("the library was empty");
    library
}

fn annotation(id: u128, ranges: &[(usize, usize)]) -> Annotation {
    Annotation {
        id: AnnotationId::from_u128(id),
        article: ArticleId::from_u128(1),
        label: "quote".to_owned(),
        ranges: ranges.iter().map(|(start, end)| CharSpan::of(*start, *end)).collect(),
        attributes: Default::default(),
        note: String::new(),
        annotator: "annotator".to_owned(),
        replica: None,
        created: Timestamp::from_unix_ms(6),
        modified: Timestamp::from_unix_ms(7),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}

/// A file with one article "one two three" and these fields after it.
fn file(article_fields: &str) -> String {
    format!(
        r#"{{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point",
            "articles": [{{"text": "one two three"{article_fields}}}]}}"#
    )
}

fn read_file(article_fields: &str) -> Imported {
    read(file(article_fields).as_bytes(), "test.json").expect("the file as a whole is good")
}

fn error(json: &str) -> ReadErrorKind {
    read(json.as_bytes(), "test.json").expect_err("the file as a whole is bad").kind
}

#[test]
fn what_is_written_reads_back() {
    let annotations = vec![annotation(1, &[(19, 31), (46, 53)]), annotation(2, &[(5, 8)])];
    let json = write(&library_with(annotations.clone()), Scope::Library, &stamp()).unwrap();
    let imported = read(json.as_bytes(), "test.json").unwrap();
    let article = &imported.articles[0];
    assert_eq!(imported.problems, []);
    assert_eq!(article.text.as_str(), TEXT);
    assert_eq!(article.annotations, [annotations[1].clone(), annotations[0].clone()]);
    assert!(json.contains(r#""quote": "We will rise … by noon""#), "{json}");
}

#[test]
fn wrong_spans_are_not_written() {
    let outside = library_with(vec![annotation(1, &[(5, 8)]), annotation(2, &[(5, 5000)])]);
    let refused = write(&outside, Scope::Library, &stamp()).unwrap_err();
    assert!(
        matches!(&refused, WriteError::AnnotationDiffers { annotation, .. }
            if *annotation == AnnotationId::from_u128(2)),
        "{refused}"
    );
}

#[test]
fn files_that_cannot_be_read_say_why() {
    assert_eq!(error("[]"), ReadErrorKind::OtherFormat { found: None });
    assert_eq!(error("{}"), ReadErrorKind::OtherFormat { found: None });
    assert_eq!(
        error(r#"{"format": "doccano"}"#),
        ReadErrorKind::OtherFormat { found: Some("doccano".to_owned()) }
    );
    assert_eq!(
        error(r#"{"format": "onrecord"}"#),
        ReadErrorKind::FieldMissing { field: "version" }
    );
    assert_eq!(
        error(r#"{"format": "onrecord", "version": 2}"#),
        ReadErrorKind::Newer { found: 2, known: 1 }
    );
    assert_eq!(
        error(r#"{"format": "onrecord", "version": 1, "offset_unit": "utf-16"}"#),
        ReadErrorKind::OffsetUnit { found: "utf-16".to_owned() }
    );
    let ReadErrorKind::Damaged { line, column, .. } = error("{\"format\":\n  nonsense}") else {
        panic!("damage is told as damage");
    };
    assert_eq!((line, column), (2, 4));
}

#[test]
fn bad_annotations_do_not_cost_the_good_ones() {
    let imported = read_file(
        r#", "annotations": [
            {"label": "claim", "start": 0, "end": 3, "quote": "one"},
            {"label": "claim", "ranges": [[4, 99]]},
            {"label": "claim", "ranges": [[4, 3]]},
            {"label": "claim", "ranges": [[4, 4]]},
            {"label": "claim", "ranges": [[4, 7]], "quote": "owt"},
            {"label": "claim", "ranges": "all"},
            {"label": "claim"},
            {"ranges": [[4, 7]]},
            7,
            {"label": "claim", "ranges": [[8, 13], [4, 7]], "quote": "three … two", "note": 7}
        ]"#,
    );
    let annotations = &imported.articles[0].annotations;
    let ranges: Vec<_> = annotations.iter().map(|annotation| annotation.ranges.clone()).collect();
    assert_eq!(ranges, [vec![CharSpan::of(0, 3)], vec![CharSpan::of(4, 7), CharSpan::of(8, 13)]]);
    let places: Vec<_> = imported.problems.iter().map(|problem| problem.place.as_str()).collect();
    let bad = (1..9).map(|position| format!("articles[0].annotations[{position}]"));
    let expected: Vec<_> = bad.chain(["articles[0].annotations[9].note".to_owned()]).collect();
    assert_eq!(places, expected);
    assert!(imported.problems.iter().all(|problem| problem.is_loss()));
}

#[test]
fn labels_are_made_from_those_met() {
    let imported = read_file(r#", "annotations": [{"label": "Promise", "ranges": [[0, 3]]}]"#);
    let label_set = imported.label_set.expect("a label was met");
    assert_eq!(label_set.labels, [Label::made_from_id("Promise", 0)]);
}

#[test]
fn ids_of_others_are_kept_and_made_ours() {
    let fields = r#", "id": "A", "annotations": [
            {"id": "T1", "label": "claim", "ranges": [[0, 3]]},
            {"label": "claim", "ranges": [[4, 7]]}
        ], "links": [{"kind": "supports", "from": "T1", "to": "T1"},
                     {"kind": "supports", "from": "T1", "to": "T9"}]"#;
    let imported = read_file(fields);
    let article = &imported.articles[0];
    let origin = |id: Option<&str>| Origin::Import {
        file: "test.json".to_owned(),
        id: id.map(str::to_owned),
    };
    assert_eq!(article.annotations[0].origin, origin(Some("T1")));
    assert_eq!(article.annotations[1].origin, origin(None));
    assert_eq!(article.links[0].from, article.annotations[0].id);
    assert_eq!(article.article.unknown.get("source_id"), Some(&"A".into()));
    assert_eq!(imported.problems[0].kind, ProblemKind::LinkEndMissing { id: "T9".to_owned() });
    assert_eq!(read_file(fields), imported);
}

#[test]
fn a_byte_order_mark_before_the_json_is_passed_over() {
    let json = format!("\u{feff}{}", file(""));
    assert_eq!(read(json.as_bytes(), "test.json"), read(file("").as_bytes(), "test.json"));
}

#[test]
fn limits_hold_for_files_of_other_programs_only() {
    let note = "x".repeat(Limits::FOREIGN.string_bytes + 1);
    let annotations =
        format!(r#", "annotations": [{{"label": "a", "ranges": [[0, 3]], "note": "{note}"}}]"#);
    let imported = read_file(&annotations);
    assert_eq!(imported.articles[0].annotations[0].note, "");
    assert_eq!(imported.problems.len(), 1);
    let ours = file(&annotations).replacen('{', r#"{"generator": "onrecord 9", "#, 1);
    let imported = read(ours.as_bytes(), "test.json").unwrap();
    assert_eq!(imported.articles[0].annotations[0].note, note);
}

/// `json` with some bytes replaced, removed or put twice.
fn damaged(json: &str, edits: &[(Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = json.as_bytes().to_vec();
    for (place, kind, byte) in edits {
        let place = place.index(bytes.len());
        match kind % 3 {
            0 => bytes[place] = *byte,
            1 => _ = bytes.remove(place),
            _ => bytes.insert(place, bytes[place]),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: n_cases(256), ..Default::default() })]

    #[test]
    fn import_of_an_export_is_the_library(library in library::library()) {
        let json = write(&library, Scope::Library, &stamp()).unwrap();
        let imported = read(json.as_bytes(), "test.json").unwrap();
        prop_assert_eq!(&imported.problems, &[]);
        let again = library_of(imported);
        prop_assert_eq!(&again, &library);
        prop_assert_eq!(write(&again, Scope::Library, &stamp()).unwrap(), json);
    }

    #[test]
    fn each_article_can_be_written_alone(library in library::library()) {
        for article in library.articles() {
            let json = write(&library, Scope::Article(article.id), &stamp()).unwrap();
            let imported = read(json.as_bytes(), "test.json").unwrap();
            prop_assert_eq!(imported.articles.len(), 1);
            prop_assert_eq!(&imported.articles[0].article, article.as_ref());
        }
    }

    #[test]
    fn damaged_files_never_panic(
        library in library::library(),
        edits in prop::collection::vec(any::<(Index, u8, u8)>(), 1..4),
    ) {
        let json = write(&library, Scope::Library, &stamp()).unwrap();
        if let Ok(imported) = read(&damaged(&json, &edits), "test.json") {
            let library = library_of(imported);
            prop_assert!(write(&library, Scope::Library, &stamp()).is_ok());
        }
    }

    #[test]
    fn wrong_numbers_cost_only_what_they_spoil(
        library in library::library(),
        edits in prop::collection::vec(any::<(Index, u8)>(), 1..30),
    ) {
        let mut json = write(&library, Scope::Library, &stamp()).unwrap().into_bytes();
        let start = json.windows(10).position(|window| window == b"\"articles\"").unwrap();
        let digits: Vec<usize> =
            (start..json.len()).filter(|place| json[*place].is_ascii_digit()).collect();
        for (place, digit) in edits.iter().filter(|_| !digits.is_empty()) {
            json[*place.get(&digits)] = b'1' + digit % 9;
        }
        let imported = read(&json, "test.json").unwrap();
        let n_read: usize = imported.articles.iter().map(|article| article.annotations.len()).sum();
        let n_lost = imported.problems.iter().filter(|problem| problem.is_loss()).count();
        prop_assert!(n_read + n_lost >= library.annotations().len());
        let again = library_of(imported);
        let json = write(&again, Scope::Library, &stamp()).unwrap();
        prop_assert_eq!(library_of(read(json.as_bytes(), "test.json").unwrap()), again);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&bytes, "test.json").is_err());
    }
}
