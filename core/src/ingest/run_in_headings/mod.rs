//! Finds headings that run into their paragraph: "What Russia is saying Moscow has been …".
//!
//! The rule reads the first words of a paragraph only. It needs capital letters and English
//! function words; other languages and scripts without case give nothing. What is sure stands
//! by itself; what could be prose counts only in an article that has other headings too.
//!
//! Known misses: a noun phrase before a name ("A long winter Moscow has …"), a heading with
//! punctuation other than a final question mark, a heading of one word.

mod clause;
#[rustfmt::skip] // One word a line would make its lists unreadable.
mod lexicon;
mod noun_phrase;
mod question;
mod words;

use crate::text::{ByteSpan, is_blank};

use super::title::heading_line;

pub(super) use question::{is_address, is_question};

use words::{Word, words};

/// No heading is longer than this many words.
const MAX_WORDS: usize = 14;
/// How far the text after a heading is read for its verb, in words.
const N_WORDS_READ: usize = MAX_WORDS + 24;

/// How sure it is that a paragraph begins with a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Certainty {
    /// A heading only among sure ones.
    Low,
    /// A heading if it is not the only one.
    Middle,
    /// A heading even alone.
    High,
}

/// The first `n_words` words of a paragraph may be a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Candidate {
    n_words: usize,
    certainty: Certainty,
}

/// The headings at the start of `paragraphs`, in order, without the blank that follows each.
///
/// `has_headings` says that the article has headings of its own.
pub(super) fn find_run_in_headings(
    text: &str,
    paragraphs: &[ByteSpan],
    has_headings: bool,
) -> Vec<ByteSpan> {
    let mut candidates = Vec::new();
    for (idx, paragraph) in paragraphs.iter().enumerate() {
        if idx > 0
            && let Some(len) = heading_line(&text[paragraph.range()])
        {
            let start = paragraph.start().get();
            candidates.push((Certainty::High, ByteSpan::of(start, start + len)));
            continue;
        }
        let words = words(&text[paragraph.range()], N_WORDS_READ);
        let Some(candidate) = candidate(&words) else { continue };
        // What stands before the first sentence of an article is rather a byline or a place.
        let is_clause = words[0].is_one_of(lexicon::QUESTION_WORDS);
        if idx > 0 || (is_clause && candidate.certainty == Certainty::High) {
            let start = paragraph.start().get();
            let end = start + words[candidate.n_words - 1].end;
            candidates.push((candidate.certainty, ByteSpan::of(start, end)));
        }
    }
    let count = |certainty| candidates.iter().filter(|(one, _)| *one == certainty).count();
    let support =
        2 * (count(Certainty::High) + usize::from(has_headings)) + count(Certainty::Middle);
    candidates.retain(|(certainty, _)| *certainty == Certainty::High || support >= 2);
    candidates.into_iter().map(|(_, span)| span).collect()
}

/// Whether `text` begins with a word that no name begins with and that is written small inside
/// a sentence.
pub(super) fn begins_sentence(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    words(text, 2).first().is_some_and(|word| word.is_capital() && word.starts_sentences())
}

fn candidate(words: &[Word]) -> Option<Candidate> {
    let first = words.first()?;
    if !first.is_capital() || first.opens {
        return None;
    }
    if let Some(n_words) = question::question_heading(words) {
        return Some(Candidate { n_words, certainty: Certainty::Middle });
    }
    if lexicon::is_one_of(&first.lower, lexicon::QUESTION_WORDS) {
        return clause::clause_heading(words);
    }
    noun_phrase::noun_phrase_heading(words)
}
