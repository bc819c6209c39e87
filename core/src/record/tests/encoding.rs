//! Records as bytes.

use proptest::prelude::*;

use super::*;
use crate::model::{Annotation, AnnotationId, ArticleId, Origin, Timestamp};
use crate::testing::annotation;
use crate::testing::n_cases;
use crate::testing::text::article_text;
use crate::text::CharSpan;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(48)))]

    #[test]
    fn what_is_encoded_is_decoded(record in record(), quote in prop::option::of(article_text())) {
        let raw = record.encode(quote.as_deref());
        prop_assert_eq!(Record::decode(&record.body.id(), &raw), Ok(record));
    }

    #[test]
    fn encoding_again_gives_the_same_bytes(record in record(), quote in article_text()) {
        let raw = record.encode(Some(&quote));
        let again = Record::decode(&record.body.id(), &raw).expect("it was just written");
        prop_assert_eq!(again.encode(Some(&quote)), raw);
    }

    #[test]
    fn a_record_of_another_name_is_damage_or_another_record(record in record(), other in body()) {
        let raw = record.encode(None);
        if let Ok(read) = Record::decode(&other.id(), &raw) {
            prop_assert_eq!(read.body.id(), other.id());
        }
    }

    #[test]
    fn what_is_cut_off_is_damage(record in record(), end in any::<Index>()) {
        let raw = record.encode(None);
        let ends: Vec<usize> = raw.char_indices().map(|(start, _)| start).collect();
        let damaged = Record::decode(&record.body.id(), &raw[..*end.get(&ends)]);
        prop_assert_eq!(damaged, Err(Damage::Checksum));
    }

    #[test]
    fn a_changed_byte_is_damage(record in record(), at in any::<Index>(), to in any::<char>()) {
        let raw = record.encode(None);
        let mut characters: Vec<char> = raw.chars().collect();
        let changed = at.get_mut(&mut characters);
        prop_assume!(*changed != to);
        *changed = to;
        let damaged: String = characters.into_iter().collect();
        prop_assert_eq!(Record::decode(&record.body.id(), &damaged), Err(Damage::Checksum));
    }

    #[test]
    fn bytes_out_of_nowhere_are_damage(body in body(), raw in "\\PC*", json in ".*") {
        prop_assert!(Record::decode(&body.id(), &raw).is_err());
        // With a checksum that fits, too.
        for inside in [json.clone(), format!("{{\"label\":{json:?},\"ranges\":[[1,0]]}}")] {
            prop_assert!(Record::decode(&body.id(), &super::checksum::seal(inside)).is_err());
        }
    }

    #[test]
    fn an_origin_that_says_more_than_we_know_is_kept(
        kind in prop::sample::select(vec!["import", "suggestion", "manual", "else"]),
        more in "[a-z]{1,4}",
        value in any::<i64>(),
    ) {
        let mut origin = serde_json::json!({
            "kind": kind, "file": "a.ann", "id": null, "rule": "will", "score": 0.5,
        });
        origin[format!("x-{more}")] = value.into();
        let origin = crate::json::parse(&origin.to_string()).expect("it is JSON");
        let annotation =
            Annotation { origin: Origin::Unknown(origin.clone()), ..some_annotation() };
        let record = Record { body: Body::Annotation(annotation), ..some_record() };
        let read = Record::decode(&record.body.id(), &record.encode(None));
        prop_assert_eq!(read.map(|read| read.body), Ok(record.body));
    }

    #[test]
    fn keys_are_read_back(record in record(), name in "\\PC{0,20}") {
        let id = record.body.id();
        prop_assert_eq!(RecordId::parse(&id.to_string()), Some(id.clone()));
        for key in [Key::Record(id), Key::Draft(name.clone()), Key::Quarantine(name.clone())] {
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
        // Whatever is read is written the same.
        if let Some(key) = Key::parse(&format!("{PREFIX}{name}")) {
            prop_assert_eq!(key.to_string(), format!("{PREFIX}{name}"));
        }
    }
}

