//! The words of a paragraph as the finder of run-in headings looks at them.

use crate::text::is_blank;

use super::lexicon;

/// A word with the marks that touch it.
#[derive(Debug, Clone)]
pub(super) struct Word<'text> {
    /// Without the marks around it.
    pub core: &'text str,
    /// `core` in small letters, with `'` for `’`.
    pub lower: String,
    /// Whether a mark stands before it, such as a quotation mark.
    pub opens: bool,
    /// The last mark after it, if any; the apostrophe of "ministers'" does not count.
    pub closes: Option<char>,
    /// Where it ends in the paragraph, in bytes, marks included.
    pub end: usize,
}

impl Word<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.core.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it has two letters or more and no small one.
    pub fn is_all_capitals(&self) -> bool {
        let mut letters = self.core.chars().filter(|letter| letter.is_alphabetic());
        letters.clone().nth(1).is_some() && !letters.any(char::is_lowercase)
    }

    /// Whether it is written small inside a sentence, and often begins one.
    pub fn starts_sentences(&self) -> bool {
        // "IT" and "US" are names.
        !self.is_all_capitals() && lexicon::is_one_of(&self.lower, lexicon::SENTENCE_STARTS)
    }

    /// Whether a sentence ends with it; "Gov." and "J." end none.
    pub fn ends_sentence(&self) -> bool {
        let is_initial = self.core.chars().nth(1).is_none() && self.is_capital();
        match self.closes {
            Some('.') => !is_initial && !self.is_one_of(lexicon::ABBREVIATIONS),
            closes => matches!(closes, Some('!' | '?' | '…')),
        }
    }

    /// Whether `list` has it.
    pub fn is_one_of(&self, list: &[&str]) -> bool {
        lexicon::is_one_of(&self.lower, list)
    }
}

/// The first words of `paragraph`, at most `max`.
pub(super) fn words(paragraph: &str, max: usize) -> Vec<Word<'_>> {
    paragraph
        .split(is_blank)
        .filter(|piece| !piece.is_empty())
        .take(max)
        .map(|piece| word(paragraph, piece))
        .collect()
}

fn word<'text>(paragraph: &'text str, piece: &'text str) -> Word<'text> {
    let is_mark = |character: char| !character.is_alphanumeric();
    let without_start = piece.trim_start_matches(is_mark);
    let core = without_start.trim_end_matches(is_mark);
    let closes = piece.chars().next_back().filter(|last| is_mark(*last));
    let is_possessive = core.ends_with('s')
        && without_start.len() - core.len() == closes.map_or(0, char::len_utf8)
        && matches!(closes, Some('\'' | '’'));
    Word {
        core,
        lower: core.to_lowercase().replace('’', "'"),
        opens: without_start.len() < piece.len(),
        closes: closes.filter(|_| !is_possessive),
        end: piece.as_ptr() as usize - paragraph.as_ptr() as usize + piece.len(),
    }
}
