//! Which sentences of two versions belong together.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::text::ByteSpan;

use super::sentences::sentences;
use super::similarity::Profile;

/// Sentences that are less alike than this are not the same sentence, edited.
const LEAST_ALIKE: f64 = 0.5;
/// A second sentence that is nearly as alike as the best makes the choice uncertain.
const CLEARLY: f64 = 0.05;
/// A sentence elsewhere that is at least so alike may be meant.
const LIKE_ELSEWHERE: f64 = 0.5;
/// A passage with fewer letters and digits stands in other sentences by chance.
const FEWEST_CHARS: usize = 3;
/// Sentences with fewer characters recur by chance.
const FEWEST_CHARS_MOVED: usize = 12;
/// So many sentences are offered where none is certain: of a line that recurs ten thousand times,
/// each would offer ten thousand.
const MOST_OFFERED: usize = 8;
/// So many characters are compared between the sentences of one changed place, and so many once
/// more to look for rivals: more take longer than somebody waits.
const MOST_COMPARED: u64 = 3_000_000;

/// What became of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fate {
    /// It is unchanged, with this number among the new ones, and so are its neighbours or theirs.
    Same(usize),
    /// It is unchanged and stands elsewhere, with this number.
    Moved(usize),
    /// These old sentences became these new ones.
    Edited(Range<usize>, Range<usize>),
    /// One of these may be it.
    Unsure(Vec<usize>),
    /// It is not there.
    Lost,
}

/// Old sentences, and the new ones that they became.
type Pair = (Range<usize>, Range<usize>);

/// The sentences of two versions, and what became of each old one.
pub(super) struct Alignment<'text> {
    old_text: &'text str,
    new_text: &'text str,
    pub(super) old: Vec<ByteSpan>,
    pub(super) new: Vec<ByteSpan>,
    pub(super) fates: Vec<Fate>,
    /// New sentences that no old one became.
    unclaimed: Vec<bool>,
    /// New sentences that no old one is, word for word.
    is_changed: Vec<bool>,
    old_profiles: Profiles<'text>,
    new_profiles: Profiles<'text>,
}

/// Sentences and pairs of neighbours, made ready to be compared when they first are.
struct Profiles<'text> {
    ones: Vec<OnceCell<Profile<'text>>>,
    pairs: Vec<OnceCell<Profile<'text>>>,
}

impl<'text> Profiles<'text> {
    fn new(n_sentences: usize) -> Self {
        let cells = || (0..n_sentences).map(|_| OnceCell::new()).collect();
        Self { ones: cells(), pairs: cells() }
    }

    /// The profile of one sentence, or of two that follow each other.
    fn of(&self, text: &'text str, spans: &[ByteSpan], range: &Range<usize>) -> &Profile<'text> {
        let cells = if range.len() == 1 { &self.ones } else { &self.pairs };
        let hull = spans[range.start].hull(spans[range.end - 1]);
        cells[range.start].get_or_init(|| Profile::new(&text[hull.range()]))
    }
}

impl<'text> Alignment<'text> {
    pub(super) fn new(old_text: &'text str, new_text: &'text str) -> Self {
        let (old, new) = (sentences(old_text), sentences(new_text));
        let (fates, unclaimed) = (vec![Fate::Lost; old.len()], vec![true; new.len()]);
        let mut alignment = Self {
            old_profiles: Profiles::new(old.len()),
            new_profiles: Profiles::new(new.len()),
            is_changed: Vec::new(),
            old_text,
            new_text,
            old,
            new,
            fates,
            unclaimed,
        };
        let hunks = alignment.match_unchanged();
        alignment.match_moved();
        alignment.is_changed = alignment.unclaimed.clone();
        let pairs: Vec<_> =
            hunks.into_iter().flat_map(|(old, new)| alignment.pairs_in(old, new)).collect();
        alignment.take_pairs(&pairs);
        alignment
    }

    fn old_sentence(&self, idx: usize) -> &'text str {
        &self.old_text[self.old[idx].range()]
    }

