//! What every reader promises.

mod corpus;
mod fuzz;
mod hostile;

use super::*;
pub(super) use crate::testing::readers::check_partition;
use crate::text::ArticleText;

pub(super) fn check_blocks(read: &Ingested, expected: &[(&str, &str)]) {
    let text = ArticleText::new(read.text.clone());
    let blocks: Vec<_> =
        read.blocks.iter().map(|block| (block.kind.name(), text.slice(block.range))).collect();
    assert_eq!(blocks, expected);
    check_partition(read);
}
