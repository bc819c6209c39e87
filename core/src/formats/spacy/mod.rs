//! spaCy's `Doc.to_json` and the JSON lines of Prodigy: texts with tokens and spans.
//!
//! Places are code points, and token numbers are inclusive. What is read is what the places say;
//! tokens that contradict them are noted.

mod tokens;

use std::collections::HashMap;

use crate::json::{self, Map, Value, Writer};
use crate::model::Annotation;
use crate::phrase::{escaped, phrase, said};
use crate::text::ArticleText;

use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan};
use super::edition::{Edition, article_name};
use super::export::{Role, WrittenFile};
use super::holds::{HeldLinks, Holds};
use super::json_lines::{add_line, links_of, read_articles_but};
use super::json_text::{list, name_of, pair_of, taken, text};
use super::metadata_json::{metadata_of, write_metadata};
use super::{Codec, Imported, ImportedArticle, ProblemKind, ReadError, Source, Stamp, WriteError};
use tokens::{TOKENIZER, Token, tokens, within};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds { ids: true, links: HeldLinks::WithinArticle, metadata: true, ..Holds::SPANS },
    fit: None,
};

/// Whether the first value of such a file has these fields.
pub(super) fn is_likely(fields: &Map) -> bool {
    let is_span = |span: &Value| {
        span.as_object().is_some_and(|it| it.contains_key("start") && it.contains_key("end"))
    };
    let are_spans = match fields.get("spans") {
        Some(Value::Array(spans)) => spans.iter().all(is_span),
        Some(Value::Object(_)) => fields.contains_key("tokens"),
        _ => fields.contains_key("ents") || fields.contains_key("tokens"),
    };
    fields.contains_key("text") && are_spans
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_articles_but(source, ("tokens", check_written_tokens), read_article)
}

fn read_article(
    file: &mut DraftFile<'_>,
    mut fields: Map,
    text: &str,
    place: &str,
) -> DraftArticle {
    check_tokens(file, &taken(&mut fields, "tokens"), text, place);
    let meta = fields.remove("meta").and_then(Value::into_object).unwrap_or_default();
    let mut article = DraftArticle {
        place: place.to_owned(),
        id: meta.get("id").and_then(name_of),
        text: text.into(),
        metadata: metadata_of(&meta),
        ..DraftArticle::default()
    };
    let mut groups = vec![("ents".to_owned(), taken(&mut fields, "ents"))];
    match fields.remove("spans") {
        Some(Value::Object(named)) => {
            let spans = |value: Value| value.into_array().unwrap_or_default();
            groups.extend(named.into_iter().map(|(name, value)| (name, spans(value))));
        }
        Some(Value::Array(spans)) => groups.push((String::new(), spans)),
        _ => {}
    }
    for (group, spans) in groups {
        let list_name = if group.is_empty() { "spans" } else { &*group };
        for value in spans {
            let place = format!("{place}, {list_name}[{}]", article.spans.len());
            match span_of(&value, &group, &place) {
                Ok(span) => article.spans.push(span),
                Err(kind) => file.leave_out(place, kind, value.to_string()),
            }
        }
    }
    let expected = phrase!("a relation with head_span, child_span and label");
    article.links = links_of(file, list(&fields, "relations"), place, expected, link_of);
    article
}

fn span_of(value: &Value, group: &str, place: &str) -> Result<DraftSpan, ProblemKind> {
    let fields =
        value.as_object().ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let range = pair_of(fields.get("start"), fields.get("end"))?;
    let label = text(fields, "label").ok_or(ProblemKind::FieldMissing { field: "label" })?;
    let mut attributes: Vec<(String, Value)> = Vec::new();
    if !group.is_empty() {
        attributes.push(("group".to_owned(), group.into()));
    }
    let known = ["start", "end", "label", "text", "token_start", "token_end", "id", "source"];
    let further = fields.iter().filter(|(name, value)| {
        !known.contains(name) && !matches!(value.as_str(), Some("")) && !is_number(value)
    });
    attributes.extend(further.map(|(name, value)| (name.to_owned(), value.clone())));
    Ok(DraftSpan {
        place: place.to_owned(),
        id: text(fields, "id").filter(|id| !id.is_empty()),
        key: Some(key_of(fields, range, &label)),
        label,
        ranges: vec![range],
        quote: text(fields, "text"),
        attributes,
        ..DraftSpan::default()
    })
}

/// Hashes and weights of the program itself.
fn is_number(value: &Value) -> bool {
    matches!(value, Value::Number(_))
}

/// How relations name a span: by its id, else by what it is.
fn key_of(fields: &Map, range: [u64; 2], label: &str) -> String {
    let id = text(fields, "id").filter(|id| !id.is_empty());
    id.unwrap_or_else(|| format!("{}-{} {label}", range[0], range[1]))
}

