//! The article that the page opens with.

use crate::text::{ArticleText, CharSpan};

use super::{Article, ArticleId, Block, BlockKind, Metadata, Timestamp, UnknownFields};

/// The sample article's text, as it was scraped.
pub const TEXT: &str = include_str!("presets/sample.txt");

/// The sample article's title, which its text does not have.
pub const TITLE: &str = "Allies agree multilayered security guarantees for Ukraine";

/// The sample article's id, the same everywhere, so that a removed sample stays removed.
pub const ID: ArticleId = ArticleId::from_u128(0x0198_0000_0000_7000_8000_5341_4d50_4c45);

/// What [`TEXT`] consists of: kinds with where they start and end, in code points. Kept as data so
/// that the page can open without its readers.
const BLOCKS: &[(BlockKind, usize, usize)] = &[
    (BlockKind::Metadata, 1, 16),
    (BlockKind::Paragraph, 17, 339),
    (BlockKind::Paragraph, 341, 492),
    (BlockKind::Paragraph, 494, 720),
    (BlockKind::Paragraph, 722, 842),
    (BlockKind::Heading(2), 844, 896),
    (BlockKind::Paragraph, 897, 1099),
    (BlockKind::Paragraph, 1101, 1319),
    (BlockKind::Paragraph, 1321, 1519),
    (BlockKind::Paragraph, 1521, 1699),
    (BlockKind::Paragraph, 1701, 1832),
    (BlockKind::Heading(2), 1834, 1855),
    (BlockKind::Paragraph, 1856, 2072),
    (BlockKind::Paragraph, 2074, 2195),
    (BlockKind::Paragraph, 2197, 2396),
    (BlockKind::Heading(2), 2398, 2420),
    (BlockKind::Paragraph, 2421, 2685),
    (BlockKind::Paragraph, 2687, 3018),
];

/// The sample article over its text, as it comes into a library at the moment `added`.
pub fn article(text: &ArticleText, added: Timestamp) -> Article {
    let block = |(kind, start, end): &(BlockKind, usize, usize)| Block {
        kind: *kind,
        range: CharSpan::of(*start, *end),
    };
    Article {
        id: ID,
        text: text.hash(),
        blocks: BLOCKS.iter().map(block).collect(),
        metadata: Metadata {
            title: TITLE.to_owned(),
            published: Some("2026-01-07".to_owned()),
            language: Some("en".to_owned()),
            ..Metadata::default()
        },
        is_done: false,
        added,
        unknown: UnknownFields::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::plain_text;

    #[test]
    fn the_sample_is_what_the_reader_makes_of_it() {
        let read = plain_text::read(TEXT);
        assert_eq!(read.text, TEXT);
        let article = article(&ArticleText::new(TEXT), Timestamp::default());
        assert_eq!(article.blocks, read.blocks);
        assert_eq!(article.metadata.published, read.metadata.published);
    }
}
