//! The selection: core's own, which the browser's mirrors.

use crate::text::{
    ArticleText, ByteSpan, CharOffset, CharSpan, Segmenter, snap_to_graphemes, snap_to_words,
    trim_blank,
};

use super::Article;

/// A stretch of the open article's text with a fixed and a moving end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: CharOffset,
    /// Where it ends now; before the anchor when it was drawn backwards.
    pub head: CharOffset,
    /// Whether it means exactly these characters, and no word is to be completed.
    pub is_exact: bool,
}

impl Selection {
    /// A selection over `span`, drawn forwards.
    pub fn over(span: CharSpan) -> Self {
        Self { anchor: span.start(), head: span.end(), is_exact: false }
    }

    /// What lies between its ends.
    pub fn span(self) -> CharSpan {
        CharSpan::new(self.anchor, self.head)
    }

    /// What a label would mark: without blanks at its ends, with the words it cut completed unless
    /// it is exact, never a part of a grapheme cluster. `None` when only blanks are in it.
    pub fn mark_span(
        self,
        article: &Article,
        text: &ArticleText,
        segmenter: &dyn Segmenter,
    ) -> Option<CharSpan> {
        let whole = text.as_str();
        let span = trim_blank(whole, text.to_bytes(self.span()));
        if span.is_empty() {
            return None;
        }
        let span = snap_to_graphemes(segmenter, whole, span);
        let span = match self.is_exact {
            true => span,
            false => complete_words_and_clusters(article, text, span, segmenter),
        };
        Some(text.to_chars(span))
    }
}

/// A cluster may begin with the last character of a word (U+0600 before a letter), so that taking
/// it whole cuts one more word.
fn complete_words_and_clusters(
    article: &Article,
    text: &ArticleText,
    mut span: ByteSpan,
    segmenter: &dyn Segmenter,
) -> ByteSpan {
    loop {
        let words = complete_words(article, text, span, segmenter);
        let wider = snap_to_graphemes(segmenter, text.as_str(), words);
        if wider == span {
            return span;
        }
        span = wider;
    }
}

fn complete_words(
    article: &Article,
    text: &ArticleText,
    span: ByteSpan,
    segmenter: &dyn Segmenter,
) -> ByteSpan {
    let chars = text.to_chars(span);
    let first = article.blocks.partition_point(|block| block.range.end() <= chars.start());
    let after = article.blocks.partition_point(|block| block.range.start() < chars.end());
    let touched = article.blocks.get(first..after).unwrap_or_default();
    // A word can only be cut in the blocks in which the selection begins and ends.
    let ends = touched.first().into_iter().chain(touched.get(1..).and_then(<[_]>::last));
    ends.fold(span, |span, block| {
        snap_to_words(segmenter, text.as_str(), text.to_bytes(block.range), span)
    })
}

#[cfg(test)]
mod tests;
