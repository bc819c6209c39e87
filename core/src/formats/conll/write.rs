//! Writes columns.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::json::Writer;
use crate::model::Annotation;
use crate::phrase::phrase;

use super::super::edition::{Edition, article_name};
use super::super::export::{Role, WrittenFile};
use super::super::holds::loss;
use super::super::source::text_file;
use super::super::tokens::{TOKENIZER, Tokens, fit_to_tokens, parts_words};
use super::super::{ImportedArticle, Loss, LossKind, Stamp, WriteError};
use super::{COLUMNS, DOCUMENT, NAME, TEXT_FILE};

/// Columns of one label: where more of its annotations overlap, a table is no longer of use.
const MOST_COLUMNS: usize = 8;

/// A column: a label, and whose first words begin in it.
struct Column<'e> {
    label: &'e str,
    /// How many columns of this label come before.
    depth: usize,
}

/// Moves ends to words, labels to names without blanks, and leaves out what overlaps too much.
pub fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    fit_to_tokens(edition, losses);
    for ImportedArticle { annotations, text, .. } in &mut edition.articles {
        for annotation in annotations.iter_mut() {
            let written = label_without_blanks(&annotation.label);
            if written != annotation.label {
                losses.push(loss(annotation, text, LossKind::Label { written: written.clone() }));
                annotation.label = written;
            }
        }
        let tokens = Tokens::of(text.as_str());
        let depths = depths(&tokens, annotations);
        let mut depths = depths.into_iter();
        annotations.retain(|annotation| {
            let is_held = depths.next().is_some_and(|(depth, _)| depth < MOST_COLUMNS);
            if !is_held {
                let reason = phrase!("more than 8 annotations of its label overlap here");
                losses.push(loss(annotation, text, LossKind::Annotation { reason }));
            }
            is_held
        });
    }
}

/// Writes one file, with each text beside it.
pub fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let tokens: Vec<Tokens> =
        edition.articles.iter().map(|imported| Tokens::of(imported.text.as_str())).collect();
    let columns = columns(edition, &tokens);
    let mut lines = String::new();
    let mut texts: Vec<WrittenFile> = Vec::new();
    let mut used = HashSet::new();
    for (imported, tokens) in edition.articles.iter().zip(&tokens) {
        let mut own_name = article_name(&imported.article);
        let mut text_name = match edition.articles.len() {
            1 => format!("{name}.txt"),
            _ => text_file(&own_name),
        };
        if !used.insert(text_name.clone()) {
            own_name = imported.article.id.to_string();
            text_name = text_file(&own_name);
        }
        write_header(&mut lines, &columns, texts.is_empty(), &own_name, &text_name);
        write_words(&mut lines, imported, tokens, &columns);
        let bytes = imported.text.as_str().as_bytes().to_vec();
        texts.push(WrittenFile { name: text_name, bytes, role: Role::Text });
    }
    let main =
        WrittenFile { name: format!("{name}.conll"), bytes: lines.into_bytes(), role: Role::Main };
    Ok(std::iter::once(main).chain(texts).collect())
}

/// The label as a tag can hold it: without blanks, and not empty.
fn label_without_blanks(label: &str) -> String {
    if label.is_empty() {
        return "_".to_owned();
    }
    label.chars().map(|character| if parts_words(character) { '_' } else { character }).collect()
}

/// For each annotation the number of its column among those of its label, and its words.
fn depths(tokens: &Tokens, annotations: &[Annotation]) -> Vec<(usize, Range<usize>)> {
    // The last word of each column, by label.
    let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
    let place = |annotation| {
        let annotation: &Annotation = annotation;
        let words = tokens.covering(annotation.hull()).unwrap_or_default();
        let ends = ends.entry(&annotation.label).or_default();
        let free = ends.iter().position(|end| *end <= words.start);
        let depth = free.unwrap_or(ends.len());
        match ends.get_mut(depth) {
            Some(end) => *end = words.end,
            // Those beyond are left out and need no column.
            None if depth < MOST_COLUMNS => ends.push(words.end),
            None => {}
        }
        (depth, words)
    };
    annotations.iter().map(place).collect()
}

/// The columns of a file, by label in the order in which they are met; at least one.
fn columns<'e>(edition: &'e Edition, tokens: &[Tokens]) -> Vec<Column<'e>> {
    let mut labels: Vec<(&str, usize)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (imported, tokens) in edition.articles.iter().zip(tokens) {
        let depths = depths(tokens, &imported.annotations);
        for (annotation, (depth, _)) in imported.annotations.iter().zip(depths) {
            let label = annotation.label.as_str();
            let place = *places.entry(label).or_insert(labels.len());
            match labels.get_mut(place) {
                Some((_, n_columns)) => *n_columns = (*n_columns).max(depth + 1),
                None => labels.push((label, depth + 1)),
            }
        }
    }
    if labels.is_empty() {
        labels.push(("tag", 1));
    }
    let columns =
        labels.into_iter().flat_map(|(label, n)| (0..n).map(move |depth| Column { label, depth }));
    columns.collect()
}

/// The lines before an article. The first one also says what the file is.
fn write_header(
    lines: &mut String,
    columns: &[Column<'_>],
    is_first: bool,
    name: &str,
    text_name: &str,
) {
    lines.push_str(DOCUMENT);
    columns.iter().for_each(|_| lines.push_str("\tO"));
    if is_first {
        let mut names = Writer::compact();
        names.list(|json| {
            json.text("word");
            columns.iter().for_each(|column| json.text(column.label));
        });
        let names = names.finish();
        *lines += &format!("\n# scheme = IOB2\n# tokenizer = {TOKENIZER}\n{COLUMNS}{names}");
    }
    *lines += &format!("\n{NAME}{}\n{TEXT_FILE}{}\n\n", quoted(name), quoted(text_name));
}

fn quoted(text: &str) -> String {
    let mut json = Writer::compact();
    json.text(text);
    json.finish()
}

fn write_words(
    lines: &mut String,
    imported: &ImportedArticle,
    tokens: &Tokens,
    columns: &[Column<'_>],
) {
    let depths = depths(tokens, &imported.annotations);
    let mut stretches: Vec<Vec<Range<usize>>> = vec![Vec::new(); columns.len()];
    for (annotation, (depth, words)) in imported.annotations.iter().zip(depths) {
        let is_its = |it: &Column<'_>| it.label == annotation.label && it.depth == depth;
        if let Some(place) = columns.iter().position(is_its) {
            stretches[place].push(words);
        }
    }
    let mut next: Vec<_> = stretches.iter().map(|column| column.iter().peekable()).collect();
    for sentence in tokens.sentences(&imported.annotations) {
        for place in sentence {
            lines.push_str(imported.text.slice(tokens.spans[place]));
            for (column, stretches) in columns.iter().zip(&mut next) {
                while stretches.next_if(|stretch| stretch.end <= place).is_some() {}
                match stretches.peek().filter(|stretch| stretch.start <= place) {
                    Some(stretch) => {
                        lines.push_str(if stretch.start == place { "\tB-" } else { "\tI-" });
                        lines.push_str(column.label);
                    }
                    None => lines.push_str("\tO"),
                }
            }
            lines.push('\n');
        }
        lines.push('\n');
    }
}
