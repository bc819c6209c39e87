//! Records as they are written: one line of JSON, version 1.
//!
//! The stored form of each thing stands in a file of its own, apart from the model, so that the
//! model can change without it.

use crate::json::{self, Fields, Writer};
use crate::model::{Annotation, Article, LabelSet, Link};

use super::checksum::{is_intact, seal};
use super::{RecordId, Stamp, annotation, article, link};

/// A thing of the library, a version of it, and whether it was removed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The version.
    pub stamp: Stamp,
    /// Whether the thing was removed; its fields stay, so that it can be brought back.
    pub is_deleted: bool,
    /// The thing.
    pub body: Body,
}

/// A thing that is kept as a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// An article, without its text.
    Article(Article),
    /// An annotation.
    Annotation(Annotation),
    /// A link.
    Link(Link),
    /// A label set.
    LabelSet(LabelSet),
}

/// Why a stored value could not be read. It is never overwritten before a copy of it is safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// The checksum is missing or does not fit.
    Checksum,
    /// The JSON is not a record of its kind.
    Shape,
}

impl Body {
    /// The name under which the thing is kept.
    pub fn id(&self) -> RecordId {
        match self {
            Self::Article(article) => RecordId::Article(article.id),
            Self::Annotation(annotation) => RecordId::Annotation(annotation.article, annotation.id),
            Self::Link(link) => RecordId::Link(link.id),
            Self::LabelSet(label_set) => RecordId::LabelSet(label_set.id.clone()),
        }
    }
}

impl Record {
    /// The record as one line of JSON with a checksum.
    ///
    /// `quote` is the text that an annotation marks, for people who look into the store.
    pub fn encode(&self, quote: Option<&str>) -> String {
        let mut json = Writer::compact();
        json.object(|json| {
            match &self.body {
                Body::Article(article) => article::write(json, article),
                Body::Annotation(annotation) => {
                    annotation::write(json, annotation, quote, self.stamp.replica);
                }
                Body::Link(link) => link::write(json, link),
                Body::LabelSet(label_set) => label_set.write(json.name("label_set")),
            }
            self.stamp.write(json.name("v"));
            if self.is_deleted {
                json.name("deleted").flag(true);
            }
        });
        seal(json.finish())
    }

    /// Reads what [`Record::encode`] wrote under the name `id`.
    ///
    /// # Errors
    /// When the value is damaged.
    pub fn decode(id: &RecordId, raw: &str) -> Result<Self, Damage> {
        if !is_intact(raw) {
            return Err(Damage::Checksum);
        }
        Self::decode_intact(id, raw).ok_or(Damage::Shape)
    }

    fn decode_intact(id: &RecordId, raw: &str) -> Option<Self> {
        let (mut stamp, mut is_deleted) = (None, false);
        // Annotations come by the thousand, and are read without a list of their fields.
        let mut annotation = annotation::Reader::default();
        let mut fields = Fields::default();
        json::read_object(raw, &mut |json, name| {
            match (&*name, id) {
                ("v", _) => stamp = Some(Stamp::read(json)?),
                ("deleted", _) => is_deleted = json.flag()?,
                (name, RecordId::Annotation(..)) => annotation.read(name, json)?,
                _ => fields.push(name, json.value()?),
            }
            Some(())
        })?;
        let stamp = stamp?;
        let body = match id {
            RecordId::Article(id) => Body::Article(article::read(fields, *id)?),
            RecordId::Annotation(article, id) => {
                Body::Annotation(annotation.finish(*article, *id, stamp.replica)?)
            }
            RecordId::Link(id) => Body::Link(link::read(fields, *id)?),
            RecordId::LabelSet(id) => Body::LabelSet(read_label_set(fields, id)?),
        };
        Some(Self { stamp, is_deleted, body })
    }
}

fn read_label_set(mut fields: Fields<'_>, id: &str) -> Option<LabelSet> {
    LabelSet::from_json(fields.take("label_set")?).filter(|label_set| label_set.id == id)
}
