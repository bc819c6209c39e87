//! Reads annotations of the standard, of Hypothesis and of Recogito.

use std::collections::HashMap;

use crate::json::{self, Map, Value};
use crate::model::Metadata;
use crate::phrase::{Phrase, phrase, said};

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Matching, Rules};
use super::super::json_text::{list, name_of, parse, text, time_of};
use super::super::source::text_file;
use super::super::{Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source};
use super::selectors::{Selected, selected};
use super::{CONTEXT, UUID};

const NAME: Phrase = phrase!("Web Annotations");
/// What an annotation is called that nobody tagged.
const UNTAGGED: &str = "annotation";

/// Whether an object is an annotation of the standard, or a collection of some.
pub fn is_w3c(fields: &Map) -> bool {
    let is_context = |value: &Value| value.as_str() == Some(CONTEXT);
    let has_context = fields.get("@context").is_some_and(|context| {
        is_context(context) || context.as_array().is_some_and(|all| all.iter().any(is_context))
    });
    has_context
        || (text(fields, "type").as_deref() == Some("Annotation") && fields.contains_key("target"))
}

/// Whether an object is an answer of the Hypothesis API, or a row of one.
pub fn is_hypothesis(fields: &Map) -> bool {
    let is_row = |fields: &Map| fields.contains_key("uri") && fields.contains_key("target");
    is_row(fields)
        || fields
            .get("rows")
            .and_then(Value::as_array)
            .is_some_and(|rows| rows.iter().all(|row| row.as_object().is_some_and(is_row)))
}

/// Whether an object is an annotation as Recogito keeps it.
pub fn is_recogito(fields: &Map) -> bool {
    fields.contains_key("bodies") && fields.contains_key("target")
}

/// Reads a file in which places are mostly counted in `unit`.
pub fn read(source: &Source<'_>, unit: OffsetUnit) -> Result<Imported, ReadError> {
    read_file(source, unit).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>, unit: OffsetUnit) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let rules = Rules { unit, matching: Matching::LineEnds, ..Rules::OURS };
    let mut file = DraftFile::new(*source, rules);
    let top = parse(&mut file, &content)?;
    if !matches!(top, Value::Object(_) | Value::Array(_)) {
        let expected = said!("it should be an annotation, or a list or collection of some");
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    }
    let mut sources = Sources::default();
    for (item_idx, item) in items(&top).into_iter().enumerate() {
        let place = format!("[{item_idx}]");
        match item.as_object() {
            Some(fields) => read_item(&mut file, &mut sources, fields, &place),
            None => {
                let expected = phrase!("an annotation");
                file.leave_out(place, ProblemKind::WrongType { expected }, item.to_string());
            }
        }
    }
    take_texts(&mut file, sources)?;
    assemble(file)
}

/// The annotations of a file, wherever its form keeps them.
fn items(top: &Value) -> Vec<&Value> {
    let mut top = top;
    while let Value::Object(fields) = top {
        let names = ["rows", "items", "annotations", "@graph"];
        if let Some(list) = names.iter().find_map(|name| fields.get(name)?.as_array()) {
            return list.iter().collect();
        }
        let Some(first @ Value::Object(_)) = fields.get("first") else { break };
        top = first;
    }
    match top {
        Value::Array(list) => list.iter().collect(),
        other => vec![other],
    }
}

/// The texts that are marked, in the order in which they are named.
#[derive(Default)]
struct Sources {
    places: HashMap<String, usize>,
    articles: Vec<DraftArticle>,
    /// Links name annotations, and their texts are known at the end.
    links: Vec<DraftLink>,
}

/// What an annotation says about what it marks.
#[derive(Default)]
struct Said {
    tags: Vec<String>,
    notes: Vec<String>,
    attributes: Vec<(String, Value)>,
}

