//! JSON lines for programs that learn: a row for each article, the same keys in every row, so that
//! tables can be made of it (`datasets.load_dataset("json", …)`, `pandas.read_json(…, lines=True)`).
//! Each attribute is of one type over all rows; see [`columns`].

mod columns;

use crate::json::{self, Fields, Map, Value, Writer};
use crate::model::{Annotation, Article, Block, BlockKind, Direction, Metadata, Origin, Timestamp};
use crate::phrase::phrase;
use crate::text::{ArticleText, CharSpan};

use super::attribute_json::pairs_of;
use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan};
use super::edition::{Edition, article_name};
use super::export::{Role, WrittenFile};
use super::holds::Holds;
use super::json_lines::{add_line, links_of, read_articles};
use super::json_text::{list, name_of, pair_of, taken, text, time_of};
use super::metadata_json::metadata_of;
use super::native::{origin_of, v1};
use super::{Codec, Imported, ImportedArticle, ProblemKind, ReadError, Source, Stamp, WriteError};
use columns::{Column, Columns, columns, read_attributes, without_nulls, write_attributes};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds { label_set: false, unknown_fields: false, ..Holds::EVERYTHING },
    fit: None,
};

/// Whether the first line of such a file has these fields.
pub(super) fn is_likely(fields: &Map) -> bool {
    let has = |name: &str| fields.contains_key(name);
    let is_relation = |relation: &Value| {
        relation.as_object().is_some_and(|it| it.contains_key("tail") && it.contains_key("head"))
    };
    let is_span = |span: &Value| span.as_object().is_some_and(|it| it.contains_key("fragments"));
    has("text")
        && has("spans")
        && has("relations")
        && list(fields, "spans").iter().all(is_span)
        && list(fields, "relations").iter().all(is_relation)
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
    let meta = fields.remove("meta").and_then(Value::into_object).unwrap_or_default();
    let mut article = DraftArticle {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        text: text.into(),
        blocks: meta.get("blocks").and_then(blocks_of),
        metadata: metadata_of(&meta),
        is_done: meta.get("done") == Some(&Value::Bool(true)),
        added: time_of(meta.get("added")),
        ..DraftArticle::default()
    };
    for (idx, value) in taken(&mut fields, "spans").into_iter().enumerate() {
        let place = format!("{place}, spans[{idx}]");
        match span_of(&value, list(&meta, "json_attributes"), &place) {
            Ok(span) => article.spans.push(span),
            Err(kind) => file.leave_out(place, kind, value.to_string()),
        }
    }
    let expected = phrase!("a relation with head, tail and label");
    article.links = links_of(file, list(&fields, "relations"), place, expected, link_of);
    article
}

fn span_of(value: &Value, as_json: &[Value], place: &str) -> Result<DraftSpan, ProblemKind> {
    let fields =
        value.as_object().ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let ranges = match fields.get("fragments") {
        None | Some(Value::Null) => vec![pair_of(fields.get("start"), fields.get("end"))?],
        Some(fragments) => pairs_of(fragments).ok_or(ProblemKind::WrongType {
            expected: phrase!("fragments that are pairs of numbers"),
        })?,
    };
    let text = |name: &str| text(fields, name);
    let attributes = fields.get("attributes").and_then(Value::as_object).cloned();
    Ok(DraftSpan {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        label: text("label").ok_or(ProblemKind::FieldMissing { field: "label" })?,
        ranges,
        quote: text("text"),
        attributes: read_attributes(attributes.unwrap_or_default(), as_json),
        note: text("note").unwrap_or_default(),
        annotator: text("annotator").unwrap_or_default(),
        created: time_of(fields.get("created")),
        modified: time_of(fields.get("modified")),
        origin: fields.get("origin").cloned().and_then(read_origin),
        ..DraftSpan::default()
    })
}

