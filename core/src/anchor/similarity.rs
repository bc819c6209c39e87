//! How alike two passages are.

use std::collections::HashMap;

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
    if one == other {
        return 1.0;
    }
    let (ones, others) = (pairs(one), pairs(other));
    let (n_ones, n_others) = (ones.len(), others.len());
    let mut counts: HashMap<(char, char), usize> = HashMap::new();
    ones.into_iter().for_each(|pair| *counts.entry(pair).or_default() += 1);
    let n_common = others.into_iter().filter(|pair| take_one(&mut counts, *pair)).count();
    let in_pairs = (2 * n_common) as f64 / (n_ones + n_others).max(1) as f64;
    if n_ones.max(n_others) < SHORT { in_pairs.max(unchanged(one, other)) } else { in_pairs }
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

fn take_one(counts: &mut HashMap<(char, char), usize>, pair: (char, char)) -> bool {
    match counts.get_mut(&pair) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

fn pairs(text: &str) -> Vec<(char, char)> {
    let characters = || text.chars().map(|it| if it.is_whitespace() { ' ' } else { it });
    characters().zip(characters().skip(1)).collect()
}
