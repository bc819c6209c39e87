//! Checks what was written without the reader of files: each annotation is there, with its id and
//! label, and its ranges are on its quote.

use std::borrow::Cow;

use crate::json::{self, Parser};
use crate::model::{Annotation, QUOTE_JOINER};
use crate::phrase::{Said, escaped, said};
use crate::text::CharSpan;

use super::super::WriteError;
use super::v1::ArticleEntry;

/// An article as it was written. What is empty was not there.
#[derive(Default)]
struct WrittenArticle<'j> {
    id: Cow<'j, str>,
    text: Cow<'j, str>,
    hash: Cow<'j, str>,
    annotations: Vec<Written<'j>>,
}

/// An annotation as it was written. What is empty was not there.
#[derive(Default)]
struct Written<'j> {
    id: Cow<'j, str>,
    label: Cow<'j, str>,
    hull: [u64; 2],
    quote: Cow<'j, str>,
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
    let (mut n_articles, mut result) = (0, Ok(()));
    let is_read = json::read_object(json, &mut |json, name| match &*name {
        "articles" => json.list(&mut |json| {
            let mut written = WrittenArticle::default();
            json.object(&mut |json, name| written.read(&name, json))?;
            let meant = entries.get(n_articles);
            n_articles += 1;
            if let (Some(meant), Ok(())) = (meant, &result) {
                result = written.check(meant);
            }
            Some(())
        }),
        _ => json.pass_over(),
    });
    is_read.ok_or_else(|| unreadable(said!("it is no JSON")))?;
    if n_articles != entries.len() {
        return Err(unreadable(said!("articles are missing")));
    }
    result
}

impl<'j> WrittenArticle<'j> {
    fn read(&mut self, name: &str, json: &mut Parser<'j>) -> Option<()> {
        match name {
            "id" => self.id = json.text()?,
            "text" => self.text = json.text()?,
            "text_sha256" => self.hash = json.text()?,
            "annotations" => json.list(&mut |json| {
                let mut written = Written::default();
                json.object(&mut |json, name| written.read(&name, json))?;
                self.annotations.push(written);
                Some(())
            })?,
            _ => json.pass_over()?,
        }
        Some(())
    }

    fn check(&self, meant: &ArticleEntry<'_>) -> Result<(), WriteError> {
        let title = &meant.article.metadata.title;
        let is_meant = self.id == meant.article.id.to_string()
            && self.text == meant.text.as_str()
            && self.hash == meant.article.text.to_string()
            && self.annotations.len() == meant.annotations.len();
        if !is_meant {
            let reason = said!("the article \"{0}\" is not the same", escaped(title));
            return Err(WriteError::Unreadable { reason });
        }
        let mut counter = Counter { rest: &self.text, n_chars: 0 };
        for (written, meant) in self.annotations.iter().zip(&meant.annotations) {
            if !is_as_meant(written, meant) || !is_on_quote(written, &mut counter) {
                let (annotation, title) = (meant.id, title.clone());
                return Err(WriteError::AnnotationDiffers { annotation, title });
            }
        }
        Ok(())
    }
}

impl<'j> Written<'j> {
    fn read(&mut self, name: &str, json: &mut Parser<'j>) -> Option<()> {
        match name {
            "id" => self.id = json.text()?,
            "label" => self.label = json.text()?,
            "start" => self.hull[0] = json.whole()?,
            "end" => self.hull[1] = json.whole()?,
            "quote" => self.quote = json.text()?,
            "ranges" => json.list(&mut |json| {
                self.ranges.push(json.pair()?);
                Some(())
            })?,
            _ => json.pass_over()?,
        }
        Some(())
    }
}

fn is_as_meant(written: &Written<'_>, meant: &Annotation) -> bool {
    let pair = |range: CharSpan| [range.start().get() as u64, range.end().get() as u64];
    written.id == meant.id.to_string()
        && written.label == meant.label
        && written.hull == pair(meant.hull())
        && meant.ranges.iter().copied().map(pair).eq(written.ranges.iter().copied())
}

/// Whether the text at the ranges, which are in order, is the quote.
fn is_on_quote(written: &Written<'_>, counter: &mut Counter<'_>) -> bool {
    let [start, _] = written.hull;
    let Some(rest) = counter.from(start) else { return false };
    let mut here = Counter { rest, n_chars: start };
    let mut quote = &*written.quote;
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
        let written =
            Written { hull, quote: quote.into(), ranges: ranges.to_vec(), ..Written::default() };
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
