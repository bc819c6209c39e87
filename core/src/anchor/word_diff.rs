//! Two versions of a text word by word, to be shown.

use imara_diff::{Algorithm, Diff, InternedInput};

/// A stretch of text that both versions have, or only one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'text> {
    /// Which of them have it.
    pub kind: PieceKind,
    /// Its characters.
    pub text: &'text str,
}

/// Which version has a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// Both.
    Both,
    /// Only the old one.
    Removed,
    /// Only the new one.
    Added,
}

/// What both have and what each has alone, in order: the pieces without the added ones are `old`,
/// those without the removed ones are `new`.
///
/// ```
/// # use onrecord_core::anchor::{PieceKind, word_diff};
/// let pieces = word_diff("The talks go on.", "The talks went on.");
/// let added: Vec<_> = pieces.iter().filter(|it| it.kind == PieceKind::Added).collect();
/// assert_eq!(added[0].text, "went");
/// ```
pub fn word_diff<'text>(old: &'text str, new: &'text str) -> Vec<Piece<'text>> {
    let (old_words, new_words) = (words(old), words(new));
    let mut input = InternedInput::default();
    input.update_before(old_words.iter().map(|word| word.1));
    input.update_after(new_words.iter().map(|word| word.1));
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let old_at = |idx: u32| old_words.get(idx as usize).map_or(old.len(), |word| word.0);
    let new_at = |idx: u32| new_words.get(idx as usize).map_or(new.len(), |word| word.0);
    let mut pieces = Vec::new();
    let mut push = |kind, text: &'text str| {
        if !text.is_empty() {
            pieces.push(Piece { kind, text });
        }
    };
    let mut done = 0;
    for hunk in diff.hunks() {
        let (start, end) = (old_at(hunk.before.start), old_at(hunk.before.end));
        push(PieceKind::Both, &old[done..start]);
        push(PieceKind::Removed, &old[start..end]);
        push(PieceKind::Added, &new[new_at(hunk.after.start)..new_at(hunk.after.end)]);
        done = end;
    }
    push(PieceKind::Both, &old[done..]);
    pieces
}

/// The words of `text` with the bytes at which they start: runs of letters and digits, runs of
/// blanks, and every other character alone; so are those of scripts without spaces.
pub(super) fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut kind = WordKind::Single;
    for (idx, character) in text.char_indices() {
        let this = WordKind::of(character);
        if idx > 0 && (this != kind || this == WordKind::Single) {
            words.push((start, &text[start..idx]));
            start = idx;
        }
        kind = this;
    }
    if start < text.len() {
        words.push((start, &text[start..]));
    }
    words
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Letters,
    Blank,
    Single,
}

impl WordKind {
    fn of(character: char) -> Self {
        /// Ideographs, kana and their neighbours.
        const WITHOUT_SPACES: std::ops::RangeInclusive<char> = '\u{2e80}'..='\u{9fff}';
        match character {
            _ if character.is_whitespace() => Self::Blank,
            _ if WITHOUT_SPACES.contains(&character) => Self::Single,
            _ if character.is_alphanumeric() => Self::Letters,
            // Signs that belong to the letter before them.
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{64b}'..='\u{65f}'
            | '\u{900}'..='\u{e7f}'
            | '\u{200c}'
            | '\u{200d}' => Self::Letters,
            _ => Self::Single,
        }
    }
}
