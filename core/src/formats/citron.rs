//! Citron's quotations: a text, and for each quotation its cue, sources and contents.
//!
//! Whatever else stands with a quotation, such as its confidence, becomes an attribute, and whatever
//! stands with the text, such as groups of coreferences, is kept with the article. A quotation has
//! exactly one cue: Citron's own reader takes neither `null` nor a list for it.

use crate::json::{Map, Value, Writer};
use crate::model::{Annotation, AttributeValue, Reference, UnknownFields};
use crate::phrase::{Phrase, phrase, said};
use crate::text::{ArticleText, CharSpan};

use super::assemble::assemble;
use super::draft::{DraftArticle, DraftFile, DraftSpan, Rules};
use super::edition::{Edition, file_names};
use super::export::{Role, WrittenFile};
use super::holds::{HeldAttributes, Holds, loss};
use super::json_text::{list, name_of, pair_of, parse, text};
use super::{
    Codec, Imported, ImportedArticle, Loss, LossKind, ProblemKind, ReadError, ReadErrorKind,
    Source, Stamp, WriteError,
};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds { fragments: true, attributes: HeldAttributes::All, ..Holds::SPANS },
    fit: Some(fit),
};

const NAME: Phrase = phrase!("Citron");
/// The label of what is read.
const QUOTE: &str = "quote";
/// Our attributes, and Citron's names for them.
const PARTS: [(&str, &str); 3] =
    [("cue", "cue"), ("source", "sources"), ("coreferences", "coreferences")];
/// Under this name an article keeps what else stood with its text.
const KEPT: &str = "citron";

/// Whether a file is one of Citron's.
pub(super) fn is_likely(fields: &Map) -> bool {
    let is_quote =
        |quote: &Value| quote.as_object().is_some_and(|quote| quote.contains_key("contents"));
    fields.contains_key("text")
        && fields
            .get("quotes")
            .and_then(Value::as_array)
            .is_some_and(|all| all.iter().all(is_quote))
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    let documents = match parse(&mut file, &content)? {
        Value::Array(documents) => documents,
        document => vec![document],
    };
    for (document_idx, document) in documents.into_iter().enumerate() {
        let place = format!("[{document_idx}]");
        let fields = document.into_object().filter(|fields| fields.contains_key("quotes"));
        let Some(fields) = fields else {
            let expected = said!("it should be a text with quotes");
            return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
        };
        let Some(text) = text(&fields, "text") else {
            file.leave_out(place, ProblemKind::FieldMissing { field: "text" }, "");
            continue;
        };
        let id = fields.get("id").and_then(name_of);
        let unknown = kept(&fields);
        let mut article =
            DraftArticle { place, id, text: text.into(), unknown, ..DraftArticle::default() };
        let counted = ArticleText::new(&*article.text);
        for (quote_idx, quote) in list(&fields, "quotes").iter().enumerate() {
            let place = format!("quotes[{quote_idx}]");
            match span_of(quote, &counted, &place) {
                Ok(span) => article.spans.push(span),
                Err(kind) => file.leave_out(place, kind, quote.to_string()),
            }
        }
        file.articles.push(article);
    }
    assemble(file)
}

/// The fields of a document that mean nothing here, under one name.
fn kept(fields: &Map) -> UnknownFields {
    let mut further = fields.clone();
    further
        .retain(|name, value| !["text", "quotes", "id"].contains(&name) && *value != Value::Null);
    let mut kept = UnknownFields::new();
    if !further.is_empty() {
        kept.insert(KEPT, Value::Object(further));
    }
    kept
}

