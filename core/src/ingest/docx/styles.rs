//! Which paragraph styles are headings, quotes, lists: their names are translated, what they stand
//! for is not.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::model::BlockKind;

use super::paragraphs::attribute;

/// What the paragraphs of each style are, by the style's id.
pub(super) type Styles = HashMap<String, BlockKind>;

/// Reads the part with the styles; what is damaged ends it.
pub(super) fn read(xml: &str) -> Styles {
    let mut styles = Styles::new();
    let mut reader = Reader::from_str(xml);
    let mut id = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => take(&element, &mut id, &mut styles),
            _ => {}
        }
    }
    styles
}

fn take(element: &BytesStart<'_>, id: &mut Option<String>, styles: &mut Styles) {
    let value = || attribute(element, "val");
    match (element.local_name().as_ref(), &id) {
        ("style", _) => *id = attribute(element, "styleId"),
        ("name", Some(id)) => {
            if let Some(kind) = value().and_then(|name| kind(&name)) {
                styles.insert(id.clone(), kind);
            }
        }
        ("outlineLvl", Some(id)) => {
            if let Some(level @ 0..=8) = value().and_then(|level| level.parse::<u8>().ok()) {
                let heading = BlockKind::Heading((level + 1).clamp(2, 6));
                styles.entry(id.clone()).or_insert(heading);
            }
        }
        _ => {}
    }
}

/// What a style of this name, or with this id, is for.
pub(super) fn kind(name: &str) -> Option<BlockKind> {
    let name = name.to_ascii_lowercase().replace(' ', "");
    Some(match name.as_str() {
        "title" => BlockKind::Title,
        "quote" | "intensequote" | "blocktext" => BlockKind::BlockQuote,
        "caption" => BlockKind::Caption,
        name if name.starts_with("list") => BlockKind::ListItem,
        name => {
            let level = name.strip_prefix("heading")?.parse::<u8>().ok()?;
            BlockKind::Heading(level.clamp(2, 6))
        }
    })
}
