//! Words, for formats that count words instead of characters.
//!
//! Words are those of UAX #29, and each mark between them is one. Blanks and control characters
//! belong to none, since formats with a word on each line part words by them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::Annotation;
use crate::phrase::phrase;
use crate::text::{CharSpan, is_blank};

use super::holds::loss;
use super::{Edition, ImportedArticle, Loss, LossKind};

/// What files say about how they part words.
pub const TOKENIZER: &str = "UAX-29 words";

/// The words of a text.
#[derive(Debug)]
pub struct Tokens {
    /// In text order, none empty, none overlapping; between them are blanks.
    pub spans: Vec<CharSpan>,
    /// Where sentences begin.
    sentence_starts: Vec<usize>,
}

/// Whether this character stands between words and in none.
pub fn parts_words(character: char) -> bool {
    is_blank(character) || character.is_control()
}

impl Tokens {
    /// Parts a text into words.
    pub fn of(text: &str) -> Self {
        let mut spans = Vec::new();
        let mut n_chars = 0;
        for unit in text.split_word_bounds() {
            let mut start = n_chars;
            for character in unit.chars() {
                if parts_words(character) {
                    push_filled(&mut spans, start, n_chars);
                    start = n_chars + 1;
                }
                n_chars += 1;
            }
            push_filled(&mut spans, start, n_chars);
        }
        let mut sentence_starts = Vec::new();
        let mut place = 0;
        for sentence in text.split_sentence_bounds() {
            sentence_starts.push(place);
            place += sentence.chars().count();
        }
        Self { spans, sentence_starts }
    }

    /// The words of which a part lies in `span`; `None` when it holds none.
    pub fn covering(&self, span: CharSpan) -> Option<Range<usize>> {
        let start = self.spans.partition_point(|token| token.end() <= span.start());
        let end = self.spans.partition_point(|token| token.start() < span.end());
        (start < end).then_some(start..end)
    }

    /// The characters from the first to the last of these words.
    pub fn hull(&self, tokens: &Range<usize>) -> CharSpan {
        CharSpan::new(self.spans[tokens.start].start(), self.spans[tokens.end - 1].end())
    }

    /// Sentences as ranges of words. None ends within an annotation, since a program that reads
    /// sentence by sentence would see two in it.
    pub fn sentences(&self, annotations: &[Annotation]) -> Vec<Range<usize>> {
        // How many annotations begin less how many end, before each word.
        let mut changes = vec![0_isize; self.spans.len() + 1];
        for tokens in annotations.iter().filter_map(|it| self.covering(it.hull())) {
            if tokens.len() > 1 {
                changes[tokens.start + 1] += 1;
                changes[tokens.end] -= 1;
            }
        }
        let (mut sentences, mut start, mut n_open) = (Vec::new(), 0, 0);
        let mut starts = self.sentence_starts.iter().copied().peekable();
        for (place, span) in self.spans.iter().enumerate() {
            n_open += changes[place];
            let mut is_start = false;
            while starts.next_if(|start| *start <= span.start().get()).is_some() {
                is_start = true;
            }
            if is_start && n_open == 0 && place > start {
                sentences.push(start..place);
                start = place;
            }
        }
        if start < self.spans.len() {
            sentences.push(start..self.spans.len());
        }
        sentences
    }
}

/// Moves the ends of all annotations to ends of words, and says where that changes one. What holds
/// no word is left out.
pub fn fit_to_tokens(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for ImportedArticle { annotations, text, .. } in &mut edition.articles {
        let tokens = Tokens::of(text.as_str());
        annotations.retain_mut(|annotation| {
            let ranges = on_tokens(&tokens, &annotation.ranges);
            if ranges.is_empty() {
                let reason = phrase!("it holds no word, and this format counts words");
                losses.push(loss(annotation, text, LossKind::Annotation { reason }));
                return false;
            }
            if ranges != annotation.ranges {
                let mut told = loss(annotation, text, LossKind::Note);
                annotation.ranges = ranges;
                told.kind = LossKind::Ends { written: shortened(&annotation.quote(text)) };
                losses.push(told);
            }
            true
        });
        annotations.sort_by_key(Annotation::order_key);
    }
}

/// The ranges, each on whole words, those that share a word made one.
fn on_tokens(tokens: &Tokens, ranges: &[CharSpan]) -> Vec<CharSpan> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges.iter().filter_map(|range| tokens.covering(*range)) {
        match merged.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged.iter().map(|range| tokens.hull(range)).collect()
}

fn push_filled(spans: &mut Vec<CharSpan>, start: usize, end: usize) {
    if start < end {
        spans.push(CharSpan::of(start, end));
    }
}

/// The words of a file, found again in the text that they were taken from, with nothing but blanks
/// between them; `None` when it is another text.
pub fn found_in<'t>(text: &str, words: impl Iterator<Item = &'t str>) -> Option<Vec<CharSpan>> {
    let (mut rest, mut place) = (text, 0);
    let mut spans = Vec::new();
    for word in words {
        let trimmed = rest.trim_start_matches(parts_words);
        place += rest[..rest.len() - trimmed.len()].chars().count();
        rest = trimmed.strip_prefix(word)?;
        let end = place + word.chars().count();
        spans.push(CharSpan::of(place, end));
        place = end;
    }
    rest.chars().all(parts_words).then_some(spans)
}

/// The beginning of a text, for messages.
fn shortened(text: &str) -> String {
    const MOST_CHARS: usize = 60;
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{annotation, text::article_text};
    use crate::text::ArticleText;

    fn words(text: &str) -> Vec<String> {
        let article = ArticleText::new(text);
        Tokens::of(text).spans.iter().map(|span| article.slice(*span).to_owned()).collect()
    }

    #[test]
    fn words_hold_no_blanks() {
        assert_eq!(words("He said: “don’t!”"), ["He", "said", ":", "“", "don’t", "!", "”"]);
        assert_eq!(words(" \u{301}a\u{202f}b\0c "), ["\u{301}", "a", "b", "c"]);
        assert_eq!(words(" \n"), [""; 0]);
    }

    #[test]
    fn no_sentence_ends_within_an_annotation() {
        let tokens = Tokens::of("One. Two. Three.");
        assert_eq!(tokens.sentences(&[]), [0..2, 2..4, 4..6]);
        let across = annotation(1, &[CharSpan::of(5, 12)]);
        assert_eq!(tokens.sentences(&[across]), [0..2, 2..6]);
        let before = annotation(1, &[CharSpan::of(0, 4)]);
        assert_eq!(tokens.sentences(&[before]), [0..2, 2..4, 4..6]);
    }

    #[test]
    fn ranges_are_moved_to_words() {
        let tokens = Tokens::of("one two, three");
        let check = |ranges: &[(usize, usize)], expected: &[(usize, usize)]| {
            let spans = |pairs: &[(usize, usize)]| -> Vec<CharSpan> {
                pairs.iter().map(|(start, end)| CharSpan::of(*start, *end)).collect()
            };
            assert_eq!(on_tokens(&tokens, &spans(ranges)), spans(expected));
        };
        check(&[(1, 5)], &[(0, 7)]);
        check(&[(3, 7)], &[(4, 7)]);
        check(&[(3, 4)], &[]);
        check(&[(0, 1), (2, 3), (9, 10)], &[(0, 3), (9, 14)]);
    }

    proptest! {
        #[test]
        fn words_are_found_again(text in article_text()) {
            let article = ArticleText::new(&*text);
            let spans = Tokens::of(&text).spans;
            let words = spans.iter().map(|span| article.slice(*span));
            prop_assert_eq!(found_in(&text, words), Some(spans.clone()));
        }
    }
}
