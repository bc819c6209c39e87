//! Sentences: blocks of lines, taken apart and checked.

use std::collections::HashSet;

use crate::phrase::{escaped, said};

use super::super::ProblemKind;
use super::super::draft::DraftFile;

/// A line with a word.
#[derive(Debug)]
pub struct Row<'t> {
    /// Its line, from 1.
    pub line: usize,
    /// The ten columns.
    pub cells: Vec<&'t str>,
    /// Whether it stands in the text: a word that is not part of a written token before it.
    pub is_surface: bool,
}

/// A sentence.
#[derive(Debug, Default)]
pub struct Sentence<'t> {
    /// Its first line, from 1.
    pub line: usize,
    /// Lines that begin with `#`.
    pub comments: Vec<&'t str>,
    /// Lines with words.
    pub rows: Vec<Row<'t>>,
}

impl<'t> Row<'t> {
    /// The word as it stands in the text.
    pub fn form(&self) -> &'t str {
        self.cells[1]
    }

    /// What the last column says of this name.
    pub fn misc(&self, name: &str) -> Option<&'t str> {
        self.cells[9].split('|').find_map(|item| item.strip_prefix(name)?.strip_prefix('='))
    }
}

impl<'t> Sentence<'t> {
    /// What the comment of this name says.
    pub fn comment(&self, name: &str) -> Option<&'t str> {
        self.comments.iter().find_map(|comment| {
            let rest = comment.trim_start_matches('#').trim_start().strip_prefix(name)?;
            if rest.is_empty() {
                return Some("");
            }
            Some(rest.trim_start().strip_prefix('=')?.trim())
        })
    }

    /// Lines with what stands in the text.
    pub fn words(&self) -> impl Iterator<Item = &Row<'t>> {
        self.rows.iter().filter(|row| row.is_surface)
    }
}

/// The sentences of a file. Those that are damaged keep their text and lose their words.
pub fn sentences<'t>(file: &mut DraftFile<'_>, text: &'t str) -> Vec<Sentence<'t>> {
    let (mut sentences, mut is_new) = (Vec::new(), true);
    for (place, line) in text.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            is_new = true;
            continue;
        }
        if is_new {
            sentences.push(Sentence { line: place + 1, ..Sentence::default() });
            is_new = false;
        }
        let Some(sentence) = sentences.last_mut() else { continue };
        if line.starts_with('#') {
            sentence.comments.push(line);
        } else {
            let cells = line.split('\t').collect();
            sentence.rows.push(Row { line: place + 1, cells, is_surface: true });
        }
    }
    sentences.iter_mut().for_each(|sentence| check(file, sentence));
    sentences
}

fn check(file: &mut DraftFile<'_>, sentence: &mut Sentence<'_>) {
    if let Some(row) = sentence.rows.iter().find(|row| row.cells.len() != 10) {
        let reason = said!(
            "has {0} columns, and CoNLL-U has 10; the words of its sentence were not read",
            row.cells.len()
        );
        let left_out: Vec<String> = sentence.rows.iter().map(|row| row.cells.join("\t")).collect();
        let place = format!("line {}", row.line);
        file.leave_out(place, ProblemKind::particular(reason), left_out.join("\n"));
        sentence.rows.clear();
        return;
    }
    check_ids(file, sentence);
    check_heads(file, sentence);
}

/// Finds what stands in the text: a range of ids is one token, and its words are not written.
fn check_ids(file: &mut DraftFile<'_>, sentence: &mut Sentence<'_>) {
    let (mut n_words, mut hidden_to) = (0_u64, 0);
    sentence.rows.retain_mut(|row| {
        let (id, place) = (row.cells[0], format!("line {}", row.line));
        if let Some((start, end)) = id.split_once('-') {
            match (start.parse::<u64>(), end.parse::<u64>()) {
                (Ok(start), Ok(end)) if start <= end => hidden_to = end,
                _ => {
                    let reason = said!("\"{0}\" is not a range of ids", escaped(id));
                    let left_out = row.cells.join("\t");
                    file.leave_out(place, ProblemKind::particular(reason), left_out);
                    return false;
                }
            }
            return true;
        }
        if id.contains('.') {
            // A word that nobody wrote.
            row.is_surface = false;
            return true;
        }
        n_words += 1;
        match id.parse::<u64>() {
            Ok(number) => {
                row.is_surface = number > hidden_to;
                if number != n_words {
                    let reason = said!("the id {0} should be {1}", number, n_words);
                    file.note(place, ProblemKind::particular(reason));
                }
            }
            Err(_) => {
                let reason = said!("\"{0}\" is not the number of a word", escaped(id));
                file.note(place, ProblemKind::particular(reason));
            }
        }
        true
    });
}

fn check_heads(file: &mut DraftFile<'_>, sentence: &Sentence<'_>) {
    let ids: HashSet<&str> = sentence.rows.iter().map(|row| row.cells[0]).collect();
    for row in &sentence.rows {
        let head = row.cells[6];
        if !matches!(head, "_" | "0") && !ids.contains(head) {
            let reason = said!("its head \"{0}\" is not in the sentence", escaped(head));
            file.note(format!("line {}", row.line), ProblemKind::particular(reason));
        }
    }
}
