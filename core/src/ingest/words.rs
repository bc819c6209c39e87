//! What was recognised in a document, in words.

use std::fmt::Write;

use crate::model::BlockKind;

use super::{Charset, Document, DocumentKind, Finding, Ingested, KnownBy, PassedOverReason};

/// One line for each article of `document`: what it is, what is in it, what was left out.
pub fn recognised(document: &Document) -> Vec<String> {
    let about = |article: &Ingested| {
        let mut parts = vec![kind(document.kind, document.charset)];
        parts.extend(contents(article));
        parts.extend(article.findings.iter().filter_map(finding));
        parts.join(" · ")
    };
    document.articles.iter().map(about).collect()
}

/// Why an entry of a list is no article; completes a sentence that begins with its place.
pub fn passed_over(reason: &PassedOverReason) -> String {
    match reason {
        PassedOverReason::NoText => "has no field that holds a text".to_owned(),
        PassedOverReason::Damaged(reason) => format!("is damaged: {reason}"),
        PassedOverReason::TooLarge => "has a text of more than 5 MB".to_owned(),
        PassedOverReason::TooManyLines => "has a text of more than 250,000 lines".to_owned(),
        PassedOverReason::TooMany => {
            "and what follows is more than is taken from one file".to_owned()
        }
    }
}

fn kind(kind: DocumentKind, charset: Option<Charset>) -> String {
    let mut words = kind.name().to_owned();
    if let Some(Charset { name, known_by, n_unreadable }) = charset {
        if name != "UTF-8" || n_unreadable > 0 {
            let _ = write!(words, " in {name}");
        }
        if known_by == KnownBy::Guess {
            words.push_str(" (guessed by its letters)");
        }
        if n_unreadable > 0 {
            let _ = write!(words, ", {} unreadable", count(n_unreadable, "character"));
        }
    }
    words
}

/// Counts of what is in the text, and what is known about it.
fn contents(article: &Ingested) -> Vec<String> {
    let n_of = |is_meant: fn(BlockKind) -> bool| {
        article.blocks.iter().filter(|block| is_meant(block.kind)).count()
    };
    let is_heading = |kind| matches!(kind, BlockKind::Heading(_) | BlockKind::Title);
    let is_quiet = |kind| kind == BlockKind::Metadata;
    let n_words = article.text.split_whitespace().count();
    let n_headings = n_of(is_heading);
    let n_paragraphs = article.blocks.len() - n_headings - n_of(is_quiet);
    let mut parts = vec![count(n_words, "word"), count(n_paragraphs, "paragraph")];
    if n_headings > 0 {
        parts.push(count(n_headings, "heading"));
    }
    let about = &article.metadata;
    parts.extend(about.published.iter().map(|day| format!("dated {day}")));
    parts.extend(about.byline.iter().map(|name| format!("by {name}")));
    parts.extend(about.outlet.iter().map(|name| format!("from {name}")));
    parts.extend(about.language.iter().map(|tag| format!("language {tag}")));
    parts
}

fn finding(finding: &Finding) -> Option<String> {
    Some(match finding {
        Finding::RunInHeadings { ranges } => {
            format!("{} parted from the paragraphs they ran into", count(ranges.len(), "heading"))
        }
        Finding::Captions { ranges } => count(ranges.len(), "caption"),
        Finding::Litter { ranges } => {
            format!("{} of the page, shown quietly", count(ranges.len(), "line"))
        }
        Finding::ListItems { count: n } => count(*n, "list item"),
        Finding::BlockQuotes { count: n } => count(*n, "quoted paragraph"),
        Finding::LeftOut { n_words } => {
            format!("left out: about {} around the article", count(*n_words, "word"))
        }
        Finding::WholePage => {
            "no article was found on the page, so everything was taken".to_owned()
        }
        Finding::ReadingAidsLeftOut { count: n } => {
            format!("left out: {} above the characters", count(*n, "reading aid"))
        }
        Finding::FootnotesLeftOut { count: n } => format!("left out: {}", count(*n, "footnote")),
        Finding::MixedQuotationMarks { .. } => "both straight and curly quotation marks".to_owned(),
        Finding::Dateline { .. } => "begins with a dateline".to_owned(),
        Finding::Blocks { .. }
        | Finding::DateHeader { .. }
        | Finding::Title { .. }
        | Finding::StandingHeadings { .. }
        | Finding::Byline { .. }
        | Finding::Language { .. } => return None,
    })
}

fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{read, read_pasted};

    #[test]
    fn what_was_recognised_is_said() {
        let text =
            "date 2026-01-07 “We go on,” he said.\n\n- milk\n- \"butter\"\n\nRead more: A crane";
        let document = read_pasted(text, None).expect("it is text");
        assert_eq!(
            recognised(&document),
            [
                "Plain text · 15 words · 3 paragraphs · dated 2026-01-07 · 1 line of the page, shown quietly · 2 list items \
                 · both straight and curly quotation marks"
            ]
        );
        let document =
            read(b"\x93Nein\x94, sagte sie in K\xf6ln, und ging.", "a.txt").expect("it is text");
        assert!(
            recognised(&document)[0]
                .starts_with("Plain text in windows-1252 (guessed by its letters) · 7 words")
        );
    }
}
