//! Web pages: the article among navigation and advertisements, its text and blocks only.
//!
//! The page is parsed here, by the algorithm that browsers use; nothing of it is ever shown,
//! fetched or run. Which part is the article, `dom_smoothie` says, after Mozilla's Readability.

mod blocks;
mod complexity;
mod metadata;
mod parse;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::draft::Draft;
use super::{Finding, Ingested, PartedBy, ReadFailure};

/// Fewer words than these, or than this share of the page's, are no article that was found.
const FEWEST_WORDS: usize = 25;
const LEAST_SHARE: usize = 20;
/// The article is looked for among so many elements at most; beyond that it takes too long. Pages
/// with long articles have a fifth.
const MOST_ELEMENTS: usize = 12_000;

/// Reads a whole page, or what was saved of one.
pub(super) fn read_page(html: &str) -> Result<Ingested, ReadFailure> {
    let document = parse::document(html)?;
    let said = metadata::of_page(&document, html);
    let everything = draft_of(&document);
    let n_words = n_words(&everything);
    let marked = marked_article(&document);
    let found = find_article(document).into_iter().chain(marked);
    let mut whole = found.filter(|draft| is_whole(self::n_words(draft), n_words));
    let mut draft = match whole.next() {
        Some(mut draft) => {
            let n_words = n_words.saturating_sub(self::n_words(&draft));
            draft.findings.extend((n_words > 0).then_some(Finding::LeftOut { n_words }));
            draft
        }
        None => {
            let mut draft = everything;
            draft.findings.push(Finding::WholePage);
            draft
        }
    };
    draft.metadata = said;
    Ok(draft.finish(PartedBy::Markup))
}

/// What the page itself says is its article, for pages in which it takes too long to look.
fn marked_article(document: &Document) -> Option<Draft> {
    let root = document.root();
    let mut elements = root.descendants_it();
    let is_article = |it: &NodeRef<'_>| it.has_name("article") || it.has_name("main");
    let mut draft = Draft::default();
    blocks::read(&elements.find(is_article)?, &mut draft);
    Some(draft)
}

/// Reads what somebody chose of a page: everything in it, and what the clipboard says about it.
pub(super) fn read_fragment(html: &str) -> Result<Ingested, ReadFailure> {
    let document = parse::document(html)?;
    let mut draft = draft_of(&document);
    draft.metadata = metadata::of_fragment(html);
    Ok(draft.finish(PartedBy::Markup))
}

/// Reads a stretch of HTML that stands in another document into `draft`; nothing where its markup is
/// too intricate.
pub(super) fn read_into(html: &str, draft: &mut Draft) {
    if let Ok(document) = parse::document(html) {
        blocks::read(&document.root(), draft);
    }
}

/// The character set that a page declares within its first bytes, as browsers look for it.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    const N_BYTES: usize = 2_048;
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(N_BYTES)]).to_ascii_lowercase();
    let (_, rest) = start.split_once("charset=").or_else(|| start.split_once("encoding="))?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|it: char| !it.is_ascii_alphanumeric() && !"-_:".contains(it)).next()?;
    (!label.is_empty()).then(|| label.to_owned())
}

fn draft_of(document: &Document) -> Draft {
    let mut draft = Draft::default();
    blocks::read(&document.root(), &mut draft);
    draft
}

fn find_article(document: Document) -> Option<Draft> {
    // Footers are taken for the page's; that of a quotation says who is quoted.
    document.select("blockquote footer").rename("div");
    let config = Config { max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let found = readability.parse().ok()?;
    let article = parse::document(&found.content).ok()?;
    Some(draft_of(&article))
}

fn is_whole(n_found: usize, n_all: usize) -> bool {
    n_found >= FEWEST_WORDS.min(n_all) && n_found * LEAST_SHARE >= n_all
}

/// Words as they are counted where none are parted by blanks: two characters each of ideographs and
/// kana, five of Thai, Lao, Burmese and Khmer.
fn words_in(word: &str) -> usize {
    let (mut n_ideographs, mut n_letters) = (0_usize, 0_usize);
    for character in word.chars() {
        match character {
            '\u{2e80}'..='\u{ffff}' => n_ideographs += 1,
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
                n_letters += 1
            }
            _ => {}
        }
    }
    (n_ideographs.div_ceil(2) + n_letters.div_ceil(5)).max(1)
}

fn n_words(draft: &Draft) -> usize {
    draft.text.split_whitespace().map(words_in).sum()
}

#[cfg(test)]
mod tests;
