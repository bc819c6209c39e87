//! The places of an article's words, so that a selection never needs widening.

use onrecord_core::text::CharSpan;

/// A word, or several in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it is in code points, as files count.
    pub chars: CharSpan,
    /// Its start and end in UTF-16 units, as browsers count.
    pub units: (usize, usize),
    /// What it says.
    pub text: String,
}

/// The text's words that consist of letters only, with their places.
pub struct Words {
    text: String,
    /// Start and end in bytes.
    words: Vec<(usize, usize)>,
}

impl Words {
    /// Finds the words of `text`.
    pub fn of(text: String) -> Self {
        let is_word = |word: &&str| word.chars().all(char::is_alphabetic);
        let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let words = text.split_whitespace().filter(is_word);
        let words = words.map(|word| (start(word), start(word) + word.len())).collect();
        Self { text, words }
    }

    /// One to `n_most` words in a row, within one paragraph.
    pub fn passage(&self, random: &mut fastrand::Rng, n_most: usize) -> Passage {
        let first = random.usize(..self.words.len());
        let last = (first + random.usize(..n_most)).min(self.words.len() - 1);
        let (start, first_end) = self.words[first];
        let end = self.words[last].1;
        let is_across = self.text[start..end].contains('\n');
        self.at(start, if is_across { first_end } else { end })
    }

    /// How often the text says the same before `passage`.
    pub fn n_before(&self, passage: &Passage) -> usize {
        let start = self.text.char_indices().nth(passage.chars.start().get());
        let start = start.map_or(self.text.len(), |(start, _)| start);
        let is_same = |(at, _): &(usize, char)| self.text[*at..].starts_with(&passage.text);
        self.text[..start].char_indices().filter(is_same).count()
    }

    fn at(&self, start: usize, end: usize) -> Passage {
        let n_chars = |end: usize| self.text[..end].chars().count();
        let n_units = |end: usize| self.text[..end].encode_utf16().count();
        Passage {
            chars: CharSpan::of(n_chars(start), n_chars(end)),
            units: (n_units(start), n_units(end)),
            text: self.text[start..end].to_owned(),
        }
    }
}
