//! The serialised form of version 1: what is written, field by field.
//!
//! The types borrow from the library and are made only to be serialised. Fields that are not known
//! here come last, in the order in which they were read.

use std::borrow::Cow;

use crate::json::{Value, Writer};
use crate::model::{
    Annotation, Article, AttributeValue, Block, BlockKind, Direction, LabelSet, Link, Origin,
    QUOTE_JOINER, Reference, UnknownFields,
};
use crate::text::{ArticleText, CharSpan};

use super::super::Stamp;
use super::{FORMAT_NAME, OFFSET_UNIT, VERSION};

/// The file, its articles, each article, and its annotations have a line for each member, so that
/// comparison line by line says something; an annotation itself stands on one line.
const N_EXPANDED: usize = 4;
/// Code points of context that stand before and after a quote.
const N_CONTEXT_CHARS: usize = 32;

const FILE_FIELDS: &[&str] =
    &["format", "version", "generator", "exported", "offset_unit", "label_set", "articles"];
const ARTICLE_FIELDS: &[&str] = &[
    "id",
    "title",
    "byline",
    "outlet",
    "url",
    "published",
    "language",
    "direction",
    "added",
    "done",
    "text",
    "text_sha256",
    "blocks",
    "annotations",
    "links",
];
const ANNOTATION_FIELDS: &[&str] = &[
    "id",
    "label",
    "start",
    "end",
    "quote",
    "ranges",
    "prefix",
    "suffix",
    "attributes",
    "note",
    "annotator",
    "replica",
    "created",
    "modified",
    "origin",
];
const LINK_FIELDS: &[&str] = &["id", "kind", "from", "to", "created"];

/// A whole file.
pub struct File<'a> {
    pub stamp: &'a Stamp,
    pub label_set: &'a LabelSet,
    pub articles: &'a [ArticleEntry<'a>],
}

/// An article with what is marked in it.
pub struct ArticleEntry<'a> {
    pub article: &'a Article,
    pub text: &'a ArticleText,
    /// In reading order.
    pub annotations: Vec<&'a Annotation>,
    /// By id.
    pub links: Vec<&'a Link>,
}

/// The fields of an annotation as they will be read back: without unknown ones whose names mean
/// something by now, and without attributes that are `null`.
#[cfg(feature = "read")]
pub fn readable(annotation: &Annotation) -> Annotation {
    let mut readable = annotation.clone();
    readable.unknown.retain(|name, _| !ANNOTATION_FIELDS.contains(&name));
    readable.attributes.retain(|_, value| !is_null(value));
    for (_, value) in readable.attributes.iter_mut() {
        if let AttributeValue::Reference(reference) = value {
            let has_quote = !reference.ranges.is_empty();
            reference.unknown.retain(|name, _| !is_reference_field(name, has_quote));
        }
    }
    readable
}

impl File<'_> {
    /// The file as JSON, a line for each annotation.
    pub fn to_json(&self) -> String {
        let mut json = Writer::expanded(N_EXPANDED);
        json.object(|json| {
            json.name("format").text(FORMAT_NAME);
            json.name("version").number(VERSION);
            json.name("generator").text(&self.stamp.generator);
            json.name("exported").text(&self.stamp.exported.to_string());
            json.name("offset_unit").text(OFFSET_UNIT);
            self.label_set.write(json.name("label_set"));
            json.name("articles").list(|json| {
                self.articles.iter().for_each(|article| article.write(json));
            });
            write_unknown(json, &self.stamp.unknown, FILE_FIELDS);
        });
        let mut json = json.finish();
        json.push('\n');
        json
    }
}

impl ArticleEntry<'_> {
    fn write(&self, json: &mut Writer) {
        let Self { article, text, .. } = self;
        let metadata = &article.metadata;
        json.object(|json| {
            json.name("id").text(&article.id.to_string());
            json.name("title").text(&metadata.title);
            json.name("byline").optional_text(metadata.byline.as_deref());
            json.name("outlet").optional_text(metadata.outlet.as_deref());
            json.name("url").optional_text(metadata.url.as_deref());
            json.name("published").optional_text(metadata.published.as_deref());
            json.name("language").optional_text(metadata.language.as_deref());
            json.name("direction").optional_text(metadata.direction.map(Direction::name));
            json.name("added").text(&article.added.to_string());
            json.name("done").flag(article.is_done);
            json.name("text").text(text.as_str());
            json.name("text_sha256").text(&text.hash().to_string());
            json.name("blocks").list(|json| {
                article.blocks.iter().for_each(|block| write_block(json, *block));
            });
            json.name("annotations").list(|json| {
                self.annotations.iter().for_each(|it| write_annotation(json, it, text));
            });
            json.name("links").list(|json| {
                self.links.iter().for_each(|link| write_link(json, link));
            });
            write_unknown(json, &article.unknown, ARTICLE_FIELDS);
        });
    }
}

