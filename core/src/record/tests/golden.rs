//! Stores and backups as version 1 wrote them, which every later version has to open.
//!
//! Unlike other golden files these are never written anew, not even when the writer changes: they
//! stand for what people have in their browsers. A later version adds files of its own.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::json;

use super::*;
use crate::json::{Number, Value};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Attributes, Block, BlockKind,
    Direction, Label, LabelSet, Link, LinkId, LinkKind, Metadata, Origin, Reference, Timestamp,
    UnknownFields,
};
use crate::text::{ArticleText, CharSpan, TextHash};

const STORE: &str = include_str!("../../../tests/golden/store-1.json");
const BACKUP: &str = include_str!("../../../tests/golden/backup-1.json");

const TEXT: &str = "“Naïve” 👩‍👩‍👧, she said.\n\nWe will plant a thousand trees along the river, \
    and we will have done so before the winter of the year after next.";

fn stored() -> BTreeMap<String, String> {
    serde_json::from_str(STORE).expect("the file holds strings by their keys")
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_unix_ms(1_767_863_564_000 + ms)
}

/// A value as core has it.
fn value(theirs: serde_json::Value) -> Value {
    crate::json::parse(&theirs.to_string()).expect("it is JSON")
}

fn score(score: f64) -> Number {
    Number::from_f64(score).expect("the score is finite")
}

fn fields(theirs: serde_json::Value) -> UnknownFields {
    value(theirs).into_object().unwrap_or_default()
}

fn profile() -> ReplicaId {
    ReplicaId::from_u128(0x0198_7654_3210_7000_8000_0000_0000_00aa)
}

fn record(revision: u32, is_deleted: bool, body: Body) -> Record {
    let clock = 1_767_863_564_000 + u64::from(revision);
    let tab = TabId::from_bytes([1, 2, 3, 253, 254, 255]);
    let stamp = Stamp { revision, clock, replica: profile(), tab };
    Record { stamp, is_deleted, body }
}

fn article(number: u128) -> Article {
    let text = ArticleText::new(TEXT);
    Article {
        id: ArticleId::from_u128(number),
        text: text.hash(),
        blocks: vec![
            Block { kind: BlockKind::Heading(2), range: CharSpan::of(0, 24) },
            Block { kind: BlockKind::Paragraph, range: CharSpan::of(26, text.n_chars()) },
        ],
        metadata: Metadata::default(),
        is_done: false,
        added: at(1),
        unknown: UnknownFields::new(),
    }
}

fn annotation(number: u128, ranges: &[(usize, usize)]) -> Annotation {
    Annotation {
        id: AnnotationId::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0000 + number),
        article: ArticleId::from_u128(1),
        label: "claim".to_owned(),
        ranges: ranges.iter().map(|(start, end)| CharSpan::of(*start, *end)).collect(),
        attributes: Attributes::new(),
        note: String::new(),
        annotator: "Ada".to_owned(),
        replica: Some(profile()),
        created: at(2),
        modified: at(2),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}

/// One of everything that a record can say, with what it was written as.
fn expected() -> Vec<Record> {
    let full = Article {
        metadata: Metadata {
            title: "Trees \"along\" the river".to_owned(),
            byline: Some("A. Reporter".to_owned()),
            outlet: Some("The Outlet".to_owned()),
            url: Some("https://example.org/a?b=c&d".to_owned()),
            published: Some("2026-01-07".to_owned()),
            language: Some("en".to_owned()),
            direction: Some(Direction::LeftToRight),
        },
        is_done: true,
        unknown: fields(json!({"section": ["news", 1.5]})),
        ..article(1)
    };
    let rich = Annotation {
        label: "quote".to_owned(),
        attributes: [
            ("mode", AttributeValue::Text("direct".to_owned())),
            ("evidence", AttributeValue::List(vec!["https://example.org/e".to_owned()])),
            (
                "source",
                AttributeValue::Reference(Reference {
                    id: Some("Q1".to_owned()),
                    ranges: vec![CharSpan::of(15, 18)],
                    unknown: fields(json!({"role": "minister"})),
                    ..Reference::named("She")
                }),
            ),
            ("cue", AttributeValue::Unknown(value(json!(0.1)))),
        ]
        .map(|(id, value)| (id.to_owned(), value))
        .into_iter()
        .collect(),
        note: "line one\nline “two” \\ 👍".to_owned(),
        modified: at(9),
        unknown: fields(json!({"colour": {"name": "blue"}})),
        ..annotation(1, &[(0, 7), (19, 23)])
    };
    let long = Annotation { label: "pledge".to_owned(), ..annotation(2, &[(26, 140)]) };
    let suggested = Annotation {
        origin: Origin::Suggestion {
            rule: "will".to_owned(),
            score: score(0.912_345_678_901_234_5),
        },
        replica: None,
        ..annotation(3, &[(29, 39)])
    };
    let imported = Annotation {
        origin: Origin::Import { file: "old.ann".to_owned(), id: Some("T1".to_owned()) },
        replica: Some(ReplicaId::from_u128(5)),
        ..annotation(4, &[(1, 6)])
    };
    let strange = Annotation {
        label: "Zusage 🤝".to_owned(),
        origin: Origin::Unknown(value(json!({"kind": "oracle", "since": 1}))),
        ..annotation(5, &[(8, 13)])
    };
    let link = |number: u128, kind: LinkKind| Link {
        id: LinkId::from_u128(number),
        kind,
        from: annotation(1, &[]).id,
        to: annotation(2, &[]).id,
        created: at(3),
        unknown: fields(json!({"why": "both"})),
    };
    let mut label_set = LabelSet {
        id: "mine".to_owned(),
        version: 3,
        labels: LabelSet::built_in().labels,
        unknown: fields(json!({"licence": "CC0"})),
    };
    label_set.labels.truncate(1);
    label_set.labels.push(Label::made_from_id("Zusage 🤝", 3));
    vec![
        record(1, false, Body::Article(full)),
        record(2, true, Body::Article(article(2))),
        record(7, false, Body::Annotation(rich)),
        record(1, false, Body::Annotation(long)),
        record(1, false, Body::Annotation(suggested)),
        record(1, false, Body::Annotation(imported)),
        record(1, false, Body::Annotation(strange)),
        record(3, true, Body::Annotation(annotation(6, &[(8, 9)]))),
        record(1, false, Body::Link(link(1, LinkKind::SameAs))),
        record(2, true, Body::Link(link(2, LinkKind::Other("answers".to_owned())))),
        record(1, false, Body::LabelSet(label_set)),
    ]
}

