//! Blocks, corrected by hand. The text stays as it is, and so does everything that is marked.

use crate::text::{ArticleText, ByteSpan, CharSpan, trim_blank};

use super::{Block, BlockKind};

/// What is to be done with the blocks at a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Let the passage be a block of this kind; where it goes over several, each becomes one.
    Kind(BlockKind),
    /// Let the passage be a block by itself, of the kind it is.
    Split,
    /// Make one block of those that the passage touches, or of its only one and the one before.
    Join,
}

/// `blocks` with `correction` made at `span`; `None` when that changes nothing.
///
/// An empty passage stands for the block in which it lies, except for splitting, which it does in
/// its place.
pub fn corrected(
    text: &ArticleText,
    blocks: &[Block],
    span: CharSpan,
    correction: Correction,
) -> Option<Vec<Block>> {
    let first = blocks.partition_point(|block| block.range.end() <= span.start());
    let after = blocks.partition_point(|block| block.range.start() < span.end());
    let touched = first..after.max(first + 1).min(blocks.len());
    let inside = blocks.get(touched.clone()).filter(|inside| !inside.is_empty())?;
    let new = match correction {
        Correction::Kind(kind) => match inside {
            [block] if !span.is_empty() => carved(text, *block, span, kind),
            several => several.iter().map(|block| Block { kind, ..*block }).collect(),
        },
        Correction::Split => {
            inside.iter().flat_map(|it| carved(text, *it, span, it.kind)).collect()
        }
        Correction::Join => {
            let first = if inside.len() > 1 { first } else { first.checked_sub(1)? };
            let joined = &blocks[first..touched.end];
            let range = joined[0].range.hull(joined[joined.len() - 1].range);
            let whole = Block { kind: joined[0].kind, range };
            return Some([&blocks[..first], &[whole], &blocks[touched.end..]].concat());
        }
    };
    let corrected = [&blocks[..touched.start], &new, &blocks[touched.end..]].concat();
    (corrected != blocks).then_some(corrected)
}

/// What of `block` lies before, in and after `span`, the middle one of this kind.
fn carved(text: &ArticleText, block: Block, span: CharSpan, kind: BlockKind) -> Vec<Block> {
    let (start, end) = (block.range.start(), block.range.end());
    let parts = [
        (block.kind, CharSpan::new(start, span.start().clamp(start, end))),
        (kind, CharSpan::new(span.start().clamp(start, end), span.end().clamp(start, end))),
        (block.kind, CharSpan::new(span.end().clamp(start, end), end)),
    ];
    let part = |(kind, range): (BlockKind, CharSpan)| {
        let inside: ByteSpan = trim_blank(text.as_str(), text.to_bytes(range));
        (!inside.is_empty()).then(|| Block { kind, range: text.to_chars(inside) })
    };
    parts.into_iter().filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::is_blank;

    const TEXT: &str = "Title\n\nWhat Russia says The talks go on.\n\nEnd.";

    fn blocks() -> Vec<Block> {
        let block = |kind, start, end| Block { kind, range: CharSpan::of(start, end) };
        vec![
            block(BlockKind::Title, 0, 5),
            block(BlockKind::Paragraph, 7, 41),
            block(BlockKind::Paragraph, 43, 47),
        ]
    }

    fn check(start: usize, end: usize, correction: Correction, expected: &[(&str, &str)]) {
        let text = ArticleText::new(TEXT);
        let corrected = corrected(&text, &blocks(), CharSpan::of(start, end), correction);
        let shown: Vec<_> = corrected
            .iter()
            .flatten()
            .map(|block| (block.kind.name(), text.slice(block.range)))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_passage_becomes_a_heading() {
        check(
            7,
            24,
            Correction::Kind(BlockKind::Heading(2)),
            &[
                ("title", "Title"),
                ("heading", "What Russia says"),
                ("paragraph", "The talks go on."),
                ("paragraph", "End."),
            ],
        );
    }

    #[test]
    fn several_blocks_change_their_kind_whole() {
        check(
            30,
            45,
            Correction::Kind(BlockKind::BlockQuote),
            &[
                ("title", "Title"),
                ("block-quote", "What Russia says The talks go on."),
                ("block-quote", "End."),
            ],
        );
        check(
            44,
            44,
            Correction::Kind(BlockKind::Caption),
            &[
                ("title", "Title"),
                ("paragraph", "What Russia says The talks go on."),
                ("caption", "End."),
            ],
        );
    }

    #[test]
    fn blocks_are_split_and_joined() {
        check(
            23,
            23,
            Correction::Split,
            &[
                ("title", "Title"),
                ("paragraph", "What Russia says"),
                ("paragraph", "The talks go on."),
                ("paragraph", "End."),
            ],
        );
        check(
            44,
            45,
            Correction::Join,
            &[("title", "Title"), ("paragraph", "What Russia says The talks go on.\n\nEnd.")],
        );
        check(0, 45, Correction::Join, &[("title", TEXT)]);
    }

    #[test]
    fn what_changes_nothing_is_no_correction() {
        check(0, 5, Correction::Kind(BlockKind::Title), &[]);
        check(0, 3, Correction::Join, &[]);
        check(7, 41, Correction::Split, &[]);
    }

    proptest! {
        #[test]
        fn blocks_hold_all_that_is_not_blank(
            start in 0_usize..50, end in 0_usize..50, which in 0_usize..3,
        ) {
            let text = ArticleText::new(TEXT);
            let correction =
                [Correction::Kind(BlockKind::ListItem), Correction::Split, Correction::Join][which];
            let Some(blocks) = corrected(&text, &blocks(), CharSpan::of(start, end), correction)
            else {
                return Ok(());
            };
            let mut done = 0;
            for block in &blocks {
                prop_assert!(done <= block.range.start().get() && !block.range.is_empty());
                prop_assert!(TEXT[done..block.range.start().get()].chars().all(is_blank));
                done = block.range.end().get();
            }
            prop_assert!(TEXT[done..].chars().all(is_blank));
        }
    }
}
