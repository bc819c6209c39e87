//! Headings that are noun phrases: "A narrow escape In the engine room …".
//!
//! Only a following word that is small inside a sentence shows where such a heading ends.

use super::clause::{begins_plainly, starts};
use super::lexicon::{
    AUXILIARIES, DANGLING, DETERMINERS, NOT_IN_PHRASES, PREPOSITIONS, SENTENCE_STARTS, is_finite,
    is_people,
};
use super::words::Word;
use super::{Candidate, Certainty};

/// The longest noun phrase that is a heading, in words.
const MAX_PHRASE: usize = 8;
/// How many words the paragraph has after a heading, at least.
const MIN_REST: usize = 6;

/// The heading that a paragraph beginning with any other word has.
pub(super) fn noun_phrase_heading(words: &[Word]) -> Option<Candidate> {
    let first = &words[0];
    if first.is_one_of(SENTENCE_STARTS) && !first.is_one_of(DETERMINERS) {
        return None;
    }
    let start = starts(words)
        .take_while(|&idx| idx <= MAX_PHRASE && words.len() - idx >= MIN_REST)
        .find(|&idx| begins_plainly(words, idx) || begins_with_people(words, idx))?;
    let head = &words[..start];
    if !is_phrase(head) {
        return None;
    }
    let has_small = head.iter().any(|word| !word.is_capital());
    let is_plain = begins_plainly(words, start);
    let certainty = match (is_plain, has_small) {
        (true, true) => Certainty::High,
        (true, false) => Certainty::Middle,
        (false, _) => Certainty::Low,
    };
    Some(Candidate { n_words: start, certainty })
}

fn begins_with_people(words: &[Word], idx: usize) -> bool {
    let is_small_after = words.get(idx + 1).is_some_and(|next| !next.is_capital());
    !words[idx - 1].is_capital() && is_people(&words[idx].lower) && is_small_after
}

/// No verb, nothing that begins a clause, and no end that leaves something open.
fn is_phrase(head: &[Word]) -> bool {
    let has_verb = (0..head.len()).any(|idx| is_verb(head, idx));
    let ends_open = head.last().is_none_or(|last| last.is_one_of(DANGLING));
    let is_shouted = head.iter().all(Word::is_all_capitals);
    !has_verb
        && !ends_open
        && !is_shouted
        && !head.iter().any(|word| word.is_one_of(NOT_IN_PHRASES))
}

/// Whether word number `idx` is a verb and not a noun or participle that looks like one, as in
/// "A divided council" and "Hopes for the harvest".
fn is_verb(head: &[Word], idx: usize) -> bool {
    let word = &head[idx];
    let is_noun = idx == 0 || head[idx - 1].is_one_of(DETERMINERS);
    let is_before_preposition = head.get(idx + 1).is_some_and(|next| next.is_one_of(PREPOSITIONS))
        && word.lower.ends_with('s');
    let is_auxiliary = word.is_one_of(AUXILIARIES);
    is_auxiliary || (is_finite(&word.lower) && !is_noun && !is_before_preposition)
}
