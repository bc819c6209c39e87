//! UIMA CAS as JSON, version 0.4: a text with feature structures. Places are UTF-16, as Java counts.
//!
//! What we write has one type of annotation, with a feature for its label and one for each attribute
//! whose name is one in Java; everything else is JSON in the feature `attributes`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::json::{self, Map, Value, Writer};
use crate::model::{Annotation, AnnotationId, AttributeValue};
use crate::text::ArticleText;

use super::assemble::assemble;
use super::attribute_json::write_attribute;
use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::edition::{Edition, file_names};
use super::export::{Role, WrittenFile};
use super::holds::{HeldAttributes, HeldLinks, Holds};
use super::json_text::{name_of, pair_of, parse, text};
use super::{
    Codec, Imported, ImportedArticle, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source,
    Stamp, WriteError,
};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: Some(read),
    write: Some(write),
    holds: Holds {
        ids: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::WithinArticle,
        ..Holds::SPANS
    },
    fit: None,
};

const NAME: &str = "UIMA CAS JSON";
const STRUCTURES: &str = "%FEATURE_STRUCTURES";
const ANNOTATION: &str = "onrecord.Annotation";
const LINK: &str = "onrecord.Link";
/// Features that mean something to us or to readers of labels.
const RESERVED: [&str; 8] =
    ["begin", "end", "sofa", "label", "value", "identifier", "note", "attributes"];

/// Whether a file is one.
pub(super) fn is_likely(fields: &Map) -> bool {
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
        let expected = format!("it should be an object with {STRUCTURES}");
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    };
    let structures = structures(&mut file, &top);
    check_types(&mut file, &top, &structures);
    let members = members(&mut file, &top, &structures);
    let mut articles: BTreeMap<u64, DraftArticle> = BTreeMap::new();
    for (id, fields) in &structures {
        if let Some(sofa) = fields.get("sofaString").and_then(Value::as_str) {
            let place = format!("{STRUCTURES}[%ID {id}]");
            let article = DraftArticle { place, text: sofa.into(), ..DraftArticle::default() };
            articles.insert(*id, article);
        }
    }
    for (id, fields) in &structures {
        take_structure(&mut file, &mut articles, *id, fields, members.as_ref());
    }
    file.articles = articles.into_values().collect();
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
            file.leave_out(place, ProblemKind::WrongType { expected: "an object" }, "");
            continue;
        };
        let Some(id) = named.or_else(|| fields.get("%ID").and_then(Value::as_u64)) else {
            let left_out = Value::Object(fields).to_string();
            file.leave_out(place, ProblemKind::FieldMissing { field: "%ID" }, left_out);
            continue;
        };
        if !seen.insert(id) && fields.contains_key("begin") {
            let kind = ProblemKind::particular(format!("the %ID {id} stands twice"));
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
    let mut told = BTreeSet::new();
    for (_, fields) in structures {
        let name = text(fields, "%TYPE").unwrap_or_default();
        let name = name.trim_end_matches("[]");
        let is_defined =
            name.starts_with("uima.") || types.is_some_and(|types| types.contains_key(name));
        if !is_defined && told.insert(name.to_owned()) {
            let reason = format!("the type {name:?} is not defined");
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
                let kind = ProblemKind::particular(format!("the member {id} is not in the file"));
                file.note(format!("%VIEWS.{name}"), kind);
            }
        }
    }
    Some(members)
}

fn take_structure(
    file: &mut DraftFile<'_>,
    articles: &mut BTreeMap<u64, DraftArticle>,
    id: u64,
    fields: &Map,
    members: Option<&HashSet<u64>>,
) {
    let kind = text(fields, "%TYPE").unwrap_or_default();
    let is_about_all = ["DocumentAnnotation", "DocumentMetaData"];
    let is_listed = members.is_none_or(|members| members.contains(&id));
    if !is_listed || is_about_all.iter().any(|ending| kind.ends_with(ending)) {
        return;
    }
    let place = format!("{STRUCTURES}[%ID {id}]");
    let sofa = fields.get("@sofa").and_then(Value::as_u64);
    let left_out = || Value::Object(fields.clone()).to_string();
    if fields.contains_key("begin") || fields.contains_key("end") {
        let Some(article) = sofa.and_then(|sofa| articles.get_mut(&sofa)) else {
            let kind = ProblemKind::particular("its @sofa is no text of the file");
            return file.leave_out(place, kind, left_out());
        };
        match span_of(id, &kind, fields, &place) {
            Ok(span) => article.spans.push(span),
            Err(kind) => return file.leave_out(place, kind, left_out()),
        }
    }
    let end = |name: &str| fields.get(name).and_then(Value::as_u64).map(|id| id.to_string());
    let ends = (end("@Governor"), end("@Dependent"));
    if let (Some(from), Some(to)) = ends {
        let label = text(fields, "label").or_else(|| text(fields, "DependencyType"));
        let short = kind.rsplit('.').next().unwrap_or_default().to_owned();
        let of_sofa = sofa.and_then(|sofa| articles.get_mut(&sofa));
        if let Some(article) = of_sofa {
            let kind = label.unwrap_or(short);
            article.links.push(DraftLink { place, id: None, kind, from, to });
        }
    }
}

fn span_of(id: u64, kind: &str, fields: &Map, place: &str) -> Result<DraftSpan, ProblemKind> {
    let range = pair_of(fields.get("begin"), fields.get("end"))?;
    let named = |name: &str| text(fields, name).filter(|it| !it.is_empty());
    let is_ours = kind == ANNOTATION;
    let label = match is_ours {
        true => text(fields, "label"),
        false => named("value").or_else(|| named("label")),
    };
    let mut attributes: Vec<(String, Value)> = Vec::new();
    for (name, value) in fields.iter() {
        let is_feature = !name.starts_with(['%', '@', '#', '^']) && name_of(value).is_some()
            || matches!(value, Value::Bool(_));
        let is_known =
            if is_ours { RESERVED.contains(&name) } else { ["begin", "end"].contains(&name) };
        if is_feature && !is_known {
            attributes.push((name.to_owned(), value.clone()));
        }
    }
    if is_ours
        && let Some(Value::Object(further)) =
            named("attributes").and_then(|json| json::parse(&json))
    {
        attributes.extend(further);
    }
    let identifier = named("identifier").filter(|_| is_ours);
    Ok(DraftSpan {
        place: place.to_owned(),
        id: Some(identifier.unwrap_or_else(|| id.to_string())),
        key: Some(id.to_string()),
        label: label.unwrap_or_else(|| kind.to_owned()),
        ranges: vec![range],
        attributes,
        note: named("note").filter(|_| is_ours).unwrap_or_default(),
        ..DraftSpan::default()
    })
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

/// Whether an attribute becomes a feature of its own.
fn is_feature(name: &str, value: &AttributeValue) -> bool {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    is_name && !RESERVED.contains(&name) && matches!(value, AttributeValue::Text(_))
}

fn cas(imported: &ImportedArticle) -> String {
    let ImportedArticle { annotations, links, text, .. } = imported;
    let attributes = annotations.iter().flat_map(|annotation| &annotation.attributes);
    let features: BTreeSet<&str> = attributes
        .filter(|(name, value)| is_feature(name, value))
        .map(|(name, _)| name.as_str())
        .collect();
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
        for name in ["label", "identifier", "note", "attributes"] {
            feature(json, name, "uima.cas.String");
        }
        features.iter().for_each(|name| feature(json, name, "uima.cas.String"));
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
