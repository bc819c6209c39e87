//! Documents: files that hold one article and nothing marked.

use std::rc::Rc;

use crate::ingest;
use crate::model::{Article, ArticleId, Timestamp, UnknownFields};
use crate::text::ArticleText;

use super::{Imported, ImportedArticle, Limits, ReadError, ReadErrorKind};

/// Reads a file of plain text in UTF-8. Whoever takes the article gives it an id.
///
/// # Errors
/// When it is too large, blank, or no text in UTF-8.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Imported, ReadError> {
    let text = text_of(bytes).map_err(|kind| ReadError { file: file_name.to_owned(), kind })?;
    Ok(read_text(text, Some(file_name)))
}

/// Reads a text that is plain; a title that it lacks is taken from `file_name` or its first words.
pub fn read_text(text: &str, file_name: Option<&str>) -> Imported {
    let read = ingest::plain_text::read(text);
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
    let article = ImportedArticle { article, text, annotations: Vec::new(), links: Vec::new() };
    Imported { articles: vec![article], ..Imported::default() }
}

fn text_of(bytes: &[u8]) -> Result<&str, ReadErrorKind> {
    let (n_bytes, limit) = (bytes.len(), Limits::FOREIGN.text_bytes);
    if n_bytes > limit {
        return Err(ReadErrorKind::TooLarge { n_bytes, limit });
    }
    let text = str::from_utf8(bytes)
        .map_err(|error| ReadErrorKind::NotUtf8 { offset: error.valid_up_to() })?;
    // UTF-16 and programs have zeros, texts do not.
    if let Some(offset) = text.find('\0') {
        return Err(ReadErrorKind::NotUtf8 { offset });
    }
    if text.trim().is_empty() {
        return Err(ReadErrorKind::Blank);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_text_says_why() {
        let check = |bytes: &[u8], expected: ReadErrorKind| {
            assert_eq!(read(bytes, "a.txt").expect_err("it is no text").kind, expected);
        };
        check(b" \n", ReadErrorKind::Blank);
        check(b"a\0b\0", ReadErrorKind::NotUtf8 { offset: 1 });
        check(&[b'a', 0xff], ReadErrorKind::NotUtf8 { offset: 1 });
        let limit = Limits::FOREIGN.text_bytes;
        check(&vec![b'a'; limit + 1], ReadErrorKind::TooLarge { n_bytes: limit + 1, limit });
    }
}
