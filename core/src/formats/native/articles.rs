//! Reads the articles of a file.

use std::rc::Rc;

use serde_json::value::RawValue;

use crate::model::{Article, ArticleId, Direction, Metadata};
use crate::phrase::phrase;
use crate::text::{ArticleText, TextHash};

use super::super::{ImportedArticle, ProblemKind, ReadErrorKind};
use super::fields::{self, Fields};
use super::place::Place;
use super::read::Reader;
use super::{annotations, blocks};

/// An article, and its links, which can be read once the annotations of all articles are known.
pub struct ReadArticle<'a> {
    pub imported: ImportedArticle,
    /// Its position in the file.
    pub article_idx: usize,
    pub links: Vec<&'a RawValue>,
}

/// Takes all articles out of the file.
pub fn read_articles<'a>(
    reader: &mut Reader<'a>,
    top: &mut Fields<'a>,
) -> Result<Vec<ReadArticle<'a>>, ReadErrorKind> {
    let place = Place::TOP.field("articles");
    let mut articles = Vec::new();
    let elements = reader.list(top, "articles", &Place::TOP).unwrap_or_default();
    for (article_idx, raw) in elements.into_iter().enumerate() {
        let place = place.index(article_idx);
        let Some(fields) = Fields::parse(raw) else {
            reader.leave_out(
                &place,
                ProblemKind::WrongType { expected: phrase!("an object") },
                raw.get(),
            );
            continue;
        };
        reader.n_articles = articles.len();
        match read_article(reader, fields, article_idx, &place)? {
            Ok(article) => articles.push(article),
            Err(kind) => reader.leave_out(&place.field("text"), kind, raw.get()),
        }
    }
    Ok(articles)
}

fn read_article<'a>(
    reader: &mut Reader<'a>,
    mut fields: Fields<'a>,
    article_idx: usize,
    place: &Place<'_>,
) -> Result<Result<ReadArticle<'a>, ProblemKind>, ReadErrorKind> {
    let text = match read_text(reader, &mut fields, article_idx) {
        Ok(text) => text,
        Err(kind) => return Ok(Err(kind)),
    };
    check_hash(reader, &mut fields, text.hash(), place);
    let own_id = reader.string(&mut fields, "id", place);
    let id = article_id(reader, own_id.as_deref(), text.hash(), article_idx, place);
    let metadata = read_metadata(reader, &mut fields, place);
    let added = reader.time(&mut fields, "added", place).unwrap_or(reader.default_time);
    let is_done = read_flag(reader, &mut fields, "done", place);
    let blocks = blocks::read_blocks(reader, &mut fields, &text, place);
    let annotations = annotations::read_annotations(reader, &mut fields, id, &text, place)?;
    let links = reader.list(&mut fields, "links", place).unwrap_or_default();
    let mut unknown = reader.unknown(fields, place);
    if let Some(own_id) = own_id.filter(|own_id| ArticleId::parse(own_id).is_none()) {
        unknown.insert("source_id".to_owned(), own_id.into());
    }
    let article = Article { id, text: text.hash(), blocks, metadata, is_done, added, unknown };
    let imported = ImportedArticle { article, text, annotations, links: Vec::new() };
    Ok(Ok(ReadArticle { imported, article_idx, links }))
}

fn read_text<'a>(
    reader: &Reader<'a>,
    fields: &mut Fields<'a>,
    article_idx: usize,
) -> Result<Rc<ArticleText>, ProblemKind> {
    let text = match fields.take("text") {
        Some(raw) => {
            fields::string(raw).ok_or(ProblemKind::WrongType { expected: phrase!("a string") })?
        }
        None => "".into(),
    };
    if text.len() > reader.limits.text_bytes {
        return Err(ProblemKind::TooLong { limit: reader.limits.text_bytes });
    }
    let known = reader.known_texts.get(article_idx).filter(|known| known.as_str() == text);
    Ok(known.cloned().unwrap_or_else(|| Rc::new(ArticleText::new(text.into_owned()))))
}

fn check_hash<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    hash: TextHash,
    place: &Place<'_>,
) {
    let Some(digits) = reader.string(fields, "text_sha256", place) else { return };
    if TextHash::parse(&digits) != Some(hash) {
        reader.note(&place.field("text_sha256"), ProblemKind::HashMismatch);
    }
}

/// A UUID is kept. Any other id is made from the text, so that the same article has the same id
/// in a file that somebody wrote again.
fn article_id(
    reader: &mut Reader<'_>,
    own_id: Option<&str>,
    hash: TextHash,
    article_idx: usize,
    place: &Place<'_>,
) -> ArticleId {
    let hash = hash.to_string();
    let id = match own_id {
        Some(own_id) => {
            ArticleId::parse(own_id).unwrap_or_else(|| ArticleId::from_parts(&[&hash, own_id]))
        }
        None => ArticleId::from_parts(&[&hash]),
    };
    if reader.article_ids.insert(id) {
        return id;
    }
    if own_id.is_some() {
        reader.note(&place.field("id"), ProblemKind::DuplicateId { id: id.to_string() });
    }
    let other = ArticleId::from_parts(&[&hash, &id.to_string(), &article_idx.to_string()]);
    reader.article_ids.insert(other);
    other
}

fn read_metadata<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    place: &Place<'_>,
) -> Metadata {
    let mut string = |name| reader.string(fields, name, place);
    Metadata {
        title: string("title").unwrap_or_default(),
        byline: string("byline"),
        outlet: string("outlet"),
        url: string("url"),
        published: string("published"),
        language: string("language"),
        direction: read_direction(reader, fields, place),
    }
}

fn read_direction<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    place: &Place<'_>,
) -> Option<Direction> {
    let found = reader.string(fields, "direction", place)?;
    let direction = Direction::parse(&found);
    if direction.is_none() {
        let left_out = format!("{found:?}");
        let kind = ProblemKind::UnknownValue { found };
        reader.leave_out(&place.field("direction"), kind, &left_out);
    }
    direction
}

fn read_flag<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    name: &str,
    place: &Place<'_>,
) -> bool {
    let Some(raw) = fields.take(name) else { return false };
    serde_json::from_str(raw.get()).unwrap_or_else(|_| {
        let kind = ProblemKind::WrongType { expected: phrase!("true or false") };
        reader.leave_out(&place.field(name), kind, raw.get());
        false
    })
}
