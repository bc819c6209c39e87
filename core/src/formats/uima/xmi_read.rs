//! Reads XMI.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::json::{Map, Value};
use crate::phrase::{Phrase, escaped, phrase, said};

use super::super::assemble::assemble;
use super::super::draft::{DraftFile, Rules};
use super::super::xml::{Element, Piece, XmlReader, local};
use super::super::{Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source};
use super::structures::{Structures, take_structures};
use super::type_system::{FILE, TypeSystem, is_value};

const NAME: Phrase = phrase!("UIMA CAS XMI");

/// Reads a file, with the type system that lies beside it.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let rules = Rules { unit: OffsetUnit::Utf16, is_declared: true, ..Rules::OURS };
    let mut file = DraftFile::new(*source, rules);
    let elements = elements(&content)?;
    let is_own = |written: &Written| !written.name.starts_with("uima.");
    let types = type_system(&mut file, elements.iter().any(is_own));
    let structures = structures(&mut file, elements, types.as_ref());
    take_structures(&mut file, &structures);
    assemble(file)
}

/// A structure as it is written: its type, its attributes, and its elements, which are lists.
struct Written {
    name: String,
    attributes: Vec<(String, String)>,
    lists: Vec<(String, Vec<String>)>,
}

fn elements(content: &str) -> Result<Vec<Written>, ReadErrorKind> {
    let mut reader = XmlReader::new(content, NAME);
    let (mut elements, mut depth) = (Vec::<Written>::new(), 0);
    let mut namespaces = HashMap::new();
    while let Some(piece) = reader.next()? {
        match piece {
            Piece::Start(element) => {
                depth += 1;
                take_namespaces(&mut namespaces, &element);
                match depth {
                    1 if element.local() != "XMI" => {
                        let expected = said!("its root should be XMI");
                        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
                    }
                    2 => elements.push(Written {
                        name: type_name(&element.name, &namespaces),
                        attributes: element.attributes,
                        lists: Vec::new(),
                    }),
                    3 => {
                        let lists = &mut elements.last_mut().expect("it began").lists;
                        let name = element.local().to_owned();
                        match lists.last_mut().filter(|(known, _)| *known == name) {
                            Some((_, values)) => values.push(String::new()),
                            None => lists.push((name, vec![String::new()])),
                        }
                    }
                    _ => {}
                }
            }
            Piece::End => depth -= 1,
            Piece::Text(text) if depth == 3 => {
                let lists = &mut elements.last_mut().expect("it began").lists;
                let value = lists.last_mut().and_then(|(_, values)| values.last_mut());
                value.expect("it began").push_str(&text);
            }
            Piece::Text(_) => {}
        }
    }
    Ok(elements)
}

fn take_namespaces(namespaces: &mut HashMap<String, String>, element: &Element) {
    for (name, value) in &element.attributes {
        if let Some(prefix) = name.strip_prefix("xmlns:") {
            namespaces.insert(prefix.to_owned(), value.clone());
        }
    }
}

/// `org.example.News` of `example:News` where `example` is `http:///org/example.ecore`.
fn type_name(name: &str, namespaces: &HashMap<String, String>) -> String {
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    let namespace = namespaces.get(prefix).map_or("", String::as_str);
    let path = namespace.strip_prefix("http:///").and_then(|rest| rest.strip_suffix(".ecore"));
    match path {
        Some("uima/noNamespace") | None => local(name).to_owned(),
        Some(path) => format!("{}.{}", path.replace('/', "."), local(name)),
    }
}

/// The types that are defined beside the file; that there are none is told where some are wanted.
fn type_system(file: &mut DraftFile<'_>, is_wanted: bool) -> Option<TypeSystem> {
    let source = file.source;
    let names = [format!("{}.typesystem.xml", source.stem()), FILE.to_owned(), FILE.to_lowercase()];
    for name in names {
        let read = source.text_beside(&name).and_then(|text| {
            text.map(|text| TypeSystem::read(text.trim_start_matches('\u{feff}'))).transpose()
        });
        match read {
            Ok(Some(types)) => return Some(types),
            Ok(None) => {}
            Err(_) => {
                let reason =
                    said!("it cannot be read, so features that lead to others are taken as texts");
                file.note(name, ProblemKind::particular(reason));
                return None;
            }
        }
    }
    if is_wanted {
        let reason = said!(
            "no TypeSystem.xml lies beside it, so features that lead to others are taken as texts"
        );
        file.note("types", ProblemKind::particular(reason));
    }
    None
}

