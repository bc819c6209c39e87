//! Writes CoNLL-U.

use std::fmt::Write;
use std::ops::Range;

use crate::phrase::phrase;
use crate::text::CharSpan;

use super::super::edition::{Edition, article_name};
use super::super::export::{Role, WrittenFile};
use super::super::tokens::{TOKENIZER, Tokens, fit_to_tokens, parts_words};
use super::super::{ImportedArticle, Loss, LossKind, Stamp, WriteError};
use super::EXACT;
use super::entity::brackets;
use super::spaces::escape;

/// Moves ends to words. A text without words has no sentence, and so no place in such a file.
pub fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    edition.articles.retain(|imported| {
        let has_words = !imported.text.as_str().chars().all(parts_words);
        if !has_words {
            let kind =
                LossKind::Article { reason: phrase!("a text without words has no sentences") };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
        has_words
    });
    fit_to_tokens(edition, losses);
}

/// Writes one file.
pub fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let (mut lines, mut n_sentences) = (String::new(), 0);
    for (place, imported) in edition.articles.iter().enumerate() {
        lines += &format!("# newdoc id = {}\n", on_one_line(&article_name(&imported.article)));
        if place == 0 {
            lines += &format!("# global.Entity = eid-etype\n# tokenizer = {TOKENIZER}\n");
        }
        lines += &format!("{EXACT}\n");
        write_sentences(&mut lines, imported, &mut n_sentences);
    }
    let (name, bytes) = (format!("{name}.conllu"), lines.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_sentences(lines: &mut String, imported: &ImportedArticle, n_sentences: &mut usize) {
    let text = &imported.text;
    let tokens = Tokens::of(text.as_str());
    let words = |range: &CharSpan| tokens.covering(*range);
    let marked = imported.annotations.iter().map(|annotation| {
        (annotation.label.clone(), annotation.ranges.iter().filter_map(words).collect())
    });
    let marked: Vec<(String, Vec<Range<usize>>)> = marked.collect();
    let brackets = brackets(&marked);
    for sentence in tokens.sentences(&imported.annotations) {
        *n_sentences += 1;
        let written = on_one_line(text.slice(tokens.hull(&sentence)));
        _ = writeln!(lines, "# sent_id = {n_sentences}\n# text = {written}");
        for place in sentence.clone() {
            let number = place - sentence.start + 1;
            let form = text.slice(tokens.spans[place]);
            let mut misc = Vec::new();
            misc.extend(brackets.get(&place).map(|brackets| format!("Entity={brackets}")));
            let is_last = place + 1 == sentence.end;
            misc.extend(blanks(imported, &tokens, place, is_last));
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            _ = writeln!(lines, "{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}");
        }
        lines.push('\n');
    }
}

/// What is said about the blanks around a word. One blank is what everybody expects, but not at
/// the end of a sentence.
fn blanks(imported: &ImportedArticle, tokens: &Tokens, place: usize, is_last: bool) -> Vec<String> {
    let (text, span) = (&imported.text, tokens.spans[place]);
    let mut said = Vec::new();
    let next = tokens.spans.get(place + 1).map_or(text.n_chars(), |next| next.start().get());
    match text.slice(CharSpan::of(span.end().get(), next)) {
        "" => said.push("SpaceAfter=No".to_owned()),
        " " if !is_last => {}
        blanks => said.push(format!("SpacesAfter={}", escape(blanks))),
    }
    if place == 0 && span.start().get() > 0 {
        let blanks = text.slice(CharSpan::of(0, span.start().get()));
        said.push(format!("SpacesBefore={}", escape(blanks)));
    }
    said
}

/// Blanks other than U+0020 and U+00A0 as such, since some of them end lines.
fn on_one_line(text: &str) -> String {
    let plain = |it| if parts_words(it) && it != '\u{a0}' { ' ' } else { it };
    text.chars().map(plain).collect()
}
