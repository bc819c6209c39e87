//! Texts that are in a library already: the same, or the same story again.
//!
//! A sketch of a text is made once and compared in microseconds, so that a new text is compared
//! with all that a library has. Nothing is decided here.

mod shingles;
mod sketch;
#[cfg(test)]
mod tests;

pub use sketch::Sketch;

use std::fmt;

use crate::model::ArticleId;
use crate::text::TextHash;

/// Texts that have less of each other than this tell different stories.
pub const SAME_STORY: f64 = 0.4;

/// A text that is in the library.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The article whose text it is.
    pub article: ArticleId,
    /// Names the text.
    pub hash: TextHash,
    /// What it is compared by.
    pub sketch: &'a Sketch,
}

/// An article that is like a new one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duplicate {
    /// The article that is there.
    pub article: ArticleId,
    /// How alike both are.
    pub likeness: Likeness,
}

/// How alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// They are the same, to the character.
    SameText,
    /// They have this share of their phrases in common, from [`SAME_STORY`] to 1.
    SameStory(f64),
}

/// Completes a sentence about an article: "same text", "the same story again (0.87)".
impl fmt::Display for Likeness {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameText => formatter.write_str("same text"),
            // A share of nearly all is not all.
            Self::SameStory(share) => {
                write!(formatter, "the same story again ({:.2})", share.min(0.99))
            }
        }
    }
}

/// How alike two texts are, if they tell the same story at all.
pub fn likeness(one: (TextHash, &Sketch), other: (TextHash, &Sketch)) -> Option<Likeness> {
    if one.0 == other.0 {
        return Some(Likeness::SameText);
    }
    let share = one.1.resemblance(other.1);
    (share >= SAME_STORY).then_some(Likeness::SameStory(share))
}

/// The articles whose texts are like the one with this hash and sketch, the most alike first, then
/// by id.
///
/// ```
/// # use onrecord_core::duplicates::{Known, Likeness, Sketch, duplicates};
/// # use onrecord_core::model::ArticleId;
/// # use onrecord_core::text::TextHash;
/// let text = "The bridge over the Kostel was closed on Wednesday.";
/// let (hash, sketch) = (TextHash::of(text), Sketch::of(text));
/// let here = Known { article: ArticleId::from_u128(1), hash, sketch: &sketch };
/// assert_eq!(duplicates(hash, &sketch, [here])[0].likeness, Likeness::SameText);
/// ```
pub fn duplicates<'a>(
    hash: TextHash,
    sketch: &Sketch,
    library: impl IntoIterator<Item = Known<'a>>,
) -> Vec<Duplicate> {
    let found = library.into_iter().filter_map(|known| {
        let likeness = likeness((hash, sketch), (known.hash, known.sketch))?;
        Some(Duplicate { article: known.article, likeness })
    });
    let mut found: Vec<Duplicate> = found.collect();
    found.sort_by(|one, other| {
        other.likeness.rank().total_cmp(&one.likeness.rank()).then(one.article.cmp(&other.article))
    });
    found
}

impl Likeness {
    fn rank(self) -> f64 {
        match self {
            // Texts that differ in their punctuation alone have all phrases in common, too.
            Self::SameText => f64::INFINITY,
            Self::SameStory(share) => share,
        }
    }
}
