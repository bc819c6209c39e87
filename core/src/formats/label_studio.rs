//! Label Studio's tasks, and what its export JSON-MIN leaves of them.
//!
//! A region, its attributes and its note are results with one id. Places are code points, as its
//! editor counts today, though older documentation says UTF-16; the quotes decide.

use crate::json::{Map, Value, Writer};
use crate::model::{Annotation, AttributeValue};
use crate::phrase::{Phrase, phrase, said};
use crate::text::ArticleText;

use super::assemble::assemble;
use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::edition::{Edition, article_name};
use super::export::{Role, WrittenFile};
use super::holds::{HeldAttributes, HeldLinks, Holds};
use super::json_text::{list, name_of, pair_of, parse, text, time_of};
use super::metadata_json::{metadata_of, write_metadata};
use super::{
    Codec, Imported, ImportedArticle, ProblemKind, ReadError, ReadErrorKind, Source, Stamp,
    WriteError,
};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds {
        ids: true,
        attributes: HeldAttributes::TextsAndLists,
        notes: true,
        links: HeldLinks::WithinArticle,
        metadata: true,
        ..Holds::SPANS
    },
    fit: None,
};

const NAME: Phrase = phrase!("Label Studio");
/// The kinds of results that are labels, and where their labels stand.
const LABELS: [&str; 2] = ["labels", "hypertextlabels"];

/// Whether the first task of such a file has these fields.
pub(super) fn is_likely(fields: &Map) -> bool {
    let is_region = |value: &Value| {
        value.as_object().is_some_and(|it| it.contains_key("labels") && it.contains_key("start"))
    };
    let is_min = |(_, value): (&str, &Value)| {
        value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(is_region))
    };
    let has_sets =
        ["annotations", "completions", "predictions"].iter().any(|it| fields.contains_key(it));
    let is_task = has_sets && fields.get("data").is_some_and(|data| data.as_object().is_some());
    is_task || (fields.contains_key("text") && fields.iter().any(is_min))
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    let tasks = match parse(&mut file, &content)? {
        Value::Array(tasks) => tasks,
        task @ Value::Object(_) => vec![task],
        _ => {
            let expected = said!("it should be a list of tasks");
            return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
        }
    };
    for (task_idx, task) in tasks.into_iter().enumerate() {
        let place = format!("[{task_idx}]");
        match task.into_object() {
            Some(task) => read_task(&mut file, &task, place),
            None => {
                file.leave_out(place, ProblemKind::WrongType { expected: phrase!("a task") }, "");
            }
        }
    }
    assemble(file)
}

fn read_task(file: &mut DraftFile<'_>, task: &Map, place: String) {
    let data = task.get("data").and_then(Value::as_object).unwrap_or(task);
    let Some(whole) = text_of(data) else {
        let keys: Vec<&str> = data.iter().map(|(name, _)| name).collect();
        let id = task.get("id").and_then(name_of).unwrap_or_default();
        let keys = keys.join(", ");
        let reason = said!("the task {0} has no text in its data, which has: {1}", id, keys);
        return file.leave_out(place, ProblemKind::particular(reason), "");
    };
    let own_id = text(data, "article_id");
    let mut article = DraftArticle {
        id: own_id.or_else(|| task.get("id").and_then(name_of)),
        text: whole.into(),
        metadata: metadata_of(data),
        ..DraftArticle::default()
    };
    let name = if task.contains_key("completions") { "completions" } else { "annotations" };
    let is_kept = |set: &&Value| {
        set.as_object().is_some_and(|set| set.get("was_cancelled") != Some(&Value::Bool(true)))
    };
    let n_sets = list(task, name).iter().filter(is_kept).count();
    for (set_idx, set) in list(task, name).iter().enumerate() {
        let place = format!("{place}.{name}[{set_idx}]");
        read_set(file, &mut article, set, &place, n_sets > 1);
    }
    let n_predictions = list(task, "predictions").len();
    if n_predictions > 0 {
        let reason = said!("its {0} predictions, which nobody confirmed, stay out", n_predictions);
        file.note(&place, ProblemKind::particular(reason));
    }
    if !task.contains_key("data") {
        read_min(file, &mut article, task, &place);
    }
    article.place = place;
    file.articles.push(article);
}

/// The text of a task: what is called so, else the only string that is longer than a name.
fn text_of(data: &Map) -> Option<String> {
    let named = text(data, "text");
    named.or_else(|| {
        let mut texts = data.iter().filter_map(|(name, value)| {
            let value = value.as_str()?;
            let is_text = value.contains(' ') && !["title", "name", "id"].contains(&name);
            is_text.then(|| value.to_owned())
        });
        let first = texts.next();
        first.filter(|_| texts.next().is_none())
    })
}

