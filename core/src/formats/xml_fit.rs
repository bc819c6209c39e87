//! Cutting an edition down to the characters that XML can hold.

use std::rc::Rc;

use crate::model::{Annotation, ArticleId, Link, LinkKind};
use crate::phrase::{Phrase, phrase};
use crate::text::ArticleText;

use super::holds::loss;
use super::xml::{as_xml, is_xml};
use super::{Edition, ImportedArticle, Loss, LossKind};

const REASON: Phrase = phrase!("characters that XML cannot hold are written as U+FFFD");

/// Replaces what XML cannot hold in texts, titles, labels, notes and links, and says where. Values
/// of attributes stay: they can be written as JSON, which has a way to name such characters.
pub fn fit_to_xml(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for imported in &mut edition.articles {
        losses.extend(fit_text(imported).then(|| characters(imported.article.id)));
    }
    fit_to_xml_but_texts(edition, losses);
}

/// The same, but for texts, which stand in files of their own.
pub fn fit_to_xml_but_texts(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for imported in &mut edition.articles {
        let article = imported.article.id;
        losses.extend(fit_metadata(imported).then(|| characters(article)));
        let text = imported.text.clone();
        for annotation in &mut imported.annotations {
            fit_annotation(annotation, &text, losses);
        }
        let links = imported.links.iter_mut();
        losses.extend(links.filter_map(|link| fit_link(link).then(|| characters(article))));
    }
}

fn characters(article: ArticleId) -> Loss {
    let kind = LossKind::Characters { reason: REASON };
    Loss::of_article(article, kind)
}

/// The annotation with a label that is no more than words in a line: without blanks at its ends,
/// and never empty.
fn fit_label(annotation: &mut Annotation, text: &ArticleText, losses: &mut Vec<Loss>) {
    let trimmed = as_xml(&annotation.label).trim().to_owned();
    let written = if trimmed.is_empty() { "annotation".to_owned() } else { trimmed };
    if written != annotation.label {
        losses.push(loss(annotation, text, LossKind::Label { written: written.clone() }));
        annotation.label = written;
    }
}

fn fit_text(imported: &mut ImportedArticle) -> bool {
    let fitted = as_xml(imported.text.as_str()).into_owned();
    let is_changed = fitted != imported.text.as_str();
    if is_changed {
        imported.text = Rc::new(ArticleText::new(fitted));
        imported.article.text = imported.text.hash();
    }
    is_changed
}

fn fit_metadata(imported: &mut ImportedArticle) -> bool {
    let metadata = &mut imported.article.metadata;
    let title = replace(&mut metadata.title);
    let optional = [
        &mut metadata.byline,
        &mut metadata.outlet,
        &mut metadata.url,
        &mut metadata.published,
        &mut metadata.language,
    ];
    let n_changed = optional.into_iter().flatten().map(replace).filter(|is_changed| *is_changed);
    n_changed.count() > 0 || title
}

fn fit_annotation(annotation: &mut Annotation, text: &ArticleText, losses: &mut Vec<Loss>) {
    fit_label(annotation, text, losses);
    let is_strange = |name: &String| !name.chars().all(is_xml);
    let has_strange = annotation.attributes.keys().any(is_strange);
    if has_strange {
        let attributes = std::mem::take(&mut annotation.attributes).into_iter();
        annotation.attributes =
            attributes.map(|(name, value)| (as_xml(&name).into_owned(), value)).collect();
    }
    if replace(&mut annotation.note) || has_strange {
        losses.push(loss(annotation, text, LossKind::Characters { reason: REASON }));
    }
}

fn fit_link(link: &mut Link) -> bool {
    let mut name = link.kind.name().to_owned();
    let is_changed = replace(&mut name);
    if is_changed {
        link.kind = LinkKind::parse(&name);
    }
    is_changed
}

fn replace(text: &mut String) -> bool {
    let fitted = as_xml(text).into_owned();
    let is_changed = fitted != *text;
    *text = fitted;
    is_changed
}
