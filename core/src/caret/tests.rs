//! Steps, growth and shrinking, written with `|` for a caret and `[…]` for a span.

use proptest::prelude::*;

use super::*;
use crate::model::{Block, BlockKind};
use crate::testing::text::article_text;
use crate::text::{ArticleText, CharOffset, CharSpan, Uax29, is_blank};

/// Blocks at every stretch without line ends.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let n_chars = line.chars().count();
        if !line.trim_matches(is_blank).is_empty() {
            let range = CharSpan::of(start, start + n_chars);
            blocks.push(Block { kind: BlockKind::Paragraph, range });
        }
        start += n_chars + 1;
    }
    blocks
}

fn with_ground<T>(text: &str, look: impl FnOnce(Ground<'_>) -> T) -> T {
    let blocks = blocks(text);
    look(Ground { text: &ArticleText::new(text), blocks: &blocks, segmenter: &Uax29 })
}

/// A text without the signs of a notation, and the places where those stood.
fn places(marked: &str, signs: &str) -> (String, Vec<CharOffset>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for character in marked.chars() {
        match signs.contains(character) {
            true => places.push(CharOffset::new(text.chars().count())),
            false => text.push(character),
        }
    }
    (text, places)
}

/// A caret steps from the first `|` to the second one; to the first one from the second by the
/// opposite step, where `is_both_ways`.
fn check_step(unit: Unit, is_forward: bool, marked: &str) {
    let (text, places) = places(marked, "|");
    let (from, to) = if is_forward { (places[0], places[1]) } else { (places[1], places[0]) };
    let edge = if is_forward { Edge::End } else { Edge::Start };
    let reached = with_ground(&text, |ground| ground.step(from, unit, edge, is_forward));
    assert_eq!(reached, to, "{marked:?} {unit:?}");
}

/// `[…]` around the first span, `{…}` around the wider one.
fn check_widened(marked: &str) {
    let (text, ends) = places(marked, "[]{}");
    let signs: Vec<char> = marked.chars().filter(|it| "[]{}".contains(*it)).collect();
    let span = |opening, closing| {
        let at = |sign| ends[signs.iter().position(|it| *it == sign).expect("a sign")];
        CharSpan::new(at(opening), at(closing))
    };
    let widened = with_ground(&text, |ground| ground.widened(span('[', ']')));
    assert_eq!(widened, span('{', '}'), "{marked:?}");
}

#[test]
fn characters_are_those_that_readers_see() {
    for marked in ["|e\u{301}|x", "a|👩‍👩‍👧|b", "one|\n\n|two", "|a|"] {
        check_step(Unit::Character, true, marked);
        check_step(Unit::Character, false, marked);
    }
}

#[test]
fn words_are_left_at_their_ends_and_entered_at_their_starts() {
    check_step(Unit::Word, true, "He| said|, “no”");
    check_step(Unit::Word, true, "He said|, “no|”");
    check_step(Unit::Word, false, "He |said, “|no”");
    check_step(Unit::Word, false, "He said, “|no”.|");
    check_step(Unit::Word, true, "one|\n\ntwo| three");
    check_step(Unit::Word, false, "one |two\n\n|three");
    check_step(Unit::Word, true, "the| last|");
    check_step(Unit::Word, true, "the last|.|");
}

#[test]
fn paragraphs_are_entered_at_their_starts() {
    let (text, places) = places("|one two|\n\n|three|", "|");
    let step = |from: usize, is_forward| {
        with_ground(&text, |it| it.step(places[from], Unit::Block, Edge::Start, is_forward))
    };
    assert_eq!(step(0, true), places[2]);
    assert_eq!(step(2, false), places[0]);
    assert_eq!(step(2, true), places[3], "the last place, where nothing follows");
}

#[test]
fn sentences_and_quotations_are_found_in_both_directions() {
    let text = "He left. She said “no” and “never”.\n\nAll agreed.";
    let found = |at: &str, unit, is_forward| {
        let start = text.find(at).expect("it is there");
        let start = text[..start].chars().count();
        let span = CharSpan::of(start, start);
        let article = ArticleText::new(text);
        let found = with_ground(text, |ground| ground.neighbour(span, unit, is_forward));
        found.map_or(String::new(), |found| article.slice(found).to_owned())
    };
    assert_eq!(found("He", Unit::Sentence, true), "He left.");
    assert_eq!(found("left", Unit::Sentence, true), "She said “no” and “never”.");
    assert_eq!(found("never", Unit::Sentence, true), "All agreed.");
    assert_eq!(found("She", Unit::Sentence, false), "He left.");
    assert_eq!(found("He", Unit::Quotation, true), "“no”");
    assert_eq!(found("and", Unit::Quotation, true), "“never”");
    assert_eq!(found("agreed", Unit::Quotation, false), "“never”");
    assert_eq!(found("agreed", Unit::Quotation, true), "");
}

#[test]
fn a_selection_grows_by_what_the_text_is_made_of() {
    check_widened("He said {ex[]cellent} progress.");
    check_widened("He said {[ex]cellent} progress.");
    check_widened("He said {“[excellent] progress”}. So.");
    check_widened("{He said [“excellent progress”].} So.");
    check_widened("{[He said “excellent progress”.] So.}");
    check_widened("{[One.]}");
    check_widened("{One [two.\n\nThree] four.}");
    check_widened("one {two[]}, three");
}

#[test]
fn a_word_is_found_around_a_place_and_at_its_ends() {
    let text = "He said, “no”.\n\n— Yes";
    let article = ArticleText::new(text);
    let word = |place| {
        let found = with_ground(text, |ground| ground.word_at(CharOffset::new(place)));
        found.map_or(String::new(), |found| article.slice(found).to_owned())
    };
    let found: Vec<String> = [0, 1, 3, 7, 8, 9, 10, 12, 13, 14, 16].map(word).into();
    assert_eq!(found, ["He", "He", "said", "said", "", "", "no", "no", "", "", ""]);
}

#[test]
fn a_selection_shrinks_to_where_it_began() {
    let (text, places) = places("One. He said “excellent |progress” now. Two.", "|");
    let article = ArticleText::new(text.as_str());
    with_ground(&text, |ground| {
        let mut span = ground.bounds();
        let mut steps = Vec::new();
        while !span.is_empty() {
            span = ground.narrowed(span, places[0]);
            steps.push(article.slice(span).to_owned());
        }
        let sentence = "He said “excellent progress” now.";
        assert_eq!(steps, [sentence, "“excellent progress”", "progress", ""]);
    });
}

proptest! {
    #[test]
    fn steps_move_and_stay_in_blocks(text in article_text(), from in any::<prop::sample::Index>()) {
        let blocks = blocks(&text);
        let article = ArticleText::new(text.as_str());
        let ground = Ground { text: &article, blocks: &blocks, segmenter: &Uax29 };
        let from = ground.settle(CharOffset::new(from.index(article.n_chars() + 1)));
        for unit in [Unit::Character, Unit::Word, Unit::Sentence, Unit::Quotation, Unit::Block] {
            for edge in [Edge::Start, Edge::End] {
                let after = ground.step(from, unit, edge, true);
                let before = ground.step(from, unit, edge, false);
                prop_assert!(before <= from && from <= after);
                prop_assert!(after > from || from == ground.bounds().end() || blocks.is_empty());
                prop_assert!(before < from || from == ground.bounds().start() || blocks.is_empty());
                prop_assert_eq!(ground.settle(after), after);
            }
        }
    }

    #[test]
    fn growing_only_grows_and_ends_at_blocks(text in article_text(), one in any::<prop::sample::Index>()) {
        let blocks = blocks(&text);
        let article = ArticleText::new(text.as_str());
        let ground = Ground { text: &article, blocks: &blocks, segmenter: &Uax29 };
        let start = ground.settle(CharOffset::new(one.index(article.n_chars() + 1)));
        let mut span = CharSpan::new(start, start);
        for _ in 0..60 {
            let wider = ground.widened(span);
            prop_assert!(wider.contains(span));
            if wider == span {
                break;
            }
            let narrower = ground.narrowed(wider, start);
            prop_assert!(wider.contains(narrower) && narrower != wider);
            span = wider;
        }
        let block = ground.block_at(start);
        prop_assert!(block.is_none_or(|block| span == block.range));
    }
}
