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
    for (name, value) in metadata.fields() {
        if let Some(value) = value {
            json.name(name).text(value);
        }
    }
}
