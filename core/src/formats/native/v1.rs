//! The serialised form of version 1: what is written, field by field.
//!
//! The types borrow from the library and are made only to be serialised. Fields that are not known
//! here come last, in the order in which they were read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::model::{
    Annotation, Article, AttributeValue, Block, BlockKind, Direction, LabelSet, Link, Origin,
    QUOTE_JOINER, Reference, UnknownFields,
};
use crate::text::{ArticleText, CharSpan};

use super::super::Stamp;
use super::{FORMAT_NAME, OFFSET_UNIT, VERSION};

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

struct AnnotationEntry<'a>(&'a Annotation, &'a ArticleText);
struct LinkEntry<'a>(&'a Link);
struct BlockEntry(Block);
struct RangesEntry<'a>(&'a [CharSpan]);
struct AttributesEntry<'a>(&'a BTreeMap<String, AttributeValue>, &'a ArticleText);
struct AttributeEntry<'a>(&'a AttributeValue, &'a ArticleText);
struct ReferenceEntry<'a>(&'a Reference, &'a ArticleText);
struct OriginEntry<'a>(&'a Origin);

/// Serialises each element of a list as something else.
struct List<I>(I);

/// The fields of an annotation as they will be read back: without unknown ones whose names mean
/// something by now, and without attributes that are `null`.
#[cfg(feature = "read")]
pub fn readable(annotation: &Annotation) -> Annotation {
    let mut readable = annotation.clone();
    readable.unknown.retain(|name, _| !ANNOTATION_FIELDS.contains(&name.as_str()));
    readable.attributes.retain(|_, value| !is_null(value));
    for value in readable.attributes.values_mut() {
        if let AttributeValue::Reference(reference) = value {
            let has_quote = !reference.ranges.is_empty();
            reference.unknown.retain(|name, _| !is_reference_field(name, has_quote));
        }
    }
    readable
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT_NAME)?;
        map.serialize_entry("version", &VERSION)?;
        map.serialize_entry("generator", &self.stamp.generator)?;
        map.serialize_entry("exported", &self.stamp.exported.to_string())?;
        map.serialize_entry("offset_unit", OFFSET_UNIT)?;
        map.serialize_entry("label_set", self.label_set)?;
        map.serialize_entry("articles", self.articles)?;
        serialize_unknown(&mut map, &self.stamp.unknown, |name| FILE_FIELDS.contains(&name))?;
        map.end()
    }
}

impl Serialize for ArticleEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let article = self.article;
        let metadata = &article.metadata;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &article.id.to_string())?;
        map.serialize_entry("title", &metadata.title)?;
        map.serialize_entry("byline", &metadata.byline)?;
        map.serialize_entry("outlet", &metadata.outlet)?;
        map.serialize_entry("url", &metadata.url)?;
        map.serialize_entry("published", &metadata.published)?;
        map.serialize_entry("language", &metadata.language)?;
        map.serialize_entry("direction", &metadata.direction.map(direction_name))?;
        map.serialize_entry("added", &article.added.to_string())?;
        map.serialize_entry("done", &article.is_done)?;
        map.serialize_entry("text", self.text.as_str())?;
        map.serialize_entry("text_sha256", &self.text.hash().to_string())?;
        map.serialize_entry("blocks", &List(article.blocks.iter().copied().map(BlockEntry)))?;
        let annotations = self.annotations.iter();
        let annotations = annotations.map(|annotation| AnnotationEntry(annotation, self.text));
        map.serialize_entry("annotations", &List(annotations))?;
        map.serialize_entry("links", &List(self.links.iter().map(|link| LinkEntry(link))))?;
        serialize_unknown(&mut map, &article.unknown, |name| ARTICLE_FIELDS.contains(&name))?;
        map.end()
    }
}

