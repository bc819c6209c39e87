//! ClaimReview of schema.org: a review for each claim with a verdict or a rating. Only written.
//!
//! A review has no `url`: that would be the address of the fact-check itself, which nobody here
//! knows. The article is where the claim appeared.

use crate::json::Writer;
use crate::model::{Annotation, AttributeValue, Timestamp};
use crate::phrase::phrase;
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
        ids: true,
        fragments: true,
        attributes: HeldAttributes::All,
        metadata: true,
        ..Holds::SPANS
    },
    fit: Some(fit),
};

const CLAIM: &str = "claim";

/// Keeps claims that somebody judged.
fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for kind in [LossKind::Texts, LossKind::Places] {
        losses.push(Loss::of_all(kind));
    }
    for ImportedArticle { article, annotations, text, .. } in &mut edition.articles {
        annotations.retain(|annotation| {
            let is_judged = annotation.label == CLAIM && judgement(annotation).is_some();
            if !is_judged {
                let reason = phrase!("only claims with a verdict or a rating are reviews");
                losses.push(loss(annotation, text, LossKind::Annotation { reason }));
            }
            is_judged
        });
        for annotation in annotations {
            let lost = lost_attributes(annotation).into_iter();
            let lost = lost.map(|name| loss(annotation, text, LossKind::Attribute { name }));
            losses.extend(lost);
        }
        if article.metadata.direction.is_some() {
            let kind = LossKind::Metadata { fields: vec!["direction"] };
            losses.push(Loss::of_article(article.id, kind));
        }
    }
}

/// The attributes, or what of them does not go into a review.
fn lost_attributes(annotation: &Annotation) -> Vec<String> {
    let mut lost = Vec::new();
    for (name, value) in &annotation.attributes {
        let is_written = match (name.as_str(), value) {
            ("claim_reviewed" | "verdict" | "rating" | "evidence", AttributeValue::Text(_)) => true,
            ("evidence", AttributeValue::List(_)) | ("speaker", AttributeValue::Text(_)) => true,
            ("speaker", AttributeValue::Reference(reference)) => {
                let parts = [
                    ("speaker.ranges", !reference.ranges.is_empty()),
                    ("speaker.id", reference.id.is_some() && reference.name.is_none()),
                ];
                lost.extend(parts.iter().filter(|(_, is_lost)| *is_lost).map(|it| it.0.to_owned()));
                lost.extend(reference.unknown.iter().map(|(field, _)| format!("speaker.{field}")));
                true
            }
            _ => false,
        };
        if !is_written {
            lost.push(name.clone());
        }
    }
    lost
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
        // 1970 only means that nobody knows.
        if annotation.modified != Timestamp::default() {
            json.name("datePublished").text(&annotation.modified.date());
        }
        if !annotation.annotator.is_empty() {
            named(json.name("author"), "Person", &annotation.annotator, None);
        }
        write_rating(json.name("reviewRating"), annotation);
        json.name("itemReviewed").object(|json| {
            json.name("@type").text("Claim");
            json.name("text").text(&quote);
            if let Some(speaker) = speaker(annotation, text) {
                named(json.name("author"), "Person", &speaker, speaker_id(annotation));
            }
            if let Some(published) = &metadata.published {
                json.name("datePublished").text(published);
            }
            json.name("appearance").object(|json| {
                json.name("@type").text("NewsArticle");
                json.name("headline").text(&metadata.title);
                let known = [("url", &metadata.url), ("inLanguage", &metadata.language)];
                for (name, value) in known {
                    if let Some(value) = value {
                        json.name(name).text(value);
                    }
                }
                if let Some(byline) = &metadata.byline {
                    named(json.name("author"), "Person", byline, None);
                }
                if let Some(outlet) = &metadata.outlet {
                    named(json.name("publisher"), "Organization", outlet, None);
                }
            });
        });
        match annotation.attributes.get("evidence") {
            Some(AttributeValue::List(evidence)) => {
                json.name("citation").list(|json| evidence.iter().for_each(|it| json.text(it)));
            }
            Some(AttributeValue::Text(evidence)) => json.name("citation").text(evidence),
            _ => {}
        }
    });
}

/// The rating in its own words; a verdict beside it is its name.
fn write_rating(json: &mut Writer, annotation: &Annotation) {
    json.object(|json| {
        json.name("@type").text("Rating");
        json.name("alternateName").text(judgement(annotation).unwrap_or_default());
        if let (Some(_), Some(verdict)) = (said(annotation, "rating"), said(annotation, "verdict"))
        {
            json.name("name").text(verdict);
        }
    });
}

fn named(json: &mut Writer, kind: &str, name: &str, id: Option<&str>) {
    json.object(|json| {
        json.name("@type").text(kind);
        json.name("name").text(name);
        if let Some(id) = id {
            json.name("identifier").text(id);
        }
    });
}

/// The id of who said it, where there is a name to it.
fn speaker_id(annotation: &Annotation) -> Option<&str> {
    match annotation.attributes.get("speaker")? {
        AttributeValue::Reference(reference) => {
            reference.name.as_ref().and(reference.id.as_deref())
        }
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::formats::{export_edition, loss};
    use crate::model::{LabelSet, Metadata, Reference};
    use crate::testing;
    use crate::text::CharSpan;

    #[test]
    fn a_review_holds_rating_verdict_evidence_and_speaker() {
        let text = Rc::new(ArticleText::new("We will rise, he said"));
        let mut annotation = testing::annotation(1, &[CharSpan::of(0, 12)]);
        let speaker = Reference {
            name: Some("He".to_owned()),
            id: Some("Q1".to_owned()),
            ranges: vec![CharSpan::of(14, 16)],
            ..Reference::default()
        };
        let said = |text: &str| AttributeValue::Text(text.to_owned());
        annotation.attributes = [
            ("rating", said("Half true")),
            ("verdict", said("Refuted")),
            ("evidence", said("https://example.org/1")),
            ("speaker", AttributeValue::Reference(speaker)),
            ("claim_reviewed", AttributeValue::List(Vec::new())),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect();
        let metadata = Metadata {
            byline: Some("A. Writer".to_owned()),
            url: Some("https://example.org/a".to_owned()),
            ..Metadata::default()
        };
        let article = crate::model::Article { metadata, ..testing::article(1, &text) };
        let imported =
            ImportedArticle { article, text, annotations: vec![annotation], links: Vec::new() };
        let edition = Edition::new(LabelSet::built_in(), vec![imported]);
        let stamp = Stamp::new(Timestamp::default());
        let written = export_edition("claimreview", edition, "a", &stamp).expect("it is written");
        let json = str::from_utf8(&written.files[0].bytes).expect("it is text");
        let holds = |part: &str| assert!(json.contains(part), "{part} is not in {json}");
        holds("\"alternateName\": \"Half true\"");
        holds("\"name\": \"Refuted\"");
        holds("\"citation\": \"https://example.org/1\"");
        holds("\"identifier\": \"Q1\"");
        holds("\"A. Writer\"");
        assert!(!json.contains("1970"), "{json}");
        assert_eq!(json.matches("\"url\"").count(), 1, "{json}");
        let report = loss::report("claimreview", &written.losses);
        assert!(report.contains("speaker.ranges is not written"), "{report}");
        assert!(report.contains("claim_reviewed is not written"), "{report}");
    }
}
