//! Headings that are questions: "What happens next? The council …".
//!
//! Columns and interviews ask too. There the answer leans on the question ("Because …",
//! "Nothing, …") or somebody is addressed.

use super::lexicon::{ANSWERS, AUXILIARIES, QUESTION_WORDS};
use super::words::{Word, words};
use super::{MAX_WORDS, lexicon};

/// How many words the paragraph has after a heading, at least.
const MIN_REST: usize = 6;

/// The number of words of the question that heads a paragraph.
pub(super) fn question_heading(words: &[Word]) -> Option<usize> {
    let n_words = question_len(words)?;
    let rest = &words[n_words..];
    let answer = rest.first()?;
    let is_heading = rest.len() >= MIN_REST
        && !answer.opens
        && begins_fresh(answer)
        && !leans_on_question(answer)
        && !rest.iter().any(|word| word.closes == Some('?'))
        && !is_short_sentence(rest);
    is_heading.then_some(n_words)
}

/// Whether `line` is a question as headings ask it, and nothing else.
pub(in crate::ingest) fn is_question(line: &str) -> bool {
    let words = words(line, MAX_WORDS + 1);
    question_len(&words) == Some(words.len())
}

/// Whether a paragraph speaks as somebody does who was asked.
pub(in crate::ingest) fn is_address(paragraph: &str) -> bool {
    words(paragraph, 1).first().is_none_or(|word| word.opens || leans_on_question(word))
}

/// The number of words up to the question mark, for a question that addresses nobody.
fn question_len(words: &[Word]) -> Option<usize> {
    let first = words.first()?;
    if !first.is_one_of(QUESTION_WORDS) && !first.is_one_of(AUXILIARIES) {
        return None;
    }
    let last = words.iter().position(|word| word.ends_sentence() || breaks(word))?;
    let question = &words[..=last];
    let is_question = words[last].closes == Some('?') && (2..=MAX_WORDS).contains(&(last + 1));
    (is_question && !addresses(question)).then_some(last + 1)
}

/// Whether a mark follows that questions do not go on after.
fn breaks(word: &Word) -> bool {
    matches!(word.closes, Some(':' | ';' | '"' | '”' | '’' | '\''))
}

/// "How did you sleep?", but not "What does it mean for you?".
fn addresses(question: &[Word]) -> bool {
    let (last, before) = question.split_last().expect("a question has a last word");
    let is_reader = matches!(before.last(), Some(word) if word.lower == "for");
    before.iter().any(|word| word.is_one_of(lexicon::SECOND_PERSON))
        || (last.is_one_of(lexicon::SECOND_PERSON) && !is_reader)
}

fn begins_fresh(answer: &Word) -> bool {
    answer.is_capital() || answer.core.starts_with(|first: char| first.is_numeric())
}

fn leans_on_question(answer: &Word) -> bool {
    answer.is_one_of(ANSWERS)
}

/// "Headteachers hope so." and the like: four words or fewer.
fn is_short_sentence(rest: &[Word]) -> bool {
    rest.iter().take(4).any(Word::ends_sentence)
}
