//! Articles that say nothing but their text.

use crate::model::{Article, ArticleId, Block, BlockKind, Metadata, Timestamp, UnknownFields};
use crate::text::{ArticleText, CharSpan, is_blank};

/// An article with this id over `text`, with a paragraph for each stretch between line ends.
///
/// The paragraphs begin and end with characters that are not blank.
pub fn article(id: u128, text: &ArticleText) -> Article {
    Article {
        id: ArticleId::from_u128(id),
        text: text.hash(),
        blocks: paragraphs(text.as_str()),
        metadata: Metadata::default(),
        is_done: false,
        added: Timestamp::default(),
        unknown: UnknownFields::new(),
    }
}

fn paragraphs(text: &str) -> Vec<Block> {
    let mut n_before = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive(['\n', '\r']) {
        let start = n_before + line.chars().take_while(|character| is_blank(*character)).count();
        let len = line.trim_matches(is_blank).chars().count();
        if len > 0 {
            let range = CharSpan::of(start, start + len);
            blocks.push(Block { kind: BlockKind::Paragraph, range });
        }
        n_before += line.chars().count();
    }
    blocks
}
