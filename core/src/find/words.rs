//! Words, found whatever stands around them.

use crate::text::CharSpan;

use super::Manner;
use super::fold::folded;

/// What is looked for, prepared after Knuth, Morris and Pratt (1977), SIAM Journal on Computing
/// 6(2), 323-350: every character of a text is looked at once.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// The characters, folded unless case counts; at least one.
    letters: Vec<char>,
    /// For each number of characters that fit: how many still fit when the next one does not.
    fallbacks: Vec<usize>,
    minds_case: bool,
}

impl Words {
    /// Prepares `query`, which is not empty.
    pub(super) fn new(query: &str, manner: Manner) -> Self {
        let minds_case = manner.minds_case;
        let letters: Vec<char> = query.chars().map(|it| seen(it, minds_case)).collect();
        let mut fallbacks = vec![0; letters.len() + 1];
        let mut n_fit = 0;
        for (idx, letter) in letters.iter().enumerate().skip(1) {
            while n_fit > 0 && letters[n_fit] != *letter {
                n_fit = fallbacks[n_fit];
            }
            n_fit += usize::from(letters[n_fit] == *letter);
            fallbacks[idx + 1] = n_fit;
        }
        Self { letters, fallbacks, minds_case }
    }

    /// Where they stand in `text`, each hit behind the one before.
    pub(super) fn hits(&self, text: &str) -> impl Iterator<Item = CharSpan> {
        let mut n_fit = 0;
        text.chars().enumerate().filter_map(move |(idx, letter)| {
            let letter = seen(letter, self.minds_case);
            while n_fit > 0 && self.letters[n_fit] != letter {
                n_fit = self.fallbacks[n_fit];
            }
            n_fit += usize::from(self.letters[n_fit] == letter);
            if n_fit < self.letters.len() {
                return None;
            }
            n_fit = 0;
            Some(CharSpan::of(idx + 1 - self.letters.len(), idx + 1))
        })
    }
}

fn seen(letter: char, minds_case: bool) -> char {
    match minds_case {
        true if letter.is_whitespace() => ' ',
        true => letter,
        false => folded(letter),
    }
}
