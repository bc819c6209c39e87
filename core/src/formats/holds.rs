//! What a format can hold, and cutting an edition down to it.

use std::collections::HashMap;
use std::mem;

use crate::model::{
    Annotation, AnnotationId, Article, AttributeValue, LabelSet, Metadata, UnknownFields,
};
use crate::text::ArticleText;

use super::attribute_json::attribute_as_text;
use super::{Edition, ImportedArticle, Loss, LossKind, LostFrom};

/// What files of a format can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    /// Annotations keep their ids.
    pub ids: bool,
    /// An annotation may have several ranges.
    pub fragments: bool,
    /// Values of attributes.
    pub attributes: HeldAttributes,
    /// Notes.
    pub notes: bool,
    /// Links between annotations.
    pub links: HeldLinks,
    /// Who made an annotation, when, and how.
    pub provenance: bool,
    /// Title, address, date and so on of articles.
    pub metadata: bool,
    /// The blocks of the text, and whether the work on it is done.
    pub blocks: bool,
    /// Names, colours and attributes of labels.
    pub label_set: bool,
    /// Fields that nobody here knows.
    pub unknown_fields: bool,
}

/// Which values of attributes are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldAttributes {
    /// None.
    None,
    /// Texts; everything else is written as one.
    Texts,
    /// Texts and lists of texts; everything else is written as a text.
    TextsAndLists,
    /// All.
    All,
}

/// Which links are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeldLinks {
    /// None.
    None,
    /// Those between annotations of one article.
    WithinArticle,
    /// All.
    All,
}

impl Holds {
    /// Nothing but texts, places and labels.
    pub const SPANS: Self = Self {
        ids: false,
        fragments: false,
        attributes: HeldAttributes::None,
        notes: false,
        links: HeldLinks::None,
        provenance: false,
        metadata: false,
        blocks: false,
        label_set: false,
        unknown_fields: false,
    };

    /// Everything.
    pub const EVERYTHING: Self = Self {
        ids: true,
        fragments: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::All,
        provenance: true,
        metadata: true,
        blocks: true,
        label_set: true,
        unknown_fields: true,
    };
}

/// Cuts the edition down to what is held, and says what is lost by it.
pub fn fit(edition: &mut Edition, holds: Holds) -> Vec<Loss> {
    let mut losses = Vec::new();
    let n_annotations = edition.n_annotations();
    if !holds.label_set && edition.label_set != made_of_ids(&edition.label_set) && n_annotations > 0
    {
        losses.push(Loss::of_all(LossKind::LabelSet));
    }
    if !holds.ids && n_annotations > 0 {
        losses.push(Loss::of_all(LossKind::Ids));
    }
    if !holds.provenance && n_annotations > 0 {
        losses.push(Loss::of_all(LossKind::Provenance));
    }
    if !holds.blocks && edition.articles.iter().any(|it| it.article.blocks.len() > 1) {
        losses.push(Loss::of_all(LossKind::Blocks));
    }
    edition.articles.iter_mut().for_each(|article| fit_article(article, holds, &mut losses));
    losses
}

/// The loss from an annotation.
pub fn loss(annotation: &Annotation, text: &ArticleText, kind: LossKind) -> Loss {
    const MOST_CHARS: usize = 60;
    let quote = annotation.ranges.first().map_or("", |range| text.slice(*range));
    let quote = match quote.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote.to_owned(),
    };
    let from = LostFrom { id: annotation.id, label: annotation.label.clone(), quote };
    Loss { annotation: Some(from), ..Loss::of_article(annotation.article, kind) }
}

/// The same labels, known by their ids alone.
fn made_of_ids(label_set: &LabelSet) -> LabelSet {
    let labels = label_set.labels.iter().enumerate();
    let labels = labels.map(|(place, label)| crate::model::Label::made_from_id(&label.id, place));
    LabelSet { labels: labels.collect(), unknown: UnknownFields::new(), ..label_set.clone() }
}

