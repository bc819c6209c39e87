//! Blocks, corrected by hand. The text stays as it is, and so does everything that is marked.

#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::history::{Change, Edit, Transaction};
use crate::model::{Article, Block, BlockKind};
use crate::text::{ArticleText, CharSpan, trim_blank};

/// What is to be done with the blocks at a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correction {
    /// Let the passage be a block of this kind; where it goes over several, each of them becomes
    /// one, whole.
    Kind(BlockKind),
    /// Let the passage be a block by itself, of the kind it is; an empty one parts its block there.
    Split,
    /// Make one block of those that the passage touches, or of its only one and the next. It is of
    /// the kind of the first.
    Join,
}

/// `blocks` of `text` with `correction` made at `span`; `None` when that changes nothing.
///
/// An empty passage stands for the block in which it lies, or the next one where it lies between
/// two. What is not blank stays in a block, and only blanks lie outside of them.
///
/// ```
/// # use onrecord_core::blocks::{Correction, corrected};
/// # use onrecord_core::model::{Block, BlockKind};
/// # use onrecord_core::text::{ArticleText, CharSpan};
/// let text = ArticleText::new("What Russia says Talks go on.");
/// let blocks = [Block { kind: BlockKind::Paragraph, range: CharSpan::of(0, 29) }];
/// let heading = Correction::Kind(BlockKind::Heading(2));
/// let blocks = corrected(&text, &blocks, CharSpan::of(0, 17), heading).expect("it changes");
/// assert_eq!(text.slice(blocks[0].range), "What Russia says");
/// assert_eq!(text.slice(blocks[1].range), "Talks go on.");
/// ```
pub fn corrected(
    text: &ArticleText,
    blocks: &[Block],
    span: CharSpan,
    correction: Correction,
) -> Option<Vec<Block>> {
    let first = blocks.partition_point(|block| block.range.end() <= span.start());
    let after = blocks.partition_point(|block| block.range.start() < span.end());
    let after = after.max(first + 1).min(blocks.len());
    let touched = blocks.get(first..after).filter(|touched| !touched.is_empty())?;
    let (after, new) = match correction {
        Correction::Kind(kind) => match touched {
            [block] if !span.is_empty() => (after, carved(text, *block, span, kind)),
            several => (after, several.iter().map(|block| Block { kind, ..*block }).collect()),
        },
        Correction::Split => {
            (after, touched.iter().flat_map(|it| carved(text, *it, span, it.kind)).collect())
        }
        Correction::Join => {
            let after = if touched.len() > 1 { after } else { after + 1 };
            let joined = blocks.get(first..after)?;
            let range = joined[0].range.hull(joined[joined.len() - 1].range);
            (after, vec![Block { kind: joined[0].kind, range }])
        }
    };
    let corrected = [&blocks[..first], &new, &blocks[after..]].concat();
    (corrected != blocks).then_some(corrected)
}

/// The step that makes `correction` at `span` in `article`, with this title; `None` when that
/// changes nothing.
pub fn correct(
    article: &Rc<Article>,
    text: &ArticleText,
    span: CharSpan,
    correction: Correction,
    title: &str,
) -> Option<Transaction> {
    let blocks = corrected(text, &article.blocks, span, correction)?;
    let after = Article { blocks, ..Article::clone(article) };
    Some(Transaction::new(title, vec![Change::Article(Edit::replace(article, after))]))
}

/// What of `block` lies before, in and after `span`, the middle one of this kind.
fn carved(text: &ArticleText, block: Block, span: CharSpan, kind: BlockKind) -> Vec<Block> {
    let (start, end) = (block.range.start(), block.range.end());
    let (from, to) = (span.start().clamp(start, end), span.end().clamp(start, end));
    let parts = [(block.kind, start, from), (kind, from, to), (block.kind, to, end)];
    let part = |(kind, start, end)| {
        let inside = trim_blank(text.as_str(), text.to_bytes(CharSpan::new(start, end)));
        (!inside.is_empty()).then(|| Block { kind, range: text.to_chars(inside) })
    };
    parts.into_iter().filter_map(part).collect()
}
