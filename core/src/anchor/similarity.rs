//! How alike two passages are.

/// Words and phrases up to this many characters have too few pairs of them to be told apart.
const SHORT: usize = 24;

/// From 0 to 1: the share of pairs of neighbouring characters that both have, blanks being alike;
/// for short passages the share of characters that need not be changed, where that is more.
///
/// Sources: L. R. Dice (1945), Ecology 26(3), 297-302; V. I. Levenshtein (1966), Soviet Physics
/// Doklady 10(8), 707-710.
///
/// ```
/// # use onrecord_core::anchor::similarity;
/// assert_eq!(similarity("night", "nacht"), 0.6);
/// assert_eq!(similarity("a", "a"), 1.0);
/// ```
pub fn similarity(one: &str, other: &str) -> f64 {
    if one == other { 1.0 } else { Profile::new(one).similarity(&Profile::new(other)) }
}

/// A passage, made ready to be compared with many others.
pub(super) struct Profile<'text> {
    text: &'text str,
    pairs: Vec<u64>,
}

impl<'text> Profile<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { text, pairs: pairs(text) }
    }

    /// As [`similarity`].
    pub(super) fn similarity(&self, other: &Self) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        let (n_ones, n_others) = (self.pairs.len(), other.pairs.len());
        let n_common = n_common(&self.pairs, &other.pairs);
        let in_pairs = (2 * n_common) as f64 / (n_ones + n_others).max(1) as f64;
        match n_ones.max(n_others) < SHORT {
            true => in_pairs.max(unchanged(self.text, other.text)),
            false => in_pairs,
        }
    }
}

/// The share of the longer passage that stays when as few characters as possible are changed.
fn unchanged(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (idx, character) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = idx + 1;
        for (place, theirs) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(character != theirs);
            diagonal = row[place + 1];
            row[place + 1] = replaced.min(row[place] + 1).min(diagonal + 1);
        }
    }
    1.0 - row[other.len()] as f64 / one.len().max(other.len()).max(1) as f64
}

/// How many pairs both lists have, each counted as often as both have it; the lists are sorted.
fn n_common(ones: &[u64], others: &[u64]) -> usize {
    let (mut one, mut other, mut n_common) = (0, 0, 0);
    while let (Some(this), Some(that)) = (ones.get(one), others.get(other)) {
        one += usize::from(this <= that);
        other += usize::from(that <= this);
        n_common += usize::from(this == that);
    }
    n_common
}

/// Each character with the one after it, as a number, sorted.
fn pairs(text: &str) -> Vec<u64> {
    let characters = || text.chars().map(|it| if it.is_whitespace() { ' ' } else { it });
    let pair = |(one, other): (char, char)| u64::from(one) << 32 | u64::from(other);
    let mut pairs: Vec<u64> = characters().zip(characters().skip(1)).map(pair).collect();
    pairs.sort_unstable();
    pairs
}