fn link_of(value: &Value, place: &str) -> Option<DraftLink> {
    let fields = value.as_object()?;
    let end = |name: &str| {
        let span = fields.get(name)?.as_object()?;
        let range = pair_of(span.get("start"), span.get("end")).ok()?;
        Some(key_of(span, range, &text(span, "label").unwrap_or_default()))
    };
    Some(DraftLink {
        place: place.to_owned(),
        id: None,
        kind: text(fields, "label")?,
        from: end("head_span")?,
        to: end("child_span")?,
    })
}

/// Tokens as they are written, which are only compared with the text.
#[derive(serde::Deserialize)]
struct WrittenToken {
    text: String,
    start: u64,
    end: u64,
}

/// As [`check_tokens`], of what nobody has made values of.
fn check_written_tokens(file: &mut DraftFile<'_>, json: &str, whole: &str, place: &str) {
    match serde_json::from_str::<Vec<WrittenToken>>(json) {
        Ok(tokens) => {
            let named = tokens.iter().map(|token| (&*token.text, [token.start, token.end]));
            note_wrong_token(file, named, whole, place);
        }
        // Some of them are no tokens.
        Err(_) => {
            let tokens = json::parse(json).and_then(Value::into_array).unwrap_or_default();
            check_tokens(file, &tokens, whole, place);
        }
    }
}

/// Notes the first token whose text is not the text at its place.
fn check_tokens(file: &mut DraftFile<'_>, tokens: &[Value], whole: &str, place: &str) {
    let named = tokens.iter().filter_map(|token| {
        let token = token.as_object()?;
        let range = pair_of(token.get("start"), token.get("end")).ok()?;
        Some((token.get("text")?.as_str()?, range))
    });
    note_wrong_token(file, named, whole, place);
}

fn note_wrong_token<'v>(
    file: &mut DraftFile<'_>,
    mut named: impl Iterator<Item = (&'v str, [u64; 2])>,
    whole: &str,
    place: &str,
) {
    let counted = ArticleText::new(whole);
    let is_right = |(word, [start, end]): &(&str, [u64; 2])| {
        let span = crate::text::CharSpan::of(*start as usize, *end as usize);
        start <= end && counted.slice(span) == *word
    };
    if let Some((word, [start, end])) = named.find(|token| !is_right(token)) {
        let reason = said!(
            "the token \"{0}\" is not the text from {1} to {2}; places count, not tokens",
            escaped(word),
            start,
            end
        );
        file.note(place, ProblemKind::particular(reason));
    }
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let mut lines = String::new();
    for imported in &edition.articles {
        let mut json = Writer::compact();
        write_line(&mut json, imported);
        add_line(&mut lines, json.finish());
    }
    let (name, bytes) = (format!("{name}.jsonl"), lines.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_line(json: &mut Writer, imported: &ImportedArticle) {
    let ImportedArticle { article, text, annotations, links } = imported;
    let tokens = tokens(text, annotations);
    json.object(|json| {
        json.name("text").text(text.as_str());
        json.name("tokens").list(|json| {
            let numbered = tokens.iter().enumerate();
            numbered.for_each(|(number, token)| write_token(json, number, token, text));
        });
        json.name("spans").list(|json| {
            annotations.iter().for_each(|annotation| write_span(json, annotation, &tokens));
        });
        json.name("relations").list(|json| {
            let by_id: HashMap<_, _> = annotations.iter().map(|it| (it.id, it)).collect();
            for link in links {
                let ends = (by_id.get(&link.from), by_id.get(&link.to));
                let (Some(head), Some(child)) = ends else {
                    continue;
                };
                json.object(|json| {
                    let last = |annotation: &Annotation| {
                        let (first, after) = within(&tokens, annotation.hull());
                        after.saturating_sub(1).max(first) as u64
                    };
                    json.name("head").number(last(head));
                    json.name("child").number(last(child));
                    write_span(json.name("head_span"), head, &tokens);
                    write_span(json.name("child_span"), child, &tokens);
                    json.name("label").text(link.kind.name());
                });
            }
        });
        json.name("answer").text("accept");
        json.name("meta").object(|json| {
            json.name("id").text(&article_name(article));
            json.name("tokenizer").text(TOKENIZER);
            write_metadata(json, &article.metadata);
        });
    });
}

fn write_token(json: &mut Writer, number: usize, token: &Token, text: &ArticleText) {
    json.object(|json| {
        json.name("text").text(text.slice(token.range));
        json.name("start").number(token.range.start().get() as u64);
        json.name("end").number(token.range.end().get() as u64);
        json.name("id").number(number as u64);
        json.name("ws").flag(token.has_blank_after);
    });
}

fn write_span(json: &mut Writer, annotation: &Annotation, tokens: &[Token]) {
    let hull = annotation.hull();
    let (first, after) = within(tokens, hull);
    json.object(|json| {
        json.name("start").number(hull.start().get() as u64);
        json.name("end").number(hull.end().get() as u64);
        if first < after {
            json.name("token_start").number(first as u64);
            json.name("token_end").number(after as u64 - 1);
        }
        json.name("label").text(&annotation.label);
        json.name("id").text(&annotation.id.to_string());
    });
}