impl Serialize for AnnotationEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(annotation, text) = self;
        let hull = annotation.hull();
        let (start, end) = (hull.start().get(), hull.end().get());
        let prefix = CharSpan::of(start.saturating_sub(N_CONTEXT_CHARS), start);
        let suffix = CharSpan::of(end, end + N_CONTEXT_CHARS);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &annotation.id.to_string())?;
        map.serialize_entry("label", &annotation.label)?;
        map.serialize_entry("start", &start)?;
        map.serialize_entry("end", &end)?;
        map.serialize_entry("quote", &quote(text, &annotation.ranges))?;
        map.serialize_entry("ranges", &RangesEntry(&annotation.ranges))?;
        map.serialize_entry("prefix", text.slice(prefix))?;
        map.serialize_entry("suffix", text.slice(suffix))?;
        map.serialize_entry("attributes", &AttributesEntry(&annotation.attributes, text))?;
        map.serialize_entry("note", &annotation.note)?;
        map.serialize_entry("annotator", &annotation.annotator)?;
        if let Some(replica) = annotation.replica {
            map.serialize_entry("replica", &replica.to_string())?;
        }
        map.serialize_entry("created", &annotation.created.to_string())?;
        map.serialize_entry("modified", &annotation.modified.to_string())?;
        map.serialize_entry("origin", &OriginEntry(&annotation.origin))?;
        serialize_unknown(&mut map, &annotation.unknown, |name| ANNOTATION_FIELDS.contains(&name))?;
        map.end()
    }
}

impl Serialize for LinkEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(link) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &link.id.to_string())?;
        map.serialize_entry("kind", link.kind.name())?;
        map.serialize_entry("from", &link.from.to_string())?;
        map.serialize_entry("to", &link.to.to_string())?;
        map.serialize_entry("created", &link.created.to_string())?;
        serialize_unknown(&mut map, &link.unknown, |name| LINK_FIELDS.contains(&name))?;
        map.end()
    }
}

impl Serialize for BlockEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(Block { kind, range }) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", kind.name())?;
        if let BlockKind::Heading(level) = kind {
            map.serialize_entry("level", level)?;
        }
        map.serialize_entry("start", &range.start().get())?;
        map.serialize_entry("end", &range.end().get())?;
        map.end()
    }
}

impl Serialize for RangesEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|range| [range.start().get(), range.end().get()]))
    }
}

impl Serialize for AttributesEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(attributes, text) = self;
        let attributes = attributes.iter().filter(|(_, value)| !is_null(value));
        serializer.collect_map(attributes.map(|(id, value)| (id, AttributeEntry(value, text))))
    }
}

impl Serialize for AttributeEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(value, text) = self;
        match value {
            AttributeValue::Text(value) => value.serialize(serializer),
            AttributeValue::List(values) => values.serialize(serializer),
            AttributeValue::Reference(reference) => {
                ReferenceEntry(reference, text).serialize(serializer)
            }
            AttributeValue::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl Serialize for ReferenceEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(reference, text) = self;
        let has_ranges = !reference.ranges.is_empty();
        let mut map = serializer.serialize_map(None)?;
        if let Some(name) = &reference.name {
            map.serialize_entry("name", name)?;
        }
        if let Some(id) = &reference.id {
            map.serialize_entry("id", id)?;
        }
        if has_ranges {
            map.serialize_entry("ranges", &RangesEntry(&reference.ranges))?;
            map.serialize_entry("quote", &quote(text, &reference.ranges))?;
        }
        serialize_unknown(&mut map, &reference.unknown, |name| {
            is_reference_field(name, has_ranges)
        })?;
        map.end()
    }
}

impl Serialize for OriginEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = match self.0 {
            Origin::Unknown(value) => return value.serialize(serializer),
            _ => serializer.serialize_map(None)?,
        };
        match self.0 {
            Origin::Manual | Origin::Unknown(_) => map.serialize_entry("kind", "manual")?,
            Origin::Suggestion { rule, score } => {
                map.serialize_entry("kind", "suggestion")?;
                map.serialize_entry("rule", rule)?;
                map.serialize_entry("score", score)?;
            }
            Origin::Import { file, id } => {
                map.serialize_entry("kind", "import")?;
                map.serialize_entry("file", file)?;
                if let Some(id) = id {
                    map.serialize_entry("id", id)?;
                }
            }
        }
        map.end()
    }
}

impl<I: Iterator<Item: Serialize> + Clone> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

/// The direction's name in files.
pub fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    }
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
fn is_reference_field(name: &str, has_ranges: bool) -> bool {
    matches!(name, "name" | "id" | "ranges") || (name == "quote" && has_ranges)
}

fn serialize_unknown<M: SerializeMap>(
    map: &mut M,
    unknown: &UnknownFields,
    is_known: impl Fn(&str) -> bool,
) -> Result<(), M::Error> {
    let unknown = unknown.iter().filter(|(name, _)| !is_known(name));
    unknown.into_iter().try_for_each(|(name, value)| map.serialize_entry(name, value))
}
