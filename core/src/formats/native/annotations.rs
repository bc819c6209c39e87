//! Reads the annotations of an article.

use serde_json::value::RawValue;

use crate::json::Value;
use crate::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Attributes, Origin, QUOTE_JOINER,
    Reference, ReplicaId,
};
use crate::phrase::phrase;
use crate::text::{ArticleText, CharOffset, CharSpan};

use super::super::misfit::{self, repaired};
use super::super::{Misfit, OffsetUnit, ProblemKind, ReadErrorKind};
use super::fields::{self, Fields};
use super::place::Place;
use super::read::Reader;
use super::v1;

/// Takes all annotations out of an article. One that is not exactly on its quote is left out and
/// noted: a mark in the wrong place is worse than a mark that is missing and named.
pub fn read_annotations<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    article: ArticleId,
    text: &ArticleText,
    place: &Place<'_>,
) -> Result<Vec<Annotation>, ReadErrorKind> {
    let elements = reader.list(fields, "annotations", place).unwrap_or_default();
    let limit = reader.limits.annotations;
    if reader.annotation_ids.len() + elements.len() > limit {
        return Err(ReadErrorKind::TooManyAnnotations { limit });
    }
    let place = place.field("annotations");
    let mut annotations = Vec::with_capacity(elements.len());
    for (annotation_idx, raw) in elements.into_iter().enumerate() {
        let place = place.index(annotation_idx);
        match read_annotation(reader, raw, article, annotation_idx, text, &place) {
            Ok(annotation) => annotations.push(annotation),
            Err(kind) => reader.leave_out(&place, kind, raw.get()),
        }
    }
    Ok(annotations)
}

fn read_annotation<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    article: ArticleId,
    annotation_idx: usize,
    text: &ArticleText,
    place: &Place<'_>,
) -> Result<Annotation, ProblemKind> {
    let mut fields =
        Fields::parse(raw).ok_or(ProblemKind::WrongType { expected: phrase!("an object") })?;
    let fields = &mut fields;
    let spot = read_spot(fields)?;
    let ranges = match checked_ranges(&spot.pairs, spot.quote.as_deref(), text) {
        Ok(ranges) if ranges.is_empty() => return Err(ProblemKind::NoRange),
        Ok(ranges) => {
            note_other_hull(reader, &spot, &ranges, place);
            ranges
        }
        Err(kind) => elsewhere(reader, fields, spot, text, place).ok_or(kind)?,
    };
    if !fields.has("label") {
        return Err(ProblemKind::FieldMissing { field: "label" });
    }
    let label = reader
        .string(fields, "label", place)
        .ok_or(ProblemKind::FieldMissing { field: "label" })?;
    if reader.labels.meet(&label) {
        reader.note(&place.field("label"), ProblemKind::UndefinedLabel { label: label.clone() });
    }
    let own_id = reader.string(fields, "id", place);
    let id = annotation_id(reader, own_id.as_deref(), article, annotation_idx, place);
    let created = reader.time(fields, "created", place);
    let modified = reader.time(fields, "modified", place);
    let created = created.or(modified).unwrap_or(reader.default_time);
    let attributes = read_attributes(reader, fields, text, place);
    for derived in ["prefix", "suffix"] {
        fields.take(derived);
    }
    let mut annotation = Annotation {
        id,
        article,
        label,
        ranges,
        attributes,
        note: reader.string(fields, "note", place).unwrap_or_default(),
        annotator: reader.string(fields, "annotator", place).unwrap_or_default(),
        replica: read_replica(reader, fields, place),
        created,
        modified: modified.unwrap_or(created),
        origin: read_origin(reader, fields, place),
        unknown: reader.unknown(std::mem::take(fields), place),
    };
    keep_own_id(&mut annotation, own_id, reader.file_name);
    Ok(annotation)
}

/// Where an annotation is, according to the file.
struct Spot {
    /// From the start to the end, where the file says it.
    hull: Option<[u64; 2]>,
    pairs: Vec<[u64; 2]>,
    quote: Option<String>,
}

fn read_spot(fields: &mut Fields<'_>) -> Result<Spot, ProblemKind> {
    let hull = (fields.take("start"), fields.take("end"));
    let hull = match hull {
        (Some(start), Some(end)) => Some([number(start)?, number(end)?]),
        _ => None,
    };
    let pairs = match fields.take("ranges") {
        Some(raw) => pairs(raw)?,
        None => vec![hull.ok_or(ProblemKind::NoRange)?],
    };
    let string =
        |raw| fields::string(raw).ok_or(ProblemKind::WrongType { expected: phrase!("a string") });
    let quote = fields.take("quote").map(string).transpose()?;
    Ok(Spot { hull, pairs, quote: quote.map(|quote| quote.into_owned()) })
}

fn note_other_hull(reader: &mut Reader<'_>, spot: &Spot, ranges: &[CharSpan], place: &Place<'_>) {
    let whole = ranges.iter().copied().reduce(CharSpan::hull);
    let ends = whole.map(|whole| [whole.start().get() as u64, whole.end().get() as u64]);
    if spot.hull.is_some() && spot.hull != ends {
        reader.note(place, ProblemKind::HullMismatch);
    }
}

