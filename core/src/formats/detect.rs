//! Which format a file is in, by what is in it.

use crate::json::{self, Map, Value};

use super::{Format, Source, conll, conllu, csv, doccano, format};

/// How much of a file is looked at to know its first value.
const MOST_BYTES: usize = 4_000_000;

/// The format of a file; `None` when it is none that is read here.
///
/// The content decides. Names only tell apart what looks the same.
pub fn detect(source: &Source<'_>) -> Option<&'static Format> {
    let text = source.text().ok()?;
    let start = text.trim_start();
    let id =
        if start.starts_with(['{', '[']) { detect_json(start) } else { detect_text(source, &text) };
    id.and_then(format).filter(|format| format.is_read)
}

fn detect_json(text: &str) -> Option<&'static str> {
    let Some(first) = first_object(text) else {
        // Damaged, but it still says what it was.
        let start: String = text.chars().take(200).collect();
        return start.contains("\"onrecord\"").then_some("native");
    };
    let is_ours = first.get("format").and_then(Value::as_str) == Some("onrecord");
    if is_ours || (first.contains_key("offset_unit") && first.contains_key("articles")) {
        return Some("native");
    }
    doccano::is_likely(&first).then_some("doccano")
}

/// The first object of a file: the whole, the first line, or the first member of a list.
fn first_object(text: &str) -> Option<Map> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let parsed = json::parse(line).or_else(|| {
        (text.len() <= MOST_BYTES || text.starts_with('{') || text.starts_with('['))
            .then(|| json::parse(text))
            .flatten()
    });
    match parsed? {
        Value::Object(fields) => Some(fields),
        Value::Array(values) => values.into_iter().next()?.into_object(),
        _ => None,
    }
}

fn detect_text(source: &Source<'_>, text: &str) -> Option<&'static str> {
    if csv::is_likely(text) {
        return Some(if source.name.to_lowercase().ends_with(".tsv") { "tsv" } else { "csv" });
    }
    if conllu::is_likely(text) {
        return Some("conllu");
    }
    conll::is_likely(text).then_some("conll")
}
