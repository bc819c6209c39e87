//! Reads columns.

use std::rc::Rc;

use crate::json::{self, Value};
use crate::phrase::{escaped, phrase, said};
use crate::text::CharSpan;

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftSpan, Rules};
use super::super::tokens::found_in;
use super::super::{
    Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source, UnitDecision, UnitReason,
};
use super::tag::{Tag, chunks};
use super::{COLUMNS, DOCUMENT, NAME, TEXT_FILE};

/// How many lines must look like columns to be taken for them.
const N_LOOKED_AT: usize = 50;

/// A word with its tags.
struct Word<'t> {
    line: usize,
    form: &'t str,
    /// A tag for each column.
    tags: Vec<Tag<'t>>,
}

/// The words of an article.
#[derive(Default)]
struct Document<'t> {
    place: String,
    name: Option<String>,
    text_file: Option<String>,
    sentences: Vec<Vec<Word<'t>>>,
    is_named: bool,
}

/// What is known of a file so far.
#[derive(Default)]
struct Columns {
    /// Columns of the first line with a word; all others should have as many.
    n_columns: Option<usize>,
    /// Whether every column but the first holds tags.
    is_all_tags: bool,
}

/// Whether the first lines are words with tags.
pub fn is_likely(text: &str) -> bool {
    // A sentence that ends with the word O is no file of words.
    let mut is_marked = false;
    for line in text.lines().take(N_LOOKED_AT) {
        if line.starts_with(DOCUMENT) {
            return true;
        }
        let cells = cells(line);
        if cells.is_empty() || is_comment(line, &cells) {
            continue;
        }
        if !is_tagged(&cells) {
            return false;
        }
        is_marked |= cells.last().is_some_and(|tag| *tag != "O");
    }
    is_marked
}

/// Reads a file of columns.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let text = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    let documents = documents(&mut file, &text);
    if documents.is_empty() && !text.trim().is_empty() {
        return Err(ReadErrorKind::NotOfFormat {
            format: phrase!("columns"),
            expected: said!("each line must hold a word and a tag such as O or B-claim"),
        });
    }
    note_orphans(&mut file, &documents);
    for document in documents {
        let article = article(&mut file, document)?;
        file.articles.push(article);
    }
    let unit = UnitDecision { unit: OffsetUnit::CodePoint, reason: UnitReason::NoOffsets };
    Ok(Imported { unit: Some(unit), ..assemble(file)? })
}

fn documents<'t>(file: &mut DraftFile<'_>, text: &'t str) -> Vec<Document<'t>> {
    let (mut documents, mut columns) = (vec![Document::default()], Columns::default());
    let mut is_sentence_start = true;
    for (place, line) in text.split('\n').enumerate() {
        let (place, line) = (place + 1, line.trim_end_matches('\r'));
        if line.starts_with(DOCUMENT) {
            documents.push(Document { place: format!("line {place}"), ..Document::default() });
            is_sentence_start = true;
            continue;
        }
        let Some(document) = documents.last_mut() else { continue };
        let cells = cells(line);
        if cells.is_empty() {
            is_sentence_start = true;
        } else if is_comment(line, &cells) {
            if is_tagged(&cells) {
                let kind =
                    ProblemKind::particular(said!("begins with # and was taken for a remark"));
                file.leave_out(format!("line {place}"), kind, line);
            }
            read_comment(document, &mut columns, line);
        } else {
            let word = word(file, &mut columns, &cells, place);
            if is_sentence_start {
                document.sentences.push(Vec::new());
            }
            is_sentence_start = false;
            if let Some(sentence) = document.sentences.last_mut() {
                sentence.push(word);
            }
        }
    }
    documents.retain(|document| document.is_named || !document.sentences.is_empty());
    documents
}

/// The columns of a line; none when it is blank.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_matches([' ', '\t', '\r']);
    if line.contains('\t') {
        return line.split('\t').map(|cell| cell.trim_matches(' ')).collect();
    }
    line.split(' ').filter(|cell| !cell.is_empty()).collect()
}

/// A remark, not the word `#` with its tag alone.
fn is_comment(line: &str, cells: &[&str]) -> bool {
    line.starts_with("# ") && !line.contains('\t') && (cells.len() != 2 || !is_tagged(cells))
}

fn is_tagged(cells: &[&str]) -> bool {
    cells.len() > 1 && cells.last().is_some_and(|last| Tag::parse(last).is_some())
}

fn read_comment(document: &mut Document<'_>, columns: &mut Columns, line: &str) {
    let string = |json: &str| json::parse(json).and_then(Value::into_string);
    if let Some(name) = line.strip_prefix(NAME) {
        document.name = string(name);
        document.is_named = true;
    } else if let Some(name) = line.strip_prefix(TEXT_FILE) {
        document.text_file = string(name);
    } else if let Some(names) = line.strip_prefix(COLUMNS)
        && let Some(names) = json::parse(names).and_then(Value::into_strings)
    {
        columns.n_columns = Some(names.len());
        columns.is_all_tags = true;
    }
}