/// One of ours, or whatever else it is, which stands as JSON in `other`.
fn read_origin(value: Value) -> Option<Origin> {
    let value = without_nulls(value);
    let other = value.as_object().and_then(|fields| fields.get("other")).and_then(Value::as_str);
    match other.and_then(json::parse) {
        Some(other) => Some(Origin::Unknown(other)),
        None => origin_of(&value.to_string()),
    }
}

fn link_of(value: &Value, place: &str) -> Option<DraftLink> {
    let fields = value.as_object()?;
    Some(DraftLink {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        kind: text(fields, "label")?,
        from: name_of(fields.get("head")?)?,
        to: name_of(fields.get("tail")?)?,
    })
}

fn blocks_of(value: &Value) -> Option<Vec<Block>> {
    let block = |value: &Value| {
        let mut fields = Fields::of(value.clone())?;
        let level = fields.number("level").and_then(|level| u8::try_from(level).ok());
        let kind = BlockKind::parse(&fields.text("kind")?, level)?;
        let (start, end) = (fields.number("start")?, fields.number("end")?);
        Some(Block { kind, range: CharSpan::of(start as usize, end as usize) })
    };
    value.as_array()?.iter().map(block).collect()
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let columns = columns(edition);
    let mut lines = String::new();
    for imported in &edition.articles {
        let mut json = Writer::compact();
        write_row(&mut json, imported, &columns);
        add_line(&mut lines, json.finish());
    }
    let (name, bytes) = (format!("{name}.jsonl"), lines.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_row(json: &mut Writer, imported: &ImportedArticle, columns: &Columns) {
    let ImportedArticle { article, text, annotations, links } = imported;
    json.object(|json| {
        json.name("id").text(&article_name(article));
        json.name("text").text(text.as_str());
        write_meta(json.name("meta"), article, columns);
        json.name("spans").list(|json| {
            annotations.iter().for_each(|annotation| write_span(json, annotation, text, columns));
        });
        json.name("relations").list(|json| {
            for link in links {
                json.object(|json| {
                    json.name("id").text(&link.id.to_string());
                    json.name("head").text(&link.from.to_string());
                    json.name("tail").text(&link.to.to_string());
                    json.name("label").text(link.kind.name());
                });
            }
        });
    });
}

fn write_meta(json: &mut Writer, article: &Article, columns: &Columns) {
    let Metadata { title, byline, outlet, url, published, language, direction } = &article.metadata;
    json.object(|json| {
        json.name("title").text(title);
        json.name("byline").optional_text(byline.as_deref());
        json.name("outlet").optional_text(outlet.as_deref());
        json.name("url").optional_text(url.as_deref());
        json.name("published").optional_text(published.as_deref());
        json.name("language").optional_text(language.as_deref());
        json.name("direction").optional_text(direction.map(Direction::name));
        json.name("added").text(&article.added.to_string());
        json.name("done").flag(article.is_done);
        json.name("text_sha256").text(&article.text.to_string());
        json.name("offset_unit").text("unicode-code-point");
        json.name("blocks").list(|json| {
            article.blocks.iter().for_each(|block| write_block(json, *block));
        });
        json.name("json_attributes").list(|json| {
            let as_json = columns.iter().filter(|(_, column)| **column == Column::Json);
            as_json.for_each(|(name, _)| json.text(name));
        });
    });
}

/// As the annotation file does, but with a level for every block.
fn write_block(json: &mut Writer, Block { kind, range }: Block) {
    let level = if let BlockKind::Heading(level) = kind { Some(u64::from(level)) } else { None };
    json.object(|json| {
        json.name("kind").text(kind.name());
        match level {
            Some(level) => json.name("level").number(level),
            None => json.name("level").optional_text(None),
        }
        json.name("start").number(range.start().get() as u64);
        json.name("end").number(range.end().get() as u64);
    });
}

/// As the annotation file does, but with every field for every kind.
fn write_origin(json: &mut Writer, origin: &Origin) {
    let (kind, rule, score, file, id, other) = match origin {
        Origin::Manual => (Some("manual"), None, None, None, None, None),
        Origin::Suggestion { rule, score } => {
            (Some("suggestion"), Some(rule.as_str()), Some(score), None, None, None)
        }
        Origin::Import { file, id } => {
            (Some("import"), None, None, Some(file.as_str()), id.as_deref(), None)
        }
        Origin::Unknown(value) => (None, None, None, None, None, Some(value.to_string())),
    };
    json.object(|json| {
        json.name("kind").optional_text(kind);
        json.name("rule").optional_text(rule);
        match score {
            Some(score) => json.name("score").value(&Value::Number(score.clone())),
            None => json.name("score").optional_text(None),
        }
        json.name("file").optional_text(file);
        json.name("id").optional_text(id);
        json.name("other").optional_text(other.as_deref());
    });
}

fn write_span(json: &mut Writer, annotation: &Annotation, text: &ArticleText, columns: &Columns) {
    let hull = annotation.hull();
    let time = |time: Timestamp| time.to_string();
    json.object(|json| {
        json.name("id").text(&annotation.id.to_string());
        json.name("label").text(&annotation.label);
        json.name("start").number(hull.start().get() as u64);
        json.name("end").number(hull.end().get() as u64);
        json.name("text").text(&v1::quote(text, &annotation.ranges));
        v1::write_ranges(json.name("fragments"), &annotation.ranges);
        write_attributes(json.name("attributes"), columns, annotation, text);
        json.name("note").text(&annotation.note);
        json.name("annotator").text(&annotation.annotator);
        json.name("created").text(&time(annotation.created));
        json.name("modified").text(&time(annotation.modified));
        write_origin(json.name("origin"), &annotation.origin);
    });
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::formats::export_edition;
    use crate::model::{AttributeValue, LabelSet, Reference};
    use crate::testing;

    /// The types of all values below this one, by path; of lists only the first member.
    fn types(value: &Value, path: &str, found: &mut Vec<(String, &'static str)>) {
        let kind = match value {
            Value::Null => return,
            Value::Bool(_) => "flag",
            Value::Number(_) => "number",
            Value::String(_) => "text",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
        };
        found.push((path.to_owned(), kind));
        for member in value.as_array().unwrap_or_default() {
            types(member, &format!("{path}[]"), found);
        }
        for (name, field) in value.as_object().iter().flat_map(|fields| fields.iter()) {
            types(field, &format!("{path}.{name}"), found);
        }
    }

    #[test]
    fn every_column_is_of_one_type_over_all_rows() {
        let text = Rc::new(ArticleText::new("We will rise by noon"));
        let values = [
            ("mixed", AttributeValue::Text("x".to_owned()), Origin::Manual),
            (
                "mixed",
                AttributeValue::List(vec!["x".to_owned()]),
                Origin::Import { file: "a".to_owned(), id: None },
            ),
            (
                "speaker",
                AttributeValue::Reference(Reference::named("x")),
                Origin::Unknown(Value::Bool(true)),
            ),
        ];
        let annotations = (1..).zip(values).map(|(id, (name, value, origin))| {
            let mut annotation = testing::annotation(id, &[CharSpan::of(0, id as usize)]);
            annotation.attributes.insert(name.to_owned(), value);
            Annotation { origin, ..annotation }
        });
        let annotations: Vec<Annotation> = annotations.collect();
        let rows = annotations.chunks(1).enumerate().map(|(place, annotations)| ImportedArticle {
            article: testing::article(place as u128 + 1, &text),
            text: text.clone(),
            annotations: annotations.to_vec(),
            links: Vec::new(),
        });
        let edition = Edition::new(LabelSet::built_in(), rows.collect());
        let stamp = Stamp::new(Timestamp::default());
        let written = export_edition("hf", edition, "a", &stamp).expect("it is written");
        let lines = str::from_utf8(&written.files[0].bytes).expect("it is text").lines();
        let mut found = Vec::new();
        lines.for_each(|line| types(&json::parse(line).expect("it is JSON"), "", &mut found));
        found.sort();
        found.dedup();
        let paths = found.iter().map(|(path, _)| path).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(paths.len(), found.len(), "{found:#?}");
    }
}
