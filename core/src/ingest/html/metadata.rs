//! What a page says about its article: JSON-LD first, then `<meta>`, then what it shows.

use std::collections::HashMap;

use dom_query::{Document, NodeRef};
use serde_json::{Map, Value};

use crate::model::{Direction, Metadata, web_address};

use super::super::date_header::day_or_words;
use super::super::draft::in_one_line;
use super::super::language::language_tag;

/// The longest title, name of an author or of an outlet that is believed, in bytes.
const MOST_BYTES: usize = 500;
/// JSON-LD beyond this is not looked at.
const MOST_JSON_BYTES: usize = 1_000_000;

/// Names of `<meta>`, the better first.
const TITLE: &[&str] =
    &["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "title"];
const BYLINE: &[&str] = &[
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
];
const OUTLET: &[&str] = &[
    "og:site_name",
    "article:publisher",
    "dc.publisher",
    "application-name",
    "publisher",
    "copyright",
];
const DATE: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "date",
    "dc.date",
    "dcterms.created",
    "dc.date.issued",
    "sailthru.date",
];
const LANGUAGE: &[&str] =
    &["og:locale", "content-language", "inlanguage", "dc.language", "language"];
const URL: &[&str] = &["og:url", "twitter:url"];

/// What a whole page says.
pub(super) fn of_page(document: &Document, html: &str) -> Metadata {
    let page = Page::look_at(document);
    let article = page.json_ld.iter().find_map(|json| news_article(json)).unwrap_or_default();
    let first = |found: &[Option<String>]| found.iter().flatten().next().cloned();
    let title = first(&[
        text_field(&article, "headline"),
        page.meta(TITLE),
        page.heading.clone(),
        page.title.clone(),
        text_field(&article, "name"),
    ]);
    let byline = first(&[
        names_field(&article, "author"),
        page.meta(BYLINE).filter(|it| !it.contains("://")),
    ]);
    let published =
        first(&[text_field(&article, "datePublished"), page.meta(DATE), page.time.clone()]);
    let addresses = [
        page.canonical.clone(),
        page.meta(URL),
        text_field(&article, "url"),
        text_field(&article, "mainEntityOfPage"),
        saved_from(html),
    ];
    let outlet = first(&[names_field(&article, "publisher"), page.meta(OUTLET)])
        .filter(|it| !it.contains("://"));
    let title = title.unwrap_or_default();
    Metadata {
        title: outlet.as_deref().and_then(|it| without_outlet(&title, it)).unwrap_or(title),
        byline,
        outlet,
        url: addresses.iter().flatten().find_map(|it| web_address(it)).map(str::to_owned),
        published: published.map(|it| day_or_words(&it)),
        language: first(&[
            page.language.clone(),
            text_field(&article, "inLanguage"),
            page.meta(LANGUAGE),
        ])
        .and_then(|it| language_tag(&it)),
        direction: page.direction,
    }
}

/// What the clipboard says about a part of a page: where it comes from, on Windows.
pub(super) fn of_fragment(html: &str) -> Metadata {
    let url = html
        .lines()
        .take(20)
        .find_map(|line| line.strip_prefix("SourceURL:"))
        .and_then(web_address);
    Metadata { url: url.map(str::to_owned), ..Metadata::default() }
}

/// What stands in the elements that matter.
#[derive(Default)]
struct Page {
    meta: HashMap<String, String>,
    json_ld: Vec<String>,
    title: Option<String>,
    heading: Option<String>,
    time: Option<String>,
    canonical: Option<String>,
    language: Option<String>,
    direction: Option<Direction>,
}

impl Page {
    fn look_at(document: &Document) -> Self {
        let mut page = Self::default();
        for node in document.root().descendants_it().filter(NodeRef::is_element) {
            page.take(&node);
        }
        page
    }

