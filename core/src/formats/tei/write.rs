//! Writes TEI: the text in one block, and everything else standing off.

use crate::json::Writer;
use crate::model::{Annotation, AttributeValue, Direction, Metadata};
use crate::text::CharSpan;

use super::super::attribute_json::write_attribute;
use super::super::edition::{Edition, article_name, file_names};
use super::super::export::{Role, WrittenFile};
use super::super::xml::{XmlWriter, is_xml, json_as_xml};
use super::super::{ImportedArticle, Stamp, WriteError};
use super::{ATTRIBUTE, ID, ID_LETTER, JSON};

/// The id of the block with the text.
const TEXT: &str = "text";

/// A file for each article.
pub fn write(edition: &Edition, name: &str, stamp: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let files = edition.articles.iter().zip(file_names(edition, name));
    let files = files.map(|(imported, stem)| WrittenFile {
        name: format!("{stem}.xml"),
        bytes: tei(imported, stamp).into_bytes(),
        role: Role::Main,
    });
    Ok(files.collect())
}

fn tei(imported: &ImportedArticle, stamp: &Stamp) -> String {
    let ImportedArticle { article, text, annotations, .. } = imported;
    let mut xml = XmlWriter::new();
    let root = [("xmlns", "http://www.tei-c.org/ns/1.0"), ("xml:space", "preserve")];
    xml.open("TEI", &root);
    write_header(&mut xml, &article.metadata, &article_name(article), stamp);
    let style =
        article.metadata.direction.map(Direction::name).map(|it| format!("direction: {it}"));
    let style: Vec<(&str, &str)> = style.iter().map(|style| ("style", style.as_str())).collect();
    xml.line().open("text", &style).open("body", &[]);
    xml.filled("ab", &[(ID, TEXT)], text.as_str()).close().close();
    if !annotations.is_empty() {
        xml.line().open("standOff", &[]);
        write_spans(&mut xml, annotations);
        write_annotations(&mut xml, imported);
        write_links(&mut xml, imported);
        xml.line().close();
    }
    xml.line();
    xml.finish()
}

fn write_header(xml: &mut XmlWriter, metadata: &Metadata, name: &str, stamp: &Stamp) {
    let Metadata { title, byline, outlet, url, published, language, .. } = metadata;
    xml.line().open("teiHeader", &[]).open("fileDesc", &[]);
    xml.open("titleStmt", &[]).filled("title", &[], title).close();
    let made = format!("Written by {}", stamp.generator);
    xml.open("publicationStmt", &[]).filled("p", &[], &made).close();
    xml.open("sourceDesc", &[]).open("bibl", &[]).filled("title", &[], title);
    let known = [("author", byline), ("publisher", outlet), ("date", published), ("ref", url)];
    for (element, value) in known {
        if let Some(value) = value {
            xml.filled(element, &[], value);
        }
    }
    xml.filled("idno", &[], name).close().close().close();
    if let Some(language) = language {
        let is_tag = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_alphanumeric())
        };
        let tag = if language.split('-').all(is_tag) { language } else { "und" };
        xml.open("profileDesc", &[]).open("langUsage", &[]);
        xml.filled("language", &[("ident", tag)], language).close().close();
    }
    xml.close();
}

fn id_of(annotation: &Annotation) -> String {
    format!("{ID_LETTER}{}", annotation.id)
}

/// A span for each range; those of one annotation lead to each other.
fn write_spans(xml: &mut XmlWriter, annotations: &[Annotation]) {
    xml.line().open("spanGrp", &[]);
    for annotation in annotations {
        let first = id_of(annotation);
        let name = |part: usize| if part == 0 { first.clone() } else { format!("{first}.{part}") };
        for (part, range) in annotation.ranges.iter().enumerate() {
            let (id, place) = (name(part), pointer(*range));
            let mut attributes = vec![(ID, id.as_str()), ("from", place.as_str())];
            let next = (part + 1 < annotation.ranges.len()).then(|| format!("#{}", name(part + 1)));
            attributes.extend(next.iter().map(|next| ("next", next.as_str())));
            let previous = part.checked_sub(1).map(|part| format!("#{}", name(part)));
            attributes.extend(previous.iter().map(|previous| ("prev", previous.as_str())));
            xml.line().filled("span", &attributes, &annotation.label);
        }
    }
    xml.line().close();
}

fn pointer(range: CharSpan) -> String {
    format!("#string-range({TEXT},{},{})", range.start().get(), range.len())
}

/// Notes and attributes.
fn write_annotations(xml: &mut XmlWriter, imported: &ImportedArticle) {
    let says = |it: &&Annotation| !it.note.is_empty() || !it.attributes.is_empty();
    let saying: Vec<&Annotation> = imported.annotations.iter().filter(says).collect();
    if saying.is_empty() {
        return;
    }
    xml.line().open("listAnnotation", &[]);
    for annotation in saying {
        xml.line().open("annotation", &[("target", &format!("#{}", id_of(annotation)))]);
        if !annotation.note.is_empty() {
            xml.filled("note", &[], &annotation.note);
        }
        for (name, value) in &annotation.attributes {
            let plain = match value {
                AttributeValue::Text(text) if text.chars().all(is_xml) => Some(text),
                _ => None,
            };
            match plain {
                Some(text) => {
                    xml.filled("note", &[("type", ATTRIBUTE), ("n", name)], text);
                }
                None => {
                    let mut json = Writer::compact();
                    write_attribute(&mut json, value, &imported.text);
                    let json = json.finish();
                    let attributes = [("type", ATTRIBUTE), ("subtype", JSON), ("n", name)];
                    xml.filled("note", &attributes, &json_as_xml(&json));
                }
            }
        }
        xml.close();
    }
    xml.line().close();
}

fn write_links(xml: &mut XmlWriter, imported: &ImportedArticle) {
    if imported.links.is_empty() {
        return;
    }
    xml.line().open("linkGrp", &[]);
    for link in &imported.links {
        let target = format!("#{ID_LETTER}{} #{ID_LETTER}{}", link.from, link.to);
        xml.line().empty("link", &[("n", link.kind.name()), ("target", &target)]);
    }
    xml.line().close();
}
