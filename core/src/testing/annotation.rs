//! Annotations that say nothing but where they are.

use crate::model::{
    Annotation, AnnotationId, ArticleId, Attributes, Origin, Timestamp, UnknownFields,
};
use crate::text::CharSpan;

/// A claim with this id over `ranges` of the article with id 1, without attributes or note.
pub fn annotation(id: u128, ranges: &[CharSpan]) -> Annotation {
    Annotation {
        id: AnnotationId::from_u128(id),
        article: ArticleId::from_u128(1),
        label: "claim".to_owned(),
        ranges: ranges.to_vec(),
        attributes: Attributes::new(),
        note: String::new(),
        annotator: "annotator".to_owned(),
        replica: None,
        created: Timestamp::default(),
        modified: Timestamp::default(),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}
