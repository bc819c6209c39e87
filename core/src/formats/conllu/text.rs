//! The text of an article, and where its words stand.

use crate::phrase::{escaped, said};
use crate::text::CharSpan;

use super::super::ProblemKind;
use super::super::draft::DraftFile;
use super::EXACT;
use super::sentence::{Row, Sentence};
use super::spaces::unescape;

/// The text, and the place of each word that stands in it, in order.
pub fn text_of(
    file: &mut DraftFile<'_>,
    sentences: &[Sentence<'_>],
) -> (String, Vec<Option<CharSpan>>) {
    let has_blanks =
        |row: &Row<'_>| row.misc("SpacesAfter").is_some() || row.misc("SpacesBefore").is_some();
    let is_exact = sentences
        .iter()
        .any(|sentence| sentence.comments.contains(&EXACT) || sentence.words().any(has_blanks));
    if is_exact { exact(sentences) } else { by_sentence(file, sentences) }
}

/// The words with the blanks that are written beside them.
fn exact(sentences: &[Sentence<'_>]) -> (String, Vec<Option<CharSpan>>) {
    let (mut text, mut spans, mut n_chars) = (String::new(), Vec::new(), 0);
    let mut push = |text: &mut String, piece: &str| {
        let start = n_chars;
        text.push_str(piece);
        n_chars += piece.chars().count();
        CharSpan::of(start, n_chars)
    };
    for row in sentences.iter().flat_map(Sentence::words) {
        if let Some(blanks) = row.misc("SpacesBefore") {
            push(&mut text, &unescape(blanks));
        }
        spans.push(Some(push(&mut text, row.form())));
        push(&mut text, &blanks_after(row));
    }
    (text, spans)
}

fn blanks_after(row: &Row<'_>) -> String {
    match (row.misc("SpacesAfter"), row.misc("SpaceAfter")) {
        (Some(blanks), _) => unescape(blanks),
        (None, Some("No")) => String::new(),
        _ => " ".to_owned(),
    }
}

/// The sentences, a line each. A word that is not in its sentence has no place.
fn by_sentence(
    file: &mut DraftFile<'_>,
    sentences: &[Sentence<'_>],
) -> (String, Vec<Option<CharSpan>>) {
    let (mut text, mut spans, mut n_chars) = (String::new(), Vec::new(), 0);
    for sentence in sentences {
        let written = match sentence.comment("text") {
            Some(written) => written.to_owned(),
            None => joined(sentence),
        };
        if !text.is_empty() {
            text.push('\n');
            n_chars += 1;
        }
        text.push_str(&written);
        let (mut rest, mut place) = (&*written, n_chars);
        for row in sentence.words() {
            let Some(found) = rest.find(row.form()) else {
                let reason = said!(
                    "the word \"{0}\" is not in the text of its sentence",
                    escaped(row.form())
                );
                let place = format!("line {}", row.line);
                file.leave_out(place, ProblemKind::particular(reason), row.cells.join("\t"));
                spans.push(None);
                continue;
            };
            let start = place + rest[..found].chars().count();
            place = start + row.form().chars().count();
            rest = &rest[found + row.form().len()..];
            spans.push(Some(CharSpan::of(start, place)));
        }
        n_chars += written.chars().count();
    }
    (text, spans)
}

fn joined(sentence: &Sentence<'_>) -> String {
    let words = sentence.words().map(|row| row.form().to_owned() + &blanks_after(row));
    words.collect::<String>().trim_end().to_owned()
}
