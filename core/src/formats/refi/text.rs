//! Which text the places of a source mean, and what they are counted in.

use std::borrow::Cow;

use crate::text::{ArticleText, CharSpan};

use super::super::OffsetUnit;
use super::super::counted_text::CountedText;
use super::project::{Selection, TextSource};

/// A text as a program may have counted it, by how much proof there is.
#[derive(Debug)]
pub struct Reading {
    /// The text.
    pub text: String,
    /// At how many selections stands what they are called, counted in code points and in UTF-16.
    pub n_matching: [usize; 2],
}

/// The units in the order of `n_matching`.
pub const UNITS: [OffsetUnit; 2] = [OffsetUnit::CodePoint, OffsetUnit::Utf16];

/// The text of a source in every way in which it may have been counted: without its byte order mark
/// and with it, with its line ends and with single ones. The usual way comes first.
pub fn readings(content: &str, source: &TextSource) -> Vec<Reading> {
    let mut texts = vec![content.strip_prefix('\u{feff}').unwrap_or(content).to_owned()];
    if content.starts_with('\u{feff}') {
        texts.push(content.to_owned());
    }
    if content.contains('\r') {
        let single: Vec<String> =
            texts.iter().map(|text| text.replace("\r\n", "\n").replace('\r', "\n")).collect();
        texts.extend(single);
    }
    let named: Vec<&Selection> = source
        .selections
        .iter()
        .filter(|it| it.name.as_ref().is_some_and(|it| !it.is_empty()))
        .collect();
    let reading = |text: String| {
        let whole = ArticleText::new(&*text);
        let counted = CountedText::new(&whole);
        let n_matching = UNITS.map(|unit| {
            named.iter().filter(|selection| is_named_by(&counted, unit, selection)).count()
        });
        Reading { text, n_matching }
    };
    texts.into_iter().map(reading).collect()
}

/// Where a selection stands; `None` where that is no place in the text.
pub fn span_of(
    text: &CountedText<'_>,
    unit: OffsetUnit,
    selection: &Selection,
) -> Option<CharSpan> {
    let place = |place: Option<i64>| place.and_then(|place| u64::try_from(place).ok());
    text.span(unit, [place(selection.start)?, place(selection.end)?]).ok()
}

/// Whether what stands there begins with the name of the selection.
pub fn is_named_by(text: &CountedText<'_>, unit: OffsetUnit, selection: &Selection) -> bool {
    let Some(span) = span_of(text, unit, selection) else { return false };
    let name = selection.name.as_deref().unwrap_or_default();
    let name = name.trim_end_matches(['…', '.']);
    let found = text.text().slice(span);
    !name.is_empty() && in_blanks(found).starts_with(&*in_blanks(name))
}

/// Names stand on one line.
fn in_blanks(text: &str) -> Cow<'_, str> {
    Cow::Owned(text.replace(['\r', '\n', '\t'], " "))
}
