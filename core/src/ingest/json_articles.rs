//! JSON with texts in it, as scrapers write it: one article, a list of them, or one a line (JSONL).
//!
//! Which field holds what goes by its name; see [`TEXT`] and its neighbours. Files of annotations
//! are none of this; see [`crate::formats`].

use std::fmt;

use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::model::{BlockKind, Metadata, web_address};

use super::language::language_tag;
use super::{Ingested, ReadFailure, date_header, draft, html, json_weight, plain_text};

/// Names of fields, the better first; small letters, without `_` and `-`.
const TEXT: &[&str] = &[
    "text",
    "articletext",
    "fulltext",
    "maintext",
    "articlebody",
    "body",
    "bodytext",
    "content",
    "contenttext",
    "article",
    "plaintext",
    "document",
];
const MARKUP: &[&str] = &["html", "contenthtml", "bodyhtml", "articlehtml"];
const TITLE: &[&str] = &["title", "headline", "name", "heading"];
const BYLINE: &[&str] = &["byline", "author", "authors", "creator", "writer"];
const DATE: &[&str] = &[
    "published",
    "datepublished",
    "datepublish",
    "publishdate",
    "publicationdate",
    "pubdate",
    "publishedat",
    "publishedtime",
    "date",
    "datetime",
    "created",
];
const URL: &[&str] = &["url", "link", "sourceurl", "canonicalurl", "canonical", "webpage", "uri"];
const OUTLET: &[&str] = &[
    "outlet",
    "publisher",
    "sitename",
    "source",
    "sourcename",
    "sourcedomain",
    "domain",
    "newspaper",
    "site",
];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "locale"];
/// Fields under which a list of articles stands.
const LISTS: &[&str] =
    &["articles", "items", "documents", "docs", "data", "results", "entries", "rows"];
/// More articles than these are not taken from one file.
const MOST_ARTICLES: usize = 10_000;
/// After so many entries that are none, it is no file of articles.
const MOST_PASSED_OVER: usize = 10_000;

/// The articles of a file, and what was passed over.
#[derive(Debug)]
pub(super) struct Articles {
    /// In the order of the file.
    pub read: Vec<Ingested>,
    /// A line for each thing that was passed over.
    pub passed_over: Vec<PassedOver>,
}

/// Something in a list that is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its place, from 1: an entry of a list, or a line.
    pub place: usize,
    /// Why.
    pub reason: PassedOverReason,
}

/// Why something in a list is no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedOverReason {
    /// It has none of the fields that hold a text.
    NoText,
    /// It is no JSON: what the parser says, in English.
    Damaged(String),
    /// It has more values than an article needs.
    TooManyValues,
    /// Its text is longer than is taken in.
    TooLarge,
    /// Its text has more lines than an article.
    TooManyLines,
    /// There are more than are taken from one file.
    TooMany,
}

/// Completes a sentence that begins with the place in the list.
impl fmt::Display for PassedOverReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoText => formatter.write_str("has no field that holds a text"),
            Self::Damaged(reason) => write!(formatter, "is damaged: {reason}"),
            Self::TooManyValues => formatter.write_str("is damaged: it has too many values"),
            Self::TooLarge => formatter.write_str("has a text of more than 5 MB"),
            Self::TooManyLines => formatter.write_str("has a text of more than 250,000 lines"),
            Self::TooMany => {
                formatter.write_str("and what follows is more than is taken from one file")
            }
        }
    }
}

/// Reads one value, or a list of them.
pub(super) fn read(text: &str) -> Result<Articles, ReadFailure> {
    if json_weight::n_bytes(text) > json_weight::MOST_BYTES {
        return Err(ReadFailure::TooManyValues);
    }
    let value: Value = serde_json::from_str(text).map_err(|error| damaged(&error))?;
    let entries = match value {
        Value::Array(entries) => entries,
        Value::Object(mut fields) => match list_in(&mut fields) {
            Some(entries) => entries,
            None => vec![Value::Object(fields)],
        },
        other => vec![other],
    };
    take(entries.into_iter().map(Ok).enumerate())
}

/// Reads one value a line; a damaged line does not stop the others.
pub(super) fn read_lines(text: &str) -> Result<Articles, ReadFailure> {
    let parse = |line: &str| match json_weight::n_bytes(line) > json_weight::MOST_BYTES {
        true => Err(PassedOverReason::TooManyValues),
        false => {
            serde_json::from_str(line).map_err(|error| PassedOverReason::Damaged(error.to_string()))
        }
    };
    // Blank lines count too, so that places are those of the file.
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    take(lines.map(|(idx, line)| (idx, parse(line.trim()))))
}

/// Whether `text` has a JSON value on each of its first lines, and more than one.
pub(super) fn is_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).take(3).peekable();
    let is_object = |line: &str| line.trim_start().starts_with('{') && is_json(line);
    let first = lines.next();
    lines.peek().is_some() && first.is_some_and(is_object) && lines.any(is_object)
}

