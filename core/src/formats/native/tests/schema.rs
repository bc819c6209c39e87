//! The published schema says the same as the program.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use super::*;

const SCHEMA: &str = include_str!("../../../../../docs/schema/onrecord-1.schema.json");

struct Validator {
    schemas: Schemas,
    schema: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        let address = "urn:onrecord:schema:1";
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        let json = serde_json::from_str(SCHEMA).expect("the schema is JSON");
        compiler.add_resource(address, json).expect("the address is free");
        let schema = compiler.compile(address, &mut schemas).expect("the schema is one");
        Self { schemas, schema }
    }

    fn check(&self, json: &str) -> Result<(), String> {
        let value: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        self.schemas.validate(&value, self.schema).map_err(|error| format!("{error:#}"))
    }
}

#[test]
fn what_is_required_is_required_by_the_schema() {
    let validator = Validator::new();
    let annotation = |fields: &str| file(&format!(r#", "annotations": [{fields}]"#));
    for good in [
        file(""),
        annotation(r#"{"label": "claim", "ranges": [[0, 3]]}"#),
        annotation(r#"{"label": "claim", "start": 0, "end": 3}"#),
    ] {
        assert_eq!(validator.check(&good), Ok(()));
        assert_eq!(read(good.as_bytes(), "test.json").unwrap().problems, []);
    }
    for bad in [
        annotation(r#"{"ranges": [[0, 3]]}"#),
        annotation(r#"{"label": "claim"}"#),
        annotation(r#"{"label": "claim", "start": 0}"#),
        annotation(r#"{"label": "claim", "ranges": []}"#),
        annotation(r#"{"label": "claim", "ranges": [[0, 3]], "note": 7}"#),
        annotation(r#"{"label": "claim", "ranges": [[0, 3]], "created": "today"}"#),
        file(r#", "blocks": [{"kind": "stanza", "start": 0, "end": 13}]"#),
        file(r#", "direction": "down""#),
        file(r#", "links": [{"kind": "supports"}]"#),
    ] {
        assert!(validator.check(&bad).is_err(), "{bad}");
        assert_ne!(read(bad.as_bytes(), "test.json").unwrap().problems, [], "{bad}");
    }
    for field in ["format", "version", "offset_unit"] {
        let bad = file("").replace(field, "other");
        assert!(validator.check(&bad).is_err(), "{bad}");
        assert!(read(bad.as_bytes(), "test.json").is_err(), "{bad}");
    }
}

#[test]
fn the_golden_file_keeps_to_the_schema() {
    assert_eq!(Validator::new().check(golden::FILE), Ok(()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: n_cases(64), ..Default::default() })]

    #[test]
    fn what_is_written_keeps_to_the_schema(library in library::library()) {
        let json = write(&library, Scope::Library, &stamp()).unwrap();
        prop_assert_eq!(Validator::new().check(&json), Ok(()));
    }
}