fn some_annotation() -> Annotation {
    annotation(1, &[CharSpan::of(0, 1)])
}

fn some_record() -> Record {
    let stamp = Stamp {
        revision: 1,
        clock: 1_767_863_564_000,
        replica: ReplicaId::from_u128(u128::MAX / 3),
        tab: TabId::from_bytes([7; 6]),
    };
    Record { stamp, is_deleted: false, body: Body::Annotation(some_annotation()) }
}

/// A mark as people make them, changed some time later.
fn typical(annotator: &str, start: usize) -> Record {
    let record = some_record();
    let annotation = Annotation {
        id: AnnotationId::from_u128(u128::MAX / 5),
        article: ArticleId::from_u128(u128::MAX / 7),
        label: "pledge".to_owned(),
        ranges: vec![CharSpan::of(start, start + 200)],
        annotator: annotator.to_owned(),
        replica: Some(record.stamp.replica),
        created: Timestamp::from_unix_ms(1_767_863_564_123),
        modified: Timestamp::from_unix_ms(1_767_863_664_123),
        ..some_annotation()
    };
    let stamp = Stamp { revision: 99, ..record.stamp };
    Record { stamp, body: Body::Annotation(annotation), ..record }
}

fn n_units(text: &str) -> usize {
    text.encode_utf16().count()
}

#[test]
fn an_annotation_takes_at_most_320_units_beside_what_people_wrote() {
    let quote = "“excellent progress”";
    let record = typical("annotator", 12_345);
    let raw = record.encode(Some(quote));
    let key = Key::Record(record.body.id()).to_string();
    let n_beside = n_units(&key) + n_units(&raw) - n_units(quote);
    assert!(n_beside <= 320, "{n_beside} units: {key} {raw}");
}

#[test]
fn ten_thousand_annotations_fit_below_the_limit_for_new_ones() {
    let n_units: usize = (0..10_000)
        .map(|nth| {
            let record = typical("annotator", nth);
            let raw = record.encode(Some("a quotation of forty characters, as usual"));
            n_units(&Key::Record(record.body.id()).to_string()) + n_units(&raw)
        })
        .sum();
    assert!(n_units < 5 * 1024 * 1024 * 9 / 10, "{n_units}");
}

#[test]
fn a_quote_over_64_code_points_is_cut_and_named_by_a_hash() {
    let record = some_record();
    let exact = "👍".repeat(64);
    let raw = record.encode(Some(&exact));
    assert!(raw.contains(&format!("\"quote\":\"{exact}\"")) && !raw.contains("quote_hash"));
    let (one, other) = (format!("{exact}a"), format!("{exact}b"));
    let cut = record.encode(Some(&one));
    assert!(cut.contains(&format!("\"quote\":\"{exact}\"")) && cut.contains("quote_hash"), "{cut}");
    assert_ne!(cut, record.encode(Some(&other)), "the hash tells what was cut off");
}

#[test]
fn every_bit_of_a_record_counts() {
    let raw = some_record().encode(Some("É"));
    for position in 0..raw.len() {
        for bit in 0..8 {
            let mut damaged = raw.clone().into_bytes();
            damaged[position] ^= 1 << bit;
            if let Ok(damaged) = String::from_utf8(damaged) {
                let id = some_record().body.id();
                assert_eq!(Record::decode(&id, &damaged), Err(Damage::Checksum), "{damaged}");
            }
        }
    }
}

#[test]
fn a_record_without_ranges_is_damage() {
    for ranges in ["", "[3,3]", "[4,3]", "[-1,3]", "[0,4294967296]", "[0,1,2]"] {
        let raw = some_record().encode(None);
        let open = raw.rsplit_once(",\"_c\"").expect("it is sealed").0.to_owned() + "}";
        let raw = super::checksum::seal(open.replace("[[0,1]]", &format!("[{ranges}]")));
        assert_eq!(Record::decode(&some_record().body.id(), &raw), Err(Damage::Shape), "{ranges}");
    }
}
