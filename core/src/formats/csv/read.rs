//! Reads tables.

use std::collections::HashMap;
use std::rc::Rc;

use ::csv::{ReaderBuilder, StringRecord};

use crate::json::{self, Value};
use crate::model::Timestamp;
use crate::phrase::{Phrase, escaped, phrase, said};

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Matching, Rules};
use super::super::native::origin_of;
use super::super::source::text_file;
use super::super::{Damage, Imported, ProblemKind, ReadError, ReadErrorKind, Source};
use super::ATTRIBUTE;
use super::cells::unguard;

const NAME: Phrase = phrase!("a table of annotations");
const NEEDED: [&str; 3] = ["start", "end", "label"];

/// The columns of a table, by name.
struct Columns {
    by_name: HashMap<String, usize>,
    /// Names of attributes and where they stand.
    attributes: Vec<(String, usize)>,
    n_columns: usize,
    /// Whether we wrote the table, and guarded its cells.
    is_ours: bool,
}

/// A row, with the columns that say what is in it.
struct Row<'r> {
    columns: &'r Columns,
    record: &'r StringRecord,
}

/// Whether the first line names the columns that such tables must have.
pub fn is_likely(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let separator = separator(header);
    let names: Vec<String> = header
        .split(char::from(separator))
        .map(|name| name.trim().trim_matches('"').to_lowercase())
        .collect();
    NEEDED.iter().all(|needed| names.iter().any(|name| name == needed))
}

/// Reads a table, separated by commas, semicolons or tabs.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let text = source.text()?;
    if text.trim().is_empty() {
        return Err(ReadErrorKind::Blank);
    }
    let separator = separator(text.lines().next().unwrap_or_default());
    let rules = Rules { matching: Matching::LineEnds, ..Rules::OURS };
    let mut file = DraftFile::new(*source, rules);
    check_quotes(&mut file, &text, separator)?;
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let header = records.next().and_then(Result::ok).ok_or(ReadErrorKind::Blank)?;
    let columns = columns(&header)?;
    let mut documents = Documents::default();
    for record in records {
        // The text is Unicode, and rows may have any length.
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, ::csv::Position::line);
        let row = Row { columns: &columns, record: &record };
        read_row(&mut file, &mut documents, &row, format!("line {line}"));
    }
    take_texts(&mut file, documents)?;
    assemble(file)
}

/// The separator that the header has most of.
fn separator(header: &str) -> u8 {
    let count = |separator: char| header.matches(separator).count();
    let separators = ['\t', ';', ','];
    separators.into_iter().max_by_key(|separator| count(*separator)).map_or(b',', |it| it as u8)
}

/// A quotation mark that nothing closes takes the rest of the file into one cell, and a CR without
/// LF ends a row for some programs only.
fn check_quotes(file: &mut DraftFile<'_>, text: &str, separator: u8) -> Result<(), ReadErrorKind> {
    let bytes = text.as_bytes();
    let (mut line, mut opened) = (1, None);
    let mut is_cell_start = true;
    for (place, byte) in bytes.iter().enumerate() {
        let is_quote = *byte == b'"';
        match opened {
            None if is_quote && is_cell_start => opened = Some(line),
            // A doubled mark closes and opens again.
            Some(_) if is_quote => opened = None,
            None if is_quote && place > 0 && bytes[place - 1] == b'"' => opened = Some(line),
            None if *byte == b'\r' && bytes.get(place + 1) != Some(&b'\n') => {
                let reason = said!(
                    "a carriage return without a line feed, outside of quotation marks, ends a row here"
                );
                file.note(format!("line {line}"), ProblemKind::particular(reason));
            }
            None if *byte == 0 => {
                let kind = ProblemKind::particular(said!("holds the character U+0000"));
                file.note(format!("line {line}"), kind);
            }
            _ => {}
        }
        is_cell_start =
            opened.is_none() && (*byte == separator || *byte == b'\n' || *byte == b'\r');
        line += usize::from(*byte == b'\n');
    }
    match opened {
        Some(line) => Err(ReadErrorKind::Damaged {
            line,
            column: 1,
            reason: Damage::Known(said!("a quotation mark opens here and is never closed")),
        }),
        None => Ok(()),
    }
}