fn structures(
    file: &mut DraftFile<'_>,
    elements: Vec<Written>,
    types: Option<&TypeSystem>,
) -> Structures {
    let (mut all, mut seen, mut members) =
        (Vec::new(), HashSet::<u64>::new(), None::<HashSet<u64>>);
    let mut unknown = BTreeSet::new();
    for (position, written) in elements.into_iter().enumerate() {
        if written.name == "uima.cas.NULL" {
            continue;
        }
        if written.name == "uima.cas.View" {
            let listed = written.attributes.iter().filter(|(name, _)| name == "members");
            let ids = listed.flat_map(|(_, ids)| ids.split_whitespace());
            members.get_or_insert_default().extend(ids.filter_map(|id| id.parse::<u64>().ok()));
            continue;
        }
        let place = format!("element {}", position + 1);
        let id = written.attributes.iter().find(|(name, _)| name == "xmi:id");
        let Some(id) = id.and_then(|(_, id)| id.parse().ok()) else {
            let left_out = written.name;
            file.leave_out(place, ProblemKind::FieldMissing { field: "xmi:id" }, left_out);
            continue;
        };
        if !seen.insert(id) {
            let kind = ProblemKind::particular(said!("the xmi:id {0} stands twice", id));
            file.leave_out(place, kind, written.name);
            continue;
        }
        if types.is_some_and(|types| !types.has(&written.name)) {
            unknown.insert(written.name.clone());
        }
        all.push((id, fields(written, types)));
    }
    for name in unknown {
        file.note(
            "types",
            ProblemKind::particular(said!("the type \"{0}\" is not defined", escaped(&name))),
        );
    }
    let dangling = members.iter().flatten().filter(|id| !seen.contains(*id));
    let mut dangling: Vec<u64> = dangling.copied().collect();
    dangling.sort_unstable();
    for id in dangling {
        let kind = ProblemKind::particular(said!("the member {0} is not in the file", id));
        file.note("cas:View", kind);
    }
    Structures { all, members, place: ("xmi:id ", "") }
}

/// The structure as CAS JSON has it.
fn fields(written: Written, types: Option<&TypeSystem>) -> Map {
    let name = written.name;
    let mut fields: Vec<(String, Value)> = vec![("%TYPE".to_owned(), name.as_str().into())];
    let number = |text: &str| match text.parse::<u64>() {
        Ok(number) => Value::from(number),
        Err(_) => text.into(),
    };
    let numbers = |text: &str| -> Value {
        match &text.split_whitespace().map(number).collect::<Vec<_>>()[..] {
            [single] => single.clone(),
            several => several.to_vec().into(),
        }
    };
    let is_reference = |feature: &str| match types.and_then(|types| types.range(&name, feature)) {
        Some(range) => !is_value(range),
        None => ["sofa", "Governor", "Dependent"].contains(&feature),
    };
    let is_list = |feature: &str| {
        let range = types.and_then(|types| types.range(&name, feature)).unwrap_or_default();
        is_value(range) && range.ends_with("Array")
    };
    for (feature, value) in &written.attributes {
        match feature.as_str() {
            "xmi:id" => fields.push(("%ID".to_owned(), number(value))),
            "begin" | "end" => fields.push((feature.clone(), number(value))),
            name if name.starts_with("xmlns") || name.starts_with("xmi:") => {}
            name if is_reference(name) => fields.push((format!("@{name}"), numbers(value))),
            name if is_list(name) => {
                let values: Vec<Value> = value.split_whitespace().map(Value::from).collect();
                fields.push((name.to_owned(), values.into()));
            }
            _ => fields.push((feature.clone(), value.as_str().into())),
        }
    }
    for (feature, values) in written.lists {
        let values: Vec<Value> = values.into_iter().map(Value::from).collect();
        fields.push((feature, values.into()));
    }
    fields.into_iter().collect()
}