/// What one person marked. Ids are only unique within it.
fn read_set(
    file: &mut DraftFile<'_>,
    article: &mut DraftArticle,
    set: &Value,
    place: &str,
    is_one_of_many: bool,
) {
    let Some(set) = set.as_object() else {
        let expected = phrase!("an annotation with results");
        return file.leave_out(place, ProblemKind::WrongType { expected }, set.to_string());
    };
    if set.get("was_cancelled") == Some(&Value::Bool(true)) {
        let reason = said!("was cancelled by the person who made it, and stays out");
        return file.note(place, ProblemKind::particular(reason));
    }
    let prefix = match set.get("id").and_then(name_of) {
        Some(id) if is_one_of_many => format!("{id}/"),
        _ => String::new(),
    };
    let annotator = set.get("completed_by").map(annotator_of).unwrap_or_default();
    let created = time_of(set.get("created_at"));
    let first = article.spans.len();
    let mut later = Vec::new();
    for (result_idx, result) in list(set, "result").iter().enumerate() {
        let place = format!("{place}.result[{result_idx}]");
        let Some(fields) = result.as_object() else {
            let expected = phrase!("a result");
            file.leave_out(place, ProblemKind::WrongType { expected }, result.to_string());
            continue;
        };
        let kind = text(fields, "type").unwrap_or_default();
        if !LABELS.contains(&kind.as_str()) {
            later.push((fields, kind, place));
            continue;
        }
        match regions_of(fields, &kind, &prefix, &place) {
            Ok(regions) => article.spans.extend(regions.into_iter().map(|region| DraftSpan {
                annotator: annotator.clone(),
                created,
                ..region
            })),
            Err(kind) => file.leave_out(place, kind, result.to_string()),
        }
    }
    for (fields, kind, place) in later {
        let understood = match kind.as_str() {
            "relation" => read_relation(article, fields, &prefix, &place),
            _ => read_attribute(&mut article.spans[first..], fields, &kind, &prefix),
        };
        if let Err(kind) = understood {
            file.leave_out(place, kind, Value::Object(fields.clone()).to_string());
        }
    }
}

fn annotator_of(value: &Value) -> String {
    let email = value.as_object().and_then(|fields| text(fields, "email"));
    email.or_else(|| name_of(value)).unwrap_or_default()
}

/// An annotation for each label of a region.
fn regions_of(
    fields: &Map,
    kind: &str,
    prefix: &str,
    place: &str,
) -> Result<Vec<DraftSpan>, ProblemKind> {
    let value = fields.get("value").and_then(Value::as_object);
    let value = value.ok_or(ProblemKind::FieldMissing { field: "value" })?;
    let range = pair_of(value.get("start"), value.get("end"))?;
    let labels = list(value, kind);
    if labels.is_empty() {
        return Err(ProblemKind::FieldMissing { field: "labels" });
    }
    let id = fields.get("id").and_then(name_of).map(|id| format!("{prefix}{id}"));
    let note = fields.get("meta").and_then(Value::as_object).map(|meta| texts(meta, "text"));
    let note = note.unwrap_or_default().join("\n");
    let spans = labels.iter().filter_map(Value::as_str).enumerate();
    let spans = spans.map(|(position, label)| DraftSpan {
        place: place.to_owned(),
        id: id.as_ref().map(|id| match position {
            0 => id.clone(),
            _ => format!("{id}#{position}"),
        }),
        key: id.clone().filter(|_| position > 0),
        label: label.to_owned(),
        ranges: vec![range],
        quote: text(value, "text"),
        note: note.clone(),
        ..DraftSpan::default()
    });
    Ok(spans.collect())
}

/// Texts of a list, or the only one.
fn texts(fields: &Map, name: &str) -> Vec<String> {
    match fields.get(name) {
        Some(Value::String(text)) => vec![text.clone()],
        _ => list(fields, name).iter().filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}

fn read_relation(
    article: &mut DraftArticle,
    fields: &Map,
    prefix: &str,
    place: &str,
) -> Result<(), ProblemKind> {
    let end = |field: &'static str| {
        let id = fields.get(field).and_then(name_of);
        id.map(|id| format!("{prefix}{id}")).ok_or(ProblemKind::FieldMissing { field })
    };
    let (from, to) = (end("from_id")?, end("to_id")?);
    let (from, to) = match text(fields, "direction").as_deref() {
        Some("left") => (to, from),
        _ => (from, to),
    };
    let kinds = texts(fields, "labels");
    article.links.push(DraftLink {
        place: place.to_owned(),
        id: None,
        kind: kinds.into_iter().next().unwrap_or_else(|| "relation".to_owned()),
        from,
        to,
    });
    Ok(())
}