fn columns(header: &StringRecord) -> Result<Columns, ReadErrorKind> {
    let mut columns = Columns {
        by_name: HashMap::new(),
        attributes: Vec::new(),
        n_columns: header.len(),
        is_ours: false,
    };
    for (place, name) in header.iter().enumerate() {
        if let Some(attribute) = name.strip_prefix(ATTRIBUTE) {
            columns.attributes.push((attribute.to_owned(), place));
            continue;
        }
        let name = name.trim();
        if columns.by_name.insert(name.to_lowercase(), place).is_some() && !name.is_empty() {
            let expected = said!("the column \"{0}\" stands twice", escaped(name));
            return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
        }
    }
    for needed in NEEDED {
        if !columns.by_name.contains_key(needed) {
            let expected = said!(
                "its first line must name the columns doc, start, end, label and text, and \"{0}\" is missing",
                escaped(needed)
            );
            return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
        }
    }
    columns.is_ours =
        columns.by_name.contains_key("part") && columns.by_name.contains_key("start_utf16");
    Ok(columns)
}

/// Articles in the order in which they are named.
#[derive(Default)]
struct Documents {
    names: HashMap<String, usize>,
    articles: Vec<DraftArticle>,
    /// Where the first range of an annotation stands, by article and id.
    first_ranges: HashMap<(usize, String), usize>,
}

impl Row<'_> {
    /// The cell of this column; `None` when there is no such column or nothing in the cell.
    fn cell(&self, name: &str) -> Option<&str> {
        self.raw(*self.columns.by_name.get(name)?)
    }

    fn raw(&self, place: usize) -> Option<&str> {
        let cell = self.record.get(place).filter(|cell| !cell.is_empty())?;
        Some(if self.columns.is_ours { unguard(cell) } else { cell })
    }

    fn text(&self, name: &str) -> String {
        self.cell(name).unwrap_or_default().to_owned()
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        self.cell(name).and_then(Timestamp::parse)
    }

    fn range(&self) -> Result<[u64; 2], ProblemKind> {
        let number = |name| self.cell(name).and_then(|cell| cell.trim().parse().ok());
        let expected = phrase!("a row whose start and end are whole numbers from 0");
        match (number("start"), number("end")) {
            (Some(start), Some(end)) => Ok([start, end]),
            _ => Err(ProblemKind::WrongType { expected }),
        }
    }
}

fn read_row(file: &mut DraftFile<'_>, documents: &mut Documents, row: &Row<'_>, place: String) {
    let as_it_stands = || row.record.iter().collect::<Vec<_>>().join(" | ");
    let (n_cells, n_columns) = (row.record.len(), row.columns.n_columns);
    if n_cells != n_columns {
        let reason = said!("has {0} cells, and the first line has {1}", n_cells, n_columns);
        file.leave_out(place, ProblemKind::particular(reason), as_it_stands());
        return;
    }
    let range = match row.range() {
        Ok(range) => range,
        Err(kind) => return file.leave_out(place, kind, as_it_stands()),
    };
    let doc = row.cell("doc").or_else(|| row.cell("document")).unwrap_or_default();
    let article_idx = documents.article(doc, &place);
    let article = &mut documents.articles[article_idx];
    let id = row.cell("id").map(str::to_owned);
    let quote = row.columns.by_name.contains_key("text").then(|| row.text("text"));
    if let Some(id) = &id
        && row.cell("part").is_some_and(|part| part != "1")
        && let Some(first) = documents.first_ranges.get(&(article_idx, id.clone()))
    {
        let span = &mut article.spans[*first];
        span.ranges.push(range);
        if let (Some(whole), Some(part)) = (&mut span.quote, quote) {
            whole.push_str(crate::model::QUOTE_JOINER);
            whole.push_str(&part);
        }
        return;
    }
    let attributes = attributes(file, row, &place);
    if let Some(id) = &id {
        documents.first_ranges.insert((article_idx, id.clone()), article.spans.len());
        read_links(file, article, row, id, &place);
    }
    article.spans.push(DraftSpan {
        id,
        label: row.text("label"),
        ranges: vec![range],
        quote,
        attributes,
        note: row.text("note"),
        annotator: row.text("annotator"),
        created: row.time("created"),
        modified: row.time("modified"),
        origin: row.cell("origin").and_then(origin_of),
        place,
        ..DraftSpan::default()
    });
}

