//! Cuts a text into sentences that can be compared.
//!
//! They need not be right, only the same for the same words: a full stop after an abbreviation
//! ends one too.

use crate::text::{ByteSpan, is_blank, trim_blank};

/// Marks that end a sentence, and those that may follow them before the next begins.
const ENDS: &[char] = &['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', ';', '；'];
const CLOSERS: &[char] =
    &['"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』', '）', '›', '‹', '״'];

/// A sentence that is longer than this, in bytes, ends at the next blank, and at twice the length
/// anywhere: nobody writes such sentences, and comparing them takes time.
const MOST_BYTES: usize = 2_000;

/// The sentences of `text` in order, without the blanks between them.
pub(super) fn sentences(text: &str) -> Vec<ByteSpan> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((idx, character)) = characters.next() {
        let mut end = idx + character.len_utf8();
        let is_too_long =
            idx - start > if is_blank(character) { MOST_BYTES } else { 2 * MOST_BYTES };
        let is_end = if character == '\n' || is_too_long {
            true
        } else if ENDS.contains(&character) {
            while let Some((next, closer)) =
                characters.next_if(|(_, it)| CLOSERS.contains(it) || ENDS.contains(it))
            {
                end = next + closer.len_utf8();
            }
            let is_wide = matches!(character, '。' | '！' | '？' | '；');
            is_wide || characters.peek().is_none_or(|(_, next)| is_blank(*next))
        } else {
            false
        };
        if is_end {
            push(text, start, end, &mut sentences);
            start = end;
        }
    }
    push(text, start, text.len(), &mut sentences);
    sentences
}

fn push(text: &str, start: usize, end: usize, sentences: &mut Vec<ByteSpan>) {
    let inside = trim_blank(text, ByteSpan::of(start, end));
    if !inside.is_empty() {
        sentences.push(inside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_marks() {
        let text = "“Yes!” he said. It cost 4.2 million (or more).\n\nTitle\n他说：“好。”她走了。";
        let found: Vec<&str> = sentences(text).iter().map(|it| &text[it.range()]).collect();
        assert_eq!(
            found,
            [
                "“Yes!”",
                "he said.",
                "It cost 4.2 million (or more).",
                "Title",
                "他说：“好。”",
                "她走了。"
            ]
        );
    }
}
