//! Reads CoNLL-U.

use std::collections::HashMap;
use std::rc::Rc;

use crate::json::Value;
use crate::phrase::{escaped, said};
use crate::text::CharSpan;

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftSpan, Rules};
use super::super::{
    Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source, UnitDecision, UnitReason,
};
use super::entity::{Mention, Mentions};
use super::sentence::{Row, Sentence, sentences};
use super::text::text_of;

/// How many lines are looked at.
const N_LOOKED_AT: usize = 50;
/// The columns that become attributes of a word, where they say something.
const ATTRIBUTES: [(usize, &str); 6] =
    [(2, "lemma"), (4, "xpos"), (5, "feats"), (6, "head"), (7, "deprel"), (8, "deps")];

/// Whether the first lines with words have ten columns, and numbers in the first one.
pub fn is_likely(text: &str) -> bool {
    let lines = text.lines().take(N_LOOKED_AT).filter(|line| !line.trim().is_empty());
    let mut words = lines.filter(|line| !line.starts_with('#')).peekable();
    words.peek().is_some()
        && words.all(|line| {
            let is_numbered = line.starts_with(|first: char| first.is_ascii_digit());
            is_numbered && line.split('\t').count() == 10
        })
}

/// Reads a file of CoNLL-U.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let text = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    let sentences = sentences(&mut file, &text);
    let fields = sentences.iter().find_map(|sentence| sentence.comment("global.Entity"));
    let is_start = |sentence: &Sentence<'_>| {
        sentence.comment("newdoc").is_some() || sentence.comment("newdoc id").is_some()
    };
    let mut rest = &*sentences;
    while let Some((first, after)) = rest.split_first() {
        let n_after = after.iter().position(is_start).unwrap_or(after.len());
        let article = article(&mut file, &rest[..n_after + 1], fields);
        if !article.text.is_empty() {
            file.articles.push(DraftArticle {
                id: first.comment("newdoc id").filter(|id| !id.is_empty()).map(str::to_owned),
                ..article
            });
        }
        rest = &rest[n_after + 1..];
    }
    let unit = UnitDecision { unit: OffsetUnit::CodePoint, reason: UnitReason::NoOffsets };
    Ok(Imported { unit: Some(unit), ..assemble(file)? })
}

fn article(
    file: &mut DraftFile<'_>,
    sentences: &[Sentence<'_>],
    fields: Option<&str>,
) -> DraftArticle {
    let (text, spans) = text_of(file, sentences);
    let mut article = DraftArticle {
        place: sentences.first().map_or_else(String::new, |first| format!("line {}", first.line)),
        text: Rc::from(text),
        ..DraftArticle::default()
    };
    let mut mentions = Mentions::default();
    mentions.declare(fields.unwrap_or_default());
    let mut word_idx = 0_usize;
    for row in sentences.iter().flat_map(|sentence| &sentence.rows) {
        // Brackets at a word that is part of a written token are those of the token.
        let at = if row.is_surface { word_idx } else { word_idx.saturating_sub(1) };
        if let Some(brackets) = row.misc("Entity")
            && let Err(reason) = mentions.read(brackets, at, row.line)
        {
            let place = format!("line {}, Entity", row.line);
            file.leave_out(place, ProblemKind::particular(reason), brackets);
        }
        if row.is_surface {
            article.spans.extend(spans[word_idx].and_then(|span| word(row, span)));
            word_idx += 1;
        }
    }
    take_mentions(file, &mut article, mentions, &spans);
    article
}

/// A word with a part of speech, or a token of several words, whatever it has there.
fn word(row: &Row<'_>, span: CharSpan) -> Option<DraftSpan> {
    let (label, is_range) = (row.cells[3], row.cells[0].contains('-'));
    if label == "_" && !is_range {
        return None;
    }
    let said = |cell: &str| cell != "_" && !cell.is_empty();
    let columns = ATTRIBUTES.iter().map(|(column, name)| (*name, row.cells[*column]));
    let items = row.cells[9].split('|').filter_map(|item| item.split_once('='));
    let items = items.filter(|(name, _)| *name != "Entity");
    let attributes = columns.chain(items).filter(|(_, value)| said(value));
    Some(DraftSpan {
        place: format!("line {}", row.line),
        label: label.to_owned(),
        ranges: vec![pair(span)],
        attributes: attributes.map(|(name, it)| (name.to_owned(), Value::from(it))).collect(),
        ..DraftSpan::default()
    })
}

fn take_mentions(
    file: &mut DraftFile<'_>,
    article: &mut DraftArticle,
    mentions: Mentions,
    spans: &[Option<CharSpan>],
) {
    let (mentions, unclosed) = mentions.finish();
    for mention in unclosed {
        let reason = said!("\"{0}\" is opened and never closed", escaped(&mention.id));
        let place = format!("line {}, Entity", mention.line);
        file.leave_out(place, ProblemKind::particular(reason), mention.label);
    }
    let mut n_of_group: HashMap<String, usize> = HashMap::new();
    mentions.iter().for_each(|it| *n_of_group.entry(it.id.clone()).or_default() += 1);
    for mention in mentions {
        let is_group = n_of_group.get(&mention.id).is_some_and(|n| *n > 1);
        let place = format!("line {}, Entity", mention.line);
        match ranges(&mention, spans) {
            Some(ranges) => article.spans.push(DraftSpan {
                place,
                ranges,
                attributes: if is_group {
                    vec![("entity".to_owned(), Value::from(&*mention.id))]
                } else {
                    Vec::new()
                },
                label: mention.label,
                ..DraftSpan::default()
            }),
            None => {
                let reason = said!("a word at its ends is not in the text");
                file.leave_out(place, ProblemKind::particular(reason), mention.label);
            }
        }
    }
}

fn ranges(mention: &Mention, spans: &[Option<CharSpan>]) -> Option<Vec<[u64; 2]>> {
    let range = |part: &std::ops::Range<usize>| {
        let start = (*spans.get(part.start)?)?;
        let end = (*spans.get(part.end.checked_sub(1)?)?)?;
        Some(pair(CharSpan::new(start.start(), end.end())))
    };
    mention.parts.iter().map(range).collect()
}

fn pair(span: CharSpan) -> [u64; 2] {
    [span.start().get() as u64, span.end().get() as u64]
}