fn span_of(quote: &Value, text: &ArticleText, place: &str) -> Result<DraftSpan, ProblemKind> {
    let fields =
        quote.as_object().ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let contents = parts_of(fields, "contents")?;
    let mut attributes = Vec::new();
    for (attribute, name) in PARTS {
        let parts = parts_of(fields, name)?;
        if !parts.is_empty() {
            attributes.push((attribute.to_owned(), reference(&parts, text)));
        }
    }
    let is_known =
        |name: &str| ["contents", "id"].contains(&name) || PARTS.iter().any(|part| part.1 == name);
    let further = fields.iter().filter(|(name, value)| !is_known(name) && **value != Value::Null);
    attributes.extend(further.map(|(name, value)| (name.to_owned(), value.clone())));
    let quotes: Option<Vec<String>> = contents.iter().map(|part| part.quote.clone()).collect();
    Ok(DraftSpan {
        place: place.to_owned(),
        id: fields.get("id").and_then(name_of),
        label: QUOTE.to_owned(),
        ranges: contents.iter().map(|part| part.range).collect(),
        quote: quotes.map(|quotes| quotes.join(Rules::OURS.joiner)),
        attributes,
        ..DraftSpan::default()
    })
}

/// A place with the text that stands there.
struct Part {
    range: [u64; 2],
    quote: Option<String>,
}

/// Parts of this name, where the only one may stand without a list.
fn parts_of(fields: &Map, name: &str) -> Result<Vec<Part>, ProblemKind> {
    let values = match fields.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
    };
    let part = |value: &Value| {
        let fields =
            value.as_object().ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
        let range = pair_of(fields.get("start"), fields.get("end"))?;
        Ok(Part { range, quote: text(fields, "text") })
    };
    values.into_iter().map(part).collect()
}

/// A reference as the annotation file writes it. One that is out of order is put in order.
fn reference(parts: &[Part], text: &ArticleText) -> Value {
    let mut ranges: Vec<[u64; 2]> = parts.iter().map(|part| part.range).collect();
    ranges.sort_unstable();
    let pairs: Vec<Value> = ranges
        .iter()
        .map(|[start, end]| vec![Value::from(*start), Value::from(*end)].into())
        .collect();
    let mut fields = Map::new();
    fields.insert("ranges", pairs.into());
    let is_quoted = parts.iter().all(|part| {
        let [start, end] = part.range;
        let found = text.slice(CharSpan::of(start as usize, end as usize));
        part.quote.as_deref().is_none_or(|quote| start <= end && quote == found)
    });
    if !is_quoted {
        let quotes: Vec<Value> =
            parts.iter().map(|part| part.quote.clone().unwrap_or_default().into()).collect();
        fields.insert("quote", quotes.into());
    }
    Value::Object(fields)
}

/// Only quotations are held, and of what is said about them only passages.
fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for ImportedArticle { annotations, text, .. } in &mut edition.articles {
        annotations.retain(|annotation| {
            let reason = unheld(annotation);
            let lost = reason.map(|reason| loss(annotation, text, LossKind::Annotation { reason }));
            losses.extend(lost);
            reason.is_none()
        });
        for annotation in annotations {
            if annotation.label != QUOTE {
                let kind = LossKind::Label { written: QUOTE.to_owned() };
                losses.push(loss(annotation, text, kind));
                annotation.label = QUOTE.to_owned();
            }
            fit_attributes(annotation, text, losses);
        }
    }
}

/// Why Citron cannot hold the annotation, if it cannot.
fn unheld(annotation: &Annotation) -> Option<Phrase> {
    let names = [QUOTE, "quotation"];
    if !names.iter().any(|name| annotation.label.eq_ignore_ascii_case(name)) {
        return Some(phrase!("Citron holds quotations alone"));
    }
    let has_cue = matches!(
        annotation.attributes.get("cue"),
        Some(AttributeValue::Reference(reference)) if !reference.ranges.is_empty()
    );
    (!has_cue).then_some(phrase!("Citron holds no quotation without a cue, such as “said”"))
}