/// Whether `text` is a JSON value.
pub(super) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

fn damaged(error: &serde_json::Error) -> ReadFailure {
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default().to_owned();
    ReadFailure::Damaged { line: error.line(), column: error.column(), reason }
}

/// Takes the entries that are articles; each comes with its place, from 0.
fn take(
    entries: impl Iterator<Item = (usize, Result<Value, PassedOverReason>)>,
) -> Result<Articles, ReadFailure> {
    let mut articles = Articles { read: Vec::new(), passed_over: Vec::new() };
    for (idx, entry) in entries {
        let is_full =
            articles.read.len() == MOST_ARTICLES || articles.passed_over.len() == MOST_PASSED_OVER;
        let reason = match entry {
            _ if is_full => PassedOverReason::TooMany,
            Err(reason) => reason,
            Ok(value) => match article(value) {
                Ok(read) => {
                    articles.read.push(read);
                    continue;
                }
                Err(reason) => reason,
            },
        };
        articles.passed_over.push(PassedOver { place: idx + 1, reason });
        if is_full {
            break;
        }
    }
    if articles.read.is_empty() { Err(ReadFailure::NoText) } else { Ok(articles) }
}

fn list_in(fields: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let name = fields.iter().find(|(name, value)| {
        LISTS.contains(&plain_name(name).as_str())
            && value.as_array().is_some_and(|it| it.iter().any(Value::is_object))
    })?;
    let name = name.0.clone();
    match fields.remove(&name) {
        Some(Value::Array(entries)) => Some(entries),
        _ => None,
    }
}

fn article(value: Value) -> Result<Ingested, PassedOverReason> {
    let fields = match value {
        Value::String(text) if !text.trim().is_empty() => {
            check_size(&text)?;
            return check(plain_text::read(&text));
        }
        Value::Object(fields) => fields,
        _ => return Err(PassedOverReason::NoText),
    };
    let (text, markup) = (text_of(&fields), string(&fields, MARKUP));
    check_size(markup.as_deref().or(text.as_deref()).unwrap_or_default())?;
    let read = match (text, markup) {
        (_, Some(markup)) => html::read_fragment(&markup).map_err(|_| PassedOverReason::NoText)?,
        (Some(text), None) if is_markup(&text) => {
            html::read_fragment(&text).map_err(|_| PassedOverReason::NoText)?
        }
        (Some(text), None) => plain_text::read(&text),
        (None, None) => return Err(PassedOverReason::NoText),
    };
    let mut read = check(read)?;
    complete(&mut read, &fields);
    Ok(read)
}

fn check_size(text: &str) -> Result<(), PassedOverReason> {
    match () {
        () if text.len() > super::MOST_TEXT_BYTES => Err(PassedOverReason::TooLarge),
        () if super::has_too_many_lines(text) => Err(PassedOverReason::TooManyLines),
        () => Ok(()),
    }
}

fn check(read: Ingested) -> Result<Ingested, PassedOverReason> {
    match () {
        () if read.blocks.is_empty() => Err(PassedOverReason::NoText),
        () if read.text.len() > super::MOST_TEXT_BYTES => Err(PassedOverReason::TooLarge),
        () => Ok(read),
    }
}

/// What the fields say counts before what the text seemed to say.
fn complete(read: &mut Ingested, fields: &Map<String, Value>) {
    let said = Metadata {
        title: string(fields, TITLE).map(|it| draft::in_one_line(&it)).unwrap_or_default(),
        byline: string(fields, BYLINE),
        outlet: string(fields, OUTLET),
        url: string(fields, URL).and_then(|it| web_address(&it).map(str::to_owned)),
        published: string(fields, DATE).map(|it| date_header::day_or_words(&it)),
        language: string(fields, LANGUAGE).and_then(|it| language_tag(&it)),
        direction: None,
    };
    let found = std::mem::take(&mut read.metadata);
    let has_title_block = read.blocks.iter().any(|block| block.kind == BlockKind::Title);
    read.metadata = Metadata {
        title: if said.title.is_empty() || has_title_block && !found.title.is_empty() {
            found.title
        } else {
            said.title
        },
        byline: said.byline.or(found.byline),
        outlet: said.outlet.or(found.outlet),
        url: said.url.or(found.url),
        published: said.published.or(found.published),
        language: said.language.or(found.language),
        direction: found.direction,
    };
}

/// The text, or its paragraphs where they stand in a list.
fn text_of(fields: &Map<String, Value>) -> Option<String> {
    let paragraphs = |value: &Value| {
        let texts: Vec<&str> =
            value.as_array()?.iter().map(Value::as_str).collect::<Option<_>>()?;
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    };
    let text = |value: &Value| value.as_str().map(str::to_owned).or_else(|| paragraphs(value));
    by_name(fields, TEXT, |value| text(value).filter(|it| !it.trim().is_empty()))
}