    fn new_sentence(&self, idx: usize) -> &'text str {
        &self.new_text[self.new[idx].range()]
    }

    /// Sentences that stayed, in order; returns what lies between them.
    fn match_unchanged(&mut self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut input = InternedInput::default();
        input.update_before((0..self.old.len()).map(|idx| self.old_sentence(idx)));
        input.update_after((0..self.new.len()).map(|idx| self.new_sentence(idx)));
        let diff = Diff::compute(Algorithm::Histogram, &input);
        let whole = |range: Range<u32>| range.start as usize..range.end as usize;
        let hunks: Vec<_> =
            diff.hunks().map(|hunk| (whole(hunk.before), whole(hunk.after))).collect();
        let (mut old_idx, mut new_idx) = (0, 0);
        let end = (self.old.len()..self.old.len(), self.new.len()..self.new.len());
        for (old, new) in hunks.iter().chain([&end]) {
            while old_idx < old.start {
                self.claim(old_idx, new_idx, Fate::Same(new_idx));
                (old_idx, new_idx) = (old_idx + 1, new_idx + 1);
            }
            (old_idx, new_idx) = (old.end, new.end);
        }
        hunks
    }

    fn claim(&mut self, old: usize, new: usize, fate: Fate) {
        self.fates[old] = fate;
        self.unclaimed[new] = false;
    }

    /// Sentences that stand elsewhere, word for word.
    fn match_moved(&mut self) {
        let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for idx in (0..self.old.len()).filter(|idx| self.fates[*idx] == Fate::Lost) {
            places.entry(self.old_sentence(idx)).or_default().0.push(idx);
        }
        for idx in (0..self.new.len()).filter(|idx| self.unclaimed[*idx]) {
            if let Some(place) = places.get_mut(self.new_sentence(idx)) {
                place.1.push(idx);
            }
        }
        for (sentence, (old, new)) in places {
            match (&old[..], &new[..]) {
                (_, []) => {}
                ([old], [new]) if sentence.chars().count() >= FEWEST_CHARS_MOVED => {
                    self.claim(*old, *new, Fate::Moved(*new));
                }
                _ => {
                    let unsure = Fate::Unsure(new[..new.len().min(MOST_OFFERED)].to_vec());
                    old.iter().for_each(|old| self.fates[*old] = unsure.clone());
                }
            }
        }
    }

    /// Pairs the sentences of one changed place by how alike they are, in order; two may have
    /// become one, and one two.
    fn pairs_in(&self, old: Range<usize>, new: Range<usize>) -> Vec<Pair> {
        let old: Vec<usize> = old.filter(|idx| self.fates[*idx] == Fate::Lost).collect();
        let new: Vec<usize> = new.filter(|idx| self.unclaimed[*idx]).collect();
        let n_compared = self.n_old_bytes(old.iter().copied()) * new.len() as u64
            + self.n_new_bytes(new.iter().copied()) * old.len() as u64;
        if old.is_empty() || new.is_empty() || n_compared > MOST_COMPARED {
            return Vec::new();
        }
        self.best_pairs(&old, &new)
    }

    /// Takes pairs for certain to which there is no other that is nearly as good; none where there are
    /// too many to look.
    fn take_pairs(&mut self, pairs: &[Pair]) {
        for (from, into) in pairs {
            from.clone().for_each(|idx| self.fates[idx] = Fate::Edited(from.clone(), into.clone()));
            into.clone().for_each(|idx| self.unclaimed[idx] = false);
        }
        let spare_new: Vec<usize> =
            (0..self.new.len()).filter(|idx| self.unclaimed[*idx]).collect();
        let is_lost = |idx: &usize| self.fates[*idx] == Fate::Lost;
        let spare_old: Vec<usize> = (0..self.old.len()).filter(is_lost).collect();
        let (from, into) = (pairs.iter().map(|it| &it.0), pairs.iter().map(|it| &it.1));
        let n_compared = (self.n_old_bytes(spare_old.iter().copied())
            + self.n_new_bytes(spare_new.iter().copied()))
            * pairs.len() as u64
            + self.n_old_bytes(from.cloned().flatten()) * spare_new.len() as u64
            + self.n_new_bytes(into.cloned().flatten()) * spare_old.len() as u64;
        if n_compared > MOST_COMPARED {
            for (from, into) in pairs {
                let unsure = Fate::Unsure(into.clone().collect());
                from.clone().for_each(|idx| self.fates[idx] = unsure.clone());
            }
            return;
        }
        for (from, into) in pairs {
            let least = self.alike(from, into) - CLEARLY;
            let one = |idx: usize| idx..idx + 1;
            let is_new_rival = |idx: &usize| self.alike(from, &one(*idx)) > least;
            let rivals: Vec<usize> = spare_new.iter().copied().filter(is_new_rival).collect();
            let is_old_rival = |idx: &usize| self.alike(&one(*idx), into) > least;
            let others: Vec<usize> = spare_old.iter().copied().filter(is_old_rival).collect();
            if rivals.is_empty() && others.is_empty() {
                continue;
            }
            let unsure = Fate::Unsure(into.clone().chain(rivals).take(MOST_OFFERED).collect());
            from.clone().chain(others).for_each(|idx| self.fates[idx] = unsure.clone());
        }
    }

    fn n_old_bytes(&self, sentences: impl Iterator<Item = usize>) -> u64 {
        sentences.map(|idx| self.old[idx].len() as u64).sum()
    }

    fn n_new_bytes(&self, sentences: impl Iterator<Item = usize>) -> u64 {
        sentences.map(|idx| self.new[idx].len() as u64).sum()
    }

    fn alike(&self, old: &Range<usize>, new: &Range<usize>) -> f64 {
        let old = self.old_profiles.of(self.old_text, &self.old, old);
        old.similarity(self.new_profiles.of(self.new_text, &self.new, new))
    }

    /// The pairs, in order, that are most alike together (dynamic programming over both lists).
    fn best_pairs(&self, old: &[usize], new: &[usize]) -> Vec<Pair> {
        const SHAPES: [(usize, usize); 3] = [(1, 1), (1, 2), (2, 1)];
        let width = new.len() + 1;
        let mut best = vec![(0.0_f64, (0, 0)); (old.len() + 1) * width];
        let run = |list: &[usize], end: usize, len: usize| {
            let run = list.get(end.checked_sub(len)?..end)?;
            let range = *run.first()?..*run.last()? + 1;
            (range.len() == len).then_some(range)
        };
        let one = |idx: usize| idx..idx + 1;
        let alone: Vec<f64> = old
            .iter()
            .flat_map(|from| new.iter().map(move |into| self.alike(&one(*from), &one(*into))))
            .collect();
        // How alike the single sentences of a pair of three are, at best: both that became one, or
        // that one became, have to have a part in it.
        let best_alone = |i: usize, j: usize, n_old: usize, n_new: usize| {
            let all = (i - n_old..i).flat_map(|i| (j - n_new..j).map(move |j| (i, j)));
            all.map(|(i, j)| alone[i * new.len() + j]).fold(0.0, f64::max)
        };
        for i in 0..=old.len() {
            for j in 0..=new.len() {
                let mut found = (0.0, (0, 0));
                if i > 0 && best[(i - 1) * width + j].0 > found.0 {
                    found = (best[(i - 1) * width + j].0, (1, 0));
                }
                if j > 0 && best[i * width + j - 1].0 > found.0 {
                    found = (best[i * width + j - 1].0, (0, 1));
                }
                for (n_old, n_new) in SHAPES {
                    let (Some(from), Some(into)) = (run(old, i, n_old), run(new, j, n_new)) else {
                        continue;
                    };
                    let (alike, least) = match (n_old, n_new) {
                        (1, 1) => (alone[(i - 1) * new.len() + j - 1], LEAST_ALIKE),
                        _ => {
                            let least = best_alone(i, j, n_old, n_new) + CLEARLY;
                            (self.alike(&from, &into), least.max(LEAST_ALIKE))
                        }
                    };
                    if alike < least {
                        continue;
                    }
                    // A pair of three sentences counts as one and a half pairs, so that it does not
                    // win over one pair and a sentence that is new.
                    let weight = (n_old + n_new) as f64 / 2.0;
                    let sum = best[(i - n_old) * width + j - n_new].0 + alike * alike * weight;
                    if sum > found.0 {
                        found = (sum, (n_old, n_new));
                    }
                }
                best[i * width + j] = found;
            }
        }
        let mut pairs = Vec::new();
        let (mut i, mut j) = (old.len(), new.len());
        while i > 0 || j > 0 {
            let (n_old, n_new) = best[i * width + j].1;
            if let (Some(from), Some(into)) = (run(old, i, n_old), run(new, j, n_new)) {
                pairs.push((from, into));
            }
            match (n_old, n_new) {
                (0, 0) => break,
                steps => (i, j) = (i - steps.0, j - steps.1),
            }
        }
        pairs
    }

    /// About how many characters [`Self::like`] compares; each sentence takes as long as some more.
    pub(super) fn n_compared_by_like(&self, old: usize) -> u64 {
        let n_each = self.old[old].len() as u64 + 16;
        self.new_text.len() as u64 + self.new.len() as u64 * n_each
    }

    /// Unclaimed sentences anywhere that are like an old one, the most alike first; after them
    /// changed sentences that have `part` of it.
    pub(super) fn like(&self, old: usize, part: &str) -> Vec<usize> {
        let alike = |idx: usize| self.alike(&(old..old + 1), &(idx..idx + 1));
        let unclaimed = (0..self.new.len()).filter(|idx| self.unclaimed[*idx]);
        let mut found: Vec<(usize, f64)> = unclaimed
            .map(|idx| (idx, alike(idx)))
            .filter(|(_, alike)| *alike >= LIKE_ELSEWHERE)
            .collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1));
        let mut found: Vec<usize> =
            found.into_iter().map(|(idx, _)| idx).take(MOST_OFFERED).collect();
        let is_telling = part.chars().filter(|it| it.is_alphanumeric()).count() >= FEWEST_CHARS;
        if is_telling {
            let has_part = |idx: &usize| {
                self.is_changed[*idx]
                    && self.new_sentence(*idx).contains(part)
                    && !found.contains(idx)
            };
            let with_part: Vec<usize> =
                (0..self.new.len()).filter(has_part).take(MOST_OFFERED).collect();
            found.extend(with_part);
        }
        found
    }
}
