//! The stored form of annotations.

use crate::base64url;
use crate::json::{Map, Parser, Value, Writer};
use crate::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Attributes, Origin, Reference, ReplicaId,
    Timestamp,
};
use crate::text::{CharSpan, TextHash};

/// Code points of a quote that are kept beside its ranges; a longer one is cut, with a hash.
const QUOTE_LIMIT: usize = 64;

/// Writes the fields of `annotation`, which `writer` stores.
pub(super) fn write(
    json: &mut Writer,
    annotation: &Annotation,
    quote: Option<&str>,
    writer: ReplicaId,
) {
    json.name("label").text(&annotation.label);
    json.name("ranges").list(|json| write_ranges(json, &annotation.ranges));
    if let Some(quote) = quote {
        write_quote(json, quote);
    }
    if !annotation.attributes.is_empty() {
        json.name("attributes").object(|json| {
            for (id, attribute) in &annotation.attributes {
                write_attribute(json.name(id), attribute);
            }
        });
    }
    if !annotation.note.is_empty() {
        json.name("note").text(&annotation.note);
    }
    json.name("annotator").text(&annotation.annotator);
    json.name("created").text(&annotation.created.to_string());
    if annotation.modified != annotation.created {
        json.name("modified").text(&annotation.modified.to_string());
    }
    // Absent when it is the one that stores, empty when unknown.
    if annotation.replica != Some(writer) {
        let replica = annotation.replica.map(ReplicaId::to_key);
        json.name("replica").text(&replica.unwrap_or_default());
    }
    if let Some(origin) = origin_to_json(&annotation.origin) {
        json.name("origin").value(&origin);
    }
    write_unknown(json, &annotation.unknown);
}

/// Reads the fields of an annotation one after the other.
#[derive(Default)]
pub(super) struct Reader {
    label: Option<String>,
    ranges: Vec<CharSpan>,
    attributes: Attributes,
    note: String,
    annotator: Option<String>,
    /// Absent where it is the one that stores; `None` within where it is unknown.
    replica: Option<Option<ReplicaId>>,
    created: Option<Timestamp>,
    modified: Option<Timestamp>,
    origin: Origin,
    unknown: Map,
}

impl Reader {
    /// Reads the value of the field `name`; `None` where it is not what it should be.
    pub(super) fn read(&mut self, name: &str, json: &mut Parser<'_>) -> Option<()> {
        match name {
            "label" => self.label = Some(json.text()?.into_owned()),
            "ranges" => {
                self.ranges.clear();
                json.list(&mut |json| {
                    let [start, end] = json.pair()?;
                    self.ranges.push(span(start, end)?);
                    Some(())
                })?;
            }
            "attributes" => self.attributes = read_attributes(json.value()?.into_object()?),
            "note" => self.note = json.text()?.into_owned(),
            "annotator" => self.annotator = Some(json.text()?.into_owned()),
            "created" => self.created = Some(Timestamp::parse(&json.text()?)?),
            "modified" => self.modified = Some(Timestamp::parse(&json.text()?)?),
            "replica" => {
                self.replica = Some(match &*json.text()? {
                    "" => None,
                    replica => Some(ReplicaId::parse_key(replica)?),
                });
            }
            "origin" => self.origin = origin_from_json(json.value()?),
            "unknown" => self.unknown = json.value()?.into_object()?,
            // The quote is for people.
            _ => json.pass_over()?,
        }
        Some(())
    }

    /// The annotation `id`, which `writer` stored; `None` where a field is missing.
    pub(super) fn finish(
        self,
        article: ArticleId,
        id: AnnotationId,
        writer: ReplicaId,
    ) -> Option<Annotation> {
        let created = self.created?;
        Some(Annotation {
            id,
            article,
            label: self.label?,
            ranges: Some(self.ranges).filter(|ranges| !ranges.is_empty())?,
            attributes: self.attributes,
            note: self.note,
            annotator: self.annotator?,
            replica: self.replica.unwrap_or(Some(writer)),
            created,
            modified: self.modified.unwrap_or(created),
            origin: self.origin,
            unknown: self.unknown,
        })
    }
}

/// Writes the field `unknown`, unless there is nothing in it.
pub(super) fn write_unknown(json: &mut Writer, unknown: &Map) {
    if !unknown.is_empty() {
        json.name("unknown").object(|json| {
            for (name, value) in unknown.iter() {
                json.name(name).value(value);
            }
        });
    }
}

/// The span between two places that are not the same.
pub(super) fn range(start: &Value, end: &Value) -> Option<CharSpan> {
    span(start.as_u64()?, end.as_u64()?)
}

fn span(start: u64, end: u64) -> Option<CharSpan> {
    let place = |place: u64| Some(u32::try_from(place).ok()? as usize);
    (start < end).then_some(CharSpan::of(place(start)?, place(end)?))
}

