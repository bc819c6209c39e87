//! Marked passages in two versions.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use crate::text::{ArticleText, ByteSpan, CharSpan};

use super::similarity::similarity;
use super::versions::{Alignment, Fate};
use super::word_map::{self, WordMap};
use super::{Anchoring, Outcome, Reason};

/// A changed passage that is less like the old one than this is not decided.
const LEAST_ALIKE: f64 = 0.5;
/// So many characters are compared to find the lost sentences of one passage elsewhere.
const MOST_COMPARED: u64 = 2_000_000;
/// So many are kept of what is made to look into two stretches.
const MOST_WORD_MAPS: usize = 64;
/// So many places are offered where none is certain.
const MOST_PLACES: usize = 5;

/// An old and a new version of a text, compared once for any number of passages.
pub struct Versions<'text> {
    old: &'text ArticleText,
    new: &'text ArticleText,
    alignment: Alignment<'text>,
    /// The words of stretches that were looked into lately.
    word_maps: RefCell<WordMaps<'text>>,
}

/// New sentences that are like a lost one, by its number.
type Likes = BTreeMap<usize, Vec<usize>>;

/// By the stretches of the old and the new text.
type WordMaps<'text> = HashMap<(ByteSpan, ByteSpan), Rc<WordMap<'text>>>;

impl<'text> Versions<'text> {
    /// Compares the versions.
    pub fn new(old: &'text ArticleText, new: &'text ArticleText) -> Self {
        let alignment = Alignment::new(old.as_str(), new.as_str());
        Self { old, new, alignment, word_maps: RefCell::default() }
    }

    /// Finds the passage `span` of the old version in the new one.
    pub fn find(&self, span: CharSpan) -> Anchoring {
        let bytes = self.old.to_bytes(span);
        let touched = self.touched(bytes);
        let found = match touched {
            Some((first, last)) => self.find_in(bytes, first, last),
            // A passage of blanks has no sentence.
            None => Found::none(Outcome::Gone, Reason::SentencesRemoved),
        };
        let quote = &self.old.as_str()[bytes.range()];
        let alike = |place: &ByteSpan| similarity(quote, &self.new.as_str()[place.range()]);
        let score = found.places.iter().map(alike).fold(0.0, f64::max);
        Anchoring {
            outcome: found.outcome,
            score: (score * 100.0) as u8,
            reason: found.reason,
            places: found.places.iter().map(|place| self.new.to_chars(*place)).collect(),
        }
    }

    /// The first and last sentence in which `span` has a character.
    fn touched(&self, span: ByteSpan) -> Option<(usize, usize)> {
        let old = &self.alignment.old;
        let first = old.partition_point(|sentence| sentence.end() <= span.start());
        let after = old.partition_point(|sentence| sentence.start() < span.end());
        (first < after).then(|| (first, after - 1))
    }

    fn find_in(&self, span: ByteSpan, first: usize, last: usize) -> Found {
        let fates = &self.alignment.fates[first..=last];
        if let Some(found) = self.find_unchanged(span, first, last, fates) {
            return found;
        }
        let Some(likes) = self.likes(span, first, last) else {
            return Found::none(Outcome::Ambiguous, Reason::TooDifferent);
        };
        if fates.iter().all(|fate| *fate == Fate::Lost) {
            return self.find_elsewhere(span, &likes);
        }
        let is_unsure = fates.iter().any(|it| matches!(it, Fate::Unsure(_)));
        let is_moved = fates.iter().any(|it| matches!(it, Fate::Moved(_)));
        if is_unsure || is_moved || likes.values().any(|numbers| !numbers.is_empty()) {
            return self.find_unsure(span, first, last, &likes);
        }
        self.find_changed(span, first, last, &likes)
    }

    /// For each sentence that is lost: sentences elsewhere that are like it, or have what `span` marks
    /// of it. `None` when that would take longer than somebody waits.
    fn likes(&self, span: ByteSpan, first: usize, last: usize) -> Option<Likes> {
        let mut likes = Likes::new();
        let mut n_compared = 0;
        for idx in (first..=last).filter(|idx| self.alignment.fates[*idx] == Fate::Lost) {
            if n_compared > MOST_COMPARED {
                return None;
            }
            let part = span.intersection(self.alignment.old[idx]).unwrap_or_default();
            likes.insert(idx, self.alignment.like(idx, &self.old.as_str()[part.range()]));
            n_compared += self.alignment.n_compared_by_like(idx);
        }
        Some(likes)
    }

    /// All sentences are there and next to each other.
    fn find_unchanged(
        &self,
        span: ByteSpan,
        first: usize,
        last: usize,
        fates: &[Fate],
    ) -> Option<Found> {
        let number = |fate: &Fate| match fate {
            Fate::Same(new) => Some((*new, false)),
            Fate::Moved(new) => Some((*new, true)),
            _ => None,
        };
        let numbers: Vec<(usize, bool)> = fates.iter().map(number).collect::<Option<_>>()?;
        let (start, is_moved) = numbers[0];
        let is_run = numbers.iter().enumerate().all(|(nth, it)| *it == (start + nth, is_moved));
        if !is_run {
            return None;
        }
        let (old, new) = (&self.alignment.old, &self.alignment.new);
        let shift = |offset: usize, from: ByteSpan, into: ByteSpan| {
            into.start().get() + offset.saturating_sub(from.start().get()).min(into.len())
        };
        let place = ByteSpan::of(
            shift(span.start().get(), old[first], new[start]),
            shift(span.end().get(), old[last], new[start + last - first]),
        );
        let is_equal = self.old.as_str()[span.range()] == self.new.as_str()[place.range()];
        Some(match (is_moved, is_equal) {
            (false, true) => Found::one(Outcome::Same, Reason::SentencesUnchanged, place),
            (true, true) => Found::one(Outcome::Moved, Reason::SentencesMoved, place),
            // The blanks between sentences differ.
            (_, false) => Found::one(Outcome::Edited, Reason::WordsChanged, place),
        })
    }

