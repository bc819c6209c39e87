//! Articles, links and label sets as they are written.
//!
//! They are few, so they are read through untyped JSON: the page carries less code for them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::model::{
    AnnotationId, Article, ArticleId, Block, BlockKind, Direction, LabelSet, Link, LinkId,
    LinkKind, Metadata, Timestamp, UnknownFields,
};
use crate::text::{CharSpan, TextHash};

use super::Stamp;

/// Fields in the order in which they are written.
struct Fields(Map<String, Value>);

impl Fields {
    fn new() -> Self {
        Self(Map::new())
    }

    fn put(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// A field that is absent without a value.
    fn put_some(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.put(name, value),
            None => self,
        }
    }

    /// What every record ends with.
    fn finish(self, unknown: &UnknownFields, stamp: Stamp, is_deleted: bool) -> Value {
        let fields = if unknown.is_empty() { self } else { self.put("unknown", unknown.clone()) };
        let fields = fields.put("v", stamp.to_json());
        Value::Object(if is_deleted { fields.put("deleted", true).0 } else { fields.0 })
    }
}

/// The version of a record, and whether it says that the thing was removed.
pub(super) fn version(json: &Value) -> Option<(Stamp, bool)> {
    let is_deleted = match &json["deleted"] {
        Value::Null => false,
        deleted => deleted.as_bool()?,
    };
    Some((Stamp::from_json(&json["v"])?, is_deleted))
}

pub(super) fn article_to_json(article: &Article, stamp: Stamp, is_deleted: bool) -> Value {
    let metadata = &article.metadata;
    let direction = metadata.direction.map(|direction| match direction {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    });
    let blocks: Vec<Value> = article.blocks.iter().map(block_to_json).collect();
    let fields = Fields::new()
        .put("title", metadata.title.as_str())
        .put("text", URL_SAFE_NO_PAD.encode(article.text.as_bytes()))
        .put("blocks", blocks)
        .put_some("byline", metadata.byline.as_deref())
        .put_some("outlet", metadata.outlet.as_deref())
        .put_some("url", metadata.url.as_deref())
        .put_some("published", metadata.published.as_deref())
        .put_some("language", metadata.language.as_deref())
        .put_some("direction", direction);
    let fields = if article.is_done { fields.put("done", true) } else { fields };
    fields.put("added", article.added.to_string()).finish(&article.unknown, stamp, is_deleted)
}

pub(super) fn article_from_json(json: &Value, id: ArticleId) -> Option<Article> {
    let hash: [u8; 32] = URL_SAFE_NO_PAD.decode(json["text"].as_str()?).ok()?.try_into().ok()?;
    let blocks: Option<Vec<Block>> =
        json["blocks"].as_array()?.iter().map(block_from_json).collect();
    Some(Article {
        id,
        text: TextHash::from_bytes(hash),
        blocks: blocks?,
        metadata: Metadata {
            title: text(&json["title"])?,
            byline: optional_text(&json["byline"])?,
            outlet: optional_text(&json["outlet"])?,
            url: optional_text(&json["url"])?,
            published: optional_text(&json["published"])?,
            language: optional_text(&json["language"])?,
            direction: match json["direction"].as_str() {
                Some("ltr") => Some(Direction::LeftToRight),
                Some("rtl") => Some(Direction::RightToLeft),
                _ => None,
            },
        },
        is_done: json["done"].as_bool().unwrap_or(false),
        added: Timestamp::parse(json["added"].as_str()?)?,
        unknown: unknown(json),
    })
}

pub(super) fn link_to_json(link: &Link, stamp: Stamp, is_deleted: bool) -> Value {
    Fields::new()
        .put("kind", link.kind.name())
        .put("from", link.from.to_key())
        .put("to", link.to.to_key())
        .put("created", link.created.to_string())
        .finish(&link.unknown, stamp, is_deleted)
}

pub(super) fn link_from_json(json: &Value, id: LinkId) -> Option<Link> {
    Some(Link {
        id,
        kind: LinkKind::parse(json["kind"].as_str()?),
        from: AnnotationId::parse_key(json["from"].as_str()?)?,
        to: AnnotationId::parse_key(json["to"].as_str()?)?,
        created: Timestamp::parse(json["created"].as_str()?)?,
        unknown: unknown(json),
    })
}

pub(super) fn label_set_to_json(label_set: &LabelSet, stamp: Stamp, is_deleted: bool) -> Value {
    let fields = Fields::new().put("label_set", label_set.to_json());
    fields.finish(&UnknownFields::new(), stamp, is_deleted)
}

pub(super) fn label_set_from_json(json: &Value, id: &str) -> Option<LabelSet> {
    LabelSet::from_json(json["label_set"].clone()).filter(|label_set| label_set.id == id)
}

fn block_to_json(block: &Block) -> Value {
    let kind = match block.kind {
        BlockKind::Heading(level) => format!("heading-{level}"),
        kind => kind.name().to_owned(),
    };
    let (start, end) = (block.range.start().get(), block.range.end().get());
    vec![Value::from(kind), start.into(), end.into()].into()
}

fn block_from_json(json: &Value) -> Option<Block> {
    let kind = json[0].as_str()?;
    let (name, level) = match kind.strip_prefix("heading-") {
        Some(level) => ("heading", level.parse().ok()),
        None => (kind, None),
    };
    let (start, end) = (json[1].as_u64()?, json[2].as_u64()?);
    let range = (start < end).then(|| CharSpan::of(start as usize, end as usize))?;
    Some(Block { kind: BlockKind::parse(name, level)?, range })
}

fn text(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}

/// The text or `None` for nothing; no answer at all for anything else.
fn optional_text(json: &Value) -> Option<Option<String>> {
    match json {
        Value::Null => Some(None),
        json => text(json).map(Some),
    }
}

fn unknown(json: &Value) -> UnknownFields {
    json["unknown"].as_object().cloned().unwrap_or_default()
}
