//! doccano's JSON lines: a text with triples, or with entities and relations.
//!
//! Places are code points, or grapheme clusters where a project says so. There are no quotes to
//! tell the two apart; see [`super::OffsetUnit`].

use std::collections::HashMap;

use crate::json::{Map, Value, Writer};
use crate::model::AnnotationId;
use crate::phrase::phrase;

use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan};
use super::edition::{Edition, article_name};
use super::export::{Role, WrittenFile};
use super::holds::{HeldLinks, Holds};
use super::json_lines::{add_line, read_articles};
use super::json_text::{name_of, pair_of, taken};
use super::metadata_json::{metadata_of, write_metadata};
use super::{
    Codec, Imported, ImportedArticle, Loss, LossKind, ProblemKind, ReadError, Source, Stamp,
    WriteError,
};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds { links: HeldLinks::WithinArticle, metadata: true, ..Holds::SPANS },
    fit: Some(drop_empty_texts),
};

/// Whether the first line of such a file has these fields.
pub(super) fn is_likely(fields: &Map) -> bool {
    let is_triple = |value: &Value| {
        let list = value.as_array();
        list.is_some_and(|list| {
            let is_label = |it: &Value| it.as_array().is_some_and(|triple| triple.len() == 3);
            list.iter().all(is_label)
        })
    };
    let has_triples =
        ["label", "labels"].iter().any(|name| fields.get(name).is_some_and(is_triple));
    fields.contains_key("text") && (has_triples || fields.contains_key("entities"))
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_articles(source, read_article)
}

fn read_article(
    file: &mut DraftFile<'_>,
    mut fields: Map,
    text: &str,
    place: &str,
) -> DraftArticle {
    let mut article = DraftArticle {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        text: text.into(),
        metadata: metadata_of(&fields),
        ..DraftArticle::default()
    };
    for name in ["label", "labels"] {
        for (idx, value) in taken(&mut fields, name).into_iter().enumerate() {
            let place = format!("{place}, {name}[{idx}]");
            match triple(&value, &place) {
                Ok(span) => article.spans.push(span),
                Err(kind) => file.leave_out(place, kind, value.to_string()),
            }
        }
    }
    for (idx, value) in taken(&mut fields, "entities").into_iter().enumerate() {
        let place = format!("{place}, entities[{idx}]");
        match entity(&value, &place) {
            Ok(span) => article.spans.push(span),
            Err(kind) => file.leave_out(place, kind, value.to_string()),
        }
    }
    for (idx, value) in taken(&mut fields, "relations").into_iter().enumerate() {
        let place = format!("{place}, relations[{idx}]");
        match relation(&value, &place) {
            Some(link) => article.links.push(link),
            None => {
                let expected = phrase!("a relation with from_id, to_id and type");
                file.leave_out(place, ProblemKind::WrongType { expected }, value.to_string());
            }
        }
    }
    article
}

/// `[start, end, label]`
fn triple(value: &Value, place: &str) -> Result<DraftSpan, ProblemKind> {
    let expected = phrase!("a start, an end and a label");
    let [start, end, label] = value.as_array().unwrap_or_default() else {
        return Err(ProblemKind::WrongType { expected });
    };
    let ranges = vec![pair_of(Some(start), Some(end))?];
    let label = label.as_str().ok_or(ProblemKind::WrongType { expected })?;
    Ok(DraftSpan {
        place: place.to_owned(),
        label: label.to_owned(),
        ranges,
        ..DraftSpan::default()
    })
}

fn entity(value: &Value, place: &str) -> Result<DraftSpan, ProblemKind> {
    let fields =
        value.as_object().ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let ranges = vec![pair_of(fields.get("start_offset"), fields.get("end_offset"))?];
    let label = fields.get("label").and_then(Value::as_str);
    Ok(DraftSpan {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        label: label.ok_or(ProblemKind::FieldMissing { field: "label" })?.to_owned(),
        ranges,
        ..DraftSpan::default()
    })
}

fn relation(value: &Value, place: &str) -> Option<DraftLink> {
    let fields = value.as_object()?;
    Some(DraftLink {
        place: place.to_owned(),
        id: None,
        kind: fields.get("type").and_then(Value::as_str)?.to_owned(),
        from: name_of(fields.get("from_id")?)?,
        to: name_of(fields.get("to_id")?)?,
    })
}

/// doccano refuses texts without a character.
fn drop_empty_texts(edition: &mut Edition, losses: &mut Vec<Loss>) {
    edition.articles.retain(|imported| {
        let is_empty = imported.text.as_str().is_empty();
        if is_empty {
            let kind = LossKind::Article { reason: phrase!("doccano takes no text that is empty") };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
        !is_empty
    });
}

/// Entities count over the whole file, as doccano's own ids do.
fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let has_links = edition.articles.iter().any(|imported| !imported.links.is_empty());
    let (mut lines, mut n_entities, mut n_links) = (String::new(), 0, 0);
    for imported in &edition.articles {
        let mut json = Writer::compact();
        json.object(|json| {
            json.name("id").text(&article_name(&imported.article));
            json.name("text").text(imported.text.as_str());
            if has_links {
                write_entities(json, imported, &mut n_entities, &mut n_links);
            } else {
                write_triples(json, imported);
            }
            write_metadata(json, &imported.article.metadata);
        });
        add_line(&mut lines, json.finish());
    }
    let (name, bytes) = (format!("{name}.jsonl"), lines.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_triples(json: &mut Writer, imported: &ImportedArticle) {
    json.name("label").list(|json| {
        for annotation in &imported.annotations {
            let hull = annotation.hull();
            json.list(|json| {
                json.number(hull.start().get() as u64);
                json.number(hull.end().get() as u64);
                json.text(&annotation.label);
            });
        }
    });
}

fn write_entities(
    json: &mut Writer,
    imported: &ImportedArticle,
    n_entities: &mut u64,
    n_links: &mut u64,
) {
    let mut numbers: HashMap<AnnotationId, u64> = HashMap::new();
    json.name("entities").list(|json| {
        for annotation in &imported.annotations {
            *n_entities += 1;
            numbers.insert(annotation.id, *n_entities);
            let hull = annotation.hull();
            json.object(|json| {
                json.name("id").number(*n_entities);
                json.name("label").text(&annotation.label);
                json.name("start_offset").number(hull.start().get() as u64);
                json.name("end_offset").number(hull.end().get() as u64);
            });
        }
    });
    json.name("relations").list(|json| {
        for link in &imported.links {
            let (from, to) = (numbers.get(&link.from), numbers.get(&link.to));
            let (Some(from), Some(to)) = (from, to) else { continue };
            *n_links += 1;
            json.object(|json| {
                json.name("id").number(*n_links);
                json.name("from_id").number(*from);
                json.name("to_id").number(*to);
                json.name("type").text(link.kind.name());
            });
        }
    });
}
