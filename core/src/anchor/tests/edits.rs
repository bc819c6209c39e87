//! Realistic edits of texts, and where each character went.

use crate::ingest;
use crate::model::sample;
use crate::testing::random::Random;
use crate::text::{ArticleText, ByteSpan, CharSpan};

use super::super::sentences::sentences;

/// Texts like those of many outlets.
pub(super) fn documents() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/tests/corpus");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of documents")
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|it| it != "expected"))
        .collect();
    paths.sort();
    let read = paths.iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        ingest::read(&std::fs::read(path).ok()?, &name).ok()
    });
    let texts = read.flat_map(|document| document.articles).map(|article| article.text);
    texts.chain([sample::TEXT.to_owned()]).collect()
}

/// A passage that somebody might mark: words of a sentence, a whole one, or two.
pub(super) fn passage(text: &ArticleText, random: &mut Random) -> CharSpan {
    let sentences = sentences(text.as_str());
    let nth = random.below(sentences.len());
    let sentence = sentences[nth];
    let bytes = match random.below(5) {
        0 => sentence,
        1 => sentence.hull(sentences[(nth + 1).min(sentences.len() - 1)]),
        _ => words_of(text.as_str(), sentence, random),
    };
    text.to_chars(bytes)
}

fn words_of(text: &str, sentence: ByteSpan, random: &mut Random) -> ByteSpan {
    let inside = &text[sentence.range()];
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for word in inside.split(' ') {
        if !word.is_empty() {
            words.push((start, start + word.len()));
        }
        start += word.len() + 1;
    }
    let first = random.below(words.len());
    let last = (first + 1 + random.below(8)).min(words.len() - 1);
    let shift = sentence.start().get();
    ByteSpan::of(shift + words[first].0, shift + words[last].1)
}

/// A text being edited: its characters, each with its number in the old text unless it is new.
pub(super) struct Edited(Vec<(char, Option<usize>)>);

/// Where the characters of a passage are now.
pub(super) struct Truth {
    /// Runs of them, in order; none when all are gone.
    pub(super) ranges: Vec<CharSpan>,
    n_chars: usize,
}

impl Edited {
    pub(super) fn new(text: &str) -> Self {
        Self(text.chars().enumerate().map(|(idx, character)| (character, Some(idx))).collect())
    }

    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(character, _)| *character).collect()
    }

    /// Does one edit, and says which.
    pub(super) fn edit(&mut self, random: &mut Random) -> &'static str {
        let text = ArticleText::new(self.text());
        let spans: Vec<CharSpan> =
            sentences(text.as_str()).into_iter().map(|it| text.to_chars(it)).collect();
        if spans.len() < 4 {
            return "nothing";
        }
        let nth = random.below(spans.len());
        let range = spans[nth].start().get()..spans[nth].end().get();
        match random.below(8) {
            0..=2 => self.fix_typo(range, random),
            3 => self.change_word(range, random),
            4 => {
                const SENTENCES: [&str; 4] = [
                    "The company did not answer a request for comment. ",
                    "Dieser Artikel wurde am Mittag ergänzt. ",
                    "It was the third such case this year! ",
                    "警方正在调查此事。",
                ];
                self.insert(range.start, SENTENCES[random.below(SENTENCES.len())]);
                "inserted a sentence"
            }
            5 => {
                // With the blank that follows it.
                let end = (range.end + 1).min(self.0.len());
                self.0.drain(range.start..end);
                "removed a sentence"
            }
            6 => {
                let other = random.below(spans.len());
                self.swap(spans[nth.min(other)], spans[nth.max(other)]);
                "swapped two sentences"
            }
            _ => {
                let near = near_identical(&self.0[range.clone()]);
                let other = spans[random.below(spans.len())].start().get();
                self.insert(other, &near);
                "inserted a near-identical sentence"
            }
        }
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.0.splice(at..at, text.chars().map(|it| (it, None)));
    }

    /// A letter is changed, lost or doubled.
    fn fix_typo(&mut self, range: std::ops::Range<usize>, random: &mut Random) -> &'static str {
        let letters: Vec<usize> = range.filter(|idx| self.0[*idx].0.is_alphabetic()).collect();
        if letters.is_empty() {
            return "nothing";
        }
        let at = letters[random.below(letters.len())];
        match random.below(3) {
            0 => self.0[at].0 = if self.0[at].0 == 'e' { 'a' } else { 'e' },
            1 => drop(self.0.remove(at)),
            _ => self.0.insert(at, (self.0[at].0, None)),
        }
        "fixed a typo"
    }

    /// A word becomes another one; its characters count as the same place.
    fn change_word(&mut self, range: std::ops::Range<usize>, random: &mut Random) -> &'static str {
        let starts: Vec<usize> =
            range.clone().filter(|idx| *idx > range.start && self.0[*idx - 1].0 == ' ').collect();
        if starts.is_empty() {
            return "nothing";
        }
        let start = starts[random.below(starts.len())];
        let length =
            self.0[start..range.end].iter().take_while(|it| it.0.is_alphanumeric()).count();
        for (place, letter) in (start..start + length).zip("another".chars().cycle()) {
            self.0[place].0 = letter;
        }
        "changed a word"
    }

    fn swap(&mut self, one: CharSpan, other: CharSpan) {
        if one == other {
            return;
        }
        let part = |from: usize, to: usize| self.0[from..to].to_vec();
        let (a, b, c, d) =
            (one.start().get(), one.end().get(), other.start().get(), other.end().get());
        let swapped =
            [part(0, a), part(c, d), part(b, c), part(a, b), part(d, self.0.len())].concat();
        self.0 = swapped;
    }

    pub(super) fn truth(&self, span: CharSpan) -> Truth {
        let is_in = |it: &(char, Option<usize>)| {
            it.1.is_some_and(|idx| (span.start().get()..span.end().get()).contains(&idx))
        };
        let mut ranges: Vec<CharSpan> = Vec::new();
        for (place, _) in self.0.iter().enumerate().filter(|(_, it)| is_in(it)) {
            match ranges.last_mut() {
                Some(last) if last.end().get() == place => {
                    *last = CharSpan::of(last.start().get(), place + 1)
                }
                _ => ranges.push(CharSpan::of(place, place + 1)),
            }
        }
        Truth { ranges, n_chars: span.len() }
    }
}

/// A sentence that says nearly the same.
fn near_identical(sentence: &[(char, Option<usize>)]) -> String {
    let text: String = sentence.iter().map(|(character, _)| *character).collect();
    match text.char_indices().filter(|(_, it)| *it == ' ').nth(1) {
        Some((at, _)) => format!("{} also{} ", &text[..at], &text[at..]),
        None => format!("也{text} "),
    }
}

impl Truth {
    /// Whether `place` is where the characters are, but for a word at the ends; `None` is right
    /// where hardly anything is left.
    pub(super) fn agrees(&self, place: Option<CharSpan>) -> bool {
        let n_left: usize = self.ranges.iter().map(|range| range.len()).sum();
        let Some(place) = place else { return n_left * 4 <= self.n_chars };
        let n_found: usize = self
            .ranges
            .iter()
            .filter_map(|range| range.intersection(place))
            .map(CharSpan::len)
            .sum();
        // Nearly all that is left is found; what else is found was put in between.
        let hull = self.ranges.iter().copied().reduce(CharSpan::hull).unwrap_or_default();
        let n_around = place.len() - place.intersection(hull).map_or(0, CharSpan::len);
        n_found * 10 >= n_left * 8 && n_found > 0 && n_around <= 12.max(place.len() / 10)
    }
}
