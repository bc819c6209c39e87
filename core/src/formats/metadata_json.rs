//! What is known about an article, as fields of a JSON object beside others.

use crate::json::{Map, Writer};
use crate::model::{Direction, Metadata};

use super::json_text::text;

/// What is known about the article; a `name`, which many programs have, is a title too.
pub fn metadata_of(fields: &Map) -> Metadata {
    let text = |name: &str| text(fields, name);
    Metadata {
        title: text("title").or_else(|| text("name")).unwrap_or_default(),
        byline: text("byline"),
        outlet: text("outlet"),
        url: text("url"),
        published: text("published"),
        language: text("language"),
        direction: text("direction").and_then(|name| Direction::parse(&name)),
    }
}

/// Writes the fields that say something.
pub fn write_metadata(json: &mut Writer, metadata: &Metadata) {
    let fields = [
        ("title", Some(metadata.title.as_str()).filter(|title| !title.is_empty())),
        ("byline", metadata.byline.as_deref()),
        ("outlet", metadata.outlet.as_deref()),
        ("url", metadata.url.as_deref()),
        ("published", metadata.published.as_deref()),
        ("language", metadata.language.as_deref()),
        ("direction", metadata.direction.map(Direction::name)),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            json.name(name).text(value);
        }
    }
}
