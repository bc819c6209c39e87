//! The body: sentences with their texts, and a row for each word and each part of one.

use crate::phrase::{escaped, phrase, said};

use super::super::ProblemKind;
use super::super::draft::DraftFile;
use super::cell::unescaped;
use super::layers::Layer;

/// Between sentences at most so many characters are missing and taken for blanks.
const MOST_BLANKS: usize = 10_000;

/// The body of a file.
#[derive(Debug)]
pub struct Sentences<'t> {
    /// The whole text. What stands between sentences is not in the file and taken for a line end,
    /// and for blanks where there is more.
    pub text: String,
    /// In the order of the file.
    pub rows: Vec<Row<'t>>,
}

/// A word, or a part of one.
#[derive(Debug)]
pub struct Row<'t> {
    /// Where it stands in the file.
    pub place: String,
    /// Its name, such as `1-2` or `1-2.3`.
    pub unit: &'t str,
    /// Its place, in UTF-16.
    pub range: [u64; 2],
    /// A cell for each column of each layer.
    pub cells: Vec<&'t str>,
}

/// Reads the body.
pub fn sentences<'t>(
    file: &mut DraftFile<'_>,
    content: &'t str,
    layers: &[Layer],
) -> Sentences<'t> {
    let n_columns: usize = layers.iter().map(Layer::n_columns).sum();
    let mut body = Body { file, text: Vec::new(), pending: None, rows: Vec::new() };
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (number, line) in content.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let place = format!("line {}", number + 1);
        if let Some(text) = line.strip_prefix("#Text=") {
            body.sentence(text, &place);
        } else if !line.is_empty()
            && !line.starts_with('#')
            && let Some(word) = body.row(line, place, n_columns)
        {
            words.push((body.rows.len() - 1, word));
        }
    }
    body.place_sentence(None);
    let Body { file, text, rows, .. } = body;
    for (row, word) in words {
        let Row { place, range: [start, end], .. } = &rows[row];
        let found = units(&text, *start, *end).map(String::from_utf16_lossy);
        if found.as_deref().is_some_and(|found| found != word) {
            let reason = said!(
                "the word \"{0}\" is not the text from {1} to {2}; places count, not words",
                escaped(word),
                start,
                end
            );
            file.note(place, ProblemKind::particular(reason));
        }
    }
    Sentences { text: String::from_utf16_lossy(&text), rows }
}

fn units(text: &[u16], start: u64, end: u64) -> Option<&[u16]> {
    text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

struct Body<'f, 'a, 't> {
    file: &'f mut DraftFile<'a>,
    /// In UTF-16, since places count so.
    text: Vec<u16>,
    /// The sentence whose first word has not been met.
    pending: Option<String>,
    rows: Vec<Row<'t>>,
}

impl<'t> Body<'_, '_, 't> {
    /// Lines of text that follow each other are one sentence.
    fn sentence(&mut self, text: &str, place: &str) {
        let text = unescaped(text).unwrap_or_else(|text| {
            let reason = said!("the text ends with a backslash and nothing after it");
            self.file.note(place, ProblemKind::particular(reason));
            text
        });
        self.pending = Some(match self.pending.take() {
            Some(before) => [&*before, &*text].join("\n"),
            None => text,
        });
    }

    /// Puts the sentence where its first word begins.
    fn place_sentence(&mut self, start: Option<u64>) {
        let Some(text) = self.pending.take() else { return };
        let end = self.text.len();
        let start = start.and_then(|start| usize::try_from(start).ok()).unwrap_or(end);
        if start > end + MOST_BLANKS {
            let reason = said!("it begins {0} characters after the one before it", start - end);
            self.file.note("sentence", ProblemKind::particular(reason));
        } else {
            if (1..start).contains(&end) {
                self.text.push(u16::from(b'\n'));
            }
            self.text.resize(start, u16::from(b' '));
        }
        self.text.extend(text.encode_utf16());
    }

    /// Takes a row, and gives its word back.
    fn row(&mut self, line: &'t str, place: String, n_columns: usize) -> Option<&'t str> {
        let mut cells: Vec<&str> = line.split('\t').collect();
        // Rows end with a tab.
        if cells.len() == 4 + n_columns && cells.last() == Some(&"") {
            cells.pop();
        }
        let range = cells.get(1).and_then(|range| range.split_once('-'));
        let range = range.and_then(|(start, end)| Some([start.parse().ok()?, end.parse().ok()?]));
        let Some(range) = range else {
            let expected = phrase!("a unit, two places, a word, and a cell for each feature");
            self.file.leave_out(place, ProblemKind::WrongType { expected }, line);
            return None;
        };
        self.place_sentence(Some(range[0]));
        let (unit, word) = (cells[0], cells.get(2).copied().unwrap_or_default());
        if cells.len() != 3 + n_columns {
            let n_cells = cells.len().saturating_sub(3);
            let reason =
                said!("it has {0} cells, and the header names {1} features", n_cells, n_columns);
            self.file.leave_out(&place, ProblemKind::particular(reason), line);
            cells = [&cells[..3.min(cells.len())], &vec!["_"; n_columns]].concat();
        }
        let cells = cells.split_off(3.min(cells.len()));
        let cells = if cells.len() == n_columns { cells } else { vec!["_"; n_columns] };
        self.rows.push(Row { place, unit, range, cells });
        Some(word)
    }
}
