//! The page's side.

use std::rc::Rc;

use crate::formats::{Imported, ImportedArticle};
use crate::json::{self, Value};
use crate::record::{Body, Record, RecordId};
use crate::text::ArticleText;

use super::Transfer;

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Articles and what is marked in them. Problems stand beside it; unknown fields at the
    /// top of a file and the unit of its offsets stay behind.
    pub imported: Imported,
    /// What could not be taken as it stood, in words.
    pub problems: Vec<String>,
    /// Whether the articles come from documents: then their ids and dates of arrival mean nothing.
    pub is_document: bool,
    /// What was recognised in each of the documents, in words.
    pub notes: Vec<String>,
}

/// Takes apart what [`super::encode`] packed.
///
/// # Errors
/// Why nothing was read, in words; `None` when the two sides do not understand each other.
pub fn decode(json: &str) -> Result<Reading, Option<String>> {
    let transfer = read(json).ok_or(None)?;
    if !transfer.error.is_empty() {
        return Err(Some(transfer.error));
    }
    let mut imported = Imported::default();
    let mut texts = transfer.texts.into_iter();
    for (name, raw) in &transfer.records {
        take(&mut imported, &mut texts, name, raw).ok_or(None)?;
    }
    let Transfer { problems, is_document, notes, .. } = transfer;
    Ok(Reading { imported, problems, is_document, notes })
}

fn read(json: &str) -> Option<Transfer> {
    let mut fields = json::parse_fields(json)?;
    let record = |pair: Value| {
        let [name, raw] = <[Value; 2]>::try_from(pair.into_array()?).ok()?;
        Some((name.into_string()?, raw.into_string()?))
    };
    Some(Transfer {
        error: fields.text("error")?,
        problems: fields.take("problems")?.into_strings()?,
        is_document: fields.flag("is_document")?,
        notes: fields.take("notes")?.into_strings()?,
        texts: fields.take("texts")?.into_strings()?,
        records: fields.list("records")?.into_iter().map(record).collect::<Option<_>>()?,
    })
}

fn take(
    imported: &mut Imported,
    texts: &mut impl Iterator<Item = String>,
    name: &str,
    raw: &str,
) -> Option<()> {
    let id = RecordId::parse(name)?;
    match Record::decode(&id, raw).ok()?.body {
        Body::LabelSet(label_set) => imported.label_set = Some(label_set),
        Body::Article(article) => {
            let text = Rc::new(ArticleText::new(texts.next()?));
            let is_its_own = text.hash() == article.text;
            imported.articles.push(is_its_own.then(|| ImportedArticle {
                article,
                text,
                annotations: Vec::new(),
                links: Vec::new(),
            })?);
        }
        Body::Annotation(annotation) => imported.articles.last_mut()?.annotations.push(annotation),
        Body::Link(link) => imported.articles.last_mut()?.links.push(link),
    }
    Some(())
}
