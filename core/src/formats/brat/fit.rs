//! What brat asks for beyond what it holds: labels that are words, and no line end in a mark.

use crate::model::{Annotation, LinkKind};
use crate::phrase::phrase;
use crate::text::{ArticleText, ByteSpan, CharSpan};

use super::super::holds::loss;
use super::super::{Edition, ImportedArticle, Loss, LossKind};
use super::word;

/// Makes words of labels and parts ranges at line ends.
pub fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for ImportedArticle { annotations, links, text, .. } in &mut edition.articles {
        for annotation in annotations.iter_mut() {
            fit_annotation(annotation, text, losses);
        }
        annotations.retain(|annotation| {
            let is_kept = !annotation.ranges.is_empty();
            if !is_kept {
                let reason = phrase!("brat marks no line ends, and there is nothing else in it");
                losses.push(loss(annotation, text, LossKind::Annotation { reason }));
            }
            is_kept
        });
        let is_there = |id| annotations.iter().any(|annotation| annotation.id == id);
        links.retain(|link| {
            let is_kept = is_there(link.from) && is_there(link.to);
            if !is_kept {
                let kind = LossKind::Link { kind: link.kind.name().to_owned(), is_outside: false };
                losses.push(Loss::of_all(kind));
            }
            is_kept
        });
        for link in links {
            let written = kind_of(&word(link.kind.name()));
            if written != link.kind {
                let kind = LossKind::Label { written: written.name().to_owned() };
                losses.push(Loss::of_all(kind));
                link.kind = written;
            }
        }
        annotations.sort_by_key(Annotation::order_key);
    }
}

/// The kind that a word names: one of ours, where it is one with `_` for its blanks.
pub fn kind_of(written: &str) -> LinkKind {
    match LinkKind::parse(&written.replace('_', " ")) {
        LinkKind::Other(_) => LinkKind::Other(written.to_owned()),
        known => known,
    }
}

fn fit_annotation(annotation: &mut Annotation, text: &ArticleText, losses: &mut Vec<Loss>) {
    let written = word(&annotation.label);
    if written != annotation.label {
        losses.push(loss(annotation, text, LossKind::Label { written: written.clone() }));
        annotation.label = written;
    }
    let parted: Vec<CharSpan> =
        annotation.ranges.iter().flat_map(|range| without_line_ends(*range, text)).collect();
    if parted != annotation.ranges {
        losses.push(loss(annotation, text, LossKind::LineEnds));
        annotation.ranges = parted;
    }
}

/// The stretches of the range between the ends of lines.
fn without_line_ends(range: CharSpan, text: &ArticleText) -> Vec<CharSpan> {
    let start = text.to_bytes(range).start().get();
    let inside = text.slice(range);
    let mut stretches = Vec::new();
    let mut from = 0;
    for (place, line_end) in inside.match_indices(['\n', '\r']) {
        stretches.push((from, place));
        from = place + line_end.len();
    }
    stretches.push((from, inside.len()));
    let stretches = stretches.into_iter().filter(|(from, to)| from < to);
    stretches.map(|(from, to)| text.to_chars(ByteSpan::of(start + from, start + to))).collect()
}
