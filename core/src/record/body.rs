//! Records as they are written: one line of JSON, version 1.
//!
//! These types are apart from the model's, so that the model can change without the stored form.

use serde_json::Value;

use crate::model::{Annotation, Article, LabelSet, Link};

use super::annotation_json::StoredAnnotation;
use super::checksum::{is_intact, seal};
use super::rare_json::{
    article_from_json, article_to_json, label_set_from_json, label_set_to_json, link_from_json,
    link_to_json, version,
};
use super::{RecordId, Stamp};

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
        let (stamp, is_deleted) = (self.stamp, self.is_deleted);
        let json = match &self.body {
            Body::Annotation(annotation) => {
                let stored = StoredAnnotation::new(annotation, quote, stamp, is_deleted);
                serde_json::to_string(&stored).expect("its keys are strings")
            }
            Body::Article(article) => article_to_json(article, stamp, is_deleted).to_string(),
            Body::Link(link) => link_to_json(link, stamp, is_deleted).to_string(),
            Body::LabelSet(label_set) => {
                label_set_to_json(label_set, stamp, is_deleted).to_string()
            }
        };
        seal(json)
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
        if let RecordId::Annotation(article, id) = id {
            let stored: StoredAnnotation = serde_json::from_str(raw).ok()?;
            let (stamp, is_deleted) = (stored.v, stored.deleted);
            let annotation = stored.into_annotation(*article, *id)?;
            return Some(Self { stamp, is_deleted, body: Body::Annotation(annotation) });
        }
        let json: Value = serde_json::from_str(raw).ok()?;
        let (stamp, is_deleted) = version(&json)?;
        let body = match id {
            RecordId::Annotation(..) => return None,
            RecordId::Article(id) => Body::Article(article_from_json(&json, *id)?),
            RecordId::Link(id) => Body::Link(link_from_json(&json, *id)?),
            RecordId::LabelSet(id) => Body::LabelSet(label_set_from_json(&json, id)?),
        };
        Some(Self { stamp, is_deleted, body })
    }
}
