//! Values of attributes as JSON, the way the annotation file writes them.

use crate::json::{Map, Value, Writer};
use crate::model::{AttributeValue, Reference};
use crate::text::{ArticleText, CharSpan};

use super::native::v1;
use super::{OffsetUnit, ProblemKind};

/// The value that stands in a file, with what is wrong about it; nothing for `null`.
///
/// A reference whose ranges are not on its quote is kept as it stands, as JSON that nobody reads.
pub fn attribute_of(
    value: Value,
    text: &ArticleText,
) -> (Option<AttributeValue>, Option<ProblemKind>) {
    match value {
        Value::Null => (None, None),
        Value::String(text) => (Some(AttributeValue::Text(text)), None),
        Value::Array(values) => {
            let texts: Option<Vec<String>> =
                values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
            let value = match texts {
                Some(texts) => AttributeValue::List(texts),
                None => AttributeValue::Unknown(Value::Array(values)),
            };
            (Some(value), None)
        }
        Value::Object(fields) => match reference_of(&fields, text) {
            Ok(Some(reference)) => (Some(AttributeValue::Reference(reference)), None),
            Ok(None) => (Some(AttributeValue::Unknown(Value::Object(fields))), None),
            Err(kind) => (Some(AttributeValue::Unknown(Value::Object(fields))), Some(kind)),
        },
        other => (Some(AttributeValue::Unknown(other)), None),
    }
}

/// The value as JSON.
pub fn write_attribute(json: &mut Writer, value: &AttributeValue, text: &ArticleText) {
    v1::write_attribute(json, value, text);
}

/// The value as one text: itself, where it is a text, else as JSON.
pub fn attribute_as_text(value: &AttributeValue, text: &ArticleText) -> String {
    if let AttributeValue::Text(text) = value {
        return text.clone();
    }
    attribute_as_json(value, text)
}

/// The value as JSON in a text.
pub fn attribute_as_json(value: &AttributeValue, text: &ArticleText) -> String {
    let mut json = Writer::compact();
    write_attribute(&mut json, value, text);
    json.finish()
}

/// The reference that the fields are; `None` when a field is of the wrong type.
fn reference_of(fields: &Map, text: &ArticleText) -> Result<Option<Reference>, ProblemKind> {
    let string = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(value) => value.as_str().map(|text| Some(text.to_owned())),
    };
    let (Some(name), Some(id)) = (string("name"), string("id")) else { return Ok(None) };
    let ranges = match fields.get("ranges") {
        None | Some(Value::Null) => Vec::new(),
        Some(value) => match pairs_of(value) {
            Some(pairs) => checked(&pairs, text)?,
            None => return Ok(None),
        },
    };
    if let Some(quote) = fields.get("quote").filter(|_| !ranges.is_empty()) {
        let found = v1::quote(text, &ranges);
        if quote.as_str() != Some(&found) {
            let (quote, found) = (quote.to_string(), found.into_owned());
            return Err(ProblemKind::QuoteMismatch { quote, found });
        }
    }
    let mut unknown = fields.clone();
    unknown.retain(|name, _| !v1::is_reference_field(name, !ranges.is_empty()));
    Ok(Some(Reference { name, id, ranges, unknown }))
}

/// Pairs of whole numbers.
pub fn pairs_of(value: &Value) -> Option<Vec<[u64; 2]>> {
    let pair = |pair: &Value| match pair.as_array()? {
        [start, end] => Some([start.as_u64()?, end.as_u64()?]),
        _ => None,
    };
    value.as_array()?.iter().map(pair).collect()
}

fn checked(pairs: &[[u64; 2]], text: &ArticleText) -> Result<Vec<CharSpan>, ProblemKind> {
    let mut ranges = Vec::with_capacity(pairs.len());
    for &[start, end] in pairs {
        if start > end {
            return Err(ProblemKind::ReversedRange { start, end });
        }
        if start == end {
            return Err(ProblemKind::EmptyRange { at: start });
        }
        if end > text.n_chars() as u64 {
            let (n_units, unit) = (text.n_chars(), OffsetUnit::CodePoint);
            return Err(ProblemKind::OutsideText { end, n_units, unit });
        }
        ranges.push(CharSpan::of(start as usize, end as usize));
    }
    let is_apart = ranges.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    if is_apart { Ok(ranges) } else { Err(ProblemKind::OverlappingRanges) }
}
