//! Plain text: blocks at blank lines, or at line ends where there are none.

use crate::model::BlockKind;
use crate::text::{ByteSpan, canonicalise, trim_blank};

use super::draft::Draft;
use super::news_structure::TextBlock;
use super::{Ingested, PartedBy};

/// Reads `text`, whatever it is; a text of blanks has no blocks.
///
/// ```
/// # use onrecord_core::ingest::plain_text::read;
/// let read = read("date 2026-01-07 The talks go on.\r\n\r\nNobody left.");
/// assert_eq!(read.text, "date 2026-01-07 The talks go on.\n\nNobody left.");
/// assert_eq!(read.metadata.published.as_deref(), Some("2026-01-07"));
/// assert_eq!(read.blocks.len(), 3);
/// ```
pub fn read(text: &str) -> Ingested {
    let text = canonicalise(text).into_owned();
    let (spans, parted_by) = split(&text);
    let paragraphs =
        spans.into_iter().map(|range| TextBlock { kind: BlockKind::Paragraph, range }).collect();
    Draft { text, blocks: paragraphs, ..Draft::default() }.finish(parted_by)
}

/// The stretches of `text` between blank lines, without blanks at their ends.
fn split(text: &str) -> (Vec<ByteSpan>, PartedBy) {
    let inside = trim_blank(text, ByteSpan::of(0, text.len()));
    let mut lines = Vec::new();
    let mut start = inside.start().get();
    for line in text[inside.range()].split_inclusive('\n') {
        lines.push(trim_blank(text, ByteSpan::of(start, start + line.len())));
        start += line.len();
    }
    if !lines.iter().any(|line| line.is_empty()) {
        return (lines, PartedBy::LineEnds);
    }
    let blocks = lines
        .split(|line| line.is_empty())
        .filter_map(|block| Some(block.first()?.hull(*block.last()?)))
        .collect();
    (blocks, PartedBy::BlankLines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Finding;
    use crate::ingest::tests::check_partition;
    use crate::model::sample;
    use crate::text::ArticleText;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let read = read(text);
        let text = ArticleText::new(read.text);
        let blocks: Vec<_> =
            read.blocks.iter().map(|block| (block.kind.name(), text.slice(block.range))).collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn blank_lines_part_blocks_and_single_line_ends_do_not() {
        check(
            "One line.\nAnd one more. \n \t\n\u{3000}Another.\n\n\n",
            &[("paragraph", "One line.\nAnd one more."), ("paragraph", "Another.")],
        );
    }

    #[test]
    fn line_ends_part_blocks_where_there_are_no_blank_lines() {
        check(
            "\n\nOne.\r\n  Two.\rThree.\n",
            &[("paragraph", "One."), ("paragraph", "Two."), ("paragraph", "Three.")],
        );
    }

    #[test]
    fn a_blank_text_has_no_blocks() {
        check("", &[]);
        check(" \n\n\u{feff} \t", &[]);
        assert_eq!(
            read("\n").findings,
            [Finding::Blocks { count: 0, parted_by: PartedBy::LineEnds }]
        );
    }

    #[test]
    fn the_sample_has_one_header_three_headings_and_fourteen_paragraphs() {
        let read = read(sample::TEXT);
        assert_eq!(read.text, sample::TEXT);
        let count = |kind| read.blocks.iter().filter(|block| block.kind == kind).count();
        assert_eq!(count(BlockKind::Metadata), 1);
        assert_eq!(count(BlockKind::Heading(2)), 3);
        assert_eq!(count(BlockKind::Paragraph), 14);
        assert_eq!(read.blocks.len(), 18);
        assert_eq!(read.metadata.published.as_deref(), Some("2026-01-07"));
        assert_eq!(read.metadata.title, "");
        let text = ArticleText::new(read.text);
        let headings: Vec<_> = read
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Heading(2))
            .map(|block| text.slice(block.range))
            .collect();
        assert_eq!(
            headings,
            [
                "What security guarantees have Ukraine been promised?",
                "What Russia is saying",
                "What Ukraine is saying",
            ]
        );
        assert_eq!(text.slice(read.blocks[0].range), "date 2026-01-07");
        assert!(text.slice(read.blocks[1].range).starts_with("The allies of Ukraine"));
    }

    #[test]
    fn mixed_quotation_marks_are_counted() {
        let findings = read("“One”, he said. \"Two\", she said.").findings;
        assert!(findings.contains(&Finding::MixedQuotationMarks { straight: 2, curly: 2 }));
    }

    /// Words and marks that the finders look at, so that random texts reach them.
    fn newsy_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(vec![
                "date",
                "Date:",
                "2026-01-07",
                "7",
                "January",
                "2026",
                "What",
                "How",
                "Russia",
                "is",
                "saying",
                "The",
                "ministry",
                "said",
                "?",
                ".",
                "\"",
                "“",
                "\n",
                "\n\n",
                "\r\n",
                "\u{feff}",
                "É",
                "ß",
                "你好。",
                "🙂",
                "İ",
                "a\u{301}",
                "\u{85}",
                "\u{2028}",
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec((piece, prop::sample::select(vec!["", " ", " "])), 0..60)
            .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b.to_owned()]).collect())
    }

    fn check_reading(input: &str) {
        let read = read(input);
        assert_eq!(read.text, canonicalise(input));
        check_partition(&read);
    }

    proptest! {
        #[test]
        fn blocks_hold_every_character_that_is_not_blank(text in any::<String>()) {
            check_reading(&text);
        }

        #[test]
        fn blocks_of_texts_like_news_do_too(text in newsy_text()) {
            check_reading(&text);
        }
    }
}
