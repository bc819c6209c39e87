//! NER Annotator's export: sentences with entities. Only read. Places are UTF-16, as JavaScript
//! counts.

use crate::json::{Map, Value};
use crate::phrase::{Phrase, escaped, phrase, said};

use super::assemble::assemble;
use super::draft::{DraftArticle, DraftFile, DraftSpan, Rules};
use super::holds::Holds;
use super::json_text::{list, pair_of, parse};
use super::{Codec, Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source};

/// What can be done with such files.
pub(super) const CODEC: Codec =
    Codec { read: Some(read), write: None, holds: Holds::SPANS, fit: None };

const NAME: Phrase = phrase!("NER Annotator");

/// Whether an object is such a file.
pub(super) fn is_likely(fields: &Map) -> bool {
    let is_list = |name: &str| fields.get(name).is_some_and(|it| it.as_array().is_some());
    is_list("classes") && is_list("annotations")
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules { unit: OffsetUnit::Utf16, ..Rules::OURS });
    let top = parse(&mut file, &content)?.into_object().filter(is_likely);
    let Some(top) = top else {
        let expected = said!("it should be an object with classes and annotations");
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    };
    take_classes(&mut file, &top);
    for (position, entry) in list(&top, "annotations").iter().enumerate() {
        // A sentence that somebody passed over.
        if *entry == Value::Null {
            continue;
        }
        let place = format!("annotations[{position}]");
        match entry.as_array() {
            Some([Value::String(text), said]) => {
                let article = read_sentence(&mut file, text, said, place);
                file.articles.push(article);
            }
            _ => {
                let expected = phrase!("a text and what is marked in it");
                file.leave_out(place, ProblemKind::WrongType { expected }, entry.to_string());
            }
        }
    }
    assemble(file)
}

fn take_classes(file: &mut DraftFile<'_>, top: &Map) {
    for (position, class) in list(top, "classes").iter().enumerate() {
        let place = format!("classes[{position}]");
        match class.as_str() {
            Some(class) if file.labels.iter().any(|known| known == class) => {
                let reason = said!("the class \"{0}\" stands twice", escaped(class));
                file.note(place, ProblemKind::particular(reason));
            }
            Some(class) => file.labels.push(class.to_owned()),
            None => {
                let kind = ProblemKind::WrongType { expected: phrase!("a text") };
                file.leave_out(place, kind, class.to_string());
            }
        }
    }
}

fn read_sentence(
    file: &mut DraftFile<'_>,
    text: &str,
    said: &Value,
    place: String,
) -> DraftArticle {
    let entities = said.as_object().map_or(&[][..], |fields| list(fields, "entities"));
    let mut spans = Vec::with_capacity(entities.len());
    for (position, entity) in entities.iter().enumerate() {
        let place = format!("{place}.entities[{position}]");
        match span_of(entity, &place) {
            Ok(span) => {
                if !file.labels.contains(&span.label) {
                    let label = span.label.clone();
                    file.note(place, ProblemKind::UndefinedLabel { label });
                }
                spans.push(span);
            }
            Err(kind) => file.leave_out(place, kind, entity.to_string()),
        }
    }
    DraftArticle { place, text: text.into(), spans, ..DraftArticle::default() }
}

/// `[start, end, label]`
fn span_of(entity: &Value, place: &str) -> Result<DraftSpan, ProblemKind> {
    let expected = phrase!("a start, an end and a label");
    let [start, end, Value::String(label)] = entity.as_array().unwrap_or_default() else {
        return Err(ProblemKind::WrongType { expected });
    };
    let ranges = vec![pair_of(Some(start), Some(end))?];
    let (place, label) = (place.to_owned(), label.clone());
    Ok(DraftSpan { place, label, ranges, ..DraftSpan::default() })
}
