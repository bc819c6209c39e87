//! Checks what was written without the reader of files: each annotation is there, with its id and
//! label, and its ranges are on its quote.

use serde::Deserialize;

use crate::model::{Annotation, QUOTE_JOINER};

use super::super::WriteError;
use super::v1::ArticleEntry;

#[derive(Deserialize)]
struct WrittenFile {
    articles: Vec<WrittenArticle>,
}

#[derive(Deserialize)]
struct WrittenArticle {
    id: String,
    text: String,
    text_sha256: String,
    annotations: Vec<WrittenAnnotation>,
}

#[derive(Deserialize)]
struct WrittenAnnotation {
    id: String,
    label: String,
    start: usize,
    end: usize,
    quote: String,
    ranges: Vec<[usize; 2]>,
}

/// Counts the code points of a text once, for places that come in order.
struct Counter<'t> {
    rest: &'t str,
    n_chars: usize,
}

/// Compares `json` with what was to be written.
///
/// Places are counted anew from the written text, so that a fault in the conversion of offsets
/// cannot hide itself.
pub fn check(json: &str, entries: &[ArticleEntry<'_>]) -> Result<(), WriteError> {
    let file: WrittenFile = serde_json::from_str(json)
        .map_err(|error| WriteError::Unreadable { reason: error.to_string() })?;
    if file.articles.len() != entries.len() {
        return Err(WriteError::Unreadable { reason: "articles are missing".to_owned() });
    }
    file.articles.iter().zip(entries).try_for_each(|(written, meant)| check_article(written, meant))
}

fn check_article(written: &WrittenArticle, meant: &ArticleEntry<'_>) -> Result<(), WriteError> {
    let title = &meant.article.metadata.title;
    let is_same = written.id == meant.article.id.to_string()
        && written.text == meant.text.as_str()
        && written.text_sha256 == meant.article.text.to_string()
        && written.annotations.len() == meant.annotations.len();
    if !is_same {
        let reason = format!("the article {title:?} is not the same");
        return Err(WriteError::Unreadable { reason });
    }
    let mut counter = Counter { rest: &written.text, n_chars: 0 };
    for (written, meant) in written.annotations.iter().zip(&meant.annotations) {
        if !is_as_meant(written, meant) || !is_on_quote(written, &mut counter) {
            let (annotation, title) = (meant.id, title.clone());
            return Err(WriteError::AnnotationDiffers { annotation, title, reason: None });
        }
    }
    Ok(())
}

fn is_as_meant(written: &WrittenAnnotation, meant: &Annotation) -> bool {
    let ranges = meant.ranges.iter().map(|range| [range.start().get(), range.end().get()]);
    let hull = written
        .ranges
        .iter()
        .copied()
        .reduce(|[start, end], other| [start.min(other[0]), end.max(other[1])]);
    written.id == meant.id.to_string()
        && written.label == meant.label
        && ranges.eq(written.ranges.iter().copied())
        && hull == Some([written.start, written.end])
}

/// Whether the text at the ranges, which are in order, is the quote.
fn is_on_quote(written: &WrittenAnnotation, counter: &mut Counter<'_>) -> bool {
    let Some(rest) = counter.from(written.start) else { return false };
    let mut here = Counter { rest, n_chars: written.start };
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
    fn from(&mut self, place: usize) -> Option<&'t str> {
        let n_more = place.checked_sub(self.n_chars)?;
        let mut characters = self.rest.chars();
        if n_more > 0 {
            characters.nth(n_more - 1)?;
        }
        self.rest = characters.as_str();
        self.n_chars = place;
        Some(self.rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_quote(ranges: &[[usize; 2]], quote: &str) -> bool {
        let (start, end) = (ranges[0][0], ranges[ranges.len() - 1][1]);
        let (id, label, quote) = (String::new(), String::new(), quote.to_owned());
        let written = WrittenAnnotation { id, label, start, end, quote, ranges: ranges.to_vec() };
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