fn attributes(file: &mut DraftFile<'_>, row: &Row<'_>, place: &str) -> Vec<(String, Value)> {
    if let Some(cell) = row.cell("attributes") {
        if let Some(Value::Object(fields)) = json::parse(cell) {
            return fields.into_iter().collect();
        }
        let expected = phrase!("attributes that are a JSON object");
        file.leave_out(place, ProblemKind::WrongType { expected }, cell);
    } else if !row.columns.by_name.contains_key("attributes") {
        let columns = row.columns.attributes.iter();
        let cells = columns.filter_map(|(name, at)| Some((name.clone(), row.raw(*at)?.into())));
        return cells.collect();
    }
    Vec::new()
}

fn read_links(
    file: &mut DraftFile<'_>,
    article: &mut DraftArticle,
    row: &Row<'_>,
    from: &str,
    place: &str,
) {
    let Some(cell) = row.cell("links") else { return };
    let link = |value: &Value| {
        let fields = value.as_object()?;
        let text = |name| Some(fields.get(name)?.as_str()?.to_owned());
        Some(DraftLink {
            place: place.to_owned(),
            id: text("id"),
            kind: text("kind")?,
            from: text("from").unwrap_or_else(|| from.to_owned()),
            to: text("to")?,
        })
    };
    let links = json::parse(cell).and_then(Value::into_array).unwrap_or_default();
    let read: Option<Vec<DraftLink>> = links.iter().map(link).collect();
    match read.filter(|links| !links.is_empty()) {
        Some(links) => article.links.extend(links),
        None => {
            let expected = phrase!("links that are a list of kind and to");
            file.leave_out(place, ProblemKind::WrongType { expected }, cell);
        }
    }
}

impl Documents {
    fn article(&mut self, doc: &str, place: &str) -> usize {
        if let Some(place) = self.names.get(doc) {
            return *place;
        }
        self.names.insert(doc.to_owned(), self.articles.len());
        let id = (!doc.is_empty()).then(|| doc.to_owned());
        let place = place.to_owned();
        self.articles.push(DraftArticle { place, id, ..DraftArticle::default() });
        self.articles.len() - 1
    }
}

/// Takes the texts that lie beside the table. What is marked in a text that does not is left out.
fn take_texts(file: &mut DraftFile<'_>, documents: Documents) -> Result<(), ReadErrorKind> {
    let source = file.source;
    let is_single = documents.articles.len() == 1;
    for mut article in documents.articles {
        let doc = article.id.clone().unwrap_or_default();
        let mut text = if doc.is_empty() { None } else { source.text_beside(&text_file(&doc))? };
        if text.is_none() && is_single {
            text = source.text_beside(&format!("{}.txt", source.stem()))?;
        }
        match text {
            Some(text) => {
                article.text = Rc::from(text);
                file.articles.push(article);
            }
            None => {
                let left_out = format!("{} rows", article.spans.len());
                let document = text_file(if doc.is_empty() { source.stem() } else { &doc });
                let kind = ProblemKind::TextMissing { document };
                file.leave_out(article.place, kind, left_out);
            }
        }
    }
    Ok(())
}