/// A word that cannot be read in full is still a word of the text.
fn word<'t>(
    file: &mut DraftFile<'_>,
    columns: &mut Columns,
    cells: &[&'t str],
    line: usize,
) -> Word<'t> {
    let n_columns = *columns.n_columns.get_or_insert(cells.len());
    let form = cells[0];
    let (place, written) = (format!("line {line}"), || cells.join(" "));
    if form.contains('\0') {
        file.note(&place, ProblemKind::particular(said!("holds the character U+0000")));
    }
    let n_tags = if columns.is_all_tags { n_columns.saturating_sub(1) } else { 1 };
    let mut tags = vec![Tag::Outside; n_tags];
    if cells.len() != n_columns {
        let reason = said!("has {0} columns, and should have {1}", cells.len(), n_columns);
        file.leave_out(place, ProblemKind::particular(reason), written());
    } else if cells.len() < 2 {
        let reason = said!("has no tag beside the word");
        file.leave_out(place, ProblemKind::particular(reason), written());
    } else {
        for (tag, cell) in tags.iter_mut().zip(&cells[cells.len() - n_tags..]) {
            match Tag::parse(cell) {
                Some(found) => *tag = found,
                None => {
                    let reason = said!("\"{0}\" is not a tag such as O or B-claim", escaped(cell));
                    file.leave_out(&place, ProblemKind::particular(reason), *cell);
                }
            }
        }
    }
    Word { line, form, tags }
}

/// Says once which scheme was understood where IOB2 does not hold.
fn note_orphans(file: &mut DraftFile<'_>, documents: &[Document<'_>]) {
    let (mut n_orphans, mut first) = (0, None);
    for sentence in documents.iter().flat_map(|document| &document.sentences) {
        for column in columns_of(sentence) {
            for orphan in chunks(&column).into_iter().filter(|chunk| chunk.is_orphan) {
                n_orphans += 1;
                first.get_or_insert(sentence[orphan.start].line);
            }
        }
    }
    if let Some(line) = first {
        let reason = said!(
            "{0} annotations start with I- or E- instead of B-, the first one here; they were read as IOB1 has it, where such a tag starts one",
            n_orphans
        );
        file.note(format!("line {line}"), ProblemKind::particular(reason));
    }
}

fn columns_of<'t>(sentence: &[Word<'t>]) -> Vec<Vec<Tag<'t>>> {
    let n_columns = sentence.iter().map(|word| word.tags.len()).max().unwrap_or_default();
    let tag = |word: &Word<'t>, column| word.tags.get(column).copied().unwrap_or(Tag::Outside);
    (0..n_columns).map(|column| sentence.iter().map(|it| tag(it, column)).collect()).collect()
}

fn article(
    file: &mut DraftFile<'_>,
    document: Document<'_>,
) -> Result<DraftArticle, ReadErrorKind> {
    let (text, spans) = text_of(file, &document)?;
    let mut article = DraftArticle {
        place: document.place,
        id: document.name,
        text: Rc::from(text),
        ..DraftArticle::default()
    };
    let mut n_before = 0;
    for sentence in &document.sentences {
        for chunk in columns_of(sentence).iter().flat_map(|column| chunks(column)) {
            let (first, last) = (spans[n_before + chunk.start], spans[n_before + chunk.end - 1]);
            article.spans.push(DraftSpan {
                place: format!("line {}", sentence[chunk.start].line),
                label: chunk.label.to_owned(),
                ranges: vec![[first.start().get() as u64, last.end().get() as u64]],
                ..DraftSpan::default()
            });
        }
        n_before += sentence.len();
    }
    Ok(article)
}

/// The text, with the place of each word: the one beside the file, else the words joined.
fn text_of(
    file: &mut DraftFile<'_>,
    document: &Document<'_>,
) -> Result<(String, Vec<CharSpan>), ReadErrorKind> {
    if let Some(name) = &document.text_file {
        let words = document.sentences.iter().flatten().map(|word| word.form);
        match file.source.text_beside(name)? {
            Some(text) => match found_in(&text, words) {
                Some(spans) => return Ok((text, spans)),
                None => {
                    let reason = said!(
                        "its words are not those of the text \"{0}\"; joined by blanks, they stand for it",
                        escaped(name)
                    );
                    file.note(&document.place, ProblemKind::particular(reason));
                }
            },
            None => {
                let reason = said!(
                    "the text \"{0}\" does not lie beside it; the words, joined by blanks, stand for it",
                    escaped(name)
                );
                file.note(&document.place, ProblemKind::particular(reason));
            }
        }
    }
    Ok(joined(document))
}

fn joined(document: &Document<'_>) -> (String, Vec<CharSpan>) {
    let (mut text, mut spans, mut n_chars) = (String::new(), Vec::new(), 0);
    for sentence in &document.sentences {
        for (place, word) in sentence.iter().enumerate() {
            if !text.is_empty() {
                text.push(if place == 0 { '\n' } else { ' ' });
                n_chars += 1;
            }
            let end = n_chars + word.form.chars().count();
            text.push_str(word.form);
            spans.push(CharSpan::of(n_chars, end));
            n_chars = end;
        }
    }
    (text, spans)
}
