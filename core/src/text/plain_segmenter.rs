//! A small rule for browsers that cannot say where words begin and end.

use super::segmenter::unit_among;
use super::{Boundary, ByteOffset, ByteSpan, Segmenter, is_blank};

/// Cuts by what characters are, one by one, without any table of its own.
///
/// A grapheme is a character with the marks that follow it; a word is a stretch of letters, digits
/// and apostrophes or points between them; a sentence ends after its final marks and blanks.
/// Scripts without spaces have no words here but whole stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlainSegmenter;

impl Segmenter for PlainSegmenter {
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan> {
        let is_joined = match boundary {
            Boundary::Grapheme => is_in_grapheme,
            Boundary::Word => is_in_word,
            Boundary::Sentence => is_in_sentence,
        };
        unit_among(Units { rest: text, is_joined }, place)
    }
}

/// Whether a unit that has come so far takes the character that follows, given the one after that.
type IsJoined = fn(&str, char, Option<char>) -> bool;

struct Units<'t> {
    rest: &'t str,
    is_joined: IsJoined,
}

impl<'t> Iterator for Units<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let mut characters = self.rest.char_indices().skip(1).peekable();
        let mut end = self.rest.len();
        while let Some((place, character)) = characters.next() {
            let after = characters.peek().map(|(_, after)| *after);
            if !(self.is_joined)(&self.rest[..place], character, after) {
                end = place;
                break;
            }
        }
        let (unit, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!unit.is_empty()).then_some(unit)
    }
}

fn is_in_grapheme(unit: &str, character: char, _: Option<char>) -> bool {
    const JOINER: char = '\u{200d}';
    let is_flag = |character: char| matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
    let mut so_far = unit.chars();
    match (so_far.next_back(), character) {
        (Some('\r'), '\n') | (Some(JOINER), _) => true,
        (Some(before), _) if before.is_control() => false,
        (Some(before), _) if is_flag(before) && is_flag(character) => so_far.next().is_none(),
        _ => is_mark(character) || character == JOINER,
    }
}

fn is_in_word(unit: &str, character: char, after: Option<char>) -> bool {
    let is_letter = |character: char| character.is_alphanumeric() || is_mark(character);
    let is_inner = |character| matches!(character, '\'' | '’' | '.' | ',' | '_' | '\u{200d}');
    if !unit.starts_with(is_letter) {
        return unit.ends_with(is_blank) && is_blank(character);
    }
    is_letter(character) || (is_inner(character) && after.is_some_and(is_letter))
}

fn is_in_sentence(unit: &str, character: char, _: Option<char>) -> bool {
    const FINAL: &[char] = &['.', '!', '?', '…', '"', '”', '’', '\'', '»', ')'];
    const FINAL_WITHOUT_BLANK: &[char] = &['\n', '。', '！', '？'];
    let is_over = unit.ends_with(FINAL_WITHOUT_BLANK)
        || (unit.ends_with(is_blank) && unit.trim_end_matches(is_blank).ends_with(FINAL));
    !is_over || is_blank(character) && !unit.ends_with('\n')
}

/// Whether the character changes the one before it: marks that combine, in most of their blocks,
/// variation selectors, and the colours of skin.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}'
        | '\u{e31}'
        | '\u{e34}'..='\u{e3a}'
        | '\u{e47}'..='\u{e4e}'
        | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}'
        | '\u{302a}'..='\u{302f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fe20}'..='\u{fe2f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::text::article_text;

    fn units(boundary: Boundary, text: &str) -> Vec<&str> {
        let spans = crate::testing::text::units(&PlainSegmenter, boundary, text).into_iter();
        spans.map(|span| &text[span.range()]).collect()
    }

    #[test]
    fn words_are_letters_with_what_stands_between_them() {
        let words = ["He", " ", "didn’t", "  ", "pay", " ", "3.14", ",", " ", "“", "no", "”", "."];
        assert_eq!(units(Boundary::Word, &words.concat()), words);
    }

    #[test]
    fn graphemes_keep_their_marks() {
        let clusters = ["e\u{301}", "👩‍👩‍👧", "🇺🇦", "🇵🇱", "\r\n", "\n", "👍🏽"];
        assert_eq!(units(Boundary::Grapheme, &clusters.concat()), clusters);
    }

    #[test]
    fn sentences_end_after_final_marks_and_blanks() {
        let sentences = ["He paid 3.14 for it. ", "“Really?” ", "She did.\n", "同意。", "不同意。"];
        assert_eq!(units(Boundary::Sentence, &sentences.concat()), sentences);
    }

    proptest! {
        #[test]
        fn units_touch_and_cover_the_text(text in article_text()) {
            for boundary in [Boundary::Grapheme, Boundary::Word, Boundary::Sentence] {
                prop_assert_eq!(units(boundary, &text).concat(), text.as_str());
            }
        }
    }
}