/// What was read under each key of a record.
fn read(values: impl IntoIterator<Item = (RecordId, String)>) -> Vec<Record> {
    let read = |(id, raw): (RecordId, String)| {
        Record::decode(&id, &raw).unwrap_or_else(|damage| panic!("{damage:?}: {id} {raw}"))
    };
    values.into_iter().map(read).collect()
}

fn sorted(mut records: Vec<Record>) -> Vec<Record> {
    records.sort_by_key(|record| record.body.id());
    records
}

#[test]
fn the_files_are_as_they_were_published() {
    let hash = |file: &str| format!("{}", TextHash::of(file));
    assert_eq!(hash(STORE), "a75c4636fe1d90b5fb60ef6323f65d1fd8ed4a6dc3a265368e8b5b022fd86d3d");
    assert_eq!(hash(BACKUP), "4bd103ba8b328fec590a29615fe338306dc3c67b6e45f5d7b54db33d2725da6e");
}

#[test]
fn every_record_of_the_store_is_read_as_it_was_meant() {
    let records = stored().into_iter().filter_map(|(key, raw)| match Key::parse(&key) {
        Some(Key::Record(id)) => Some((id, raw)),
        _ => None,
    });
    assert_eq!(sorted(read(records)), sorted(expected()));
}

#[test]
fn the_store_comes_to_the_library_it_was() {
    let mut replica = Replica::new(profile(), TabId::from_bytes([0; 6]));
    let mut library = Library::default();
    for (key, raw) in stored() {
        if let Some(Key::Record(id)) = Key::parse(&key)
            && let Ok(Joined::Taken { record, .. }) = replica.join(&id, &Rc::from(raw.as_str()), 0)
        {
            library.take(record, &replica);
        }
    }
    assert_eq!(library, Library::from_records(expected()));
    assert_eq!((library.articles().len(), library.annotations().len()), (1, 5));
    assert_eq!((library.links().len(), library.label_set().id.as_str()), (1, "mine"));
}

#[test]
fn every_other_key_of_the_store_is_known() {
    let keys: Vec<Key> = stored().keys().filter_map(|key| Key::parse(key)).collect();
    assert_eq!(keys.len(), stored().len());
    let text = stored()[&Key::text(TextHash::of(TEXT)).to_string()].clone();
    assert_eq!(text, TEXT);
    for key in [Key::Meta, Key::Preferences] {
        let value: serde_json::Value =
            serde_json::from_str(&stored()[&key.to_string()]).expect("it is JSON");
        assert!(value.is_object(), "{key}");
    }
    assert!(keys.iter().any(|key| matches!(key, Key::Quarantine(_))));
    assert!(keys.iter().any(|key| matches!(key, Key::Draft(_))));
}

#[test]
fn the_backup_holds_the_store() {
    let backup = read_backup(BACKUP).expect("it is one");
    assert!(is_backup(BACKUP) && backup.is_intact);
    assert_eq!(backup.texts, [Rc::new(ArticleText::new(TEXT))]);
    let records = backup.records.into_iter().map(|(id, raw)| (id, raw.to_string()));
    assert_eq!(sorted(read(records)), sorted(expected()));
}

#[test]
fn the_examples_of_the_documentation_are_whole() {
    let examples = include_str!("../../../../docs/storage.md").lines();
    let examples: Vec<&str> = examples.filter(|line| line.starts_with("{\"")).collect();
    assert!(examples.len() > 4);
    for example in examples {
        assert!(super::super::checksum::is_intact(example), "{example}");
    }
}
