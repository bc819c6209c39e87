//! The page's side.

use std::rc::Rc;

use crate::formats::{Imported, ImportedArticle};
use crate::json::{self, Value};
use crate::record::{Body, Record, RecordId};
use crate::text::ArticleText;

/// What was read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// Articles and what is marked in them. Problems stand beside it; unknown fields at the
    /// top of a file and the unit of its offsets stay behind.
    pub imported: Imported,
    /// What could not be taken as it stood, in words.
    pub problems: Vec<String>,
    /// Whether the articles come from documents: then their ids and dates of arrival mean nothing.
    pub is_document: bool,
}

/// Takes apart what [`super::pack`] packed; `None` when the two sides do not understand each other.
pub fn decode(json: &str) -> Option<Reading> {
    let mut fields = json::parse_fields(json)?;
    let mut texts = fields.take("texts")?.into_strings()?.into_iter();
    let mut imported = Imported::default();
    for pair in fields.list("records")? {
        let [name, raw] = <[Value; 2]>::try_from(pair.into_array()?).ok()?;
        take(&mut imported, &mut texts, &name.into_string()?, &raw.into_string()?)?;
    }
    let problems = fields.take("problems")?.into_strings()?;
    Some(Reading { imported, problems, is_document: fields.flag("is_document")? })
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
