//! Records as they are written: one line of JSON, version 1.
//!
//! These types are apart from the model's, so that the model can change without the stored form.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Block, BlockKind, Direction,
    LabelSet, Link, LinkKind, Metadata, Origin, Reference, ReplicaId, Timestamp, UnknownFields,
};
use crate::text::{CharSpan, TextHash};

use super::checksum::{is_intact, seal};
use super::{RecordId, Stamp};

/// Code points of a quote that are kept beside its ranges; a longer one is cut, with a hash.
const QUOTE_LIMIT: usize = 64;

/// A thing of the library, a version of it, and whether it was removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The version.
    pub stamp: Stamp,
    /// Whether the thing was removed; its fields stay, so that it can be brought back.
    pub is_deleted: bool,
    /// The thing.
    pub body: Body,
}

/// A thing that is kept as a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// An article, without its text.
    Article(Article),
    /// An annotation.
    Annotation(Annotation),
    /// A link.
    Link(Link),
    /// A label set.
    LabelSet(LabelSet),
}

/// Why a stored value could not be read. It is never overwritten before a copy of it is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The checksum is missing or does not fit.
    Checksum,
    /// The JSON is not a record of its kind.
    Shape,
}

impl Body {
    /// The name under which the thing is kept.
    pub fn id(&self) -> RecordId {
        match self {
            Self::Article(article) => RecordId::Article(article.id),
            Self::Annotation(annotation) => RecordId::Annotation(annotation.article, annotation.id),
            Self::Link(link) => RecordId::Link(link.id),
            Self::LabelSet(label_set) => RecordId::LabelSet(label_set.id.clone()),
        }
    }
}

impl Record {
    /// The record as one line of JSON with a checksum.
    ///
    /// `quote` is the text that an annotation marks, for people who look into the store.
    pub fn encode(&self, quote: Option<&str>) -> String {
        let (v, deleted) = (self.stamp, self.is_deleted);
        let json = match &self.body {
            Body::Article(article) => {
                serde_json::to_string(&StoredArticle::new(article, v, deleted))
            }
            Body::Annotation(annotation) => {
                serde_json::to_string(&StoredAnnotation::new(annotation, quote, v, deleted))
            }
            Body::Link(link) => serde_json::to_string(&StoredLink::new(link, v, deleted)),
            Body::LabelSet(label_set) => {
                serde_json::to_string(&StoredLabelSet { label_set: label_set.clone(), v, deleted })
            }
        };
        seal(json.expect("these types have string keys only"))
    }

    /// Reads what [`Record::encode`] wrote under the name `id`.
    ///
    /// # Errors
    /// When the value is damaged.
    pub fn decode(id: &RecordId, raw: &str) -> Result<Self, Damage> {
        if !is_intact(raw) {
            return Err(Damage::Checksum);
        }
        Self::decode_intact(id, raw).ok_or(Damage::Shape)
    }

    fn decode_intact(id: &RecordId, raw: &str) -> Option<Self> {
        Some(match id {
            RecordId::Article(id) => {
                let stored: StoredArticle = serde_json::from_str(raw).ok()?;
                let (stamp, is_deleted) = (stored.v, stored.deleted);
                Self { stamp, is_deleted, body: Body::Article(stored.into_article(*id)?) }
            }
            RecordId::Annotation(article, id) => {
                let stored: StoredAnnotation = serde_json::from_str(raw).ok()?;
                let (stamp, is_deleted) = (stored.v, stored.deleted);
                let annotation = stored.into_annotation(*article, *id)?;
                Self { stamp, is_deleted, body: Body::Annotation(annotation) }
            }
            RecordId::Link(id) => {
                let stored: StoredLink = serde_json::from_str(raw).ok()?;
                let (stamp, is_deleted) = (stored.v, stored.deleted);
                Self { stamp, is_deleted, body: Body::Link(stored.into_link(*id)?) }
            }
            RecordId::LabelSet(id) => {
                let stored: StoredLabelSet = serde_json::from_str(raw).ok()?;
                if stored.label_set.id != *id {
                    return None;
                }
                Self {
                    stamp: stored.v,
                    is_deleted: stored.deleted,
                    body: Body::LabelSet(stored.label_set),
                }
            }
        })
    }
}

