//! Texts whose places are counted in any unit, and finding out which one a file means.
//!
//! The same selector means code points in one program and UTF-16 in another, so a unit is believed
//! only when the texts at the places are the quotes that stand beside them.

use std::cell::OnceCell;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{ArticleText, ByteOffset, CharOffset, CharSpan, Utf16Offset};

use super::{OffsetUnit, ProblemKind, UnitDecision, UnitReason};

/// A text whose places can be counted in any unit.
#[derive(Debug)]
pub struct CountedText<'t> {
    text: &'t ArticleText,
    /// The code point at which each grapheme cluster starts, and the number of code points.
    graphemes: OnceCell<Vec<u32>>,
}

impl<'t> CountedText<'t> {
    /// Counts nothing yet.
    pub fn new(text: &'t ArticleText) -> Self {
        Self { text, graphemes: OnceCell::new() }
    }

    /// The text.
    pub fn text(&self) -> &'t ArticleText {
        self.text
    }

    /// The span between two places counted in `unit`.
    ///
    /// # Errors
    /// When it is reversed, ends after the text, or cuts a character.
    pub fn span(&self, unit: OffsetUnit, [start, end]: [u64; 2]) -> Result<CharSpan, ProblemKind> {
        if start > end {
            return Err(ProblemKind::ReversedRange { start, end });
        }
        Ok(CharSpan::new(self.place(unit, start)?, self.place(unit, end)?))
    }

    fn place(&self, unit: OffsetUnit, place: u64) -> Result<CharOffset, ProblemKind> {
        let text = self.text;
        let n_units = self.n_units(unit);
        let count = usize::try_from(place).unwrap_or(usize::MAX);
        if count > n_units {
            return Err(ProblemKind::OutsideText { end: place, n_units, unit });
        }
        let found = match unit {
            OffsetUnit::CodePoint => Some(CharOffset::new(count)),
            OffsetUnit::Utf16 => {
                let found = text.utf16_to_char(Utf16Offset::new(count));
                (text.char_to_utf16(found).get() == count).then_some(found)
            }
            OffsetUnit::Utf8 => {
                let found = text.byte_to_char(ByteOffset::new(count));
                text.as_str().is_char_boundary(count).then_some(found)
            }
            OffsetUnit::Grapheme => Some(CharOffset::new(self.graphemes()[count] as usize)),
        };
        found.ok_or(ProblemKind::InsideCharacter { at: place, unit })
    }

    /// The length of the text.
    fn n_units(&self, unit: OffsetUnit) -> usize {
        match unit {
            OffsetUnit::CodePoint => self.text.n_chars(),
            OffsetUnit::Utf16 => self.text.n_utf16(),
            OffsetUnit::Utf8 => self.text.as_str().len(),
            OffsetUnit::Grapheme => self.graphemes().len() - 1,
        }
    }

    fn graphemes(&self) -> &[u32] {
        self.graphemes.get_or_init(|| {
            let mut starts = vec![0];
            let mut n_chars = 0;
            for cluster in self.text.as_str().graphemes(true) {
                n_chars += cluster.chars().count() as u32;
                starts.push(n_chars);
            }
            starts
        })
    }
}

/// Which unit a file counts in whose quotes match as `n_matching` says, unit by unit.
///
/// The `usual` unit of the format wins where it matches all quotes, else the first unit that does,
/// else the one that matches most.
pub fn decide(
    usual: OffsetUnit,
    n_quotes: usize,
    n_matching: impl Fn(OffsetUnit) -> usize,
) -> UnitDecision {
    if n_quotes == 0 {
        return UnitDecision { unit: usual, reason: UnitReason::Usual };
    }
    let (mut best, mut n_best) = (usual, n_matching(usual));
    for unit in OffsetUnit::ALL.into_iter().filter(|unit| *unit != usual) {
        if n_best == n_quotes {
            break;
        }
        let n_here = n_matching(unit);
        if n_here > n_best {
            (best, n_best) = (unit, n_here);
        }
    }
    UnitDecision { unit: best, reason: UnitReason::Quotes { n_matching: n_best, n_quotes } }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "é 👍🏽 yes";

    fn check(unit: OffsetUnit, place: [u64; 2], expected: Result<&str, ProblemKind>) {
        let text = ArticleText::new(TEXT);
        let found = CountedText::new(&text).span(unit, place);
        assert_eq!(found.map(|span| text.slice(span)), expected);
    }

    #[test]
    fn places_are_counted_in_every_unit() {
        check(OffsetUnit::CodePoint, [5, 8], Ok("yes"));
        check(OffsetUnit::Utf16, [7, 10], Ok("yes"));
        check(OffsetUnit::Utf8, [12, 15], Ok("yes"));
        check(OffsetUnit::Grapheme, [4, 7], Ok("yes"));
    }

    #[test]
    fn places_that_are_none_are_told() {
        let unit = OffsetUnit::Utf16;
        check(unit, [3, 5], Err(ProblemKind::InsideCharacter { at: 3, unit }));
        check(unit, [5, 3], Err(ProblemKind::ReversedRange { start: 5, end: 3 }));
        check(unit, [0, 11], Err(ProblemKind::OutsideText { end: 11, n_units: 10, unit }));
        let unit = OffsetUnit::Utf8;
        check(unit, [1, 2], Err(ProblemKind::InsideCharacter { at: 1, unit }));
    }

    #[test]
    fn the_unit_is_the_one_that_matches_all() {
        let counts = |utf16| move |unit| if unit == OffsetUnit::Utf16 { utf16 } else { 3 };
        let reason = UnitReason::Quotes { n_matching: 5, n_quotes: 5 };
        let unit = OffsetUnit::Utf16;
        assert_eq!(decide(OffsetUnit::CodePoint, 5, counts(5)), UnitDecision { unit, reason });
        let reason = UnitReason::Quotes { n_matching: 3, n_quotes: 5 };
        let unit = OffsetUnit::CodePoint;
        assert_eq!(decide(unit, 5, counts(2)), UnitDecision { unit, reason });
        assert_eq!(decide(unit, 0, |_| 0).reason, UnitReason::Usual);
    }
}
