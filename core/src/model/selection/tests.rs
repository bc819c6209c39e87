//! What a selection marks, in a notation to be read: `[` is where it begins, `]` where it ends.

use proptest::prelude::*;

use super::*;
use crate::testing::article;
use crate::testing::text::article_text;
use crate::testing::text::units;
use crate::text::{Boundary, ByteOffset, Uax29, is_blank};

/// A text without its brackets, and where they stood, in code points.
fn read(drawn: &str) -> (ArticleText, CharOffset, CharOffset) {
    let place = |bracket| {
        let before = drawn.chars().take_while(|character| *character != bracket);
        CharOffset::new(before.filter(|character| !"[]".contains(*character)).count())
    };
    let text = drawn.replace(['[', ']'], "");
    (ArticleText::new(text), place('['), place(']'))
}

fn draw(text: &ArticleText, mark: Option<CharSpan>) -> String {
    let whole = text.as_str();
    mark.map_or(whole.to_owned(), |mark| {
        let mark = text.to_bytes(mark).range();
        format!("{}[{}]{}", &whole[..mark.start], &whole[mark.clone()], &whole[mark.end..])
    })
}

/// Checks the mark, for the selection drawn forwards and backwards.
fn check_with(selected: &str, marked: &str, is_exact: bool, segmenter: &dyn Segmenter) {
    let (text, anchor, head) = read(selected);
    let article = article(1, &text);
    for (anchor, head) in [(anchor, head), (head, anchor)] {
        let selection = Selection { anchor, head, is_exact };
        assert_eq!(draw(&text, selection.mark_span(&article, &text, segmenter)), marked);
    }
}

fn check(selected: &str, marked: &str) {
    check_with(selected, marked, false, &Uax29);
}

fn check_exact(selected: &str, marked: &str) {
    check_with(selected, marked, true, &Uax29);
}

#[test]
fn a_cut_word_is_completed_at_either_end() {
    check("the [exc]ellent progress", "the [excellent] progress");
    check("the exc[ellent pro]gress", "the [excellent progress]");
    check("the ex[cel]lent progress", "the [excellent] progress");
    check("they d[on’]t know", "they [don’t] know");
    check("about [3.]14 metres", "about [3.14] metres");
    check("О[дн]ого дня", "[Одного] дня");
}

#[test]
fn quotation_marks_stay_exactly_as_selected() {
    check("made [“excellent progress”], he said", "made [“excellent progress”], he said");
    check("made “[excellent progress]”, he said", "made “[excellent progress]”, he said");
    check("made [“exc]ellent progress”", "made [“excellent] progress”");
    check("made “excellent prog[ress”], he", "made “excellent [progress”], he");
    check("[«да», – сказал] он", "[«да», – сказал] он");
    check("第一[「約束」]", "第一[「約束」]");
}

#[test]
fn blanks_at_the_ends_are_dropped() {
    check("the[ excellent ]progress", "the [excellent] progress");
    check("the[\u{a0}excellent\u{3000}]progress", "the\u{a0}[excellent]\u{3000}progress");
    check("[\u{2003}\tone\u{202f}\n]", "\u{2003}\t[one]\u{202f}\n");
    check("[\u{feff}one]", "\u{feff}[one]");
    check("one[  \u{a0}\u{3000}]two", "one  \u{a0}\u{3000}two");
    check("one[]two", "onetwo");
}

#[test]
fn blanks_are_not_taken_in_with_a_word() {
    check("Quel [progr]ès\u{202f}!", "Quel [progrès]\u{202f}!");
}

#[test]
fn a_triple_click_does_not_spill_into_the_next_block() {
    check("[He agreed.\n\n]She did not.", "[He agreed.]\n\nShe did not.");
    check("Hm.\r\n\r\n[He agreed.\r\n\r\n]She", "Hm.\r\n\r\n[He agreed.]\r\n\r\nShe");
}

#[test]
fn a_selection_may_cross_blocks() {
    check("He agr[eed.\n\nSh]e did not.", "He [agreed.\n\nShe] did not.");
    check("One tw[o.\n\nThree.\n\nFo]ur five.", "One [two.\n\nThree.\n\nFour] five.");
    check("One[.\n\nThree.\n\nF]our", "One[.\n\nThree.\n\nFour]");
}

#[test]
fn exact_characters_are_not_completed() {
    check_exact("the [exc]ellent progress", "the [exc]ellent progress");
    check_exact("the exc[ellent ]progress", "the exc[ellent] progress");
}

