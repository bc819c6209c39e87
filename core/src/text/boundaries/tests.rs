//! What trimming and snapping may do to a span, whatever the text.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::testing::text::{article_text, units};
use crate::text::Uax29;

/// A text and a span of whole characters of it.
fn text_and_span() -> impl Strategy<Value = (String, ByteSpan)> {
    (article_text(), any::<prop::sample::Index>(), any::<prop::sample::Index>()).prop_map(
        |(text, one, other)| {
            let mut places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            places.push(text.len());
            let span =
                ByteSpan::of(places[one.index(places.len())], places[other.index(places.len())]);
            (text, span)
        },
    )
}

fn is_cluster_boundary(text: &str, place: ByteOffset) -> bool {
    place.get() == text.len() || text.grapheme_indices(true).any(|(start, _)| start == place.get())
}

fn span_of(text: &str, part: &str) -> ByteSpan {
    let start = text.find(part).expect("the part is in the text");
    ByteSpan::of(start, start + part.len())
}

fn completed<'a>(text: &'a str, part: &str) -> &'a str {
    let whole = ByteSpan::of(0, text.len());
    &text[snap_to_words(&Uax29, text, whole, span_of(text, part)).range()]
}

#[test]
fn words_are_completed_without_punctuation() {
    assert_eq!(completed("He said “excellent progress”.", "lent prog"), "excellent progress");
    assert_eq!(completed("He didn’t go.", "idn"), "didn’t");
    assert_eq!(completed("about 3.14 of it", ".1"), "3.14");
}

#[test]
fn blanks_joined_to_a_word_are_not_taken_with_it() {
    // Unicode's words take the narrow no-break space, which French sets before such signs.
    assert_eq!(completed("Quel progrès\u{202f}!", "progr"), "progrès");
    assert_eq!(completed("«\u{202f}progrès\u{202f}»", "ogr"), "progrès");
    assert_eq!(completed("one two\u{feff} three", "tw"), "two");
    assert_eq!(completed("en 10\u{202f}000 ans", "0\u{202f}0"), "10\u{202f}000");
}

proptest! {
    #[test]
    fn units_touch_and_cover_the_text(text in article_text()) {
        for boundary in [Boundary::Grapheme, Boundary::Word, Boundary::Sentence] {
            let spans = units(&Uax29, boundary, &text);
            let pieces: String = spans.iter().map(|span| &text[span.range()]).collect();
            prop_assert_eq!(&pieces, &text);
            prop_assert!(spans.iter().all(|span| !span.is_empty()));
        }
    }

    #[test]
    fn snapping_to_graphemes_only_widens_and_only_as_needed((text, span) in text_and_span()) {
        let snapped = snap_to_graphemes(&Uax29, &text, span);
        prop_assert!(snapped.contains(span));
        prop_assert!(is_cluster_boundary(&text, snapped.start()));
        prop_assert!(is_cluster_boundary(&text, snapped.end()));
        prop_assert_eq!(snap_to_graphemes(&Uax29, &text, snapped), snapped);
        for (start, cluster) in text.grapheme_indices(true) {
            let cluster = ByteSpan::of(start, start + cluster.len());
            let is_taken = snapped.overlaps(cluster);
            let is_cut = |place| cluster.start() < place && place < cluster.end();
            prop_assert!(
                !is_taken || cluster.overlaps(span) || is_cut(span.start()) || is_cut(span.end())
            );
        }
    }

    #[test]
    fn snapping_to_graphemes_takes_any_bytes(text in article_text(), one in 0_usize..200, other in 0_usize..200) {
        let snapped = snap_to_graphemes(&Uax29, &text, ByteSpan::of(one, other));
        prop_assert!(snapped.end().get() <= text.len());
        prop_assert!(is_cluster_boundary(&text, snapped.start()));
        prop_assert!(is_cluster_boundary(&text, snapped.end()));
    }

    #[test]
    fn trimming_drops_blanks_and_nothing_else((text, span) in text_and_span()) {
        let trimmed = trim_blank(&text, span);
        prop_assert!(span.contains(trimmed));
        prop_assert_eq!(&text[trimmed.range()], text[span.range()].trim_matches(is_blank));
        prop_assert_eq!(trim_blank(&text, trimmed), trimmed);
    }

    #[test]
    fn snapping_to_words_only_widens_and_never_to_blanks((text, span) in text_and_span()) {
        let whole = ByteSpan::of(0, text.len());
        let snapped = snap_to_words(&Uax29, &text, whole, span);
        prop_assert!(snapped.contains(span));
        prop_assert_eq!(snap_to_words(&Uax29, &text, whole, snapped), snapped);
        let before = &text[snapped.start().get()..span.start().get()];
        let after = &text[span.end().get()..snapped.end().get()];
        prop_assert!(!before.starts_with(is_blank));
        prop_assert!(!after.ends_with(is_blank));
    }
}