fn read_attribute(
    spans: &mut [DraftSpan],
    fields: &Map,
    kind: &str,
    prefix: &str,
) -> Result<(), ProblemKind> {
    let id = fields.get("id").and_then(name_of).map(|id| format!("{prefix}{id}"));
    let id = id.ok_or(ProblemKind::FieldMissing { field: "id" })?;
    let name = text(fields, "from_name").ok_or(ProblemKind::FieldMissing { field: "from_name" })?;
    let value = fields.get("value").and_then(Value::as_object);
    let found = match kind {
        "textarea" => value.and_then(|value| value.get("text")),
        _ => value.and_then(|value| value.get(kind)),
    };
    let found = found.ok_or(ProblemKind::FieldMissing { field: "value" })?;
    let said = match (kind, found.as_array()) {
        ("textarea", Some([only])) => only.clone(),
        _ => found.clone(),
    };
    let mut is_said = false;
    for span in spans.iter_mut().filter(|span| span.id.as_ref() == Some(&id)) {
        span.attributes.push((name.clone(), said.clone()));
        is_said = true;
    }
    if is_said { Ok(()) } else { Err(ProblemKind::LinkEndMissing { id }) }
}

/// The regions of JSON-MIN stand in the task itself, under the name of their control.
fn read_min(file: &mut DraftFile<'_>, article: &mut DraftArticle, task: &Map, place: &str) {
    for (name, value) in task.iter() {
        let Some(regions) = value.as_array() else { continue };
        for (region_idx, region) in regions.iter().enumerate() {
            let Some(fields) = region.as_object().filter(|it| it.contains_key("labels")) else {
                continue;
            };
            let place = format!("{place}.{name}[{region_idx}]");
            let wrapped: Map =
                [("value".to_owned(), Value::Object(fields.clone()))].into_iter().collect();
            match regions_of(&wrapped, "labels", "", &place) {
                Ok(spans) => article.spans.extend(spans),
                Err(kind) => file.leave_out(place, kind, region.to_string()),
            }
        }
    }
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let mut json = Writer::expanded(1);
    json.list(|json| {
        for (task_idx, imported) in edition.articles.iter().enumerate() {
            write_task(json, task_idx as u64 + 1, imported);
        }
    });
    let (name, mut json) = (format!("{name}.json"), json.finish());
    json.push('\n');
    Ok(vec![WrittenFile { name, bytes: json.into_bytes(), role: Role::Main }])
}

fn write_task(json: &mut Writer, number: u64, imported: &ImportedArticle) {
    let ImportedArticle { article, text, annotations, links } = imported;
    json.object(|json| {
        json.name("id").number(number);
        json.name("data").object(|json| {
            json.name("text").text(text.as_str());
            json.name("article_id").text(&article_name(article));
            write_metadata(json, &article.metadata);
        });
        json.name("annotations").list(|json| {
            json.object(|json| {
                json.name("id").number(number);
                json.name("was_cancelled").flag(false);
                json.name("result").list(|json| {
                    annotations.iter().for_each(|it| write_region(json, it, text));
                    for link in links {
                        json.object(|json| {
                            json.name("type").text("relation");
                            json.name("from_id").text(&link.from.to_string());
                            json.name("to_id").text(&link.to.to_string());
                            json.name("direction").text("right");
                            json.name("labels").list(|json| json.text(link.kind.name()));
                        });
                    }
                });
            });
        });
    });
}

fn write_region(json: &mut Writer, annotation: &Annotation, text: &ArticleText) {
    write_result(json, annotation, "label", "labels", &|json| {
        json.name("text").text(text.slice(annotation.hull()));
        json.name("labels").list(|json| json.text(&annotation.label));
    });
    for (name, value) in &annotation.attributes {
        match value {
            AttributeValue::List(values) => {
                write_result(json, annotation, name, "choices", &|json| {
                    json.name("text").text(text.slice(annotation.hull()));
                    json.name("choices").list(|json| values.iter().for_each(|it| json.text(it)));
                });
            }
            AttributeValue::Text(value) => {
                write_result(json, annotation, name, "textarea", &|json| {
                    json.name("text").list(|json| json.text(value));
                });
            }
            _ => {}
        }
    }
}

fn write_result(
    json: &mut Writer,
    annotation: &Annotation,
    control: &str,
    kind: &str,
    value: &dyn Fn(&mut Writer),
) {
    let hull = annotation.hull();
    json.object(|json| {
        json.name("id").text(&annotation.id.to_string());
        json.name("from_name").text(control);
        json.name("to_name").text("text");
        json.name("type").text(kind);
        json.name("origin").text("manual");
        if kind == "labels" && !annotation.note.is_empty() {
            json.name("meta").object(|json| {
                json.name("text").list(|json| json.text(&annotation.note));
            });
        }
        json.name("value").object(|json| {
            json.name("start").number(hull.start().get() as u64);
            json.name("end").number(hull.end().get() as u64);
            value(json);
        });
    });
}
