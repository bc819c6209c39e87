//! Finds what was marked in one version of a text in another version of it.
//!
//! Sentences are compared first, words only inside sentences that resemble each other, so that a
//! near-identical sentence elsewhere does not draw marks to it. What is not certain is never
//! decided: it is [`Outcome::Ambiguous`], with the places that come into question.
//! So is where a quote is whose place in a file is wrong.

mod outcome;
#[cfg(feature = "read")]
mod places;
#[cfg(feature = "read")]
mod quoted;
#[cfg(feature = "read")]
mod sentences;
#[cfg(feature = "read")]
mod similarity;
#[cfg(all(test, feature = "read"))]
mod tests;
#[cfg(feature = "read")]
mod versions;
#[cfg(feature = "read")]
mod word_diff;
#[cfg(feature = "read")]
mod word_map;

pub use outcome::{Anchoring, Outcome, Reason};
#[cfg(feature = "read")]
pub use places::Versions;
#[cfg(feature = "read")]
pub use quoted::{Places, Quoted, places_of_quote};
#[cfg(feature = "read")]
pub use similarity::similarity;
#[cfg(feature = "read")]
pub use word_diff::{Piece, PieceKind, word_diff};