/// Where an annotation is to go that does not fit. It is a misfit where nobody says so.
fn elsewhere(
    reader: &mut Reader<'_>,
    fields: &mut Fields<'_>,
    spot: Spot,
    text: &ArticleText,
    place: &Place<'_>,
) -> Option<Vec<CharSpan>> {
    let place = (reader.file_name.to_owned(), place.to_string());
    let elsewhere = repaired(reader.repairs, &place, text);
    let quote = spot.quote.filter(|quote| elsewhere.is_none() && !quote.trim().is_empty());
    if let Some(quote) = quote {
        let mut string = |name| fields.take(name).and_then(fields::string).unwrap_or_default();
        let (label, before, after) = (string("label"), string("prefix"), string("suffix"));
        let near = spot.pairs.iter().map(|[start, _]| *start).min();
        reader.misfits.push(Misfit {
            place,
            article: reader.n_articles,
            label: label.into_owned(),
            quote: misfit::parts(&quote, QUOTE_JOINER, spot.pairs.len()),
            before: before.into_owned(),
            after: after.into_owned(),
            near: near.and_then(|it| usize::try_from(it).ok()).map(CharOffset::new),
        });
    }
    elsewhere
}

fn number(raw: &RawValue) -> Result<u64, ProblemKind> {
    let expected = phrase!("an annotation whose start and end are whole numbers from 0");
    serde_json::from_str(raw.get()).map_err(|_| ProblemKind::WrongType { expected })
}

fn pairs(raw: &RawValue) -> Result<Vec<[u64; 2]>, ProblemKind> {
    let expected = phrase!("an annotation whose ranges are pairs of whole numbers from 0");
    serde_json::from_str(raw.get()).map_err(|_| ProblemKind::WrongType { expected })
}

/// The ranges, in text order, all inside of `text` and on their quote.
fn checked_ranges(
    pairs: &[[u64; 2]],
    quote: Option<&str>,
    text: &ArticleText,
) -> Result<Vec<CharSpan>, ProblemKind> {
    let mut ranges = Vec::with_capacity(pairs.len());
    for &[start, end] in pairs {
        if start > end {
            return Err(ProblemKind::ReversedRange { start, end });
        }
        if end > text.n_chars() as u64 {
            let (n_units, unit) = (text.n_chars(), OffsetUnit::CodePoint);
            return Err(ProblemKind::OutsideText { end, n_units, unit });
        }
        if start == end {
            return Err(ProblemKind::EmptyRange { at: start });
        }
        ranges.push(CharSpan::of(start as usize, end as usize));
    }
    if let Some(quote) = quote {
        let found = v1::quote(text, &ranges);
        if found != quote {
            let (quote, found) = (quote.to_owned(), found.into_owned());
            return Err(ProblemKind::QuoteMismatch { quote, found });
        }
    }
    ranges.sort_unstable();
    if ranges.windows(2).any(|pair| pair[0].overlaps(pair[1])) {
        return Err(ProblemKind::OverlappingRanges);
    }
    Ok(ranges)
}

/// A UUID is kept. Any other id is made from the file and its place in it, so that reading a file
/// twice gives the same.
fn annotation_id(
    reader: &mut Reader<'_>,
    own_id: Option<&str>,
    article: ArticleId,
    annotation_idx: usize,
    place: &Place<'_>,
) -> AnnotationId {
    let (in_article, position) = (article.to_string(), annotation_idx.to_string());
    let id = match own_id {
        Some(own_id) => AnnotationId::parse(own_id).unwrap_or_else(|| {
            AnnotationId::from_parts(&[reader.file_hash(), &in_article, own_id])
        }),
        None => AnnotationId::from_parts(&[reader.file_hash(), &in_article, "", &position]),
    };
    let is_new = reader.annotation_ids.insert(id);
    if let Some(own_id) = own_id.filter(|own_id| is_new && AnnotationId::parse(own_id).is_none()) {
        reader.own_ids.entry(own_id.to_owned()).or_default().push((article, id));
    }
    if is_new {
        return id;
    }
    let shown = own_id.unwrap_or_default().to_owned();
    reader.note(&place.field("id"), ProblemKind::DuplicateId { id: shown.clone() });
    let parts = [reader.file_hash(), &in_article, &shown, &position];
    let other = AnnotationId::from_parts(&parts);
    reader.annotation_ids.insert(other);
    other
}

/// An id that is none of ours says where the annotation comes from.
fn keep_own_id(annotation: &mut Annotation, own_id: Option<String>, file: &str) {
    if own_id.as_deref().is_some_and(|own_id| AnnotationId::parse(own_id).is_some()) {
        return;
    }
    if annotation.origin == Origin::Manual {
        annotation.origin = Origin::Import { file: file.to_owned(), id: own_id };
    } else if let Some(own_id) = own_id {
        annotation.unknown.insert("source_id".to_owned(), own_id.into());
    }
}

