//! JSON lines for programs that learn: a row for each article, the same keys in every row, so that
//! tables can be made of it (`datasets.load_dataset("json", …)`, `pandas.read_json(…, lines=True)`).

use crate::json::{Fields, Map, Value, Writer};
use crate::model::{Annotation, Article, Block, BlockKind, Direction, Metadata, Timestamp};
use crate::text::{ArticleText, CharSpan};

use super::assemble::assemble;
use super::attribute_json::{pairs_of, write_attribute};
use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::edition::{Edition, article_name};
use super::export::{Role, WrittenFile};
use super::holds::Holds;
use super::json_text::{list, name_of, pair_of, parse_lines, text, time_of};
use super::metadata_json::metadata_of;
use super::native::{origin_of, v1};
use super::{
    Codec, Imported, ImportedArticle, ProblemKind, ReadError, ReadErrorKind, Source, Stamp,
    WriteError,
};

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
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    for line in parse_lines(&mut file, &content)? {
        let place = format!("line {}", line.number);
        let Some(fields) = line.value.into_object() else { continue };
        let Some(text) = text(&fields, "text") else {
            file.leave_out(place, ProblemKind::FieldMissing { field: "text" }, "");
            continue;
        };
        let article = read_article(&mut file, &fields, text, place);
        file.articles.push(article);
    }
    assemble(file)
}

fn read_article(
    file: &mut DraftFile<'_>,
    fields: &Map,
    text: String,
    place: String,
) -> DraftArticle {
    let meta = fields.get("meta").and_then(Value::as_object).cloned().unwrap_or_default();
    let mut article = DraftArticle {
        id: fields.get("id").and_then(name_of),
        text: text.into(),
        blocks: meta.get("blocks").and_then(blocks_of),
        metadata: metadata_of(&meta),
        is_done: meta.get("done") == Some(&Value::Bool(true)),
        added: time_of(meta.get("added")),
        ..DraftArticle::default()
    };
    for (idx, value) in list(fields, "spans").iter().enumerate() {
        let place = format!("{place}, spans[{idx}]");
        match span_of(value, &place) {
            Ok(span) => article.spans.push(span),
            Err(kind) => file.leave_out(place, kind, value.to_string()),
        }
    }
    for (idx, value) in list(fields, "relations").iter().enumerate() {
        let place = format!("{place}, relations[{idx}]");
        match link_of(value, &place) {
            Some(link) => article.links.push(link),
            None => {
                let expected = "a relation with head, tail and label";
                file.leave_out(place, ProblemKind::WrongType { expected }, value.to_string());
            }
        }
    }
    article.place = place;
    article
}

fn span_of(value: &Value, place: &str) -> Result<DraftSpan, ProblemKind> {
    let fields = value.as_object().ok_or(ProblemKind::WrongType { expected: "an object" })?;
    let ranges = match fields.get("fragments") {
        None | Some(Value::Null) => vec![pair_of(fields.get("start"), fields.get("end"))?],
        Some(fragments) => pairs_of(fragments)
            .ok_or(ProblemKind::WrongType { expected: "fragments that are pairs of numbers" })?,
    };
    let text = |name: &str| text(fields, name);
    let attributes = fields.get("attributes").and_then(Value::as_object).cloned();
    Ok(DraftSpan {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        label: text("label").ok_or(ProblemKind::FieldMissing { field: "label" })?,
        ranges,
        quote: text("text"),
        attributes: attributes.unwrap_or_default().into_iter().collect(),
        note: text("note").unwrap_or_default(),
        annotator: text("annotator").unwrap_or_default(),
        created: time_of(fields.get("created")),
        modified: time_of(fields.get("modified")),
        origin: fields.get("origin").and_then(|origin| origin_of(&origin.to_string())),
        ..DraftSpan::default()
    })
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
    let mut lines = String::new();
    for imported in &edition.articles {
        let mut json = Writer::compact();
        write_row(&mut json, imported);
        lines.push_str(&json.finish());
        lines.push('\n');
    }
    let (name, bytes) = (format!("{name}.jsonl"), lines.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_row(json: &mut Writer, imported: &ImportedArticle) {
    let ImportedArticle { article, text, annotations, links } = imported;
    json.object(|json| {
        json.name("id").text(&article_name(article));
        json.name("text").text(text.as_str());
        write_meta(json.name("meta"), article);
        json.name("spans").list(|json| {
            annotations.iter().for_each(|annotation| write_span(json, annotation, text));
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

fn write_meta(json: &mut Writer, article: &Article) {
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
            article.blocks.iter().for_each(|block| v1::write_block(json, *block));
        });
    });
}

fn write_span(json: &mut Writer, annotation: &Annotation, text: &ArticleText) {
    let hull = annotation.hull();
    let time = |time: Timestamp| time.to_string();
    json.object(|json| {
        json.name("id").text(&annotation.id.to_string());
        json.name("label").text(&annotation.label);
        json.name("start").number(hull.start().get() as u64);
        json.name("end").number(hull.end().get() as u64);
        json.name("text").text(&v1::quote(text, &annotation.ranges));
        v1::write_ranges(json.name("fragments"), &annotation.ranges);
        json.name("attributes").object(|json| {
            for (name, value) in &annotation.attributes {
                write_attribute(json.name(name), value, text);
            }
        });
        json.name("note").text(&annotation.note);
        json.name("annotator").text(&annotation.annotator);
        json.name("created").text(&time(annotation.created));
        json.name("modified").text(&time(annotation.modified));
        v1::write_origin(json.name("origin"), &annotation.origin);
    });
}
