//! Reads the links of all articles, once their annotations are known.

use serde_json::value::RawValue;

use crate::model::{AnnotationId, ArticleId, Link, LinkId, LinkKind};
use crate::phrase::phrase;

use super::super::ProblemKind;
use super::articles::ReadArticle;
use super::fields::Fields;
use super::place::Place;
use super::read::Reader;

/// Reads the links that were kept with each article into it.
///
/// An end that is named by a UUID may lie in another file, so nothing asks whether it is here.
pub fn read_links<'a>(reader: &mut Reader<'a>, articles: &mut [ReadArticle<'a>]) {
    let place = Place::TOP.field("articles");
    for article in articles {
        let place = place.index(article.article_idx);
        let place = place.field("links");
        let id = article.imported.article.id;
        for (link_idx, raw) in article.links.iter().enumerate() {
            let place = place.index(link_idx);
            match read_link(reader, raw, id, link_idx, &place) {
                Ok(link) => article.imported.links.push(link),
                Err(kind) => reader.leave_out(&place, kind, raw.get()),
            }
        }
    }
}

fn read_link<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    article: ArticleId,
    link_idx: usize,
    place: &Place<'_>,
) -> Result<Link, ProblemKind> {
    let mut fields =
        Fields::parse(raw).ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let mut required = |reader: &mut Reader<'a>, field| {
        reader.string(&mut fields, field, place).ok_or(ProblemKind::FieldMissing { field })
    };
    let kind = LinkKind::parse(&required(reader, "kind")?);
    let (from, to) = (required(reader, "from")?, required(reader, "to")?);
    let (from, to) = (end(reader, from, article)?, end(reader, to, article)?);
    let own_id = reader.string(&mut fields, "id", place);
    let id = link_id(reader, own_id.as_deref(), article, link_idx, place);
    let created = reader.time(&mut fields, "created", place).unwrap_or(reader.default_time);
    let mut unknown = reader.unknown(fields, place);
    if let Some(own_id) = own_id.filter(|own_id| LinkId::parse(own_id).is_none()) {
        unknown.insert("source_id".to_owned(), own_id.into());
    }
    Ok(Link { id, kind, from, to, created, unknown })
}

/// The annotation that a link names: by UUID, or by the id it has in the file, where one in the
/// same article goes before one in another.
fn end(reader: &Reader<'_>, id: String, article: ArticleId) -> Result<AnnotationId, ProblemKind> {
    if let Some(id) = AnnotationId::parse(&id) {
        return Ok(id);
    }
    let candidates = reader.own_ids.get(&id).map_or(&[][..], Vec::as_slice);
    let here = candidates.iter().find(|(of_article, _)| *of_article == article);
    let found = match (here, candidates) {
        (Some(here), _) => Some(here),
        (None, [only]) => Some(only),
        _ => None,
    };
    found.map(|(_, annotation)| *annotation).ok_or(ProblemKind::LinkEndMissing { id })
}

fn link_id(
    reader: &mut Reader<'_>,
    own_id: Option<&str>,
    article: ArticleId,
    link_idx: usize,
    place: &Place<'_>,
) -> LinkId {
    let (in_article, position) = (article.to_string(), link_idx.to_string());
    let id = match own_id {
        Some(own_id) => LinkId::parse(own_id)
            .unwrap_or_else(|| LinkId::from_parts(&[reader.file_hash(), &in_article, own_id])),
        None => LinkId::from_parts(&[reader.file_hash(), &in_article, "", &position]),
    };
    if reader.link_ids.insert(id) {
        return id;
    }
    let shown = own_id.unwrap_or_default();
    reader.note(&place.field("id"), ProblemKind::DuplicateId { id: shown.to_owned() });
    let other = LinkId::from_parts(&[reader.file_hash(), &in_article, shown, &position]);
    reader.link_ids.insert(other);
    other
}
