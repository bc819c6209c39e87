//! What every reader promises.

mod corpus;
mod hostile;

use super::*;
use crate::text::{ArticleText, is_blank};

/// The blocks hold every character that is not blank, and begin and end with one.
pub(super) fn check_partition(read: &Ingested) {
    let characters: Vec<char> = read.text.chars().collect();
    let mut end = 0;
    for block in &read.blocks {
        let (start, next) = (block.range.start().get(), block.range.end().get());
        assert!(end <= start && start < next && next <= characters.len());
        assert!(characters[end..start].iter().copied().all(is_blank));
        assert!(!is_blank(characters[start]) && !is_blank(characters[next - 1]));
        end = next;
    }
    assert!(characters[end..].iter().copied().all(is_blank));
}

pub(super) fn check_blocks(read: &Ingested, expected: &[(&str, &str)]) {
    let text = ArticleText::new(read.text.clone());
    let blocks: Vec<_> =
        read.blocks.iter().map(|block| (block.kind.name(), text.slice(block.range))).collect();
    assert_eq!(blocks, expected);
    check_partition(read);
}
