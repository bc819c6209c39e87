//! Cuts texts into tokens: words as UAX #29 has them, cut further wherever a mark begins or ends, so
//! that every mark consists of whole tokens.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::Annotation;
use crate::text::{ArticleText, ByteOffset, CharSpan};

/// How this cuts, in words for the header of a file.
pub const TOKENIZER: &str = "UAX #29 words, cut further at the ends of annotations";

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its characters; none of them blank.
    pub range: CharSpan,
    /// Whether one blank, U+0020, follows and then the next token, or the end.
    pub has_blank_after: bool,
}

/// The tokens of `text`, in order; blanks are in none of them unless a mark begins or ends there.
pub fn tokens(text: &ArticleText, annotations: &[Annotation]) -> Vec<Token> {
    let ranges = annotations.iter().flat_map(|annotation| &annotation.ranges);
    let cuts: BTreeSet<usize> = ranges
        .flat_map(|range| [range.start(), range.end()])
        .map(|place| text.char_to_byte(place).get())
        .collect();
    let whole = text.as_str();
    let mut pieces: Vec<(usize, usize)> = Vec::new();
    for (start, word) in whole.split_word_bound_indices() {
        let mut from = start;
        for cut in cuts.range(start + 1..start + word.len()) {
            pieces.push((from, *cut));
            from = *cut;
        }
        pieces.push((from, start + word.len()));
    }
    pieces.retain(|(start, end)| !whole[*start..*end].trim().is_empty());
    let mut tokens = Vec::with_capacity(pieces.len());
    for (place, (start, end)) in pieces.iter().enumerate() {
        let next = pieces.get(place + 1).map_or(whole.len(), |(next, _)| *next);
        let gap = &whole[*end..next];
        let char_of = |byte| text.byte_to_char(ByteOffset::new(byte));
        tokens.push(Token {
            range: CharSpan::new(char_of(*start), char_of(*end)),
            has_blank_after: gap == " ",
        });
    }
    tokens
}

/// The tokens, by position, that lie in `range`: the first, and the one after the last.
pub fn within(tokens: &[Token], range: CharSpan) -> (usize, usize) {
    let first = tokens.partition_point(|token| token.range.end() <= range.start());
    let after = tokens.partition_point(|token| token.range.start() < range.end());
    (first, after.max(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_cut_words_and_blanks_are_no_tokens() {
        let text = ArticleText::new("Nobody  left.\nHe said");
        let annotation = crate::testing::annotation(1, &[CharSpan::of(2, 6), CharSpan::of(8, 10)]);
        let tokens = tokens(&text, &[annotation]);
        let words: Vec<&str> = tokens.iter().map(|token| text.slice(token.range)).collect();
        assert_eq!(words, ["No", "body", "le", "ft", ".", "He", "said"]);
        assert!(!tokens[1].has_blank_after && tokens[5].has_blank_after);
        assert_eq!(within(&tokens, CharSpan::of(2, 10)), (1, 3));
    }
}
