//! What is marked in a file at a place that does not fit its text, and where it goes instead.
//!
//! Reading leaves it out and says so. Who knows a better place has the file read again with it;
//! then it comes in like everything else, with its links. Nothing is looked for here.

use std::collections::BTreeMap;

use crate::text::{ArticleText, CharOffset, CharSpan};

/// Something marked that was left out because of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// Where it stands: the name of the file, and the place as the problem names it.
    pub place: (String, String),
    /// Its article in [`super::Imported::articles`], from 0.
    pub article: usize,
    /// Its label.
    pub label: String,
    /// What is marked according to the file, in one part for each range; never empty.
    pub quote: Vec<String>,
    /// What stands before the quote, as far as the file says.
    pub before: String,
    /// What stands after it.
    pub after: String,
    /// Where it begins as the file counts, taken for code points: not the place, but near it.
    pub near: Option<CharOffset>,
}

/// Places in code points for what did not fit, by [`Misfit::place`].
pub type Repairs = BTreeMap<(String, String), Vec<CharSpan>>;

/// Nothing is to be put elsewhere.
pub static NO_REPAIRS: Repairs = Repairs::new();

/// The place that `repairs` has for what stands at `place`; `None` also where it is none in `text`.
pub(super) fn repaired(
    repairs: &Repairs,
    place: &(String, String),
    text: &ArticleText,
) -> Option<Vec<CharSpan>> {
    let ranges = repairs.get(place)?;
    let is_in_text = |range: &CharSpan| !range.is_empty() && range.end().get() <= text.n_chars();
    let is_sound = !ranges.is_empty()
        && ranges.iter().all(is_in_text)
        && ranges.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    is_sound.then(|| ranges.clone())
}

/// The parts of a quote of so many ranges; the whole where it does not fall into as many.
pub(super) fn parts(quote: &str, joiner: &str, n_ranges: usize) -> Vec<String> {
    let parts: Vec<String> = match joiner.is_empty() || n_ranges < 2 {
        true => Vec::new(),
        false => quote.split(joiner).map(str::to_owned).collect(),
    };
    if parts.len() == n_ranges { parts } else { vec![quote.to_owned()] }
}
