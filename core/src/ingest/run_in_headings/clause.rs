//! Headings that are clauses: "What Russia is saying", "How it works", "Why it matters".
//!
//! Such a clause can also be the subject of the sentence ("What Russia is saying matters"), and
//! a name can be its object ("How the port changed Kostel is …"). So the words after the
//! heading must be a whole sentence, and the clause must have no place for an object.

use super::lexicon::{
    BEFORE_NAMES, CLOSING_WORDS, COPULAS, DANGLING, GIVING_VERBS, INTRANSITIVES, NAMING_VERBS,
    PARTICLES, PREPOSITIONS, is_finite, is_people, is_time,
};
use super::words::Word;
use super::{Candidate, Certainty, MAX_WORDS};

/// How many words the first sentence after a heading has, at least, when it begins with a name.
const MIN_SENTENCE: usize = 7;
/// The same after "What happens next" and the like, which nothing can be the object of.
const MIN_SENTENCE_AFTER_CLOSED: usize = 4;
/// How far the verb may stand from the end of the name that begins the sentence, in words.
const MAX_TO_VERB: usize = 10;

/// The heading that a paragraph beginning with a question word has.
pub(super) fn clause_heading(words: &[Word]) -> Option<Candidate> {
    let places = || starts(words);
    let found = |n_words, certainty| Some(Candidate { n_words, certainty });
    for n_words in places() {
        if begins_plainly(words, n_words) {
            return found(n_words, Certainty::High);
        }
    }
    places().find_map(|n_words| found(n_words, name_certainty(words, n_words)?))
}

/// Where a second sentence may begin: at a capital letter that no mark explains.
pub(super) fn starts(words: &[Word]) -> impl Iterator<Item = usize> {
    let n_unmarked = words.iter().take_while(|word| word.closes.is_none()).count();
    let last = n_unmarked.min(MAX_WORDS).min(words.len().saturating_sub(1));
    (2..=last).filter(|&idx| words[idx].is_capital() && !words[idx].opens)
}

/// Whether the sentence at `idx` begins with a word that is small inside a sentence, so that
/// its capital letter shows the start.
pub(super) fn begins_plainly(words: &[Word], idx: usize) -> bool {
    let (before, word) = (&words[idx - 1], &words[idx]);
    let Some(next) = words.get(idx + 1) else { return false };
    if !word.starts_sentences() {
        return false;
    }
    let dangles = before.is_one_of(DANGLING) && !before.is_one_of(PARTICLES);
    // "The" before a capital may be a name, "In" before one is not, but for titles of works.
    let is_title = next.is_capital()
        && (before.is_capital() || next.starts_sentences() || word.is_one_of(&["the", "a", "an"]));
    !dangles && (!is_title || word.is_one_of(BEFORE_NAMES))
}

/// How sure it is that a sentence begins at `idx` with a name or a noun.
fn name_certainty(words: &[Word], idx: usize) -> Option<Certainty> {
    let head = &words[..idx];
    let before = &words[idx - 1];
    if is_time(&words[idx].lower) || before.is_one_of(DANGLING) || before.is_one_of(NAMING_VERBS) {
        return None;
    }
    let has_complement = ends_in_complement(head);
    let is_closed = before.is_one_of(INTRANSITIVES);
    let sentence = Sentence::at(words, idx);
    let min_sentence = if is_closed { MIN_SENTENCE_AFTER_CLOSED } else { MIN_SENTENCE };
    let is_open = has_complement || is_people(&words[idx].lower);
    if sentence.words.len() < min_sentence
        || !(is_closed || sentence.is_whole(is_open))
        || (before.is_capital() && !is_time(&before.lower))
    {
        return None;
    }
    if before.is_one_of(GIVING_VERBS) {
        return None;
    }
    let is_what = matches!(head[0].lower.as_str(), "what" | "which");
    let has_no_object = is_what && (before.is_one_of(CLOSING_WORDS) || is_progressive(head));
    if is_closed || has_complement || has_no_object {
        Some(Certainty::High)
    } else if is_time(&before.lower) || (is_what && head.len() > 2) {
        Some(Certainty::Middle)
    } else {
        (is_people(&words[idx].lower) && head.len() > 2).then_some(Certainty::Low)
    }
}

/// "What Russia is saying": the object is the question word, and nothing can follow.
fn is_progressive(head: &[Word]) -> bool {
    let Some((last, before)) = head.split_last() else { return false };
    last.lower.ends_with("ing") && before.iter().any(|word| word.is_one_of(COPULAS))
}

/// "What it means for shops": after a preposition and its noun there is no place for an object.
fn ends_in_complement(head: &[Word]) -> bool {
    let last = &head[head.len() - 1];
    let Some(place) = head.iter().rposition(|word| word.is_one_of(PREPOSITIONS)) else {
        return false;
    };
    let n_after = head.len() - place - 1;
    place > 1
        && (1..=3).contains(&n_after)
        && (!last.is_capital() || is_time(&last.lower))
        && !is_finite(&last.lower)
        && !last.lower.ends_with("ing")
}

/// The sentence after a heading, from the name that begins it.
struct Sentence<'words, 'text> {
    /// Its words up to the full stop, or as far as they were read.
    words: &'words [Word<'text>],
    /// How many words of it are the name.
    n_name: usize,
}

impl<'words, 'text> Sentence<'words, 'text> {
    fn at(words: &'words [Word<'text>], idx: usize) -> Self {
        let rest = &words[idx..];
        let len = rest.iter().position(Word::ends_sentence).map_or(rest.len(), |end| end + 1);
        let words = &rest[..len];
        let small = words.iter().position(|word| !word.is_capital()).unwrap_or(len);
        let marked = words.iter().position(|word| word.closes.is_some()).map_or(len, |idx| idx + 1);
        Self { words, n_name: small.min(marked) }
    }

    /// Whether it has a verb of its own and no second one that would make all of it the subject.
    ///
    /// A name directly before a preposition can be an object ("What Ost told Brenn in return
    /// was"); `is_open` says that it cannot be one here.
    fn is_whole(&self, is_open: bool) -> bool {
        let after = &self.words[self.n_name..];
        let Some(next) = after.first() else { return false };
        let is_object = next.is_one_of(PREPOSITIONS) || next.is_one_of(&["so", "as", "most", "is"]);
        let Some(verb) = after.iter().take(MAX_TO_VERB).position(|word| is_finite(&word.lower))
        else {
            return false;
        };
        let is_split = after[verb..].windows(2).any(|pair| {
            is_finite(&pair[0].lower)
                && !pair[0].is_one_of(COPULAS)
                && pair[0].closes.is_none()
                && pair[1].is_one_of(COPULAS)
        });
        let is_infinitive = next.lower == "to";
        !is_split && !is_infinitive && (is_open || !is_object)
    }
}
