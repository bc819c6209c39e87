//! Writes lines of brat.

use std::collections::HashMap;
use std::fmt::Write;

use crate::json::{Value, Writer};
use crate::model::{Annotation, AnnotationId, AttributeValue};
use crate::text::ArticleText;

use super::super::attribute_json::write_attribute;
use super::super::edition::{Edition, file_names};
use super::super::export::{Role, WrittenFile};

use super::super::{ImportedArticle, Stamp, WriteError};
use super::{ANNOTATOR_NOTES, ATTRIBUTES, NOTE, is_line_end, is_word, word};

/// Writes two files for each article, called after the edition where there is only one article.
pub fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let mut files = Vec::new();
    for (imported, stem) in edition.articles.iter().zip(file_names(edition, name)) {
        files.push(WrittenFile {
            name: format!("{stem}.ann"),
            bytes: lines(imported).into_bytes(),
            role: Role::Main,
        });
        files.push(WrittenFile {
            name: format!("{stem}.txt"),
            bytes: imported.text.as_str().as_bytes().to_vec(),
            role: Role::Part,
        });
    }
    Ok(files)
}

fn lines(imported: &ImportedArticle) -> String {
    let ImportedArticle { annotations, links, text, .. } = imported;
    let mut lines = Lines::default();
    let mut numbers: HashMap<AnnotationId, usize> = HashMap::new();
    for (place, annotation) in annotations.iter().enumerate() {
        let number = place + 1;
        numbers.insert(annotation.id, number);
        lines.annotation(number, annotation, text);
    }
    let ends = links.iter().filter_map(|link| {
        Some((word(link.kind.name()), numbers.get(&link.from)?, numbers.get(&link.to)?))
    });
    for (place, (kind, from, to)) in ends.enumerate() {
        _ = writeln!(lines.text, "R{}\t{kind} Arg1:T{from} Arg2:T{to}", place + 1);
    }
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
    n_attributes: usize,
    n_notes: usize,
}

impl Lines {
    fn annotation(&mut self, number: usize, annotation: &Annotation, text: &ArticleText) {
        let ranges = annotation.ranges.iter();
        let places: Vec<String> =
            ranges.clone().map(|range| format!("{} {}", range.start(), range.end())).collect();
        let parts: Vec<&str> = ranges.map(|range| text.slice(*range)).collect();
        let quote = parts.join(" ").replace(|it| is_line_end(it) || matches!(it, '\0' | '\t'), " ");
        let (label, places) = (&annotation.label, places.join(";"));
        _ = writeln!(self.text, "T{number}\t{label} {places}\t{quote}");
        let is_plain = |name: &str, value: &AttributeValue| match value {
            AttributeValue::Text(value) => is_word(name) && is_word(value),
            _ => false,
        };
        let mut rest = Vec::new();
        for (name, value) in &annotation.attributes {
            match value {
                AttributeValue::Text(text) if is_plain(name, value) => {
                    self.n_attributes += 1;
                    let n = self.n_attributes;
                    _ = writeln!(self.text, "A{n}\t{name} T{number} {text}");
                }
                _ => rest.push((name, value)),
            }
        }
        if !rest.is_empty() {
            let mut json = Writer::compact();
            json.object(|json| {
                rest.iter().for_each(|(name, value)| write_attribute(json.name(name), value, text));
            });
            self.note(ATTRIBUTES, number, &escaped(&json.finish()));
        }
        let note = annotation.note.as_str();
        if note.contains(|it: char| is_line_end(it) || it == '\t' || it == '\0') {
            self.note(NOTE, number, &escaped(&Value::from(note).to_string()));
        } else if !note.is_empty() {
            self.note(ANNOTATOR_NOTES, number, note);
        }
    }

    fn note(&mut self, kind: &str, number: usize, text: &str) {
        self.n_notes += 1;
        _ = writeln!(self.text, "#{}\t{kind} T{number}\t{text}", self.n_notes);
    }
}

/// JSON without any character that ends a line for some program.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_line_end(character) || character == '\u{7f}' {
            _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}
