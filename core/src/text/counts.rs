//! Words and hidden characters, counted in one pass.

use super::{Hidden, hidden};

/// What was counted in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Words, as blanks part them.
    pub n_words: usize,
    /// Characters that turn the direction of the text.
    pub n_turning: usize,
    /// Other characters that nobody sees.
    pub n_invisible: usize,
}

impl Counts {
    /// Counts in `text`.
    pub fn of(text: &str) -> Self {
        let mut counts = Self::default();
        // Engines make the code of a function better between two calls, so one call for a million
        // characters would take longer than a thousand.
        text.lines().for_each(|line| counts.add(line));
        counts
    }

    #[inline(never)]
    fn add(&mut self, line: &str) {
        let mut is_in_word = false;
        for character in line.chars() {
            let was_in_word = is_in_word;
            // Most texts have nothing hidden, and most characters are of ASCII.
            if matches!(character, '!'..='~') {
                is_in_word = true;
            } else {
                is_in_word = !character.is_whitespace();
                match hidden(character) {
                    Some(Hidden::Turning) => self.n_turning += 1,
                    Some(Hidden::Invisible) => self.n_invisible += 1,
                    None => {}
                }
            }
            self.n_words += usize::from(is_in_word && !was_in_word);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::text::article_text;

    fn hidden_in(text: &str) -> (usize, usize) {
        let Counts { n_turning, n_invisible, .. } = Counts::of(text);
        (n_turning, n_invisible)
    }

    #[test]
    fn hidden_characters_are_counted_by_what_they_do() {
        assert_eq!(hidden_in("a\u{202e}b\u{200b}\u{ad}\u{200f}"), (2, 2));
        assert_eq!(hidden_in("می\u{200c}خواهم 👩\u{200d}👧 क्\u{200d}ष\n\ttext"), (0, 0));
    }

    proptest! {
        #[test]
        fn words_are_what_stands_between_blanks(text in article_text()) {
            prop_assert_eq!(Counts::of(&text).n_words, text.split_whitespace().count());
        }
    }
}
