//! Small cases, and what holds for all.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::testing;
use crate::text::is_blank;

const TEXT: &str = "Title\n\nWhat Russia says The talks go on.\n\nEnd.";

fn blocks() -> Vec<Block> {
    let block = |kind, start, end| Block { kind, range: CharSpan::of(start, end) };
    vec![
        block(BlockKind::Title, 0, 5),
        block(BlockKind::Paragraph, 7, 40),
        block(BlockKind::Paragraph, 42, 46),
    ]
}

fn check(start: usize, end: usize, correction: Correction, expected: &[(&str, &str)]) {
    let text = ArticleText::new(TEXT);
    let corrected = corrected(&text, &blocks(), CharSpan::of(start, end), correction);
    let shown: Vec<_> = corrected
        .iter()
        .flatten()
        .map(|block| (block.kind.name(), text.slice(block.range)))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_passage_becomes_a_heading() {
    check(
        7,
        24,
        Correction::Kind(BlockKind::Heading(2)),
        &[
            ("title", "Title"),
            ("heading", "What Russia says"),
            ("paragraph", "The talks go on."),
            ("paragraph", "End."),
        ],
    );
}

#[test]
fn several_blocks_change_their_kind_whole() {
    check(
        30,
        45,
        Correction::Kind(BlockKind::BlockQuote),
        &[
            ("title", "Title"),
            ("block-quote", "What Russia says The talks go on."),
            ("block-quote", "End."),
        ],
    );
}

#[test]
fn a_caret_stands_for_its_block() {
    check(
        44,
        44,
        Correction::Kind(BlockKind::Caption),
        &[
            ("title", "Title"),
            ("paragraph", "What Russia says The talks go on."),
            ("caption", "End."),
        ],
    );
    // Between two blocks it is the next one's.
    check(
        6,
        6,
        Correction::Kind(BlockKind::Metadata),
        &[
            ("title", "Title"),
            ("metadata", "What Russia says The talks go on."),
            ("paragraph", "End."),
        ],
    );
}

#[test]
fn blocks_are_split_and_joined() {
    check(
        23,
        23,
        Correction::Split,
        &[
            ("title", "Title"),
            ("paragraph", "What Russia says"),
            ("paragraph", "The talks go on."),
            ("paragraph", "End."),
        ],
    );
    check(
        8,
        8,
        Correction::Join,
        &[("title", "Title"), ("paragraph", "What Russia says The talks go on.\n\nEnd.")],
    );
    check(0, 45, Correction::Join, &[("title", TEXT)]);
}

#[test]
fn what_changes_nothing_is_no_correction() {
    check(0, 5, Correction::Kind(BlockKind::Title), &[]);
    check(44, 44, Correction::Join, &[]);
    check(46, 46, Correction::Join, &[]);
    check(7, 40, Correction::Split, &[]);
    check(7, 7, Correction::Split, &[]);
    check(900, 901, Correction::Split, &[]);
    let text = ArticleText::new("");
    assert_eq!(corrected(&text, &[], CharSpan::of(0, 0), Correction::Join), None);
}

fn correction() -> impl Strategy<Value = Correction> {
    let kinds = [
        BlockKind::Heading(3),
        BlockKind::Paragraph,
        BlockKind::BlockQuote,
        BlockKind::ListItem,
        BlockKind::Caption,
        BlockKind::Metadata,
    ];
    prop_oneof![
        prop::sample::select(kinds.to_vec()).prop_map(Correction::Kind),
        Just(Correction::Split),
        Just(Correction::Join),
    ]
}

proptest! {
    #[test]
    fn corrections_keep_order_and_cover_and_can_be_undone(
        library in testing::library::library(),
        which in any::<Index>(),
        corrections in prop::collection::vec((any::<Index>(), any::<Index>(), correction()), 1..6),
    ) {
        prop_assume!(library.articles().len() > 0);
        let ids: Vec<_> = library.articles().map(|article| article.id).collect();
        let id = *which.get(&ids);
        let mut changed = library.clone();
        let mut done = Vec::new();
        for (start, end, correction) in corrections {
            let article = changed.article(id).expect("it is there").clone();
            let text = changed.text_of(id).expect("all texts are loaded").clone();
            let n_places = text.n_chars() + 1;
            let span = CharSpan::of(start.index(n_places), end.index(n_places));
            let Some(step) = correct(&article, &text, span, correction, "correct") else {
                continue;
            };
            step.apply(&mut changed).expect("the article is as it was");
            let after = changed.article(id).expect("it is there");
            check_partition(&text, &after.blocks)?;
            prop_assert_eq!(after.text, article.text);
            done.push(step);
        }
        for step in done.iter().rev() {
            step.inverse().apply(&mut changed).expect("nothing else changed");
        }
        prop_assert_eq!(changed, library);
    }

    #[test]
    fn what_is_split_can_be_joined(at in 0_usize..47) {
        let text = ArticleText::new(TEXT);
        let Some(split) = corrected(&text, &blocks(), CharSpan::of(at, at), Correction::Split) else {
            return Ok(());
        };
        let first = split.partition_point(|block| block.range.end().get() <= at);
        let before = split[first - 1].range.start();
        let joined = corrected(&text, &split, CharSpan::new(before, before), Correction::Join);
        prop_assert_eq!(joined, Some(blocks()));
    }
}

/// In order, none empty, none beginning or ending with a blank, only blanks outside.
fn check_partition(text: &ArticleText, blocks: &[Block]) -> Result<(), TestCaseError> {
    let characters: Vec<char> = text.as_str().chars().collect();
    let mut end = 0;
    for block in blocks {
        let (start, next) = (block.range.start().get(), block.range.end().get());
        prop_assert!(end <= start && start < next && next <= characters.len());
        prop_assert!(characters[end..start].iter().copied().all(is_blank));
        prop_assert!(!is_blank(characters[start]) && !is_blank(characters[next - 1]));
        end = next;
    }
    prop_assert!(characters[end..].iter().copied().all(is_blank));
    Ok(())
}
