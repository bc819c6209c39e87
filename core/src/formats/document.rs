//! Documents: files that hold articles and nothing marked.

use std::rc::Rc;

use crate::ingest::{self, Document, Ingested, ReadFailure, Recognised, words};
use crate::model::{Article, ArticleId, Timestamp, UnknownFields};
use crate::text::ArticleText;

use super::{Imported, ImportedArticle, Problem, ProblemKind, ReadError, ReadErrorKind, archive};

/// The articles of a document, and what was recognised in each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DocumentRead {
    /// The articles. Whoever takes them gives them ids.
    pub imported: Imported,
    /// For each article what was recognised.
    pub notes: Vec<Recognised>,
    /// Files of an archive in which there is no article, and why.
    pub unread: Vec<ReadError>,
}

/// What [`read_pasted`] says instead of the name of a file.
pub const PASTED_TEXT: &str = "The pasted text";

/// Reads a file that holds one article or several; see [`crate::ingest::read`].
///
/// # Errors
/// Why there is no article in it.
pub fn read(bytes: &[u8], file_name: &str) -> Result<DocumentRead, ReadError> {
    let document = ingest::read(bytes, file_name).map_err(|failure| error(file_name, failure))?;
    Ok(taken(document, Some(file_name)))
}

/// Reads every document of an archive.
///
/// # Errors
/// When it cannot be unpacked, or there is no article in any of its files.
pub fn read_archive(bytes: &[u8], file_name: &str) -> Result<DocumentRead, ReadError> {
    let unpacked =
        archive::take_out(bytes).map_err(|kind| ReadError { file: file_name.to_owned(), kind })?;
    let mut whole = DocumentRead::default();
    // What systems and this program leave beside the documents says nothing about them.
    let is_meant = |name: &&String| !name.starts_with('.') && !name.ends_with("-losses.json");
    for name in unpacked.files.keys().filter(is_meant) {
        match read(&unpacked.files[name], name) {
            Ok(DocumentRead { imported, notes, .. }) => {
                whole.imported.articles.extend(imported.articles);
                whole.imported.problems.extend(imported.problems);
                whole.notes.extend(notes);
            }
            Err(error) => whole.unread.push(error),
        }
    }
    if whole.notes.is_empty() {
        return Err(error(file_name, ReadFailure::NoDocument));
    }
    Ok(whole)
}

/// Reads what was pasted, from the markup that came with it where there is some. A title that it
/// lacks is taken from its first words.
///
/// # Errors
/// Why there is no article in it.
pub fn read_pasted(text: &str, markup: Option<&str>) -> Result<DocumentRead, ReadError> {
    let document =
        ingest::read_pasted(text, markup).map_err(|failure| error(PASTED_TEXT, failure))?;
    Ok(taken(document, None))
}

fn error(file: &str, failure: ReadFailure) -> ReadError {
    let kind = ReadErrorKind::Document { failure };
    ReadError { file: file.to_owned(), kind }
}

fn taken(document: Document, file_name: Option<&str>) -> DocumentRead {
    let notes = words::recognised(&document);
    let passed_over = document.passed_over.iter().map(|passed_over| Problem {
        file: file_name.unwrap_or_default().to_owned(),
        place: format!("entry {}", passed_over.place),
        kind: ProblemKind::NoArticle { reason: passed_over.reason.clone() },
        left_out: Some(String::new()),
    });
    let problems = passed_over.collect();
    // The file's name says nothing about one of several articles.
    let file_name = file_name.filter(|_| document.articles.len() == 1);
    let articles = document.articles.into_iter().map(|read| article(read, file_name)).collect();
    let imported = Imported { articles, problems, ..Imported::default() };
    DocumentRead { imported, notes, unread: Vec::new() }
}

fn article(read: Ingested, file_name: Option<&str>) -> ImportedArticle {
    let text = Rc::new(ArticleText::new(read.text));
    let mut metadata = read.metadata;
    if metadata.title.is_empty() {
        metadata.title = ingest::suggested_title(&text, &read.blocks, file_name);
    }
    let article = Article {
        id: ArticleId::from_u128(0),
        text: text.hash(),
        blocks: read.blocks,
        metadata,
        is_done: false,
        added: Timestamp::default(),
        unknown: UnknownFields::new(),
    };
    ImportedArticle { article, text, annotations: Vec::new(), links: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_article_says_why() {
        let check = |bytes: &[u8], expected: &str| {
            let error = read(bytes, "a.txt").expect_err("it is no article").to_string();
            assert!(error.starts_with(expected), "{error}");
        };
        check(b" \n", "a.txt is empty");
        check(b"a\0b\x01\x02", "a.txt is not a text");
        check(b"%PDF-1.4", "a.txt is a PDF; open it");
        check(&vec![b'a'; 6_000_000], "a.txt has 6 MB, and at most 5 MB are read");
    }

    #[test]
    fn titles_come_from_the_name_of_the_file_when_it_has_one_article() {
        let one = read(b"The talks go on.", "river-report.txt").expect("it is text");
        assert_eq!(one.imported.articles[0].article.metadata.title, "River report");
        let lines = b"{\"text\": \"The talks go on.\"}\n{\"text\": \"Nobody left.\"}\n{}\n";
        let two = read(lines, "river-report.jsonl").expect("there are texts");
        let titles: Vec<_> =
            two.imported.articles.iter().map(|it| it.article.metadata.title.as_str()).collect();
        assert_eq!((titles, two.notes.len()), (vec!["The talks go on.", "Nobody left."], 2));
        assert_eq!(
            two.imported.problems[0].to_string(),
            "river-report.jsonl: entry 3: has no field that holds a text; it was left out"
        );
    }
}