#[test]
fn a_grapheme_cluster_is_never_split() {
    for check in [check, check_exact] {
        check("a [👩‍👩]‍👧‍👦 b", "a [👩‍👩‍👧‍👦] b");
        check("a 👩[‍]👩‍👧‍👦 b", "a [👩‍👩‍👧‍👦] b");
        check("flags 🇺🇦[🇵]🇱", "flags 🇺🇦[🇵🇱]");
        check("naive [e]\u{301}", "naive [e\u{301}]");
        check("[🧑]🏽‍🚒", "[🧑🏽‍🚒]");
    }
    check_exact("caf[e]\u{301}s", "caf[e\u{301}]s");
    check("caf[e]\u{301}s", "[cafe\u{301}s]");
}

#[test]
fn a_blank_that_carries_a_mark_is_part_of_its_cluster() {
    check("a[ \u{301}]b", "a[ \u{301}]b");
}

#[test]
fn a_cluster_across_two_words_takes_both() {
    check("one do[n’t\u{600}]👍 two", "one [don’t\u{600}👍] two");
    check("one don’t\u{600}[👍] two", "one [don’t\u{600}👍] two");
}

/// Knows that two characters are a word, as a browser's dictionary does.
#[derive(Debug)]
struct Pairs;

impl Segmenter for Pairs {
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan> {
        if boundary != Boundary::Word {
            return Uax29.unit_at(boundary, text, place);
        }
        let start = place.get() - place.get() % 6;
        (start < text.len()).then(|| ByteSpan::of(start, (start + 6).min(text.len())))
    }
}

#[test]
fn words_are_those_that_the_segmenter_knows() {
    check_with("我们[同]意他们", "我们[同意]他们", false, &Pairs);
    check_with("我[们同]意他们", "[我们同意]他们", false, &Pairs);
    check_with("我[们同]意他们", "我[们同]意他们", true, &Pairs);
}

#[test]
fn ends_beyond_the_text_stop_at_its_end() {
    let text = ArticleText::new("He agreed. ");
    let selection = Selection::over(CharSpan::of(3, 500));
    let mark = selection.mark_span(&article(1, &text), &text, &Uax29);
    assert_eq!(draw(&text, mark), "He [agreed.] ");
    let beyond = Selection::over(CharSpan::of(400, 500));
    assert_eq!(beyond.mark_span(&article(1, &text), &text, &Uax29), None);
}

proptest! {
    #[test]
    fn a_mark_only_widens_what_is_not_blank(
        text in article_text(),
        anchor in 0_usize..120,
        head in 0_usize..120,
        is_exact in any::<bool>(),
    ) {
        let text = ArticleText::new(text);
        let article = article(1, &text);
        let (anchor, head) = (CharOffset::new(anchor), CharOffset::new(head));
        let selection = Selection { anchor, head, is_exact };
        let mark = selection.mark_span(&article, &text, &Uax29);
        let backwards = Selection { anchor: head, head: anchor, is_exact };
        prop_assert_eq!(backwards.mark_span(&article, &text, &Uax29), mark);

        let selected = trim_blank(text.as_str(), text.to_bytes(selection.span()));
        prop_assert_eq!(mark.is_none(), selected.is_empty());
        let Some(mark) = mark else { return Ok(()) };
        let bytes = text.to_bytes(mark);
        prop_assert!(bytes.contains(selected));
        prop_assert_eq!(snap_to_graphemes(&Uax29, text.as_str(), bytes), bytes);

        let again = Selection { is_exact, ..Selection::over(mark) };
        prop_assert_eq!(again.mark_span(&article, &text, &Uax29), Some(mark));

        let clusters = units(&Uax29, Boundary::Grapheme, &text.as_str()[bytes.range()]);
        for end in clusters.first().into_iter().chain(clusters.last()) {
            let cluster = &text.as_str()[bytes.range()][end.range()];
            prop_assert!(!cluster.chars().all(is_blank));
        }
    }

    #[test]
    fn a_mark_cuts_no_word(text in article_text(), one in 0_usize..120, other in 0_usize..120) {
        let text = ArticleText::new(text);
        let article = article(1, &text);
        let selection = Selection::over(CharSpan::of(one, other));
        let Some(mark) = selection.mark_span(&article, &text, &Uax29) else { return Ok(()) };
        for block in &article.blocks {
            for word in units(&Uax29, Boundary::Word, text.slice(block.range)) {
                let start = text.to_bytes(block.range).start().get();
                let word = ByteSpan::of(start + word.start().get(), start + word.end().get());
                let word = text.to_chars(trim_blank(text.as_str(), word));
                let is_cut = |place| word.start() < place && place < word.end();
                let is_word = text.slice(word).chars().any(char::is_alphanumeric);
                prop_assert!(!is_word || !(is_cut(mark.start()) || is_cut(mark.end())));
            }
        }
    }
}
