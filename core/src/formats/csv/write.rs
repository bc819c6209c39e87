//! Writes tables.

use std::collections::{BTreeSet, HashMap};

use ::csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::json::Writer;
use crate::model::{Annotation, AnnotationId, Link};
use crate::phrase::{phrase, said};
use crate::text::{ArticleText, CharSpan};

use super::super::attribute_json::{attribute_as_text, write_attribute};
use super::super::edition::{Edition, article_name};
use super::super::export::{Role, WrittenFile};
use super::super::holds::loss;
use super::super::native::v1;
use super::super::source::text_file;
use super::super::{ImportedArticle, Loss, LossKind, Stamp, WriteError};
use super::cells::{guard, with_plain_line_ends};
use super::{ATTRIBUTE, COLUMNS};

/// Code points of context that stand before and after a range.
const N_CONTEXT: usize = 32;

/// A table has no row for an article in which nothing is marked, and LF for every line end.
pub fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    edition.articles.retain(|imported| {
        let is_marked = !imported.annotations.is_empty();
        if !is_marked {
            let reason =
                phrase!("a table has a row for each annotation, and nothing is marked here");
            let kind = LossKind::Article { reason };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
        is_marked
    });
    for ImportedArticle { annotations, text, .. } in &mut edition.articles {
        for annotation in annotations {
            let Annotation { label, note, annotator, .. } = &mut *annotation;
            let mut is_changed = false;
            for cell in [label, note, annotator] {
                if cell.contains('\r') {
                    *cell = with_plain_line_ends(cell).into_owned();
                    is_changed = true;
                }
            }
            if is_changed {
                let kind = LossKind::Characters {
                    reason: phrase!("line ends in cells are written as LF"),
                };
                losses.push(loss(annotation, text, kind));
            }
        }
    }
}

/// Writes a table of commas, and the texts beside it.
pub fn write_csv(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    write(edition, name, "csv", b',')
}

/// Writes a table of tabs, and the texts beside it.
pub fn write_tsv(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    write(edition, name, "tsv", b'\t')
}

fn write(
    edition: &Edition,
    name: &str,
    extension: &str,
    separator: u8,
) -> Result<Vec<WrittenFile>, WriteError> {
    let attributes = attribute_names(edition);
    let mut rows = WriterBuilder::new()
        .delimiter(separator)
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        // Spreadsheets know UTF-8 by its mark.
        .from_writer("\u{feff}".as_bytes().to_vec());
    let header = COLUMNS.iter().map(|name| (*name).to_owned());
    let header = header.chain(attributes.iter().map(|name| format!("{ATTRIBUTE}{name}")));
    let mut write_row = |cells: Vec<String>| {
        let written = rows.write_record(cells.iter().map(|cell| guard(cell).into_owned()));
        written.map_err(|error| WriteError::Unreadable {
            reason: said!("the table cannot be written: {0}", error),
        })
    };
    write_row(header.collect())?;
    for imported in &edition.articles {
        let links = links_by_start(imported);
        for annotation in &imported.annotations {
            let links = links.get(&annotation.id).map(Vec::as_slice).unwrap_or_default();
            for cells in rows_of(imported, annotation, links, &attributes) {
                write_row(cells)?;
            }
        }
    }
    let bytes = rows.into_inner();
    let bytes = bytes.map_err(|error| WriteError::Unreadable {
        reason: said!("the table cannot be written: {0}", error),
    })?;
    let table = WrittenFile { name: format!("{name}.{extension}"), bytes, role: Role::Main };
    let texts = edition.articles.iter().map(|imported| WrittenFile {
        name: text_file(&article_name(&imported.article)),
        bytes: imported.text.as_str().as_bytes().to_vec(),
        role: Role::Text,
    });
    Ok(std::iter::once(table).chain(texts).collect())
}

fn attribute_names(edition: &Edition) -> BTreeSet<&str> {
    let annotations = edition.articles.iter().flat_map(|imported| &imported.annotations);
    annotations.flat_map(|annotation| annotation.attributes.keys().map(String::as_str)).collect()
}

/// Links by the annotation in whose row they stand: the one where they start, else the first.
fn links_by_start(imported: &ImportedArticle) -> HashMap<AnnotationId, Vec<&Link>> {
    let first = imported.annotations.first().map(|first| first.id);
    let is_here = |id| imported.annotations.iter().any(|annotation| annotation.id == id);
    let mut links: HashMap<_, Vec<&Link>> = HashMap::new();
    for link in &imported.links {
        let start = if is_here(link.from) { Some(link.from) } else { first };
        links.entry(start.unwrap_or(link.from)).or_default().push(link);
    }
    links
}

/// A row for each range; what is said about the annotation stands in the first.
fn rows_of(
    imported: &ImportedArticle,
    annotation: &Annotation,
    links: &[&Link],
    attributes: &BTreeSet<&str>,
) -> Vec<Vec<String>> {
    let text = &imported.text;
    let rows = annotation.ranges.iter().enumerate().map(|(place, range)| {
        let is_first = place == 0;
        let only_first = |cell: &dyn Fn() -> String| if is_first { cell() } else { String::new() };
        let utf16 = text.to_utf16(*range);
        let (start, end) = (range.start().get(), range.end().get());
        let cell = |text: &str| with_plain_line_ends(text).into_owned();
        let context = |from, to| cell(text.slice(CharSpan::of(from, to)));
        let mut cells = vec![
            article_name(&imported.article),
            annotation.id.to_string(),
            annotation.label.clone(),
            start.to_string(),
            end.to_string(),
            cell(text.slice(*range)),
            (place + 1).to_string(),
            utf16.start().to_string(),
            utf16.end().to_string(),
            context(start.saturating_sub(N_CONTEXT), start),
            context(end, end + N_CONTEXT),
            only_first(&|| annotation.note.clone()),
            only_first(&|| attributes_cell(annotation, text)),
            only_first(&|| annotation.annotator.clone()),
            only_first(&|| annotation.created.to_string()),
            only_first(&|| annotation.modified.to_string()),
            only_first(&|| origin_cell(annotation)),
            only_first(&|| links_cell(annotation, links)),
        ];
        cells.extend(attributes.iter().map(|name| {
            let value = annotation.attributes.get(*name);
            only_first(&|| value.map_or_else(String::new, |it| cell(&attribute_as_text(it, text))))
        }));
        cells
    });
    rows.collect()
}

fn attributes_cell(annotation: &Annotation, text: &ArticleText) -> String {
    if annotation.attributes.is_empty() {
        return String::new();
    }
    let mut json = Writer::compact();
    json.object(|json| {
        let attributes = &annotation.attributes;
        attributes.iter().for_each(|(name, value)| write_attribute(json.name(name), value, text));
    });
    json.finish()
}

fn origin_cell(annotation: &Annotation) -> String {
    let mut json = Writer::compact();
    v1::write_origin(&mut json, &annotation.origin);
    json.finish()
}

fn links_cell(annotation: &Annotation, links: &[&Link]) -> String {
    if links.is_empty() {
        return String::new();
    }
    let mut json = Writer::compact();
    json.list(|json| {
        for link in links {
            json.object(|json| {
                json.name("id").text(&link.id.to_string());
                json.name("kind").text(link.kind.name());
                if link.from != annotation.id {
                    json.name("from").text(&link.from.to_string());
                }
                json.name("to").text(&link.to.to_string());
            });
        }
    });
    json.finish()
}
