//! Checks what was written without the reader of files: each annotation is there, with its id and
//! label, and its ranges are on its quote.

use crate::json::{self, Fields, Value};
use crate::model::{Annotation, QUOTE_JOINER};
use crate::phrase::{Said, escaped, said};
use crate::text::CharSpan;

use super::super::WriteError;
use super::v1::ArticleEntry;

/// An annotation as it was written.
struct Written {
    id: String,
    label: String,
    hull: [u64; 2],
    quote: String,
    ranges: Vec<[u64; 2]>,
}

/// Counts the code points of a text once, for places that come in order.
struct Counter<'t> {
    rest: &'t str,
    n_chars: u64,
}

/// Compares `json` with what was to be written.
///
/// Places are counted anew from the written text, so that a fault in the conversion of offsets
/// cannot hide itself.
pub fn check(json: &str, entries: &[ArticleEntry<'_>]) -> Result<(), WriteError> {
    let unreadable = |reason: Said| WriteError::Unreadable { reason };
    let mut file = json::parse_fields(json).ok_or_else(|| unreadable(said!("it is no JSON")))?;
    let articles = file.list("articles").unwrap_or_default();
    if articles.len() != entries.len() {
        return Err(unreadable(said!("articles are missing")));
    }
    articles.into_iter().zip(entries).try_for_each(|(written, meant)| check_article(written, meant))
}

fn check_article(written: Value, meant: &ArticleEntry<'_>) -> Result<(), WriteError> {
    let title = &meant.article.metadata.title;
    let Some((text, annotations)) = read_article(written, meant) else {
        let reason = said!("the article \"{0}\" is not the same", escaped(title));
        return Err(WriteError::Unreadable { reason });
    };
    let mut counter = Counter { rest: &text, n_chars: 0 };
    for (written, meant) in annotations.into_iter().zip(&meant.annotations) {
        let is_right = read_annotation(written).is_some_and(|written| {
            is_as_meant(&written, meant) && is_on_quote(&written, &mut counter)
        });
        if !is_right {
            let (annotation, title) = (meant.id, title.clone());
            return Err(WriteError::AnnotationDiffers { annotation, title });
        }
    }
    Ok(())
}

/// The text and the annotations of an article; `None` when it is not the one that was meant.
fn read_article(written: Value, meant: &ArticleEntry<'_>) -> Option<(String, Vec<Value>)> {
    let mut fields = Fields::of(written)?;
    let text = fields.text("text")?;
    let annotations = fields.list("annotations")?;
    let is_meant = fields.text("id")? == meant.article.id.to_string()
        && text == meant.text.as_str()
        && fields.text("text_sha256")? == meant.article.text.to_string()
        && annotations.len() == meant.annotations.len();
    is_meant.then_some((text, annotations))
}

fn read_annotation(written: Value) -> Option<Written> {
    let mut fields = Fields::of(written)?;
    let ranges = fields.list("ranges")?.into_iter().map(|pair| match pair.as_array()? {
        [start, end] => Some([start.as_u64()?, end.as_u64()?]),
        _ => None,
    });
    Some(Written {
        ranges: ranges.collect::<Option<_>>()?,
        id: fields.text("id")?,
        label: fields.text("label")?,
        hull: [fields.number("start")?, fields.number("end")?],
        quote: fields.text("quote")?,
    })
}

fn is_as_meant(written: &Written, meant: &Annotation) -> bool {
    let pair = |range: CharSpan| [range.start().get() as u64, range.end().get() as u64];
    written.id == meant.id.to_string()
        && written.label == meant.label
        && written.hull == pair(meant.hull())
        && meant.ranges.iter().copied().map(pair).eq(written.ranges.iter().copied())
}

/// Whether the text at the ranges, which are in order, is the quote.
fn is_on_quote(written: &Written, counter: &mut Counter<'_>) -> bool {
    let [start, _] = written.hull;
    let Some(rest) = counter.from(start) else { return false };
    let mut here = Counter { rest, n_chars: start };
    let mut quote = written.quote.as_str();
    for (position, [start, end]) in written.ranges.iter().enumerate() {
        if position > 0 {
            let Some(after) = quote.strip_prefix(QUOTE_JOINER) else { return false };
            quote = after;
        }
        let Some(from) = here.from(*start) else { return false };
        let Some(to) = here.from(*end) else { return false };
        let part = &from[..from.len() - to.len()];
        let Some(after) = quote.strip_prefix(part) else { return false };
        quote = after;
    }
    quote.is_empty()
}

impl<'t> Counter<'t> {
    /// The text from code point number `place` on; `None` behind its end and for places that were
    /// passed.
    fn from(&mut self, place: u64) -> Option<&'t str> {
        let n_more = place.checked_sub(self.n_chars)?;
        let mut characters = self.rest.chars();
        if n_more > 0 {
            characters.nth(usize::try_from(n_more - 1).ok()?)?;
        }
        self.rest = characters.as_str();
        self.n_chars = place;
        Some(self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_quote(ranges: &[[u64; 2]], quote: &str) -> bool {
        let hull = [ranges[0][0], ranges[ranges.len() - 1][1]];
        let (id, label, quote) = (String::new(), String::new(), quote.to_owned());
        let written = Written { id, label, hull, quote, ranges: ranges.to_vec() };
        is_on_quote(&written, &mut Counter { rest: "é “ab” 👍🏽 cd", n_chars: 0 })
    }

    #[test]
    fn quotes_are_compared_in_code_points() {
        assert!(check_quote(&[[2, 6]], "“ab”"));
        assert!(check_quote(&[[0, 1], [7, 9], [10, 12]], "é … 👍🏽 … cd"));
        assert!(!check_quote(&[[2, 6]], "“ab"));
        assert!(!check_quote(&[[3, 6]], "“ab”"));
        assert!(!check_quote(&[[10, 13]], "cd"));
        assert!(!check_quote(&[[20, 21]], ""));
        assert!(!check_quote(&[[0, 1], [7, 9]], "é👍🏽"));
    }
}