fn fit_attributes(annotation: &mut Annotation, text: &ArticleText, losses: &mut Vec<Loss>) {
    let mut lost = Vec::new();
    let attributes = std::mem::take(&mut annotation.attributes).into_iter();
    let held = attributes.filter_map(|(name, value)| {
        let is_part = PARTS.iter().any(|(attribute, _)| *attribute == name);
        let mut reference = match value {
            AttributeValue::Reference(it) if is_part && !it.ranges.is_empty() => it,
            _ => {
                lost.push(name);
                return None;
            }
        };
        let is_more = reference.id.is_some() || !reference.unknown.is_empty();
        if reference.name.is_some() || is_more {
            lost.push(format!("{name}.name"));
        }
        let mut ranges = std::mem::take(&mut reference.ranges);
        if name == "cue" && ranges.len() > 1 {
            lost.push(format!("{name}, but for its first range,"));
            ranges.truncate(1);
        }
        let held = Reference { name: None, id: None, ranges, unknown: UnknownFields::new() };
        Some((name, AttributeValue::Reference(held)))
    });
    annotation.attributes = held.collect();
    let lost = lost.into_iter().map(|name| LossKind::Attribute { name });
    losses.extend(lost.map(|kind| loss(annotation, text, kind)));
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let files = edition.articles.iter().zip(file_names(edition, name));
    let files = files.map(|(imported, stem)| WrittenFile {
        name: format!("{stem}.json"),
        bytes: document(imported).into_bytes(),
        role: Role::Main,
    });
    Ok(files.collect())
}

fn document(imported: &ImportedArticle) -> String {
    let ImportedArticle { annotations, text, .. } = imported;
    let mut json = Writer::expanded(2);
    json.object(|json| {
        json.name("text").text(text.as_str());
        json.name("quotes").list(|json| {
            annotations.iter().for_each(|annotation| write_quote(json, annotation, text));
        });
    });
    let mut json = json.finish();
    json.push('\n');
    json
}

fn write_quote(json: &mut Writer, annotation: &Annotation, text: &ArticleText) {
    let ranges_of = |name: &str| match annotation.attributes.get(name) {
        Some(AttributeValue::Reference(reference)) => reference.ranges.as_slice(),
        _ => &[],
    };
    json.object(|json| {
        // Each has exactly one; see `unheld`.
        ranges_of("cue").iter().for_each(|range| write_part(json.name("cue"), *range, text));
        write_parts(json.name("sources"), ranges_of("source"), text);
        write_parts(json.name("contents"), &annotation.ranges, text);
        write_parts(json.name("coreferences"), ranges_of("coreferences"), text);
    });
}

fn write_parts(json: &mut Writer, ranges: &[CharSpan], text: &ArticleText) {
    json.list(|json| ranges.iter().for_each(|range| write_part(json, *range, text)));
}

fn write_part(json: &mut Writer, range: CharSpan, text: &ArticleText) {
    json.object(|json| {
        json.name("start").number(range.start().get() as u64);
        json.name("end").number(range.end().get() as u64);
        json.name("text").text(text.slice(range));
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Source;

    const FILE: &str = r#"{"text": "“No,” he said. “Never.”", "coreference_groups": [[]],
        "quotes": [
            {"cue": {"start": 9, "end": 13, "text": "said"}, "sources": [], "confidence": "0.9",
             "contents": [{"start": 0, "end": 5, "text": "“No,”"}], "id": "q1"},
            {"cue": null, "sources": [], "coreferences": null,
             "contents": [{"start": 15, "end": 23, "text": "“Never.”"}]}]}"#;

    #[test]
    fn nothing_of_a_file_is_dropped() {
        let imported = read(&Source::alone("a.json", FILE.as_bytes())).expect("it is read");
        assert_eq!(imported.problems, []);
        let article = &imported.articles[0];
        assert!(article.article.unknown.get(KEPT).is_some());
        let [one, other] = &article.annotations[..] else { panic!("there are two quotations") };
        assert_eq!(one.attributes.get("confidence"), Some(&AttributeValue::Text("0.9".to_owned())));
        assert!(format!("{:?}", one.origin).contains("q1"));
        assert!(other.attributes.is_empty());
    }

    #[test]
    fn quotations_without_a_cue_are_named_and_not_written() {
        let imported = read(&Source::alone("a.json", FILE.as_bytes())).expect("it is read");
        let mut edition = Edition::of_imported(imported);
        let losses = CODEC.fit(&mut edition);
        assert_eq!(edition.n_annotations(), 1);
        let is_cue = |loss: &Loss| loss.to_string().contains("without a cue");
        assert_eq!(losses.iter().filter(|loss| is_cue(loss)).count(), 1);
        assert!(losses.iter().any(|loss| loss.to_string().contains("confidence")));
        assert!(!document(&edition.articles[0]).contains("\"cue\": null"));
    }
}