/// The first of the fields that says something: a string, a list of strings, or a thing with a
/// name.
fn string(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    by_name(fields, names, |value| {
        let said = words(value)?;
        let said = said.trim();
        (!said.is_empty()).then(|| said.to_owned())
    })
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(thing) => thing.get("name")?.as_str().map(str::to_owned),
        Value::Array(things) => {
            let names: Vec<String> = things.iter().filter_map(words).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

fn by_name<T>(
    fields: &Map<String, Value>,
    names: &[&str],
    read: impl Fn(&Value) -> Option<T>,
) -> Option<T> {
    names.iter().find_map(|wanted| {
        fields.iter().filter(|(name, _)| plain_name(name) == *wanted).find_map(|(_, it)| read(it))
    })
}

fn plain_name(name: &str) -> String {
    name.chars()
        .filter(|it| !matches!(it, '_' | '-' | ' '))
        .map(|it| it.to_ascii_lowercase())
        .collect()
}

/// Whether a text is written in tags.
fn is_markup(text: &str) -> bool {
    let start = text.trim_start();
    ["<p", "<div", "<article", "<h1", "<h2", "<section", "<html", "<!doctype", "<body"].iter().any(
        |tag| {
            let (head, rest) = start.split_at(start.floor_char_boundary(tag.len()));
            head.eq_ignore_ascii_case(tag) && rest.starts_with(|it: char| !it.is_alphanumeric())
        },
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::tests::check_partition;

    #[test]
    fn fields_are_known_by_many_names() {
        let json = r#"{"articles": [
            {"Headline": " A crane\nsinks ", "article_body": "It sank.\r\n\r\nIt rose.", "authors": ["Ann Lee", {"name": "Bo Berg"}],
             "date_publish": "2026-01-07 09:00:00", "source_domain": "example.org", "url": "https://example.org/1", "lang": "en_GB"},
            {"id": 3}, null,
            {"content": ["One.", "Two."], "url": "javascript:alert(1)", "publisher": {"name": "The Lantern"}},
            {"text": "<p>A &amp; <b>B</b></p><script>alert(1)</script>"}
        ]}"#;
        let articles = read(json).expect("there are some");
        let [one, two, three] = &articles.read[..] else { panic!("{articles:?}") };
        assert_eq!(one.text, "It sank.\n\nIt rose.");
        assert_eq!(one.metadata.title, "A crane sinks");
        assert_eq!(one.metadata.byline.as_deref(), Some("Ann Lee, Bo Berg"));
        assert_eq!(one.metadata.published.as_deref(), Some("2026-01-07"));
        assert_eq!(one.metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(one.metadata.url.as_deref(), Some("https://example.org/1"));
        assert_eq!((two.text.as_str(), two.metadata.url.as_deref()), ("One.\n\nTwo.", None));
        assert_eq!(two.metadata.outlet.as_deref(), Some("The Lantern"));
        assert_eq!(three.text, "A & B");
        let places: Vec<usize> = articles.passed_over.iter().map(|it| it.place).collect();
        assert_eq!(places, [2, 3]);
    }

    #[test]
    fn a_damaged_line_does_not_stop_the_others() {
        let lines = "{\"text\": \"One.\"}\n\n{\"text\": \"Two\n{\"text\": \"Three.\"}\n";
        assert!(is_lines("{\"text\": \"One.\"}\n{\"text\": \"Two.\"}"));
        let articles = read_lines(lines).expect("there are some");
        assert_eq!(articles.read.len(), 2);
        assert_eq!(articles.passed_over.len(), 1);
        assert_eq!(articles.passed_over[0].place, 3);
    }

    #[test]
    fn what_has_no_text_says_so() {
        assert!(matches!(read("{}"), Err(ReadFailure::NoText)));
        assert!(matches!(read("[]"), Err(ReadFailure::NoText)));
        assert!(matches!(read("{\"text\": \" \"}"), Err(ReadFailure::NoText)));
        assert!(matches!(read("{\"text\":"), Err(ReadFailure::Damaged { line: 1, .. })));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(matches!(read(&deep), Err(ReadFailure::Damaged { .. })));
    }

    proptest! {
        #[test]
        fn any_text_field_is_read(text in any::<String>(), title in any::<String>()) {
            let json = serde_json::json!([{ "text": text, "title": title, "date": title }]);
            if let Ok(articles) = read(&json.to_string()) {
                check_partition(&articles.read[0]);
            }
        }

        #[test]
        fn anything_is_answered(json in "[{}\\[\\]\":,a-z\n ]{0,60}") {
            let _ = read(&json);
            let _ = read_lines(&json);
        }
    }
}
