//! A file as version 1 writes it, which every later version has to read.

use expect_test::expect_file;
use serde_json::json;

use super::*;
use crate::json::{Number, Value};

pub const FILE: &str = include_str!("../../../../tests/golden/native-v1.json");

fn span(start: usize, end: usize) -> CharSpan {
    CharSpan::of(start, end)
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

/// One of everything that the file can hold.
fn sample() -> Library {
    let quote = Annotation {
        attributes: [
            ("mode", AttributeValue::Text("direct".to_owned())),
            ("evidence", AttributeValue::List(vec!["https://example.org/a".to_owned()])),
            (
                "source",
                AttributeValue::Reference(Reference {
                    id: Some("Q1".to_owned()),
                    ranges: vec![span(1, 8)],
                    unknown: fields(json!({"role": "scientist"})),
                    ..Reference::named("Dr. She")
                }),
            ),
            ("confidence", AttributeValue::Unknown(value(json!(0.1)))),
        ]
        .map(|(id, value)| (id.to_owned(), value))
        .into_iter()
        .collect(),
        note: "Said twice\n“verbatim”".to_owned(),
        replica: Some(ReplicaId::from_u128(9)),
        unknown: fields(json!({"colour": {"name": "blue"}})),
        ..annotation(0x0198_0000_0000_7000_8000_0000_0000_0001, &[(19, 31), (46, 53)])
    };
    let pledge = Annotation {
        label: "pledge".to_owned(),
        origin: Origin::Suggestion { rule: "will".to_owned(), score: score(0.9123456789012345) },
        ..annotation(0x0198_0000_0000_7000_8000_0000_0000_0002, &[(22, 31)])
    };
    let claim = Annotation {
        label: "claim".to_owned(),
        origin: Origin::Import { file: "old.ann".to_owned(), id: Some("T1".to_owned()) },
        ..annotation(0x0198_0000_0000_7000_8000_0000_0000_0003, &[(5, 8)])
    };
    let link = Link {
        id: LinkId::from_u128(4),
        kind: LinkKind::SameAs,
        from: quote.id,
        to: pledge.id,
        created: Timestamp::from_unix_ms(8),
        unknown: UnknownFields::new(),
    };
    let mut library = library_with(vec![quote, pledge, claim]);
    let change = Change::Link(Edit::add(link));
    Transaction::new("link", vec![change]).apply(&mut library).expect("the id is free");
    library
}

#[test]
fn the_file_is_as_it_was() {
    let json = write(&sample(), Scope::Library, &stamp()).unwrap();
    expect_file!["../../../../tests/golden/native-v1.json"].assert_eq(&json);
}

#[test]
fn the_file_is_read_as_it_was() {
    let imported = read(FILE.as_bytes(), "native-v1.json").unwrap();
    assert_eq!(imported.problems, []);
    assert_eq!(library_of(imported), sample());
}