fn fit_article(imported: &mut ImportedArticle, holds: Holds, losses: &mut Vec<Loss>) {
    let article = &mut imported.article;
    let of_article = |kind| Loss::of_article(article.id, kind);
    if !holds.metadata {
        let fields = known_fields(article);
        if !fields.is_empty() {
            losses.push(of_article(LossKind::Metadata { fields }));
        }
        article.metadata = Metadata::default();
    }
    if !holds.unknown_fields {
        let names = names(&article.unknown, "source_id");
        if !names.is_empty() {
            losses.push(of_article(LossKind::UnknownFields { names }));
        }
        article.unknown.retain(|name, _| name == "source_id");
    }
    let text = &*imported.text;
    for annotation in &mut imported.annotations {
        fit_annotation(annotation, text, holds, losses);
    }
    fit_links(imported, holds, losses);
    if !holds.fragments {
        part_fragments(imported, losses);
    }
}

fn fit_annotation(
    annotation: &mut Annotation,
    text: &ArticleText,
    holds: Holds,
    losses: &mut Vec<Loss>,
) {
    let mut kinds = Vec::new();
    let n_held = holds.attributes;
    let attributes = mem::take(&mut annotation.attributes).into_iter();
    let held = attributes.filter_map(|(name, mut value)| {
        if n_held == HeldAttributes::None {
            kinds.push(LossKind::Attribute { name });
            return None;
        }
        let is_held = match value {
            AttributeValue::Text(_) => true,
            AttributeValue::List(_) => n_held >= HeldAttributes::TextsAndLists,
            _ => n_held == HeldAttributes::All,
        };
        if !is_held {
            kinds.push(LossKind::AttributeAsText { name: name.clone() });
            value = AttributeValue::Text(attribute_as_text(&value, text));
        }
        Some((name, value))
    });
    annotation.attributes = held.collect();
    if !holds.notes && !mem::take(&mut annotation.note).is_empty() {
        kinds.push(LossKind::Note);
    }
    if !holds.unknown_fields && !annotation.unknown.is_empty() {
        kinds.push(LossKind::UnknownFields { names: names(&annotation.unknown, "") });
        annotation.unknown.clear();
    }
    losses.extend(kinds.into_iter().map(|kind| loss(annotation, text, kind)));
}

fn fit_links(imported: &mut ImportedArticle, holds: Holds, losses: &mut Vec<Loss>) {
    if holds.links == HeldLinks::All || imported.links.is_empty() {
        return;
    }
    let annotations = imported.annotations.iter();
    let here: HashMap<AnnotationId, &Annotation> = annotations.map(|it| (it.id, it)).collect();
    let text = &imported.text;
    let article = imported.article.id;
    imported.links.retain(|link| {
        let ends = [here.get(&link.from), here.get(&link.to)];
        let is_outside = ends.contains(&None);
        let is_held = holds.links == HeldLinks::WithinArticle && !is_outside;
        if !is_held {
            let kind = LossKind::Link { kind: link.kind.name().to_owned(), is_outside };
            losses.push(match ends.into_iter().flatten().next() {
                Some(annotation) => loss(annotation, text, kind),
                None => Loss::of_article(article, kind),
            });
        }
        is_held
    });
}

/// Makes an annotation of each range.
fn part_fragments(imported: &mut ImportedArticle, losses: &mut Vec<Loss>) {
    if imported.annotations.iter().all(|annotation| annotation.ranges.len() == 1) {
        return;
    }
    let mut parted = Vec::with_capacity(imported.annotations.len());
    for mut annotation in mem::take(&mut imported.annotations) {
        let n_ranges = annotation.ranges.len();
        if n_ranges > 1 {
            losses.push(loss(&annotation, &imported.text, LossKind::Fragments { n_ranges }));
        }
        let rest = annotation.ranges.split_off(1);
        for (position, range) in rest.into_iter().enumerate() {
            let parts = [annotation.id.to_string(), (position + 1).to_string()];
            let id = AnnotationId::from_parts(&[&parts[0], &parts[1]]);
            parted.push(Annotation { id, ranges: vec![range], ..annotation.clone() });
        }
        parted.push(annotation);
    }
    parted.sort_by_key(Annotation::order_key);
    imported.annotations = parted;
}

fn names(unknown: &UnknownFields, but: &str) -> Vec<String> {
    let names = unknown.iter().map(|(name, _)| name.to_owned());
    names.filter(|name| name != but).collect()
}

/// The fields of the metadata that say something.
fn known_fields(article: &Article) -> Vec<&'static str> {
    let fields = article.metadata.fields().into_iter();
    fields.filter(|(_, value)| value.is_some()).map(|(name, _)| name).collect()
}
