//! JSON of other programs: forgiving where they are careless, exact about where a file is damaged.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::json::{self, Map, Value};
use crate::model::Timestamp;
use crate::phrase::{phrase, said};

use super::draft::DraftFile;
use super::{Damage, ProblemKind, ReadErrorKind};

/// A line of a file with a value on each line.
pub struct JsonLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its value.
    pub value: Value,
    /// The field that was wanted aside, as it is written, where the line has one.
    pub aside: Option<Box<RawValue>>,
}

/// Reads a file that is one value.
///
/// Halves of surrogate pairs, which some programs cut out of emoji, become U+FFFD and are noted.
///
/// # Errors
/// Where the file is damaged, or nested too deep.
pub fn parse(file: &mut DraftFile<'_>, text: &str) -> Result<Value, ReadErrorKind> {
    if text.trim().is_empty() {
        return Err(ReadErrorKind::Blank);
    }
    let (mended, n_halves) = without_half_characters(text);
    if n_halves > 0 {
        note_halves(file, "the file", n_halves);
    }
    json::parse(&mended).ok_or_else(|| damage(&mended, 0))
}

/// The value that `text` is, halves of surrogate pairs replaced; `None` when it is no JSON.
pub fn read_value(text: &str) -> Option<Value> {
    json::parse(&without_half_characters(text).0)
}

/// Reads a file with a value on each line, or a list of values over any number of lines.
///
/// A damaged line costs only itself and is noted. The field `aside` is not made a value of: a long list
/// that is only looked through would take ten times the memory of its text.
///
/// # Errors
/// When the only line is damaged, or is no JSON object.
pub fn parse_lines(
    file: &mut DraftFile<'_>,
    text: &str,
    aside: Option<&str>,
) -> Result<Vec<JsonLine>, ReadErrorKind> {
    if text.trim_start().starts_with('[')
        && let Value::Array(values) = parse(file, text)?
    {
        let lines = values.into_iter().enumerate();
        let line = |(place, value)| JsonLine { number: place + 1, value, aside: None };
        return Ok(lines.map(line).collect());
    }
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if first.trim_start().starts_with('{')
        && serde_json::from_str::<IgnoredAny>(first).is_err()
        && json::parse(first).is_none()
        && let Some(value) = read_value(text)
    {
        // One value over many lines.
        return Ok(vec![JsonLine { number: 1, value, aside: None }]);
    }
    let mut lines = Vec::new();
    let mut first_damage = None;
    for (place, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let (mended, n_halves) = without_half_characters(line);
        let at = format!("line {}", place + 1);
        let (value, aside) = match aside.and_then(|name| without(&mended, name)) {
            Some((fields, aside)) => (Some(Value::Object(fields)), Some(aside)),
            None => (json::parse(&mended), None),
        };
        match value {
            Some(value @ Value::Object(_)) => {
                if n_halves > 0 {
                    note_halves(file, &at, n_halves);
                }
                lines.push(JsonLine { number: place + 1, value, aside });
            }
            Some(_) => {
                let expected = phrase!("an object in braces");
                file.leave_out(at, ProblemKind::WrongType { expected }, line);
            }
            None => {
                let damage = damage(&mended, place);
                let reason = match &damage {
                    ReadErrorKind::Damaged { column, reason: Damage::Parser(words), .. } => {
                        said!("is damaged at column {0}: {1}", column, words)
                    }
                    _ => said!("is nested too deep"),
                };
                first_damage.get_or_insert(damage);
                file.leave_out(at, ProblemKind::particular(reason), line);
            }
        }
    }
    match first_damage {
        Some(damage) if lines.is_empty() => Err(damage),
        _ if lines.is_empty() && !text.trim().is_empty() => Err(ReadErrorKind::NotOfFormat {
            format: phrase!("JSON lines"),
            expected: said!("each line must be an object in braces"),
        }),
        _ => Ok(lines),
    }
}

/// The fields of an object but for one, and that one as it is written; `None` when there is none.
fn without(json: &str, name: &str) -> Option<(Map, Box<RawValue>)> {
    let mut fields: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).ok()?;
    let aside = fields.remove(name)?;
    let fields = fields.into_iter().map(|(name, raw)| Some((name, json::parse(raw.get())?)));
    Some((fields.collect::<Option<Map>>()?, aside))
}

