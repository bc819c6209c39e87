//! JSON objects taken apart field by field, so that one wrong field spoils only itself.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::{self, Value};
use crate::model::UnknownFields;

/// Kept values may be nested this deep, so that a whole file stays within the 128 levels that
/// JSON parsers commonly allow.
const MAX_DEPTH: usize = 100;

/// The fields of an object, in the order of the file, not looked at yet.
#[derive(Default)]
pub struct Fields<'a> {
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

/// A string, borrowed from the file where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'a> Fields<'a> {
    /// The fields of an object; `None` for anything else.
    pub fn parse(raw: &'a RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// Takes a field out, the last one where there are several. `null` is the same as no field.
    pub fn take(&mut self, name: &str) -> Option<&'a RawValue> {
        let mut taken = None;
        while let Some(position) = self.entries.iter().position(|(of_entry, _)| of_entry == name) {
            taken = Some(self.entries.remove(position).1);
        }
        taken.filter(|raw| raw.get() != "null")
    }

    /// Whether there is a field with this name, be it `null`.
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(of_entry, _)| of_entry == name)
    }

    /// The fields that are left, in order.
    pub fn into_rest(self) -> impl Iterator<Item = (Cow<'a, str>, &'a RawValue)> {
        self.entries.into_iter()
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;

        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(16);
                while let Some(Text(name)) = map.next_key()? {
                    entries.push((name, map.next_value()?));
                }
                Ok(Fields { entries })
            }
        }

        deserializer.deserialize_map(FieldsVisitor)
    }
}

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(TextVisitor)
    }
}

/// The string that stands there; `None` for anything else.
pub fn string(raw: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Text<'_>>(raw.get()).ok().map(|text| text.0)
}

/// The elements of the array that stands there; `None` for anything else.
pub fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// The whole value; `None` when it is nested too deep or holds half a surrogate pair.
pub fn value(raw: &RawValue) -> Option<Value> {
    (depth(raw.get()) <= MAX_DEPTH).then(|| json::parse(raw.get())).flatten()
}

/// The fields that are left as values, and the names of those that cannot be kept.
pub fn unknown(fields: Fields<'_>) -> (UnknownFields, Vec<(String, &str)>) {
    let mut kept = Vec::new();
    let mut refused = Vec::new();
    for (name, raw) in fields.into_rest() {
        match value(raw) {
            Some(value) => kept.push((name.into_owned(), value)),
            None => refused.push((name.into_owned(), raw.get())),
        }
    }
    (kept.into_iter().collect(), refused)
}

/// How deep arrays and objects are nested in valid JSON.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