#[derive(Serialize, Deserialize)]
struct StoredAnnotation {
    label: String,
    ranges: Vec<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    /// Names the whole quote where it was cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quote_hash: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, Value>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    annotator: String,
    created: String,
    /// Absent when it is the moment of creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    /// Absent when it is the replica of `v`; empty when unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replica: Option<String>,
    /// Absent for manual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<Value>,
    #[serde(default, skip_serializing_if = "UnknownFields::is_empty")]
    unknown: UnknownFields,
    v: Stamp,
    #[serde(default, skip_serializing_if = "is_false")]
    deleted: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredArticle {
    title: String,
    text: String,
    blocks: Vec<(String, u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    done: bool,
    added: String,
    #[serde(default, skip_serializing_if = "UnknownFields::is_empty")]
    unknown: UnknownFields,
    v: Stamp,
    #[serde(default, skip_serializing_if = "is_false")]
    deleted: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredLink {
    kind: String,
    from: String,
    to: String,
    created: String,
    #[serde(default, skip_serializing_if = "UnknownFields::is_empty")]
    unknown: UnknownFields,
    v: Stamp,
    #[serde(default, skip_serializing_if = "is_false")]
    deleted: bool,
}

#[derive(Serialize, Deserialize)]
struct StoredLabelSet {
    label_set: LabelSet,
    v: Stamp,
    #[serde(default, skip_serializing_if = "is_false")]
    deleted: bool,
}

impl StoredAnnotation {
    fn new(annotation: &Annotation, quote: Option<&str>, v: Stamp, deleted: bool) -> Self {
        let cut = quote.and_then(|quote| quote.char_indices().nth(QUOTE_LIMIT));
        let kept = |quote: &str| quote[..cut.map_or(quote.len(), |(end, _)| end)].to_owned();
        let (created, modified) = (annotation.created, annotation.modified);
        Self {
            label: annotation.label.clone(),
            ranges: annotation.ranges.iter().map(|range| pair(*range)).collect(),
            quote: quote.map(kept),
            quote_hash: cut.and(quote).map(short_hash),
            attributes: attributes_to_json(&annotation.attributes),
            note: annotation.note.clone(),
            annotator: annotation.annotator.clone(),
            created: created.to_string(),
            modified: (modified != created).then(|| modified.to_string()),
            replica: match annotation.replica {
                Some(replica) if replica == v.replica => None,
                Some(replica) => Some(replica.to_key()),
                None => Some(String::new()),
            },
            origin: origin_to_json(&annotation.origin),
            unknown: annotation.unknown.clone(),
            v,
            deleted,
        }
    }

    fn into_annotation(self, article: ArticleId, id: AnnotationId) -> Option<Annotation> {
        let created = Timestamp::parse(&self.created)?;
        let replica = match self.replica.as_deref() {
            None => Some(self.v.replica),
            Some("") => None,
            Some(replica) => Some(ReplicaId::parse_key(replica)?),
        };
        Some(Annotation {
            id,
            article,
            label: self.label,
            ranges: spans(&self.ranges).filter(|ranges| !ranges.is_empty())?,
            attributes: attributes_from_json(self.attributes),
            note: self.note,
            annotator: self.annotator,
            replica,
            created,
            modified: self.modified.map_or(Some(created), |text| Timestamp::parse(&text))?,
            origin: self.origin.map_or(Origin::Manual, origin_from_json),
            unknown: self.unknown,
        })
    }
}

impl StoredArticle {
    fn new(article: &Article, v: Stamp, deleted: bool) -> Self {
        let metadata = article.metadata.clone();
        Self {
            title: metadata.title,
            text: URL_SAFE_NO_PAD.encode(article.text.as_bytes()),
            blocks: article.blocks.iter().map(stored_block).collect(),
            byline: metadata.byline,
            outlet: metadata.outlet,
            url: metadata.url,
            published: metadata.published,
            language: metadata.language,
            direction: metadata.direction.map(|direction| match direction {
                Direction::LeftToRight => "ltr".to_owned(),
                Direction::RightToLeft => "rtl".to_owned(),
            }),
            done: article.is_done,
            added: article.added.to_string(),
            unknown: article.unknown.clone(),
            v,
            deleted,
        }
    }

    fn into_article(self, id: ArticleId) -> Option<Article> {
        let hash: [u8; 32] = URL_SAFE_NO_PAD.decode(&self.text).ok()?.try_into().ok()?;
        let blocks: Option<Vec<Block>> = self.blocks.iter().map(block_from_stored).collect();
        Some(Article {
            id,
            text: TextHash::from_bytes(hash),
            blocks: blocks?,
            metadata: Metadata {
                title: self.title,
                byline: self.byline,
                outlet: self.outlet,
                url: self.url,
                published: self.published,
                language: self.language,
                direction: match self.direction.as_deref() {
                    Some("ltr") => Some(Direction::LeftToRight),
                    Some("rtl") => Some(Direction::RightToLeft),
                    _ => None,
                },
            },
            is_done: self.done,
            added: Timestamp::parse(&self.added)?,
            unknown: self.unknown,
        })
    }
}

impl StoredLink {
    fn new(link: &Link, v: Stamp, deleted: bool) -> Self {
        Self {
            kind: link.kind.name().to_owned(),
            from: link.from.to_key(),
            to: link.to.to_key(),
            created: link.created.to_string(),
            unknown: link.unknown.clone(),
            v,
            deleted,
        }
    }

    fn into_link(self, id: crate::model::LinkId) -> Option<Link> {
        Some(Link {
            id,
            kind: LinkKind::parse(&self.kind),
            from: AnnotationId::parse_key(&self.from)?,
            to: AnnotationId::parse_key(&self.to)?,
            created: Timestamp::parse(&self.created)?,
            unknown: self.unknown,
        })
    }
}

fn stored_block(block: &Block) -> (String, u32, u32) {
    let (start, end) = pair(block.range);
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("heading-{level}"),
        kind => kind.name().to_owned(),
    };
    (kind, start, end)
}

fn block_from_stored((kind, start, end): &(String, u32, u32)) -> Option<Block> {
    let (name, level) = match kind.strip_prefix("heading-") {
        Some(level) => ("heading", level.parse().ok()),
        None => (kind.as_str(), None),
    };
    let range = (start < end).then(|| CharSpan::of(*start as usize, *end as usize))?;
    Some(Block { kind: BlockKind::parse(name, level)?, range })
}

fn pair(span: CharSpan) -> (u32, u32) {
    (span.start().get() as u32, span.end().get() as u32)
}

fn spans(pairs: &[(u32, u32)]) -> Option<Vec<CharSpan>> {
    let span = |(start, end): &(u32, u32)| {
        (start < end).then(|| CharSpan::of(*start as usize, *end as usize))
    };
    pairs.iter().map(span).collect()
}

fn attributes_to_json(attributes: &BTreeMap<String, AttributeValue>) -> BTreeMap<String, Value> {
    let value = |value: &AttributeValue| match value {
        AttributeValue::Text(text) => Value::from(text.as_str()),
        AttributeValue::List(texts) => Value::from(texts.clone()),
        AttributeValue::Reference(reference) => reference_to_json(reference),
        AttributeValue::Unknown(value) => value.clone(),
    };
    attributes.iter().map(|(id, attribute)| (id.clone(), value(attribute))).collect()
}

fn attributes_from_json(attributes: BTreeMap<String, Value>) -> BTreeMap<String, AttributeValue> {
    attributes.into_iter().map(|(id, value)| (id, attribute_from_json(value))).collect()
}

fn attribute_from_json(value: Value) -> AttributeValue {
    if let Value::String(text) = value {
        return AttributeValue::Text(text);
    }
    if let Ok(texts) = serde_json::from_value(value.clone()) {
        return AttributeValue::List(texts);
    }
    reference_from_json(&value).map_or(AttributeValue::Unknown(value), AttributeValue::Reference)
}

fn reference_to_json(reference: &Reference) -> Value {
    let mut fields = reference.unknown.clone();
    if let Some(name) = &reference.name {
        fields.insert("name".into(), name.as_str().into());
    }
    if let Some(id) = &reference.id {
        fields.insert("id".into(), id.as_str().into());
    }
    if !reference.ranges.is_empty() {
        let ranges: Vec<Value> = reference
            .ranges
            .iter()
            .map(|range| {
                let (start, end) = pair(*range);
                Value::from(vec![start, end])
            })
            .collect();
        fields.insert("ranges".into(), ranges.into());
    }
    Value::Object(fields)
}

fn reference_from_json(value: &Value) -> Option<Reference> {
    let mut unknown = value.as_object()?.clone();
    let mut take_text = |field: &str| match unknown.remove(field) {
        Some(Value::String(text)) => Some(Some(text)),
        Some(_) => None,
        None => Some(None),
    };
    let (name, id) = (take_text("name")?, take_text("id")?);
    let ranges: Vec<(u32, u32)> = match unknown.remove("ranges") {
        Some(ranges) => serde_json::from_value(ranges).ok()?,
        None => Vec::new(),
    };
    Some(Reference { name, id, ranges: spans(&ranges)?, unknown })
}

fn origin_to_json(origin: &Origin) -> Option<Value> {
    match origin {
        Origin::Manual => None,
        Origin::Suggestion { rule, score } => {
            Some(serde_json::json!({"kind": "suggestion", "rule": rule, "score": score}))
        }
        Origin::Import { file, id } => {
            Some(serde_json::json!({"kind": "import", "file": file, "id": id}))
        }
        Origin::Unknown(value) => Some(value.clone()),
    }
}

fn origin_from_json(value: Value) -> Origin {
    let text = |field: &str| value[field].as_str().map(str::to_owned);
    let known = match (value["kind"].as_str(), text("rule"), value["score"].as_f64(), text("file"))
    {
        (Some("suggestion"), Some(rule), Some(score), _) => Origin::Suggestion { rule, score },
        (Some("import"), _, _, Some(file)) => Origin::Import { file, id: text("id") },
        _ => return Origin::Unknown(value),
    };
    // An origin that says more than we know is kept as it is.
    if origin_to_json(&known).as_ref() == Some(&value) { known } else { Origin::Unknown(value) }
}

fn short_hash(text: &str) -> String {
    let mut hash = URL_SAFE_NO_PAD.encode(TextHash::of(text).as_bytes());
    hash.truncate(11);
    hash
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}