fn read_replica<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    place: &Place<'_>,
) -> Option<ReplicaId> {
    let found = reader.string(fields, "replica", place)?;
    let replica = ReplicaId::parse(&found);
    if replica.is_none() {
        let left_out = format!("{found:?}");
        let kind = ProblemKind::UnknownValue { found };
        reader.leave_out(&place.field("replica"), kind, &left_out);
    }
    replica
}

fn read_origin<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, place: &Place<'_>) -> Origin {
    let Some(raw) = fields.take("origin") else { return Origin::Manual };
    known_origin(raw).unwrap_or_else(|| match fields::value(raw) {
        Some(value) => Origin::Unknown(value),
        None => {
            reader.leave_out(&place.field("origin"), ProblemKind::TooDeep, raw.get());
            Origin::Manual
        }
    })
}

/// The origin that the annotation file would write as `json`; `None` when that is no JSON.
pub fn origin_of(json: &str) -> Option<Origin> {
    let raw: &RawValue = serde_json::from_str(json).ok()?;
    known_origin(raw).or_else(|| fields::value(raw).map(Origin::Unknown))
}

/// The origin, where it is one of ours with exactly its fields.
fn known_origin(raw: &RawValue) -> Option<Origin> {
    let mut fields = Fields::parse(raw)?;
    let kind = fields::string(fields.take("kind")?)?;
    let origin = match &*kind {
        "manual" => Origin::Manual,
        "suggestion" => Origin::Suggestion {
            rule: fields::string(fields.take("rule")?)?.into_owned(),
            score: match fields::value(fields.take("score")?)? {
                Value::Number(score) => score,
                _ => return None,
            },
        },
        "import" => Origin::Import {
            file: fields::string(fields.take("file")?)?.into_owned(),
            id: match fields.take("id") {
                Some(id) => Some(fields::string(id)?.into_owned()),
                None => None,
            },
        },
        _ => return None,
    };
    fields.into_rest().next().is_none().then_some(origin)
}

fn read_attributes<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    text: &ArticleText,
    place: &Place<'_>,
) -> Attributes {
    let place = place.field("attributes");
    let Some(raw) = fields.take("attributes") else { return Attributes::new() };
    let Some(fields) = Fields::parse(raw) else {
        reader.leave_out(
            &place,
            ProblemKind::WrongType { expected: phrase!("an object") },
            raw.get(),
        );
        return Attributes::new();
    };
    let mut attributes = Vec::new();
    for (id, raw) in fields.into_rest().filter(|(_, raw)| raw.get() != "null") {
        let place = place.field(&id);
        match read_attribute(reader, raw, text, &place) {
            Ok(value) => attributes.push((id.into_owned(), value)),
            Err(kind) => reader.leave_out(&place, kind, raw.get()),
        }
    }
    attributes.into_iter().collect()
}

fn read_attribute<'a>(
    reader: &mut Reader<'a>,
    raw: &'a RawValue,
    text: &ArticleText,
    place: &Place<'_>,
) -> Result<AttributeValue, ProblemKind> {
    let limit = reader.limits.string_bytes;
    if let Some(string) = fields::string(raw) {
        return if string.len() > limit {
            Err(ProblemKind::TooLong { limit })
        } else {
            Ok(AttributeValue::Text(string.into_owned()))
        };
    }
    if let Ok(strings) = serde_json::from_str::<Vec<String>>(raw.get()) {
        let is_short = strings.iter().all(|string| string.len() <= limit);
        return is_short
            .then_some(AttributeValue::List(strings))
            .ok_or(ProblemKind::TooLong { limit });
    }
    let reference = read_reference(raw, text).unwrap_or_else(|kind| {
        reader.note(place, kind);
        None
    });
    match reference {
        Some(reference) => Ok(AttributeValue::Reference(reference)),
        None => fields::value(raw).map(AttributeValue::Unknown).ok_or(ProblemKind::TooDeep),
    }
}

/// The reference that stands there: any object, unless a field is of the wrong type.
///
/// `None` when it is none; an error when its ranges are not where its quote is.
fn read_reference(raw: &RawValue, text: &ArticleText) -> Result<Option<Reference>, ProblemKind> {
    let Some(mut fields) = Fields::parse(raw) else { return Ok(None) };
    let name = fields.take("name").map(|raw| fields::string(raw).map(|name| name.into_owned()));
    let id = fields.take("id").map(|raw| fields::string(raw).map(|id| id.into_owned()));
    if name == Some(None) || id == Some(None) {
        return Ok(None);
    }
    let ranges = match fields.take("ranges") {
        Some(raw) => pairs(raw)?,
        None => Vec::new(),
    };
    let quote = (!ranges.is_empty()).then(|| fields.take("quote")).flatten();
    let quote = quote.and_then(fields::string);
    let ranges = checked_ranges(&ranges, quote.as_deref(), text)?;
    let (unknown, refused) = fields::unknown(fields);
    if !refused.is_empty() {
        return Err(ProblemKind::TooDeep);
    }
    Ok(Some(Reference { name: name.flatten(), id: id.flatten(), ranges, unknown }))
}