fn write_ranges(json: &mut Writer, ranges: &[CharSpan]) {
    for range in ranges {
        json.list(|json| {
            json.number(range.start().get() as u64);
            json.number(range.end().get() as u64);
        });
    }
}

fn read_ranges(value: &Value) -> Option<Vec<CharSpan>> {
    let ranges = value.as_array()?.iter().map(|pair| match pair.as_array()? {
        [start, end] => range(start, end),
        _ => None,
    });
    ranges.collect()
}

fn write_quote(json: &mut Writer, quote: &str) {
    match quote.char_indices().nth(QUOTE_LIMIT) {
        None => json.name("quote").text(quote),
        Some((end, _)) => {
            json.name("quote").text(&quote[..end]);
            json.name("quote_hash").text(&short_hash(quote));
        }
    }
}

fn write_attribute(json: &mut Writer, attribute: &AttributeValue) {
    match attribute {
        AttributeValue::Text(text) => json.text(text),
        AttributeValue::List(texts) => {
            json.list(|json| texts.iter().for_each(|text| json.text(text)));
        }
        AttributeValue::Reference(reference) => write_reference(json, reference),
        AttributeValue::Unknown(value) => json.value(value),
    }
}

fn write_reference(json: &mut Writer, reference: &Reference) {
    let Reference { name, id, ranges, unknown } = reference;
    let is_ours = |field: &str| match field {
        "name" => name.is_some(),
        "id" => id.is_some(),
        "ranges" => !ranges.is_empty(),
        _ => false,
    };
    json.object(|json| {
        for (field, value) in unknown.iter().filter(|(field, _)| !is_ours(field)) {
            json.name(field).value(value);
        }
        if let Some(name) = name {
            json.name("name").text(name);
        }
        if let Some(id) = id {
            json.name("id").text(id);
        }
        if !ranges.is_empty() {
            json.name("ranges").list(|json| write_ranges(json, ranges));
        }
    });
}

fn read_attributes(attributes: Map) -> Attributes {
    let mut read = Attributes::new();
    for (id, value) in attributes {
        read.insert(id, read_attribute(value));
    }
    read
}

fn read_attribute(value: Value) -> AttributeValue {
    match value {
        Value::String(text) => AttributeValue::Text(text),
        Value::Array(values) if values.iter().all(|value| value.as_str().is_some()) => {
            AttributeValue::List(values.into_iter().filter_map(Value::into_string).collect())
        }
        Value::Object(fields) => match reference_ranges(&fields) {
            Some(ranges) => AttributeValue::Reference(read_reference(fields, ranges)),
            None => AttributeValue::Unknown(fields.into()),
        },
        value => AttributeValue::Unknown(value),
    }
}

/// The ranges of a reference; `None` when the fields are not those of one.
fn reference_ranges(fields: &Map) -> Option<Vec<CharSpan>> {
    let is_text = |name| fields.get(name).is_none_or(|value| value.as_str().is_some());
    let ranges = fields.get("ranges").map_or(Some(Vec::new()), read_ranges)?;
    (is_text("name") && is_text("id")).then_some(ranges)
}

fn read_reference(mut fields: Map, ranges: Vec<CharSpan>) -> Reference {
    let mut take = |name| fields.remove(name).and_then(Value::into_string);
    let (name, id) = (take("name"), take("id"));
    fields.remove("ranges");
    Reference { name, id, ranges, unknown: fields }
}

fn origin_to_json(origin: &Origin) -> Option<Value> {
    let mut fields = Map::new();
    match origin {
        Origin::Manual => return None,
        Origin::Suggestion { rule, score } => {
            fields.insert("kind", "suggestion".into());
            fields.insert("rule", rule.as_str().into());
            fields.insert("score", Value::Number(score.clone()));
        }
        Origin::Import { file, id } => {
            fields.insert("kind", "import".into());
            fields.insert("file", file.as_str().into());
            fields.insert("id", id.as_deref().map_or(Value::Null, Value::from));
        }
        Origin::Unknown(value) => return Some(value.clone()),
    }
    Some(fields.into())
}

fn origin_from_json(value: Value) -> Origin {
    let field = |name: &str| value.as_object().and_then(|fields| fields.get(name));
    let text = |name: &str| field(name).and_then(Value::as_str).map(str::to_owned);
    let known = match (text("kind").as_deref(), text("rule"), field("score"), text("file")) {
        (Some("suggestion"), Some(rule), Some(Value::Number(score)), _) => {
            Origin::Suggestion { rule, score: score.clone() }
        }
        (Some("import"), _, _, Some(file)) => Origin::Import { file, id: text("id") },
        _ => return Origin::Unknown(value),
    };
    // An origin that says more than we know is kept as it is.
    if origin_to_json(&known).as_ref() == Some(&value) { known } else { Origin::Unknown(value) }
}

fn short_hash(text: &str) -> String {
    let mut hash = base64url::encode(TextHash::of(text).as_bytes());
    hash.truncate(11);
    hash
}
