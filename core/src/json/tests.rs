//! The parser and the writer beside those of `serde_json`.

use proptest::prelude::*;

use super::*;
use crate::testing::text::article_text;

/// A value of JSON, as others know it.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        prop::num::f64::NORMAL.prop_map(Into::into),
        article_text().prop_map(Into::into),
        "[\0-\u{7f}]{0,8}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 40, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Into::into),
            prop::collection::btree_map("[a-d\"\\\\]{0,3}", inner, 0..20)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn both_parsers_and_writers_agree(theirs in value()) {
        let compact = theirs.to_string();
        let ours = parse(&compact).expect("it is JSON");
        prop_assert_eq!(ours.to_string(), compact.as_str());
        let pretty = serde_json::to_string_pretty(&theirs).expect("it can be written");
        prop_assert_eq!(parse(&pretty), Some(ours.clone()));
        let mut writer = Writer::expanded(2);
        writer.value(&ours);
        let expanded: serde_json::Value =
            serde_json::from_str(&writer.finish()).expect("it is JSON");
        prop_assert_eq!(expanded, theirs);
    }

    #[test]
    fn both_parsers_take_the_same(
        json in r#"([\[\]{}:, ]|"|null|true|-|0|12|\.|e|E\+|a|\\|\\u|d83d|dc4d|/|\t){0,12}"#,
    ) {
        let theirs = serde_json::from_str::<serde_json::Value>(&json);
        // Numbers beyond all bounds are digits to us.
        if !theirs.as_ref().is_err_and(|error| error.to_string().contains("out of range")) {
            prop_assert_eq!(parse(&json).is_some(), theirs.is_ok());
        }
    }

    #[test]
    fn plain_bytes_end_where_the_first_other_one_is(
        bytes in prop::collection::vec(
            prop_oneof![9 => b' '..b'z', 1 => Just(b'"'), 1 => any::<u8>()], 0..40,
        ),
    ) {
        let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
        prop_assert_eq!(plain::n_plain(&bytes), bytes.iter().take_while(is_plain).count());
    }

    #[test]
    fn damaged_json_never_panics(theirs in value(), place in any::<prop::sample::Index>()) {
        let json = theirs.to_string();
        let cut = json.floor_char_boundary(place.index(json.len()));
        let _ = parse(&json[..cut]);
        let _ = parse_fields(&json[cut..]);
    }
}

#[test]
fn escapes_are_understood() {
    let json = r#""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\udc4d""#;
    assert_eq!(parse(json), Some("\"\\/\u{8}\u{c}\n\r\tAé👍".into()));
    for broken in [r#""\ud83d""#, r#""\udc4d""#, r#""\ud83dA""#, r#""\x""#, "\"\n\"", r#""\u+123""#]
    {
        assert_eq!(parse(broken), None, "{broken}");
    }
}

#[test]
fn the_last_of_double_names_counts() {
    let map = parse(r#"{"a": 1, "b": 2, "a": 3}"#).expect("JSON");
    assert_eq!(map.to_string(), r#"{"a":3,"b":2}"#);
    let many: Vec<String> =
        (0..40).map(|number| format!("\"{}\": {number}", number % 20)).collect();
    let many = parse(&format!("{{{}}}", many.join(","))).expect("JSON");
    assert_eq!(many.as_object().map(Map::len), Some(20));
    assert_eq!(many.as_object().and_then(|map| map.get("0")), Some(&20_u64.into()));
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(128)).is_some());
    assert!(parse(&nested(129)).is_none());
}
