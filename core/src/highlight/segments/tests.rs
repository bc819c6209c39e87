//! What [`segments`] does, in small cases and as properties.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::text::CharOffset;

/// Draws the pieces of `block` as `plain[text]{annotation/lane …}`.
fn drawn(text: &str, block: (usize, usize), annotations: &[&[(usize, usize)]]) -> String {
    let text = ArticleText::new(text);
    let annotations = spans(annotations);
    let block = CharSpan::of(block.0, block.1);
    let segments = segments(&text, block, annotations.iter().map(Vec::as_slice));
    let mut drawn = String::new();
    for segment in segments.iter() {
        let piece = &text.as_str()[segment.bytes.range()];
        let active: Vec<String> = segment
            .active
            .iter()
            .map(|active| format!("{}/{}", active.annotation, active.lane))
            .collect();
        drawn += &match active.is_empty() {
            true => piece.to_owned(),
            false => format!("[{piece}]{{{}}}", active.join(" ")),
        };
    }
    drawn
}

fn spans(annotations: &[&[(usize, usize)]]) -> Vec<Vec<CharSpan>> {
    let span = |range: &(usize, usize)| CharSpan::of(range.0, range.1);
    annotations.iter().map(|ranges| ranges.iter().map(span).collect()).collect()
}

#[test]
fn text_without_annotations_is_one_piece() {
    assert_eq!(drawn("He agreed.", (0, 10), &[]), "He agreed.");
    assert_eq!(drawn("He agreed.", (3, 3), &[&[(0, 10)]]), "");
    assert_eq!(drawn("", (0, 0), &[]), "");
}

#[test]
fn overlapping_annotations_are_cut_at_each_end() {
    assert_eq!(
        drawn("He said no.", (0, 11), &[&[(0, 7)], &[(3, 11)]]),
        "[He ]{0/0}[said]{0/0 1/1}[ no.]{1/1}"
    );
    assert_eq!(
        drawn("He said no.", (0, 11), &[&[(0, 11)], &[(3, 7)]]),
        "[He ]{0/0}[said]{0/0 1/1}[ no.]{0/0}"
    );
}

#[test]
fn annotations_of_the_same_range_both_show() {
    assert_eq!(drawn("yes, no", (0, 7), &[&[(0, 3)], &[(0, 3)]]), "[yes]{0/0 1/1}, no");
}

#[test]
fn an_interrupted_annotation_leaves_its_interruption_plain() {
    let interrupted: &[(usize, usize)] = &[(0, 2), (9, 11)];
    assert_eq!(
        drawn("We, he said, we", (0, 15), &[interrupted, &[(4, 6)]]),
        "[We]{0/0}, [he]{1/1} sa[id]{0/0}, we"
    );
}

#[test]
fn annotations_are_clipped_to_the_block() {
    assert_eq!(
        drawn("One.\n\nTwo. Three.", (6, 17), &[&[(0, 10)], &[(0, 4)], &[(11, 99)]]),
        "[Two.]{0/0} [Three.]{2/0}"
    );
}

#[test]
fn touching_annotations_share_a_lane() {
    assert_eq!(drawn("abcd", (0, 4), &[&[(0, 2)], &[(2, 4)]]), "[ab]{0/0}[cd]{1/0}");
    assert_eq!(drawn("abcd", (0, 4), &[&[(0, 2), (2, 4)]]), "[ab]{0/0}[cd]{0/0}");
}

#[test]
fn offsets_count_code_points() {
    assert_eq!(drawn("👩‍👩‍👧 «да»", (0, 10), &[&[(6, 10)]]), "👩‍👩‍👧 [«да»]{0/0}");
}

#[test]
fn empty_and_overlapping_ranges_do_no_harm() {
    assert_eq!(drawn("abcdef", (0, 6), &[&[(2, 2)]]), "abcdef");
    assert_eq!(
        drawn("abcdef", (0, 6), &[&[(0, 3), (1, 2), (2, 5)]]),
        "[a]{0/0}[b]{0/0}[c]{0/0}[de]{0/0}f"
    );
}

fn annotations() -> impl Strategy<Value = Vec<Vec<CharSpan>>> {
    let annotation = prop::collection::btree_set(0_usize..44, 2..7).prop_map(|ends| {
        let ends: Vec<usize> = ends.into_iter().collect();
        ends.chunks_exact(2).map(|pair| CharSpan::of(pair[0], pair[1])).collect::<Vec<CharSpan>>()
    });
    prop::collection::vec(annotation, 0..12).prop_map(|mut annotations| {
        annotations.sort_by_key(|ranges| ranges[0].start());
        annotations
    })
}

fn covering(annotations: &[Vec<CharSpan>], place: CharOffset) -> Vec<usize> {
    let covers = |range: &CharSpan| range.start() <= place && place < range.end();
    let covers = |ranges: &&Vec<CharSpan>| ranges.iter().any(covers);
    (0..annotations.len()).filter(|idx| covers(&&annotations[*idx])).collect()
}

proptest! {
    #[test]
    fn pieces_cover_the_block_and_are_cut_only_at_ends_of_ranges(
        text in crate::testing::text::article_text(),
        block in (0_usize..40, 0_usize..40),
        annotations in annotations(),
    ) {
        let text = ArticleText::new(text);
        let block = CharSpan::of(block.0.min(text.n_chars()), block.1.min(text.n_chars()));
        let segments = segments(&text, block, annotations.iter().map(Vec::as_slice));

        let pieces: String =
            segments.iter().map(|segment| &text.as_str()[segment.bytes.range()]).collect();
        prop_assert_eq!(pieces, text.slice(block));

        let inside = |place: &CharOffset| block.start() < *place && *place < block.end();
        let ranges = annotations.iter().flatten();
        let ends: BTreeSet<CharOffset> =
            ranges.flat_map(|range| [range.start(), range.end()]).filter(inside).collect();
        let cuts: Vec<CharOffset> =
            segments.iter().skip(1).map(|segment| text.byte_to_char(segment.bytes.start())).collect();
        prop_assert_eq!(cuts, ends.into_iter().collect::<Vec<CharOffset>>());

        let mut lanes = vec![None; annotations.len()];
        for segment in segments.iter() {
            prop_assert!(!segment.bytes.is_empty());
            let named: Vec<usize> = segment.active.iter().map(|active| active.annotation).collect();
            let place = text.byte_to_char(segment.bytes.start());
            prop_assert_eq!(named, covering(&annotations, place));
            for active in segment.active {
                prop_assert!(active.lane < segments.n_lanes());
                prop_assert_eq!(*lanes[active.annotation].get_or_insert(active.lane), active.lane);
            }
            let distinct: BTreeSet<usize> = segment.active.iter().map(|one| one.lane).collect();
            prop_assert_eq!(distinct.len(), segment.active.len());
        }
    }
}