    /// Some of the sentences were edited, added or removed where they stand.
    fn find_changed(&self, span: ByteSpan, first: usize, last: usize, likes: &Likes) -> Found {
        let ends = (first..=last).filter_map(|idx| self.image(span, idx));
        let Some(place) = ends.reduce(ByteSpan::hull) else {
            return self.find_elsewhere(span, likes);
        };
        let quote = &self.old.as_str()[span.range()];
        let found = &self.new.as_str()[place.range()];
        let alike = similarity(quote, found);
        match alike {
            1.0 => Found::one(Outcome::Same, Reason::SentenceChanged, place),
            LEAST_ALIKE.. if first == last => {
                Found::one(Outcome::Edited, Reason::WordsChanged, place)
            }
            LEAST_ALIKE.. => Found::one(Outcome::Edited, Reason::SentencesChanged, place),
            _ => Found::one(Outcome::Ambiguous, Reason::LittleInCommon, place),
        }
    }

    /// What became of the part of `span` in sentence `idx`.
    fn image(&self, span: ByteSpan, idx: usize) -> Option<ByteSpan> {
        let (old, new) = (&self.alignment.old, &self.alignment.new);
        let (from, into) = match &self.alignment.fates[idx] {
            Fate::Same(number) => (old[idx], new[*number]),
            Fate::Edited(from, into) => {
                (old[from.start].hull(old[from.end - 1]), new[into.start].hull(new[into.end - 1]))
            }
            _ => return None,
        };
        self.place_in(span.intersection(from)?, from, into)
    }

    /// The place of `part`, which lies in the old `from`, in the new `into`.
    fn place_in(&self, part: ByteSpan, from: ByteSpan, into: ByteSpan) -> Option<ByteSpan> {
        let shift = from.start().get();
        let ends = (part.start().get() - shift, part.end().get() - shift);
        let (old, new) = (&self.old.as_str()[from.range()], &self.new.as_str()[into.range()]);
        let map = || self.word_map(from, into);
        let (start, end) = word_map::place(old, new, ends, map)?;
        let shift = into.start().get();
        Some(ByteSpan::of(start + shift, end + shift))
    }

    /// The words of two stretches; many passages lie in the same ones.
    fn word_map(&self, from: ByteSpan, into: ByteSpan) -> Rc<WordMap<'text>> {
        let mut maps = self.word_maps.borrow_mut();
        if maps.len() >= MOST_WORD_MAPS && !maps.contains_key(&(from, into)) {
            maps.clear();
        }
        let (old, new) = (self.old.as_str(), self.new.as_str());
        let map = || Rc::new(WordMap::new(&old[from.range()], &new[into.range()]));
        maps.entry((from, into)).or_insert_with(map).clone()
    }

    /// Sentences that may be the ones that are meant.
    fn find_unsure(&self, span: ByteSpan, first: usize, last: usize, likes: &Likes) -> Found {
        let mut places = Vec::new();
        for idx in first..=last {
            if places.len() >= MOST_PLACES {
                break;
            }
            let old = self.alignment.old[idx];
            let numbers = match &self.alignment.fates[idx] {
                Fate::Unsure(numbers) => numbers.clone(),
                Fate::Moved(number) | Fate::Same(number) => vec![*number],
                Fate::Lost => likes.get(&idx).cloned().unwrap_or_default(),
                Fate::Edited(..) => {
                    places.extend(self.image(span, idx));
                    continue;
                }
            };
            let Some(part) = span.intersection(old) else { continue };
            self.add_places(&mut places, part, old, &numbers);
        }
        self.offer(places, Reason::SeveralAlike)
    }

    /// No sentence stayed; one like it may stand elsewhere.
    fn find_elsewhere(&self, span: ByteSpan, likes: &Likes) -> Found {
        let mut places = Vec::new();
        for (idx, numbers) in likes {
            let old = self.alignment.old[*idx];
            let Some(part) = span.intersection(old) else { continue };
            self.add_places(&mut places, part, old, numbers);
        }
        self.offer(places, Reason::LikeElsewhere)
    }

    /// Adds the places of `part` of the sentence `old` in the new sentences with these numbers, until
    /// there are as many as are offered: more would take long and not be seen.
    fn add_places(
        &self,
        places: &mut Vec<ByteSpan>,
        part: ByteSpan,
        old: ByteSpan,
        numbers: &[usize],
    ) {
        for number in numbers {
            if places.len() >= MOST_PLACES {
                break;
            }
            let place = self.place_in(part, old, self.alignment.new[*number]);
            places.extend(place.filter(|place| !places.contains(place)));
        }
    }

    fn offer(&self, mut places: Vec<ByteSpan>, reason: Reason) -> Found {
        places.truncate(MOST_PLACES);
        match places.is_empty() {
            true => Found::none(Outcome::Gone, Reason::SentencesRemoved),
            false => Found { outcome: Outcome::Ambiguous, reason, places },
        }
    }
}

struct Found {
    outcome: Outcome,
    reason: Reason,
    places: Vec<ByteSpan>,
}

impl Found {
    fn none(outcome: Outcome, reason: Reason) -> Self {
        Self { outcome, reason, places: Vec::new() }
    }

    fn one(outcome: Outcome, reason: Reason, place: ByteSpan) -> Self {
        Self { outcome, reason, places: vec![place] }
    }
}
