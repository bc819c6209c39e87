//! Places inside two sentences that resemble each other.

use std::rc::Rc;

use imara_diff::{Algorithm, Diff, InternedInput};

use crate::text::is_blank;

use super::word_diff::words;

/// The stretch of `new` that stands where `start..end` stands in `old`; `None` when nothing does.
/// All offsets are in bytes. `map` gives the words of both, where they are asked for.
pub(super) fn place<'text>(
    old: &'text str,
    new: &'text str,
    (start, end): (usize, usize),
    map: impl FnOnce() -> Rc<WordMap<'text>>,
) -> Option<(usize, usize)> {
    let quote = &old[start..end];
    let mut verbatim = new.match_indices(quote);
    // Words that recur can be taken for each other; the passage as a whole recurs less.
    if let (Some((at, _)), None) = (verbatim.next(), verbatim.next()) {
        return Some((at, at + quote.len()));
    }
    let map = map();
    trimmed(new, map.start(start), map.end(end))
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let inside = text.get(start..end)?;
    let rest = inside.trim_start_matches(is_blank);
    let start = end - rest.len();
    let rest = rest.trim_end_matches(is_blank);
    (!rest.is_empty()).then_some((start, start + rest.len()))
}

/// The words of two sentences, and which stands for which.
pub(super) struct WordMap<'text> {
    old: Vec<(usize, &'text str)>,
    new: Vec<(usize, &'text str)>,
    n_old_bytes: usize,
    n_new_bytes: usize,
    /// For each old word its place among the new ones.
    matches: Vec<Option<usize>>,
}

impl<'text> WordMap<'text> {
    pub(super) fn new(old_text: &'text str, new_text: &'text str) -> Self {
        let (old, new) = (words(old_text), words(new_text));
        let mut input = InternedInput::default();
        input.update_before(old.iter().map(|word| word.1));
        input.update_after(new.iter().map(|word| word.1));
        let diff = Diff::compute(Algorithm::Myers, &input);
        let mut matches = vec![None; old.len()];
        let (mut old_idx, mut new_idx) = (0, 0);
        let mut take = |old_end: usize, new_idx: &mut usize, old_idx: &mut usize| {
            while *old_idx < old_end {
                matches[*old_idx] = Some(*new_idx);
                *old_idx += 1;
                *new_idx += 1;
            }
        };
        let mut replaced = Vec::new();
        for hunk in diff.hunks() {
            take(hunk.before.start as usize, &mut new_idx, &mut old_idx);
            replaced.push((hunk.before.clone(), hunk.after.clone()));
            (old_idx, new_idx) = (hunk.before.end as usize, hunk.after.end as usize);
        }
        take(old.len(), &mut new_idx, &mut old_idx);
        // As many words for as many words: each stands for its own.
        for (before, after) in
            replaced.into_iter().filter(|(before, after)| before.len() == after.len())
        {
            for (old_idx, new_idx) in before.zip(after) {
                matches[old_idx as usize] = Some(new_idx as usize);
            }
        }
        Self { old, new, n_old_bytes: old_text.len(), n_new_bytes: new_text.len(), matches }
    }

    /// Where what begins at `offset` begins now.
    fn start(&self, offset: usize) -> usize {
        let word = self.old.partition_point(|word| word.0 <= offset).saturating_sub(1);
        if let Some(new) = self.matches.get(word).copied().flatten() {
            return self.inside(word, new, offset);
        }
        let before = self.matches[..word.min(self.matches.len())].iter().rev().find_map(|it| *it);
        before.map_or(0, |new| self.new_end(new))
    }

    /// Where what ends at `offset` ends now.
    fn end(&self, offset: usize) -> usize {
        let word = self.old.partition_point(|word| word.0 < offset).saturating_sub(1);
        if let Some(new) = self.matches.get(word).copied().flatten() {
            let is_whole = self.old_end(word) == offset;
            return if is_whole { self.new_end(new) } else { self.inside(word, new, offset) };
        }
        let after = self.matches.get(word..).unwrap_or_default().iter().find_map(|it| *it);
        after.map_or(self.n_new_bytes, |new| self.new[new].0)
    }

    /// The place in a new word that is as far from its start as `offset` is in the old one.
    fn inside(&self, old: usize, new: usize, offset: usize) -> usize {
        let n_chars = |word: &str, n_bytes: usize| word[..n_bytes.min(word.len())].chars().count();
        let (old_start, old_word) = self.old[old];
        let (new_start, new_word) = self.new[new];
        let n_inside = n_chars(old_word, offset - old_start);
        let place = new_word.char_indices().nth(n_inside).map_or(new_word.len(), |(idx, _)| idx);
        new_start + place
    }

    fn old_end(&self, word: usize) -> usize {
        self.old.get(word + 1).map_or(self.n_old_bytes, |next| next.0)
    }

    fn new_end(&self, word: usize) -> usize {
        self.new.get(word + 1).map_or(self.n_new_bytes, |next| next.0)
    }
}
