//! Writes a collection of the standard, and the texts beside it.

use crate::json::Writer;
use crate::model::{Annotation, AnnotationId, Article, Link};
use crate::phrase::phrase;
use crate::text::{ArticleText, CharSpan};

use super::super::attribute_json::write_attribute;
use super::super::edition::Edition;
use super::super::export::{Role, WrittenFile};
use super::super::source::text_file;
use super::super::{ImportedArticle, Loss, LossKind, Stamp, WriteError};
use super::{CONTEXT, UUID};

/// Code points of context that stand before and after a quote.
const N_CONTEXT: usize = 32;

/// A collection names texts only where something is marked in them.
pub fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    edition.articles.retain(|imported| {
        let is_marked = !imported.annotations.is_empty();
        if !is_marked {
            let reason = phrase!(
                "a collection names texts by what is marked in them, which is nothing here"
            );
            let kind = LossKind::Article { reason };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
        is_marked
    });
}

/// Writes a collection of one page.
pub fn write(edition: &Edition, name: &str, stamp: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let addresses = addresses(edition);
    let n_links: usize = edition.articles.iter().map(|imported| imported.links.len()).sum();
    let ids: Vec<String> =
        edition.articles.iter().map(|imported| imported.article.id.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut json = Writer::expanded(3);
    json.object(|json| {
        json.name("@context").text(CONTEXT);
        json.name("id").text(&format!("{UUID}{}", AnnotationId::from_parts(&ids)));
        json.name("type").text("AnnotationCollection");
        json.name("generator").object(|json| {
            json.name("type").text("Software");
            json.name("name").text(&stamp.generator);
        });
        json.name("generated").text(&stamp.exported.to_string());
        json.name("total").number((edition.n_annotations() + n_links) as u64);
        json.name("first").object(|json| {
            json.name("type").text("AnnotationPage");
            json.name("startIndex").number(0);
            json.name("items").list(|json| {
                for (imported, address) in edition.articles.iter().zip(&addresses) {
                    let text = &imported.text;
                    for annotation in &imported.annotations {
                        write_annotation(json, annotation, text, address);
                    }
                }
                let links = edition.articles.iter().flat_map(|imported| &imported.links);
                links.for_each(|link| write_link(json, link));
            });
        });
    });
    let mut json = json.finish();
    json.push('\n');
    let mut files = vec![WrittenFile {
        name: format!("{name}.jsonld"),
        bytes: json.into_bytes(),
        role: Role::Main,
    }];
    let is_single = edition.articles.len() == 1;
    for (ImportedArticle { text, .. }, address) in edition.articles.iter().zip(&addresses) {
        let address = address.strip_prefix(UUID).unwrap_or(address);
        let name = if is_single { format!("{name}.txt") } else { text_file(address) };
        files.push(WrittenFile { name, bytes: text.as_str().into(), role: Role::Text });
    }
    Ok(files)
}

/// The address of each article: its own on the web, where no other article has the same one.
fn addresses(edition: &Edition) -> Vec<String> {
    let on_web = |article: &Article| {
        let url = article.metadata.url.clone().filter(|url| url.starts_with("http"));
        let own = article.unknown.get("source_id").and_then(|id| id.as_str().map(str::to_owned));
        url.or(own.filter(|own| own.starts_with("http://") || own.starts_with("https://")))
    };
    let all: Vec<Option<String>> =
        edition.articles.iter().map(|imported| on_web(&imported.article)).collect();
    let is_single = |url: &&String| all.iter().flatten().filter(|other| other == url).count() == 1;
    let pairs = all.iter().zip(&edition.articles);
    let address = |(url, imported): (&Option<String>, &ImportedArticle)| {
        let own = || format!("{UUID}{}", imported.article.id);
        url.as_ref().filter(is_single).cloned().unwrap_or_else(own)
    };
    pairs.map(address).collect()
}

fn write_annotation(json: &mut Writer, annotation: &Annotation, text: &ArticleText, address: &str) {
    json.object(|json| {
        json.name("@context").text(CONTEXT);
        json.name("id").text(&format!("{UUID}{}", annotation.id));
        json.name("type").text("Annotation");
        json.name("motivation").text("tagging");
        json.name("created").text(&annotation.created.to_string());
        json.name("modified").text(&annotation.modified.to_string());
        if !annotation.annotator.is_empty() {
            json.name("creator").object(|json| {
                json.name("type").text("Person");
                json.name("name").text(&annotation.annotator);
            });
        }
        json.name("body").list(|json| write_bodies(json, annotation, text));
        let ranges = &annotation.ranges;
        let json = json.name("target");
        match ranges[..] {
            [range] => write_target(json, range, text, address),
            _ => json.list(|json| {
                ranges.iter().for_each(|range| write_target(json, *range, text, address));
            }),
        }
    });
}

fn write_bodies(json: &mut Writer, annotation: &Annotation, text: &ArticleText) {
    write_body(json, "tagging", "text/plain", &annotation.label);
    if !annotation.note.is_empty() {
        write_body(json, "commenting", "text/plain", &annotation.note);
    }
    if !annotation.attributes.is_empty() {
        let mut attributes = Writer::compact();
        attributes.object(|json| {
            let named = annotation.attributes.iter();
            named.for_each(|(name, value)| write_attribute(json.name(name), value, text));
        });
        write_body(json, "describing", "application/json", &attributes.finish());
    }
}

fn write_body(json: &mut Writer, purpose: &str, format: &str, value: &str) {
    json.object(|json| {
        json.name("type").text("TextualBody");
        json.name("purpose").text(purpose);
        json.name("format").text(format);
        json.name("value").text(value);
    });
}

fn write_target(json: &mut Writer, range: CharSpan, text: &ArticleText, address: &str) {
    let (start, end) = (range.start().get(), range.end().get());
    json.object(|json| {
        json.name("source").text(address);
        json.name("selector").list(|json| {
            json.object(|json| {
                json.name("type").text("TextQuoteSelector");
                json.name("exact").text(text.slice(range));
                let before = CharSpan::of(start.saturating_sub(N_CONTEXT), start);
                json.name("prefix").text(text.slice(before));
                json.name("suffix").text(text.slice(CharSpan::of(end, end + N_CONTEXT)));
            });
            json.object(|json| {
                json.name("type").text("TextPositionSelector");
                json.name("start").number(start as u64);
                json.name("end").number(end as u64);
            });
        });
    });
}

fn write_link(json: &mut Writer, link: &Link) {
    json.object(|json| {
        json.name("@context").text(CONTEXT);
        json.name("id").text(&format!("{UUID}{}", link.id));
        json.name("type").text("Annotation");
        json.name("motivation").text("linking");
        json.name("body").list(|json| {
            json.text(&format!("{UUID}{}", link.to));
            write_body(json, "tagging", "text/plain", link.kind.name());
        });
        json.name("target").text(&format!("{UUID}{}", link.from));
    });
}
