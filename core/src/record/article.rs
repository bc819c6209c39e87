//! The stored form of articles.

use crate::base64url;
use crate::json::{Fields, Value, Writer};
use crate::model::{Article, ArticleId, Block, BlockKind, Direction, Metadata, Timestamp};
use crate::text::TextHash;

use super::annotation::{range, write_unknown};

/// Writes the fields of `article`.
pub(super) fn write(json: &mut Writer, article: &Article) {
    let metadata = &article.metadata;
    json.name("title").text(&metadata.title);
    json.name("text").text(&base64url::encode(article.text.as_bytes()));
    json.name("blocks").list(|json| {
        article.blocks.iter().for_each(|block| write_block(json, block));
    });
    // The title stands there already.
    for (name, value) in &metadata.fields()[1..] {
        if let Some(value) = value {
            json.name(name).text(value);
        }
    }
    if article.is_done {
        json.name("done").flag(true);
    }
    json.name("added").text(&article.added.to_string());
    write_unknown(json, &article.unknown);
}

/// Reads the article `id`.
pub(super) fn read(mut fields: Fields<'_>, id: ArticleId) -> Option<Article> {
    let hash = base64url::decode(&fields.text("text")?)?;
    let blocks = fields.list("blocks")?.into_iter().map(read_block);
    Some(Article {
        id,
        text: TextHash::from_bytes(hash),
        blocks: blocks.collect::<Option<_>>()?,
        metadata: Metadata {
            title: fields.text("title")?,
            byline: fields.optional_text("byline")?,
            outlet: fields.optional_text("outlet")?,
            url: fields.optional_text("url")?,
            published: fields.optional_text("published")?,
            language: fields.optional_text("language")?,
            direction: fields.optional_text("direction")?.and_then(|name| Direction::parse(&name)),
        },
        is_done: fields.flag("done")?,
        added: Timestamp::parse(&fields.text("added")?)?,
        unknown: fields.optional_object("unknown")?,
    })
}

/// Writes `[kind, start, end]`.
fn write_block(json: &mut Writer, block: &Block) {
    json.list(|json| {
        match block.kind {
            BlockKind::Heading(level) => json.text(&format!("heading-{level}")),
            kind => json.text(kind.name()),
        }
        json.number(block.range.start().get() as u64);
        json.number(block.range.end().get() as u64);
    });
}

fn read_block(value: Value) -> Option<Block> {
    let [kind, start, end] = value.as_array()? else { return None };
    let kind = kind.as_str()?;
    let (name, level) = match kind.strip_prefix("heading-") {
        Some(level) => ("heading", level.parse().ok()),
        None => (kind, None),
    };
    Some(Block { kind: BlockKind::parse(name, level)?, range: range(start, end)? })
}