fn write_annotation(json: &mut Writer, annotation: &Annotation, text: &ArticleText) {
    let hull = annotation.hull();
    let (start, end) = (hull.start().get(), hull.end().get());
    let prefix = CharSpan::of(start.saturating_sub(N_CONTEXT_CHARS), start);
    let suffix = CharSpan::of(end, end + N_CONTEXT_CHARS);
    json.object(|json| {
        json.name("id").text(&annotation.id.to_string());
        json.name("label").text(&annotation.label);
        json.name("start").number(start as u64);
        json.name("end").number(end as u64);
        json.name("quote").text(&quote(text, &annotation.ranges));
        write_ranges(json.name("ranges"), &annotation.ranges);
        json.name("prefix").text(text.slice(prefix));
        json.name("suffix").text(text.slice(suffix));
        json.name("attributes").object(|json| {
            let attributes = annotation.attributes.iter().filter(|(_, value)| !is_null(value));
            attributes.for_each(|(id, value)| write_attribute(json.name(id), value, text));
        });
        json.name("note").text(&annotation.note);
        json.name("annotator").text(&annotation.annotator);
        if let Some(replica) = annotation.replica {
            json.name("replica").text(&replica.to_string());
        }
        json.name("created").text(&annotation.created.to_string());
        json.name("modified").text(&annotation.modified.to_string());
        write_origin(json.name("origin"), &annotation.origin);
        write_unknown(json, &annotation.unknown, ANNOTATION_FIELDS);
    });
}

fn write_link(json: &mut Writer, link: &Link) {
    json.object(|json| {
        json.name("id").text(&link.id.to_string());
        json.name("kind").text(link.kind.name());
        json.name("from").text(&link.from.to_string());
        json.name("to").text(&link.to.to_string());
        json.name("created").text(&link.created.to_string());
        write_unknown(json, &link.unknown, LINK_FIELDS);
    });
}

pub fn write_block(json: &mut Writer, Block { kind, range }: Block) {
    json.object(|json| {
        json.name("kind").text(kind.name());
        if let BlockKind::Heading(level) = kind {
            json.name("level").number(level.into());
        }
        json.name("start").number(range.start().get() as u64);
        json.name("end").number(range.end().get() as u64);
    });
}

pub fn write_ranges(json: &mut Writer, ranges: &[CharSpan]) {
    json.list(|json| {
        for range in ranges {
            json.list(|json| {
                json.number(range.start().get() as u64);
                json.number(range.end().get() as u64);
            });
        }
    });
}

pub fn write_attribute(json: &mut Writer, value: &AttributeValue, text: &ArticleText) {
    match value {
        AttributeValue::Text(value) => json.text(value),
        AttributeValue::List(values) => {
            json.list(|json| values.iter().for_each(|value| json.text(value)));
        }
        AttributeValue::Reference(reference) => write_reference(json, reference, text),
        AttributeValue::Unknown(value) => json.value(value),
    }
}

fn write_reference(json: &mut Writer, reference: &Reference, text: &ArticleText) {
    let has_ranges = !reference.ranges.is_empty();
    json.object(|json| {
        if let Some(name) = &reference.name {
            json.name("name").text(name);
        }
        if let Some(id) = &reference.id {
            json.name("id").text(id);
        }
        if has_ranges {
            write_ranges(json.name("ranges"), &reference.ranges);
            json.name("quote").text(&quote(text, &reference.ranges));
        }
        for (name, value) in reference.unknown.iter() {
            if !is_reference_field(name, has_ranges) {
                json.name(name).value(value);
            }
        }
    });
}

pub fn write_origin(json: &mut Writer, origin: &Origin) {
    let kind = match origin {
        Origin::Manual => "manual",
        Origin::Suggestion { .. } => "suggestion",
        Origin::Import { .. } => "import",
        Origin::Unknown(value) => return json.value(value),
    };
    json.object(|json| {
        json.name("kind").text(kind);
        if let Origin::Suggestion { rule, score } = origin {
            json.name("rule").text(rule);
            json.name("score").value(&Value::Number(score.clone()));
        }
        if let Origin::Import { file, id } = origin {
            json.name("file").text(file);
            if let Some(id) = id {
                json.name("id").text(id);
            }
        }
    });
}

/// The text of `ranges`, joined; ends beyond the text stop at its end.
pub fn quote<'t>(text: &'t ArticleText, ranges: &[CharSpan]) -> Cow<'t, str> {
    match ranges {
        [range] => Cow::Borrowed(text.slice(*range)),
        _ => {
            let parts: Vec<&str> = ranges.iter().map(|range| text.slice(*range)).collect();
            Cow::Owned(parts.join(QUOTE_JOINER))
        }
    }
}

fn is_null(value: &AttributeValue) -> bool {
    matches!(value, AttributeValue::Unknown(Value::Null))
}

/// A quote without ranges is nobody's, so it is kept like any unknown field.
pub fn is_reference_field(name: &str, has_ranges: bool) -> bool {
    matches!(name, "name" | "id" | "ranges") || (name == "quote" && has_ranges)
}

/// Writes fields that are not among the `known` ones.
fn write_unknown(json: &mut Writer, unknown: &UnknownFields, known: &[&str]) {
    for (name, value) in unknown.iter().filter(|(name, _)| !known.contains(name)) {
        json.name(name).value(value);
    }
}
