//! Refuses, before it is parsed, markup that would take a parser for ever.
//!
//! This is a look at tags, no parser: scripts and comments count too. What it lets through that it
//! should not is stopped by the number of parts and their depth, see [`super::parse`].

use std::collections::HashMap;

use super::super::ReadFailure;

/// Tags may be open in each other so deep; browsers stop at 512.
const MOST_OPEN: usize = 1_000;
/// More elements than these begin on no page; the tree may have no more either.
const MOST_TAGS: usize = 400_000;
/// Blanks, slashes and quotation marks in one tag; each may begin an attribute.
const MOST_SEPARATORS: usize = 50_000;
/// Elements that end by themselves.
const UNCOUNTED: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th",
    "tbody", "thead", "tfoot", "option", "optgroup", "rp", "rt", "html", "head", "body",
    "colgroup",
];

/// Says whether `html` can be parsed in time.
pub(super) fn check(html: &str) -> Result<(), ReadFailure> {
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut n_open, mut n_tags) = (0, 0);
    for (idx, _) in html.match_indices('<') {
        let rest = &html[idx + 1..];
        let is_end = rest.starts_with('/');
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        let name_end =
            rest.find(|it: char| !it.is_ascii_alphanumeric() && it != '-').unwrap_or(rest.len());
        let name = rest[..name_end.min(40)].to_ascii_lowercase();
        let tag = tag(&rest[name_end..]);
        if !is_end && n_separators(tag) > MOST_SEPARATORS {
            return Err(ReadFailure::TooComplex);
        }
        n_tags += usize::from(!is_end);
        if n_tags > MOST_TAGS {
            return Err(ReadFailure::TooComplex);
        }
        // Drawings have thousands of elements that end at once, such as `<path/>`.
        if tag.ends_with('/') || UNCOUNTED.contains(&name.as_str()) {
            continue;
        }
        let n_same = open.entry(name).or_default();
        match is_end {
            true if *n_same > 0 => {
                *n_same -= 1;
                n_open -= 1;
            }
            true => {}
            false => {
                *n_same += 1;
                n_open += 1;
            }
        }
        if n_open > MOST_OPEN {
            return Err(ReadFailure::TooDeep);
        }
    }
    Ok(())
}

/// What `rest` has of a tag; no further than must be looked, so that many short tags cost little.
fn tag(rest: &str) -> &str {
    rest.split(['>', '<']).next().unwrap_or_default()
}

fn n_separators(tag: &str) -> usize {
    tag.bytes().filter(|it| it.is_ascii_whitespace() || matches!(it, b'/' | b'"' | b'\'')).count()
}
