//! Finds the tags of `index.html`. Enough for a page we write ourselves: no
//! entities in attributes, no `<` in scripts.

use std::ops::Range;

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Where the tag stands, angle brackets included.
    pub(crate) range: Range<usize>,
}

impl Tag {
    /// The attribute's value; an attribute without one has the empty value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(attribute, _)| attribute == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.attribute(name).is_some()
    }
}

/// The start tags of `html` in order, those in comments left out.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(offset) = html[position..].find('<') {
        let start = position + offset;
        if let Some(comment) = html[start..].strip_prefix("<!--") {
            position = comment.find("-->").map_or(html.len(), |end| start + 4 + end + 3);
        } else if html[start + 1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            let tag = read_tag(html, start);
            position = tag.range.end;
            tags.push(tag);
        } else {
            position = start + 1;
        }
    }
    tags
}

fn read_tag(html: &str, start: usize) -> Tag {
    let is_name_end = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/');
    let after_bracket = &html[start + 1..];
    let name = &after_bracket[..after_bracket.find(is_name_end).unwrap_or(after_bracket.len())];
    let mut position = start + 1 + name.len();
    let mut attributes = Vec::new();
    loop {
        let rest =
            html[position..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        position = html.len() - rest.len();
        if rest.is_empty() || rest.starts_with('>') {
            let end = (position + 1).min(html.len());
            return Tag { name: name.to_ascii_lowercase(), attributes, range: start..end };
        }
        let (attribute, length) = read_attribute(rest);
        attributes.push(attribute);
        position += length;
    }
}

/// The attribute at the start of `text`, and its length.
fn read_attribute(text: &str) -> ((String, String), usize) {
    let is_name_end =
        |letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '=' | '/');
    let name = &text[..text.find(is_name_end).unwrap_or(text.len())];
    let key = name.to_ascii_lowercase();
    let Some(value) = text[name.len()..].strip_prefix('=') else {
        // At least one character, so that a stray `=` cannot stop the reader.
        return ((key, String::new()), name.len().max(1));
    };
    let before = name.len() + 1;
    let quote = value.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let inside = &value[1..];
        let length = inside.find(quote).unwrap_or(inside.len());
        ((key, inside[..length].to_owned()), (before + length + 2).min(text.len()))
    } else {
        let length =
            value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
        ((key, value[..length].to_owned()), before + length)
    }
}

/// `html` without its comments.
pub(crate) fn without_comments(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &[(&str, &[(&str, &str)])]) {
        let found = tags(html);
        let found: Vec<_> = found
            .iter()
            .map(|tag| {
                let attributes: Vec<_> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str()))
                    .collect();
                (tag.name.as_str(), attributes)
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(name, list)| (*name, list.to_vec())).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn tags_and_attributes() {
        check("<p>a</p>", &[("p", &[])]);
        check(
            "<link data-trunk rel='css' href=a.css>",
            &[("link", &[("data-trunk", ""), ("rel", "css"), ("href", "a.css")])],
        );
        check("<a title=\"1 > 0\" hidden/>", &[("a", &[("title", "1 > 0"), ("hidden", "")])]);
        check("<!-- <b> --><i>", &[("i", &[])]);
        check("<!doctype html>1 < 2 <BR\n>", &[("br", &[])]);
        check("<a =b", &[("a", &[("", "b")])]);
        check("<a href=\"open", &[("a", &[("href", "open")])]);
    }

    #[test]
    fn a_range_covers_the_tag() {
        let html = "x<p id=\"a\">y";
        assert_eq!(&html[tags(html)[0].range.clone()], "<p id=\"a\">");
    }

    #[test]
    fn comments_go() {
        assert_eq!(without_comments("a<!-- b -->c<!-- d"), "ac");
    }
}
