//! UIMA CAS as JSON, version 0.4.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::json::{Map, Value, Writer};
use crate::model::{Annotation, AnnotationId, AttributeValue};
use crate::phrase::{Phrase, escaped, phrase, said};
use crate::text::ArticleText;

use super::super::assemble::assemble;
use super::super::attribute_json::write_attribute;
use super::super::draft::{DraftFile, Rules};
use super::super::edition::{Edition, file_names};
use super::super::export::{Role, WrittenFile};
use super::super::json_text::{parse, text};
use super::super::{
    Codec, Imported, ImportedArticle, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source,
    Stamp, WriteError,
};
use super::structures::{Structures, take_structures};
use super::{ANNOTATION, HOLDS, LINK, OWN_FEATURES, features, is_feature};

/// What can be done with such files.
pub const CODEC: Codec = Codec { read: Some(read), write: Some(write), holds: HOLDS, fit: None };

const NAME: Phrase = phrase!("UIMA CAS JSON");
const STRUCTURES: &str = "%FEATURE_STRUCTURES";

/// Whether a file is one.
pub fn is_likely(fields: &Map) -> bool {
    fields.contains_key(STRUCTURES) || fields.contains_key("%VIEWS")
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let rules = Rules { unit: OffsetUnit::Utf16, is_declared: true, ..Rules::OURS };
    let mut file = DraftFile::new(*source, rules);
    let top = parse(&mut file, &content)?.into_object().filter(is_likely);
    let Some(top) = top else {
        let expected = said!("it should be an object with {0}", STRUCTURES);
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    };
    let all = structures(&mut file, &top);
    check_types(&mut file, &top, &all);
    let members = members(&mut file, &top, &all);
    let structures = Structures { all, members, place: ("%FEATURE_STRUCTURES[%ID ", "]") };
    take_structures(&mut file, &structures);
    assemble(file)
}

/// Features by id, in the order of the file. Of two with one id the first is taken.
fn structures(file: &mut DraftFile<'_>, top: &Map) -> Vec<(u64, Map)> {
    let listed: Vec<(Option<u64>, Value)> = match top.get(STRUCTURES) {
        Some(Value::Array(values)) => values.iter().map(|value| (None, value.clone())).collect(),
        Some(Value::Object(by_id)) => {
            by_id.iter().map(|(id, value)| (id.parse().ok(), value.clone())).collect()
        }
        _ => Vec::new(),
    };
    let mut seen = HashSet::new();
    let mut structures = Vec::with_capacity(listed.len());
    for (position, (named, value)) in listed.into_iter().enumerate() {
        let place = format!("{STRUCTURES}[{position}]");
        let Some(fields) = value.into_object() else {
            file.leave_out(place, ProblemKind::WrongType { expected: phrase!("an object") }, "");
            continue;
        };
        let Some(id) = named.or_else(|| fields.get("%ID").and_then(Value::as_u64)) else {
            let left_out = Value::Object(fields).to_string();
            file.leave_out(place, ProblemKind::FieldMissing { field: "%ID" }, left_out);
            continue;
        };
        if !seen.insert(id) && fields.contains_key("begin") {
            let kind = ProblemKind::particular(said!("the %ID {0} stands twice", id));
            file.leave_out(place, kind, Value::Object(fields).to_string());
            continue;
        }
        structures.push((id, fields));
    }
    structures
}

/// Notes types that nobody defines.
fn check_types(file: &mut DraftFile<'_>, top: &Map, structures: &[(u64, Map)]) {
    let types = top.get("%TYPES").and_then(Value::as_object);
    let mut met = BTreeSet::new();
    for (_, fields) in structures {
        let name = text(fields, "%TYPE").unwrap_or_default();
        let name = name.trim_end_matches("[]");
        if !met.insert(name.to_owned()) {
            continue;
        }
        let is_defined =
            name.starts_with("uima.") || types.is_some_and(|types| types.contains_key(name));
        if !is_defined {
            let reason = said!("the type \"{0}\" is not defined", escaped(name));
            file.note("%TYPES", ProblemKind::particular(reason));
        }
    }
}

