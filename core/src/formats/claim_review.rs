//! ClaimReview of schema.org: a review for each claim with a verdict or a rating. Only written.

use crate::json::Writer;
use crate::model::{Annotation, AttributeValue};
use crate::text::ArticleText;

use super::edition::Edition;
use super::export::{Role, WrittenFile};
use super::holds::{HeldAttributes, Holds, loss};
use super::{Codec, ImportedArticle, Loss, LossKind, Stamp, WriteError};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: None,
    write: Some(write),
    holds: Holds {
        fragments: true,
        attributes: HeldAttributes::All,
        metadata: true,
        ..Holds::SPANS
    },
    fit: Some(fit),
};

const CLAIM: &str = "claim";
/// The attributes that go into a review.
const WRITTEN: [&str; 5] = ["claim_reviewed", "speaker", "verdict", "rating", "evidence"];

/// Keeps claims that somebody judged.
fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for kind in [LossKind::Texts, LossKind::Places] {
        losses.push(Loss { article: None, annotation: None, kind });
    }
    for ImportedArticle { annotations, text, .. } in &mut edition.articles {
        annotations.retain(|annotation| {
            let is_judged = annotation.label == CLAIM && judgement(annotation).is_some();
            if !is_judged {
                let reason = "only claims with a verdict or a rating are reviews";
                losses.push(loss(annotation, text, LossKind::Annotation { reason }));
            }
            is_judged
        });
        for annotation in annotations {
            let names = annotation.attributes.keys();
            let lost: Vec<String> =
                names.filter(|name| !WRITTEN.contains(&name.as_str())).cloned().collect();
            for name in lost {
                losses.push(loss(annotation, text, LossKind::Attribute { name }));
            }
        }
    }
}

/// The rating in words, else the verdict.
fn judgement(annotation: &Annotation) -> Option<&str> {
    said(annotation, "rating").or_else(|| said(annotation, "verdict"))
}

fn said<'a>(annotation: &'a Annotation, name: &str) -> Option<&'a str> {
    match annotation.attributes.get(name)? {
        AttributeValue::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let mut json = Writer::expanded(3);
    json.object(|json| {
        json.name("@context").text("https://schema.org");
        json.name("@graph").list(|json| {
            for imported in &edition.articles {
                for annotation in &imported.annotations {
                    write_review(json, annotation, imported);
                }
            }
        });
    });
    let mut json = json.finish();
    json.push('\n');
    let (name, bytes) = (format!("{name}.jsonld"), json.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

fn write_review(json: &mut Writer, annotation: &Annotation, imported: &ImportedArticle) {
    let (text, metadata) = (&imported.text, &imported.article.metadata);
    let quote = annotation.quote(text);
    json.object(|json| {
        json.name("@type").text("ClaimReview");
        json.name("identifier").text(&format!("urn:uuid:{}", annotation.id));
        json.name("claimReviewed").text(said(annotation, "claim_reviewed").unwrap_or(&quote));
        if let Some(url) = &metadata.url {
            json.name("url").text(url);
        }
        json.name("datePublished").text(&annotation.modified.date());
        if !annotation.annotator.is_empty() {
            named(json.name("author"), "Person", &annotation.annotator);
        }
        json.name("reviewRating").object(|json| {
            json.name("@type").text("Rating");
            json.name("alternateName").text(judgement(annotation).unwrap_or_default());
        });
        json.name("itemReviewed").object(|json| {
            json.name("@type").text("Claim");
            json.name("text").text(&quote);
            if let Some(speaker) = speaker(annotation, text) {
                named(json.name("author"), "Person", &speaker);
            }
            if let Some(published) = &metadata.published {
                json.name("datePublished").text(published);
            }
            json.name("appearance").object(|json| {
                json.name("@type").text("NewsArticle");
                json.name("headline").text(&metadata.title);
                if let Some(url) = &metadata.url {
                    json.name("url").text(url);
                }
                if let Some(outlet) = &metadata.outlet {
                    named(json.name("publisher"), "Organization", outlet);
                }
            });
        });
        if let Some(AttributeValue::List(evidence)) = annotation.attributes.get("evidence") {
            json.name("citation").list(|json| evidence.iter().for_each(|it| json.text(it)));
        }
    });
}

fn named(json: &mut Writer, kind: &str, name: &str) {
    json.object(|json| {
        json.name("@type").text(kind);
        json.name("name").text(name);
    });
}

/// Who said it: by name, else in the words of the article.
pub(super) fn speaker(annotation: &Annotation, text: &ArticleText) -> Option<String> {
    let names = ["speaker", "source", "pledger"];
    let value = names.iter().find_map(|name| annotation.attributes.get(*name))?;
    match value {
        AttributeValue::Text(name) => Some(name.clone()),
        AttributeValue::Reference(reference) => reference.name.clone().or_else(|| {
            let parts: Vec<&str> = reference.ranges.iter().map(|it| text.slice(*it)).collect();
            (!parts.is_empty()).then(|| parts.join(crate::model::QUOTE_JOINER))
        }),
        _ => None,
    }
}
