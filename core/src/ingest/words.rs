//! What was recognised in a document: the facts, and English words for them.

use std::fmt::{self, Write};

use crate::model::BlockKind;

use super::{Charset, Document, DocumentKind, Finding, Ingested, KnownBy};

/// What an article of a document is, what is in it, and what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What kind of document it stood in.
    pub kind: DocumentKind,
    /// How that was written; `None` where nobody had to know.
    pub charset: Option<Charset>,
    /// How many words it has.
    pub n_words: usize,
    /// How many blocks that are neither headings nor facts about it.
    pub n_paragraphs: usize,
    /// How many headings, its title among them.
    pub n_headings: usize,
    /// The day on which it was published, `YYYY-MM-DD` or as the document says it.
    pub published: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was published.
    pub outlet: Option<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// Everything else.
    pub findings: Vec<Finding>,
}

/// What each article of `document` is.
pub fn recognised(document: &Document) -> Vec<Recognised> {
    let about = |article: &Ingested| of_article(article, document.kind, document.charset);
    document.articles.iter().map(about).collect()
}

fn of_article(article: &Ingested, kind: DocumentKind, charset: Option<Charset>) -> Recognised {
    let n_of = |is_meant: fn(BlockKind) -> bool| {
        article.blocks.iter().filter(|block| is_meant(block.kind)).count()
    };
    let n_headings = n_of(|kind| matches!(kind, BlockKind::Heading(_) | BlockKind::Title));
    let n_quiet = n_of(|kind| kind == BlockKind::Metadata);
    let about = &article.metadata;
    Recognised {
        kind,
        charset,
        n_words: article.text.split_whitespace().count(),
        n_paragraphs: article.blocks.len() - n_headings - n_quiet,
        n_headings,
        published: about.published.clone(),
        byline: about.byline.clone(),
        outlet: about.outlet.clone(),
        language: about.language.clone(),
        findings: article.findings.clone(),
    }
}

/// On one line.
impl fmt::Display for Recognised {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = vec![kind(self.kind, self.charset)];
        parts.push(count(self.n_words, "word"));
        parts.push(count(self.n_paragraphs, "paragraph"));
        if self.n_headings > 0 {
            parts.push(count(self.n_headings, "heading"));
        }
        parts.extend(self.published.iter().map(|day| format!("dated {day}")));
        parts.extend(self.byline.iter().map(|name| format!("by {name}")));
        parts.extend(self.outlet.iter().map(|name| format!("from {name}")));
        parts.extend(self.language.iter().map(|tag| format!("language {tag}")));
        parts.extend(self.findings.iter().filter_map(finding));
        formatter.write_str(&parts.join(" · "))
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
            recognised(&document)[0].to_string(),
            "Plain text · 15 words · 3 paragraphs · dated 2026-01-07 · 1 line of the page, shown quietly · 2 list items \
                 · both straight and curly quotation marks"
        );
        let document =
            read(b"\x93Nein\x94, sagte sie in K\xf6ln, und ging.", "a.txt").expect("it is text");
        assert!(
            recognised(&document)[0]
                .to_string()
                .starts_with("Plain text in windows-1252 (guessed by its letters) · 7 words")
        );
    }
}
