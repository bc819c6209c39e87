//! UIMA CAS as XMI, with the type system beside it.

use std::collections::{BTreeSet, HashMap};

use crate::json::Writer;
use crate::model::{Annotation, AnnotationId, AttributeValue};
use crate::text::ArticleText;

use super::super::attribute_json::write_attribute;
use super::super::edition::{Edition, file_names};
use super::super::export::{Role, WrittenFile};
use super::super::xml::{XmlWriter, is_xml, json_as_xml};
use super::super::xml_fit::fit_to_xml;
use super::super::{Codec, ImportedArticle, Stamp, WriteError};
use super::{HOLDS, features, is_feature, type_system, xmi_read};

/// What can be done with such files.
pub const CODEC: Codec =
    Codec { read: Some(xmi_read::read), write: Some(write), holds: HOLDS, fit: Some(fit_to_xml) };

/// The one text of a file.
const SOFA: &str = "1";

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let annotations = edition.articles.iter().flat_map(|imported| &imported.annotations);
    let features: BTreeSet<&str> = features(annotations);
    let files = edition.articles.iter().zip(file_names(edition, name));
    let files = files.map(|(imported, stem)| WrittenFile {
        name: format!("{stem}.xmi"),
        bytes: xmi(imported).into_bytes(),
        role: Role::Main,
    });
    let types = WrittenFile {
        name: type_system::FILE.to_owned(),
        bytes: type_system::write(&features).into_bytes(),
        role: Role::Part,
    };
    Ok(files.chain([types]).collect())
}

fn xmi(imported: &ImportedArticle) -> String {
    let ImportedArticle { annotations, links, text, .. } = imported;
    let mut xml = XmlWriter::new();
    let namespaces = [
        ("xmlns:xmi", "http://www.omg.org/XMI"),
        ("xmlns:cas", "http:///uima/cas.ecore"),
        ("xmlns:onrecord", "http:///onrecord.ecore"),
        ("xmi:version", "2.0"),
    ];
    xml.open("xmi:XMI", &namespaces);
    xml.line().empty("cas:NULL", &[("xmi:id", "0")]);
    let numbers: HashMap<AnnotationId, String> = annotations
        .iter()
        .zip(2..)
        .map(|(annotation, number): (_, u64)| (annotation.id, number.to_string()))
        .collect();
    for annotation in annotations {
        write_annotation(xml.line(), &numbers[&annotation.id], annotation, text);
    }
    let n_before = annotations.len() + 2;
    for (place, link) in links.iter().enumerate() {
        let (Some(from), Some(to)) = (numbers.get(&link.from), numbers.get(&link.to)) else {
            continue;
        };
        let number = (n_before + place).to_string();
        let attributes = [
            ("xmi:id", number.as_str()),
            ("sofa", SOFA),
            ("label", link.kind.name()),
            ("Governor", from),
            ("Dependent", to),
        ];
        xml.line().empty("onrecord:Link", &attributes);
    }
    let sofa = [
        ("xmi:id", SOFA),
        ("sofaNum", "1"),
        ("sofaID", "_InitialView"),
        ("mimeType", "text/plain"),
        ("sofaString", text.as_str()),
    ];
    xml.line().empty("cas:Sofa", &sofa);
    let members: Vec<String> = (2..n_before + links.len()).map(|id| id.to_string()).collect();
    xml.line().empty("cas:View", &[("sofa", SOFA), ("members", &members.join(" "))]);
    xml.line();
    xml.finish()
}

fn write_annotation(
    xml: &mut XmlWriter,
    number: &str,
    annotation: &Annotation,
    text: &ArticleText,
) {
    let hull = text.to_utf16(annotation.hull());
    let (begin, end) = (hull.start().get().to_string(), hull.end().get().to_string());
    let identifier = annotation.id.to_string();
    let mut attributes = vec![
        ("xmi:id", number),
        ("sofa", SOFA),
        ("begin", &begin),
        ("end", &end),
        ("label", &annotation.label),
        ("identifier", &identifier),
    ];
    if !annotation.note.is_empty() {
        attributes.push(("note", &annotation.note));
    }
    let mut further = Writer::compact();
    let mut n_further = 0;
    further.object(|json| {
        for (name, value) in &annotation.attributes {
            match value {
                AttributeValue::Text(text)
                    if is_feature(name, value) && text.chars().all(is_xml) =>
                {
                    attributes.push((name, text));
                }
                _ => {
                    n_further += 1;
                    write_attribute(json.name(name), value, text);
                }
            }
        }
    });
    let further = further.finish();
    let further = json_as_xml(&further);
    if n_further > 0 {
        attributes.push(("attributes", &further));
    }
    xml.empty("onrecord:Annotation", &attributes);
}