/// What the views list; `None` when there is no view. Ids of nothing are noted.
fn members(file: &mut DraftFile<'_>, top: &Map, structures: &[(u64, Map)]) -> Option<HashSet<u64>> {
    let views = top.get("%VIEWS").and_then(Value::as_object).filter(|views| !views.is_empty())?;
    let known: HashSet<u64> = structures.iter().map(|(id, _)| *id).collect();
    let mut members = HashSet::new();
    for (name, view) in views.iter() {
        let listed =
            view.as_object().and_then(|view| view.get("%MEMBERS")).and_then(Value::as_array);
        for id in listed.unwrap_or_default().iter().filter_map(Value::as_u64) {
            members.insert(id);
            if !known.contains(&id) {
                let kind = ProblemKind::particular(said!("the member {0} is not in the file", id));
                file.note(format!("%VIEWS.{name}"), kind);
            }
        }
    }
    Some(members)
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let files = edition.articles.iter().zip(file_names(edition, name));
    let files = files.map(|(imported, stem)| WrittenFile {
        name: format!("{stem}.json"),
        bytes: cas(imported).into_bytes(),
        role: Role::Main,
    });
    Ok(files.collect())
}

fn cas(imported: &ImportedArticle) -> String {
    let ImportedArticle { annotations, links, text, .. } = imported;
    let features = features(annotations.iter());
    let n_annotations = annotations.len() as u64;
    let numbers: HashMap<AnnotationId, u64> =
        annotations.iter().zip(2..).map(|(annotation, number)| (annotation.id, number)).collect();
    let mut json = Writer::expanded(2);
    json.object(|json| {
        json.name("%TYPES").object(|json| write_types(json, &features));
        json.name(STRUCTURES).list(|json| {
            json.object(|json| {
                json.name("%ID").number(1);
                json.name("%TYPE").text("uima.cas.Sofa");
                json.name("sofaNum").number(1);
                json.name("sofaID").text("_InitialView");
                json.name("mimeType").text("text/plain");
                json.name("sofaString").text(text.as_str());
            });
            for (annotation, number) in annotations.iter().zip(2..) {
                write_annotation(json, number, annotation, text);
            }
            for (link, number) in links.iter().zip(n_annotations + 2..) {
                json.object(|json| {
                    json.name("%ID").number(number);
                    json.name("%TYPE").text(LINK);
                    json.name("@sofa").number(1);
                    json.name("label").text(link.kind.name());
                    json.name("@Governor").number(numbers.get(&link.from).copied().unwrap_or(0));
                    json.name("@Dependent").number(numbers.get(&link.to).copied().unwrap_or(0));
                });
            }
        });
        json.name("%VIEWS").object(|json| {
            json.name("_InitialView").object(|json| {
                json.name("%SOFA").number(1);
                let last = n_annotations + 1 + links.len() as u64;
                json.name("%MEMBERS").list(|json| (2..=last).for_each(|id| json.number(id)));
            });
        });
    });
    let mut json = json.finish();
    json.push('\n');
    json
}

fn write_types(json: &mut Writer, features: &BTreeSet<&str>) {
    let feature = |json: &mut Writer, name: &str, range: &str| {
        json.name(name).object(|json| {
            json.name("%NAME").text(name);
            json.name("%RANGE").text(range);
        });
    };
    json.name(ANNOTATION).object(|json| {
        json.name("%NAME").text(ANNOTATION);
        json.name("%SUPER_TYPE").text("uima.tcas.Annotation");
        for name in OWN_FEATURES.iter().chain(features) {
            feature(json, name, "uima.cas.String");
        }
    });
    json.name(LINK).object(|json| {
        json.name("%NAME").text(LINK);
        json.name("%SUPER_TYPE").text("uima.cas.AnnotationBase");
        feature(json, "label", "uima.cas.String");
        feature(json, "Governor", ANNOTATION);
        feature(json, "Dependent", ANNOTATION);
    });
}

fn write_annotation(json: &mut Writer, number: u64, annotation: &Annotation, text: &ArticleText) {
    let hull = text.to_utf16(annotation.hull());
    let (features, rest): (Vec<_>, Vec<_>) =
        annotation.attributes.iter().partition(|(name, value)| is_feature(name, value));
    json.object(|json| {
        json.name("%ID").number(number);
        json.name("%TYPE").text(ANNOTATION);
        json.name("@sofa").number(1);
        json.name("begin").number(hull.start().get() as u64);
        json.name("end").number(hull.end().get() as u64);
        json.name("label").text(&annotation.label);
        json.name("identifier").text(&annotation.id.to_string());
        if !annotation.note.is_empty() {
            json.name("note").text(&annotation.note);
        }
        for (name, value) in features {
            if let AttributeValue::Text(value) = value {
                json.name(name).text(value);
            }
        }
        if !rest.is_empty() {
            let mut further = Writer::compact();
            further.object(|json| {
                rest.iter().for_each(|(name, value)| write_attribute(json.name(name), value, text));
            });
            json.name("attributes").text(&further.finish());
        }
    });
}