    fn take(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "html" => {
                self.language = attribute(node, "lang").or_else(|| attribute(node, "xml:lang"));
                self.direction = attribute(node, "dir")
                    .and_then(|it| Direction::parse(&it.to_ascii_lowercase()));
            }
            "meta" => {
                let names = ["property", "name", "itemprop", "http-equiv"];
                let name = names.iter().find_map(|it| attribute(node, it));
                if let (Some(name), Some(content)) = (name, attribute(node, "content")) {
                    let names = name.to_ascii_lowercase();
                    for name in names.split_ascii_whitespace() {
                        self.meta.entry(name.to_owned()).or_insert_with(|| content.clone());
                    }
                }
            }
            "link" if self.canonical.is_none() => {
                let is_canonical =
                    attribute(node, "rel").is_some_and(|it| it.eq_ignore_ascii_case("canonical"));
                self.canonical = attribute(node, "href").filter(|_| is_canonical);
            }
            "script" => {
                let is_data = attribute(node, "type")
                    .is_some_and(|it| it.eq_ignore_ascii_case("application/ld+json"));
                self.json_ld.extend(is_data.then(|| node.text().to_string()));
            }
            "title" => fill(&mut self.title, || said(&node.text())),
            "h1" => fill(&mut self.heading, || said(&node.text())),
            "time" => fill(&mut self.time, || attribute(node, "datetime")),
            _ => {}
        }
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| said(self.meta.get(*name)?))
    }
}

fn fill(place: &mut Option<String>, find: impl FnOnce() -> Option<String>) {
    if place.is_none() {
        *place = find();
    }
}

fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    said(&node.attr(name)?)
}

/// `text` in one line, unless there is nothing in it, or too much to be meant.
fn said(text: &str) -> Option<String> {
    let text = in_one_line(text);
    (!text.is_empty() && text.len() <= MOST_BYTES).then_some(text)
}

/// The article in a script of JSON-LD: at its top, in a list, or in its graph.
fn news_article(json: &str) -> Option<Map<String, Value>> {
    let json = json.trim();
    let value: Value =
        (json.len() <= MOST_JSON_BYTES).then(|| serde_json::from_str(json).ok()).flatten()?;
    let things = match value {
        Value::Array(things) => things,
        Value::Object(mut thing) => match thing.remove("@graph") {
            Some(Value::Array(things)) => things,
            _ => vec![Value::Object(thing)],
        },
        _ => return None,
    };
    let is_article =
        |kind: &str| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report";
    things.into_iter().find_map(|thing| {
        let Value::Object(thing) = thing else { return None };
        let is_ours = match thing.get("@type")? {
            Value::String(kind) => is_article(kind),
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is_article),
            _ => false,
        };
        is_ours.then_some(thing)
    })
}

fn text_field(thing: &Map<String, Value>, name: &str) -> Option<String> {
    match thing.get(name)? {
        Value::String(text) => said(text),
        Value::Object(inner) => said(inner.get("@id")?.as_str()?),
        _ => None,
    }
}

/// `title` without the name of the outlet that many pages put behind it.
fn without_outlet(title: &str, outlet: &str) -> Option<String> {
    let rest = title.strip_suffix(outlet)?.trim_end();
    let rest = rest.strip_suffix(['-', '|', '–', '—', ':', '·', '•', '_', '：'])?.trim_end();
    (!rest.is_empty()).then(|| rest.to_owned())
}

/// The name of a person or organisation, or the names of several.
fn names_field(thing: &Map<String, Value>, name: &str) -> Option<String> {
    fn name_of(value: &Value) -> Option<&str> {
        match value {
            Value::String(name) => Some(name),
            Value::Object(thing) => thing.get("name")?.as_str(),
            _ => None,
        }
    }
    match thing.get(name)? {
        Value::Array(several) => {
            said(&several.iter().filter_map(name_of).collect::<Vec<_>>().join(", "))
        }
        one => said(name_of(one)?),
    }
}

/// Chromium and its kin write into saved pages where they come from.
fn saved_from(html: &str) -> Option<String> {
    let start = &html[..html.floor_char_boundary(2_000)];
    let (_, rest) = start.split_once("<!-- saved from url=(")?;
    let (_, rest) = rest.split_once(')')?;
    Some(rest.split("-->").next()?.trim().to_owned())
}
