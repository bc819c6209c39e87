//! Which format a file is in, by what is in it.

use crate::json::{Map, Value};

use super::archive::{is_archive, take_out};
use super::json_text::read_value;
use super::xml::root;
use super::{
    Format, Source, brat, citron, conll, conllu, csv, doccano, format, huggingface, label_studio,
    ner_annotator, spacy, uima, web_annotation, webanno_tsv,
};

/// Whether an object is how a format begins.
type IsLikely = fn(&Map) -> bool;

/// The format of a file; `None` when it is none that is read here.
///
/// The content decides. Names only tell apart what looks the same.
pub fn detect(source: &Source<'_>) -> Option<&'static Format> {
    if is_archive(source.bytes) {
        let files = take_out(source.bytes).ok()?.files;
        let is_project = files.keys().any(|name| name.to_lowercase().ends_with(".qde"));
        return is_project.then(|| format("refi")).flatten();
    }
    let text = source.text().ok()?;
    let start = text.trim_start();
    let id = match start.chars().next() {
        Some('{' | '[') => detect_json(start),
        Some('<') => detect_xml(start),
        _ => detect_text(source, &text),
    };
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
    let likely: [(&str, IsLikely); 10] = [
        ("uima-json", uima::is_likely),
        ("ner-annotator", ner_annotator::is_likely),
        ("citron", citron::is_likely),
        ("hypothesis", web_annotation::is_hypothesis),
        ("recogito", web_annotation::is_recogito),
        ("w3c", web_annotation::is_w3c),
        ("hf", huggingface::is_likely),
        ("label-studio", label_studio::is_likely),
        ("doccano", doccano::is_likely),
        ("spacy", spacy::is_likely),
    ];
    likely.into_iter().find(|(_, is_likely)| is_likely(&first)).map(|(id, _)| id)
}

fn detect_xml(text: &str) -> Option<&'static str> {
    match root(text)?.as_str() {
        "TEI" | "teiCorpus" => Some("tei"),
        "XMI" => Some("uima-xmi"),
        "Project" => Some("refi"),
        "CodeBook" => Some("refi-codebook"),
        _ => None,
    }
}

/// The first object of a file: the whole, the first line, or the first member of a list.
fn first_object(text: &str) -> Option<Map> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let parsed = read_value(line).or_else(|| read_value(text));
    match parsed? {
        Value::Object(fields) => Some(fields),
        Value::Array(values) => values.into_iter().next()?.into_object(),
        _ => None,
    }
}

fn detect_text(source: &Source<'_>, text: &str) -> Option<&'static str> {
    if webanno_tsv::is_likely(text) {
        return Some("webanno-tsv");
    }
    if csv::is_likely(text) {
        return Some(if source.name.to_lowercase().ends_with(".tsv") { "tsv" } else { "csv" });
    }
    if brat::is_likely(source, text) {
        return Some("brat");
    }
    if conllu::is_likely(text) {
        return Some("conllu");
    }
    conll::is_likely(text).then_some("conll")
}