fn read_item(file: &mut DraftFile<'_>, sources: &mut Sources, fields: &Map, place: &str) {
    let id = fields.get("id").and_then(name_of).map(own_id);
    if text(fields, "motivation").as_deref() == Some("linking") {
        match link_of(fields, place) {
            Some(link) => sources.links.push(link),
            None => {
                let kind = ProblemKind::particular(said!("links no two annotations"));
                file.leave_out(place, kind, Value::Object(fields.clone()).to_string());
            }
        }
        return;
    }
    let said = said(fields);
    let mut by_source: Vec<(String, DraftSpan)> = Vec::new();
    let address = text(fields, "uri");
    let targets = one_or_more(fields.get("target"));
    if targets.is_empty() {
        let kind = ProblemKind::FieldMissing { field: "target" };
        file.leave_out(place, kind, Value::Object(fields.clone()).to_string());
    }
    for target in targets {
        let source = source_of(target).or_else(|| address.clone()).unwrap_or_default();
        let selector = target.as_object().and_then(|target| target.get("selector"));
        match selected(selector) {
            Ok(selected) => add_target(&mut by_source, source, selected, place),
            Err(kind) => file.leave_out(place, kind, target.to_string()),
        }
    }
    for (source, span) in by_source {
        let article = sources.article(&source, fields, place);
        let labels =
            if said.tags.is_empty() { vec![UNTAGGED.to_owned()] } else { said.tags.clone() };
        for (label_idx, label) in labels.into_iter().enumerate() {
            article.spans.push(DraftSpan {
                place: place.to_owned(),
                id: id.clone().map(|id| match label_idx {
                    0 => id,
                    _ => format!("{id}#{label_idx}"),
                }),
                label,
                ranges: span.ranges.clone(),
                quote: span.quote.clone(),
                context: span.context.clone(),
                attributes: said.attributes.clone(),
                note: if label_idx == 0 { said.notes.join("\n") } else { String::new() },
                annotator: annotator_of(fields),
                created: time_of(fields.get("created")),
                modified: time_of(fields.get("modified")).or(time_of(fields.get("updated"))),
                ..DraftSpan::default()
            });
        }
    }
}

/// Several targets in one text are several ranges of one annotation.
fn add_target(
    by_source: &mut Vec<(String, DraftSpan)>,
    source: String,
    selected: Selected,
    place: &str,
) {
    let Selected { ranges, quotes, context } = selected;
    let quote = (!quotes.is_empty()).then(|| quotes.join(Rules::OURS.joiner));
    match by_source.iter_mut().find(|(known, _)| *known == source) {
        Some((_, span)) => {
            span.ranges.extend(ranges);
            span.quote = match (span.quote.take(), quote) {
                (Some(one), Some(other)) => Some([one, other].join(Rules::OURS.joiner)),
                _ => None,
            };
        }
        None => {
            let place = place.to_owned();
            let span = DraftSpan { place, ranges, quote, context, ..DraftSpan::default() };
            by_source.push((source, span));
        }
    }
}

fn said(fields: &Map) -> Said {
    let mut said = Said::default();
    for tag in list(fields, "tags").iter().filter_map(Value::as_str) {
        said.tags.push(tag.to_owned());
    }
    said.notes.extend(text(fields, "text").filter(|note| !note.is_empty()));
    said.notes.extend(text(fields, "bodyValue"));
    for body in one_or_more(fields.get("body").or(fields.get("bodies"))) {
        match body {
            Value::String(address) => said.notes.push(address.clone()),
            Value::Object(body) => take_body(&mut said, body),
            _ => {}
        }
    }
    said
}

fn take_body(said: &mut Said, body: &Map) {
    let purpose = text(body, "purpose").unwrap_or_default();
    let value = text(body, "value").or_else(|| text(body, "id")).unwrap_or_default();
    let is_json = text(body, "format").as_deref() == Some("application/json");
    match purpose.as_str() {
        "tagging" | "classifying" => said.tags.push(value),
        "describing" if is_json => {
            if let Some(Value::Object(attributes)) = json::parse(&value) {
                said.attributes.extend(attributes);
            } else {
                said.notes.push(value);
            }
        }
        _ if value.is_empty() => {}
        _ => said.notes.push(value),
    }
}

fn annotator_of(fields: &Map) -> String {
    let name = |value: &Value| match value {
        Value::Object(agent) => {
            ["name", "nickname", "id"].iter().find_map(|name| text(agent, name))
        }
        other => name_of(other),
    };
    let target = fields.get("target").and_then(Value::as_object);
    let creator = fields.get("creator").or_else(|| target.and_then(|it| it.get("creator")));
    creator.and_then(name).or_else(|| text(fields, "user")).unwrap_or_default()
}

