//! The stored form of links.

use crate::json::{Fields, Writer};
use crate::model::{AnnotationId, Link, LinkId, LinkKind, Timestamp};

use super::annotation::write_unknown;

/// Writes the fields of `link`.
pub(super) fn write(json: &mut Writer, link: &Link) {
    json.name("kind").text(link.kind.name());
    json.name("from").text(&link.from.to_key());
    json.name("to").text(&link.to.to_key());
    json.name("created").text(&link.created.to_string());
    write_unknown(json, &link.unknown);
}

/// Reads the link `id`.
pub(super) fn read(mut fields: Fields<'_>, id: LinkId) -> Option<Link> {
    Some(Link {
        id,
        kind: LinkKind::parse(&fields.text("kind")?),
        from: AnnotationId::parse_key(&fields.text("from")?)?,
        to: AnnotationId::parse_key(&fields.text("to")?)?,
        created: Timestamp::parse(&fields.text("created")?)?,
        unknown: fields.optional_object("unknown")?,
    })
}
