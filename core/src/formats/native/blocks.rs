//! The blocks of an article: read, put right where they do not fit, or found where there are none.

use crate::ingest::{Known, TextBlock, find_news_structure};
use crate::model::{Block, BlockKind};
use crate::text::{ArticleText, ByteSpan, CharSpan, is_blank, trim_blank};

use super::super::ProblemKind;
use super::fields::{self, Fields};
use super::place::Place;
use super::read::Reader;

/// Takes the blocks out of an article. Blocks that do not fit the text are put right and noted.
pub fn read_blocks<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    text: &ArticleText,
    place: &Place<'_>,
) -> Vec<Block> {
    let Some(elements) = reader.list(fields, "blocks", place) else {
        return found_blocks(text);
    };
    let read: Vec<Option<Block>> = elements.iter().map(|raw| read_block(raw)).collect();
    let blocks: Vec<Block> = read.iter().copied().flatten().collect();
    let fitting = fit(text, &blocks);
    if fitting != blocks || blocks.len() < read.len() {
        reader.note(&place.field("blocks"), ProblemKind::BlocksRepaired);
    }
    fitting
}

fn read_block(raw: &serde_json::value::RawValue) -> Option<Block> {
    let mut fields = Fields::parse(raw)?;
    let level = fields.take("level").and_then(|raw| serde_json::from_str(raw.get()).ok());
    let kind = BlockKind::parse(&fields::string(fields.take("kind")?)?, level)?;
    let mut place = |name| serde_json::from_str::<usize>(fields.take(name)?.get()).ok();
    let (start, end) = (place("start")?, place("end")?);
    (start < end).then(|| Block { kind, range: CharSpan::of(start, end) })
}

/// The blocks of a text that came without any.
pub fn found_blocks(text: &ArticleText) -> Vec<Block> {
    let paragraphs = paragraphs(text, CharSpan::of(0, text.n_chars())).into_iter();
    let paragraphs = paragraphs
        .map(|Block { kind, range }| TextBlock { kind, range: text.to_bytes(range) })
        .collect();
    let found = find_news_structure(text.as_str(), paragraphs, Known::default()).blocks.into_iter();
    let found: Vec<Block> = found
        .map(|TextBlock { kind, range }| Block { kind, range: text.to_chars(range) })
        .collect();
    fit(text, &found)
}

/// `blocks` in order, cut where they overlap, with paragraphs for the text that none of them
/// covers.
fn fit(text: &ArticleText, blocks: &[Block]) -> Vec<Block> {
    let mut in_order = blocks.to_vec();
    in_order.sort_by_key(|block| block.range.start());
    let mut fitting = Vec::with_capacity(blocks.len());
    let mut covered = 0;
    for Block { kind, range } in in_order {
        let start = range.start().get().max(covered);
        let end = range.end().get().min(text.n_chars());
        if start >= end {
            continue;
        }
        fitting.extend(paragraphs(text, CharSpan::of(covered, start)));
        fitting.push(Block { kind, range: CharSpan::of(start, end) });
        covered = end;
    }
    fitting.extend(paragraphs(text, CharSpan::of(covered, text.n_chars())));
    fitting
}

/// The stretches of `span` between blank lines, or its lines when no line is blank.
fn paragraphs(text: &ArticleText, span: CharSpan) -> Vec<Block> {
    let whole = text.as_str();
    let lines = lines(whole, text.to_bytes(span));
    let lines: Vec<ByteSpan> = lines.into_iter().map(|line| trim_blank(whole, line)).collect();
    let first = lines.iter().position(|line| !line.is_empty());
    let last = lines.iter().rposition(|line| !line.is_empty());
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let lines = &lines[first..=last];
    let is_apart = lines.iter().any(|line| line.is_empty());
    let groups: Vec<&[ByteSpan]> = if is_apart {
        lines.split(|line| line.is_empty()).filter(|group| !group.is_empty()).collect()
    } else {
        lines.chunks(1).collect()
    };
    let hulls = groups.into_iter().filter_map(|group| group.iter().copied().reduce(ByteSpan::hull));
    hulls.map(|hull| Block { kind: BlockKind::Paragraph, range: text.to_chars(hull) }).collect()
}

/// The lines of `span` without their ends, which are LF, CR or CRLF.
fn lines(whole: &str, span: ByteSpan) -> Vec<ByteSpan> {
    let inside = &whole[span.range()];
    if inside.chars().all(is_blank) {
        return Vec::new();
    }
    let offset = span.start().get();
    let mut lines = Vec::new();
    let mut start = 0;
    for (end, line_end) in inside.match_indices(['\n', '\r']) {
        if line_end == "\n" && end > 0 && inside.as_bytes()[end - 1] == b'\r' {
            start = end + 1;
            continue;
        }
        lines.push(ByteSpan::of(offset + start, offset + end));
        start = end + 1;
    }
    lines.push(ByteSpan::of(offset + start, offset + inside.len()));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let text = ArticleText::new(text);
        let blocks = paragraphs(&text, CharSpan::of(0, text.n_chars()));
        let found: Vec<&str> = blocks.iter().map(|block| text.slice(block.range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_part_paragraphs_and_else_lines_do() {
        check("", &[]);
        check(" \n\u{feff} ", &[]);
        check("one\ntwo", &["one", "two"]);
        check("one\r\ntwo\rthree", &["one", "two", "three"]);
        check("one\ntwo\n\nthree\n", &["one\ntwo", "three"]);
        check("one\r\n \r\ntwo ", &["one", "two"]);
        check("one\n", &["one"]);
    }

    #[test]
    fn blocks_that_do_not_fit_are_put_right() {
        let text = ArticleText::new("one two three");
        let block = |kind, start, end| Block { kind, range: CharSpan::of(start, end) };
        let fitting = fit(
            &text,
            &[
                block(BlockKind::ListItem, 8, 99),
                block(BlockKind::Heading(2), 4, 9),
                block(BlockKind::Caption, 50, 60),
            ],
        );
        assert_eq!(
            fitting,
            [
                block(BlockKind::Paragraph, 0, 3),
                block(BlockKind::Heading(2), 4, 9),
                block(BlockKind::ListItem, 9, 13),
            ]
        );
    }
}
