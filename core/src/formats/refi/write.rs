//! Writes projects and code books.

use std::collections::BTreeMap;

use crate::model::{AnnotationId, LabelSet, LinkId};
use crate::text::CharSpan;

use super::super::archive::pack;
use super::super::edition::Edition;
use super::super::export::{Role, WrittenFile};
use super::super::xml::{XmlWriter, as_xml};
use super::super::{ImportedArticle, Stamp, WriteError};
use super::{CODE_BOOK_NAMESPACE, COLOURS, INTERNAL, PROJECT_NAMESPACE};

/// Names of selections end here, since other programs show them in lists.
const MOST_NAME_CHARS: usize = 40;

/// An archive with the project and its texts.
pub fn write(edition: &Edition, name: &str, stamp: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let codes = codes(edition);
    let project = project(edition, name, stamp, &codes);
    let mut files = vec![part("project.qde", project.into_bytes())];
    for imported in &edition.articles {
        let name = format!("sources/{}.txt", imported.article.id);
        let text = imported.text.as_str();
        // Readers take one mark away; a text that begins with one needs another.
        let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        files.push(part(&name, [mark, text].concat().into_bytes()));
    }
    let (name, bytes) = (format!("{name}.qdpx"), pack(&files, stamp.exported));
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

/// The code book alone.
pub fn write_code_book(
    edition: &Edition,
    name: &str,
    stamp: &Stamp,
) -> Result<Vec<WrittenFile>, WriteError> {
    let mut xml = XmlWriter::new();
    let root = [("xmlns", CODE_BOOK_NAMESPACE), ("origin", &*stamp.generator)];
    xml.open("CodeBook", &root);
    write_codes(&mut xml, &codes(edition));
    xml.line();
    let (name, bytes) = (format!("{name}.qdc"), xml.finish().into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn part(name: &str, bytes: Vec<u8>) -> WrittenFile {
    WrittenFile { name: name.to_owned(), bytes, role: Role::Part }
}

/// A code of the project: its id, its name, its colour.
struct Code {
    guid: String,
    name: String,
    colour: &'static str,
}

/// The labels of the label set and those that are used, by what annotations call them.
fn codes(edition: &Edition) -> Vec<(String, Code)> {
    let LabelSet { labels, .. } = &edition.label_set;
    let mut colours: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names: Vec<&str> = Vec::new();
    let annotations = edition.articles.iter().flat_map(|imported| &imported.annotations);
    let defined = labels.iter().map(|label| (label.id.as_str(), usize::from(label.slot)));
    let used = annotations.map(|annotation| (annotation.label.as_str(), 1));
    for (name, slot) in defined.chain(used) {
        if colours.insert(name, slot).is_none() {
            names.push(name);
        } else if let Some(label) = edition.label_set.label(name) {
            colours.insert(name, usize::from(label.slot));
        }
    }
    let code = |name: &str| {
        let guid = AnnotationId::from_parts(&["code", name]).to_string();
        let colour = COLOURS[(colours[name].max(1) - 1) % COLOURS.len()];
        (name.to_owned(), Code { guid, name: as_xml(name).into_owned(), colour })
    };
    names.into_iter().map(code).collect()
}

fn write_codes(xml: &mut XmlWriter, codes: &[(String, Code)]) {
    xml.line().open("Codes", &[]);
    for (_, Code { guid, name, colour }) in codes {
        let attributes =
            [("guid", guid.as_str()), ("name", name), ("isCodable", "true"), ("color", colour)];
        xml.line().empty("Code", &attributes);
    }
    xml.line().close();
}

fn project(edition: &Edition, name: &str, stamp: &Stamp, codes: &[(String, Code)]) -> String {
    let mut xml = XmlWriter::new();
    let exported = stamp.exported.to_string();
    let name = as_xml(name);
    let root = [
        ("xmlns", PROJECT_NAMESPACE),
        ("name", &*name),
        ("origin", &*stamp.generator),
        ("creationDateTime", &*exported),
    ];
    xml.open("Project", &root).line().open("CodeBook", &[]);
    write_codes(&mut xml, codes);
    xml.line().close();
    if !edition.articles.is_empty() {
        xml.line().open("Sources", &[]);
        edition.articles.iter().for_each(|imported| write_source(&mut xml, imported, codes));
        xml.line().close();
    }
    let links = edition.articles.iter().flat_map(|imported| &imported.links);
    let links: Vec<_> = links.collect();
    if !links.is_empty() {
        xml.line().open("Links", &[]);
        for link in links {
            let (id, from, to) = (link.id.to_string(), link.from.to_string(), link.to.to_string());
            let attributes = [
                ("guid", id.as_str()),
                ("name", link.kind.name()),
                ("direction", "OneWay"),
                ("originGUID", &from),
                ("targetGUID", &to),
            ];
            xml.line().empty("Link", &attributes);
        }
        xml.line().close();
    }
    xml.line();
    xml.finish()
}

fn write_source(xml: &mut XmlWriter, imported: &ImportedArticle, codes: &[(String, Code)]) {
    let codes: BTreeMap<&str, &Code> =
        codes.iter().map(|(label, code)| (label.as_str(), code)).collect();
    let id = imported.article.id.to_string();
    let path = format!("{INTERNAL}{id}.txt");
    let title = &imported.article.metadata.title;
    let attributes = [("guid", id.as_str()), ("name", title), ("plainTextPath", &path)];
    xml.line().open("TextSource", &attributes);
    for annotation in &imported.annotations {
        let hull = annotation.hull();
        let (id, start, end) = (
            annotation.id.to_string(),
            hull.start().get().to_string(),
            hull.end().get().to_string(),
        );
        let name_end = hull.end().get().min(hull.start().get() + MOST_NAME_CHARS);
        let name = CharSpan::of(hull.start().get(), name_end);
        let name = as_xml(imported.text.slice(name));
        let attributes = [
            ("guid", id.as_str()),
            ("name", &*name),
            ("startPosition", &start),
            ("endPosition", &end),
        ];
        xml.line().open("PlainTextSelection", &attributes);
        if !annotation.note.is_empty() {
            xml.filled("Description", &[], &annotation.note);
        }
        let coding = LinkId::from_parts(&["coding", &id]).to_string();
        xml.open("Coding", &[("guid", &coding)]);
        xml.empty("CodeRef", &[("targetGUID", &codes[annotation.label.as_str()].guid)]);
        xml.close().close();
    }
    xml.line().close();
}