/// The list of this name; empty when there is none.
pub fn list<'v>(fields: &'v Map, name: &str) -> &'v [Value] {
    fields.get(name).and_then(Value::as_array).unwrap_or_default()
}

/// The list of this name, taken out; empty when there is none. Who goes through it member by member
/// has only one of them in memory beside what is made of them.
pub fn taken(fields: &mut Map, name: &str) -> Vec<Value> {
    fields.remove(name).and_then(Value::into_array).unwrap_or_default()
}

/// The text of this name.
pub fn text(fields: &Map, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(str::to_owned)
}

/// The value as a name: a text, or a number as it is written.
pub fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_json().into_owned()),
        _ => None,
    }
}

/// The moment that stands there.
pub fn time_of(value: Option<&Value>) -> Option<Timestamp> {
    value.and_then(Value::as_str).and_then(Timestamp::parse)
}

/// Two places, where both are whole numbers from 0.
pub fn pair_of(start: Option<&Value>, end: Option<&Value>) -> Result<[u64; 2], ProblemKind> {
    let expected = phrase!("two whole numbers from 0, a start and an end");
    let number = |value: Option<&Value>| value.and_then(Value::as_u64);
    match (number(start), number(end)) {
        (Some(start), Some(end)) => Ok([start, end]),
        _ => Err(ProblemKind::WrongType { expected }),
    }
}

fn note_halves(file: &mut DraftFile<'_>, place: &str, n_halves: usize) {
    let reason = said!(
        "{0} halves of characters, cut by the program that wrote the file, became U+FFFD",
        n_halves
    );
    file.note(place, ProblemKind::particular(reason));
}

/// Why there is no value.
fn damage(text: &str, n_lines_before: usize) -> ReadErrorKind {
    match serde_json::from_str::<IgnoredAny>(text) {
        Err(error) => {
            let reason = error.to_string();
            let reason = reason.rfind(" at line ").map_or(&*reason, |end| &reason[..end]);
            let (line, column) = (error.line() + n_lines_before, error.column());
            let reason = Damage::Parser(reason.to_owned());
            ReadErrorKind::Damaged { line, column, reason }
        }
        Ok(_) => ReadErrorKind::Damaged {
            line: n_lines_before + 1,
            column: 1,
            reason: Damage::Known(said!("it is nested too deep")),
        },
    }
}

/// The text with U+FFFD for escaped halves of surrogate pairs, and how many there were.
fn without_half_characters(text: &str) -> (Cow<'_, str>, usize) {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return (Cow::Borrowed(text), 0);
    }
    let mut mended = String::with_capacity(text.len());
    let (mut rest, mut n_halves) = (text, 0);
    while let Some(place) = rest.find('\\') {
        mended.push_str(&rest[..place]);
        rest = &rest[place..];
        let length = match (unit(rest), unit(rest.get(6..).unwrap_or_default())) {
            (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
            (Some(0xd800..0xe000), _) => {
                n_halves += 1;
                mended.push_str("\\ufffd");
                rest = &rest[6..];
                continue;
            }
            _ => rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end),
        };
        mended.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    mended.push_str(rest);
    (Cow::Owned(mended), n_halves)
}

/// The UTF-16 unit that is escaped at the beginning.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_characters_are_replaced_and_whole_ones_stay() {
        let check = |text: &str, expected: &str, n: usize| {
            assert_eq!(without_half_characters(text), (Cow::Borrowed(expected), n));
        };
        check(r"a\ud83d\udc4db", r"a\ud83d\udc4db", 0);
        check(r"a\ud83d", r"a\ufffd", 1);
        check(r"\udc4d\uD83Dx", r"\ufffd\ufffdx", 2);
        check(r"\\ud83d", r"\\ud83d", 0);
        check(r"\ud83d\ud83d\udc4d", r"\ufffd\ud83d\udc4d", 1);
        check(r"é\ud83d\", r"é\ufffd\", 1);
    }
}