/// An annotation whose target and body are annotations.
fn link_of(fields: &Map, place: &str) -> Option<DraftLink> {
    let address = |value: &Value| match value {
        Value::String(address) => Some(address.clone()),
        Value::Object(fields) => text(fields, "source").or_else(|| text(fields, "id")),
        _ => None,
    };
    let bodies = one_or_more(fields.get("body"));
    let is_tag = |body: &&&Value| body.as_object().is_some_and(|body| body.contains_key("value"));
    let kind = bodies.iter().find(is_tag).and_then(|body| text(body.as_object()?, "value"));
    let to = bodies.iter().find(|body| !is_tag(body)).and_then(|body| address(body))?;
    let from = one_or_more(fields.get("target")).first().and_then(|target| address(target))?;
    Some(DraftLink {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of).map(own_id),
        kind: kind.unwrap_or_else(|| "isRelatedTo".to_owned()),
        from: own_id(from),
        to: own_id(to),
    })
}

/// The id without what says that it is a UUID.
fn own_id(id: String) -> String {
    id.strip_prefix(UUID).map_or_else(|| id.clone(), str::to_owned)
}

fn one_or_more(value: Option<&Value>) -> Vec<&Value> {
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    }
}

/// The address of the text that a target marks.
fn source_of(target: &Value) -> Option<String> {
    match target {
        Value::String(address) => Some(address.clone()),
        Value::Object(fields) => match fields.get("source") {
            Some(Value::Object(source)) => text(source, "id"),
            Some(source) => name_of(source),
            None => text(fields, "id"),
        },
        _ => None,
    }
}

impl Sources {
    fn article(&mut self, source: &str, fields: &Map, place: &str) -> &mut DraftArticle {
        let n_articles = self.articles.len();
        let position = *self.places.entry(source.to_owned()).or_insert(n_articles);
        if position == n_articles {
            let is_address = source.starts_with("http://") || source.starts_with("https://");
            let title = fields.get("document").and_then(Value::as_object);
            let title = title.and_then(|it| list(it, "title").first()?.as_str().map(str::to_owned));
            self.articles.push(DraftArticle {
                place: place.to_owned(),
                id: Some(own_id(source.to_owned())).filter(|id| !id.is_empty()),
                metadata: Metadata {
                    title: title.unwrap_or_default(),
                    url: is_address.then(|| source.to_owned()),
                    ..Metadata::default()
                },
                ..DraftArticle::default()
            });
        }
        &mut self.articles[position]
    }
}

/// Takes the texts that lie beside the file, under a name made of their address. A text for which
/// nothing is marked is one where the file names it.
fn take_texts(file: &mut DraftFile<'_>, mut sources: Sources) -> Result<(), ReadErrorKind> {
    let source = file.source;
    let whole = format!("{}.txt", source.stem());
    if sources.articles.is_empty() {
        if let Some(text) = source.text_beside(&whole)? {
            file.articles.push(DraftArticle { text: text.into(), ..DraftArticle::default() });
        }
        return Ok(());
    }
    let is_single = sources.articles.len() == 1;
    let spans = sources.articles.iter().enumerate().flat_map(|(place, article)| {
        article.spans.iter().filter_map(move |span| Some((span.id.clone()?, place)))
    });
    // Of several annotations with one id the first counts.
    let mut starts: HashMap<String, usize> = HashMap::new();
    spans.for_each(|(id, place)| _ = starts.entry(id).or_insert(place));
    for link in std::mem::take(&mut sources.links) {
        let place = starts.get(&link.from).copied().unwrap_or(0);
        sources.articles[place].links.push(link);
    }
    for mut article in sources.articles {
        let address = article.id.clone().unwrap_or_default();
        let last = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let mut names = vec![text_file(&address), text_file(last)];
        if is_single {
            names.insert(0, whole.clone());
        }
        let mut text = None;
        for name in &names {
            text = match text {
                None => source.text_beside(name)?,
                found => found,
            };
        }
        match text {
            Some(text) => {
                article.text = text.into();
                file.articles.push(article);
            }
            None => {
                let left_out = format!("{} annotations of {address}", article.spans.len());
                let document = names.swap_remove(0);
                file.leave_out(article.place, ProblemKind::TextMissing { document }, left_out);
            }
        }
    }
    Ok(())
}
