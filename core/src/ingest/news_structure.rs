//! What news texts hide in their paragraphs: a date header, a title, headings, a byline, lists,
//! captions, and lines that belong to the page they were on.
//!
//! Readers of marked-up documents share this: blocks that are not paragraphs stay as they are.

use crate::model::BlockKind;
use crate::text::{ByteSpan, CharSpan, is_blank};

use super::Finding;
use super::date_header::{DateHeader, find_date_header};
use super::news_lines::{byline, dateline, is_caption, is_item, is_litter, is_quoted, items};
use super::run_in_headings::find_run_in_headings;
use super::title::{is_standing_heading, is_title};

/// Only this many blocks at the start can be a date on a line of its own.
const N_HEADER_BLOCKS: usize = 3;
/// Only these many blocks at the start can be the byline.
const N_BYLINE_BLOCKS: usize = 5;

/// A block while a document is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, not empty, without blanks at the ends.
    pub range: ByteSpan,
}

/// What is known about a text before anything is looked for in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Its title.
    pub has_title: bool,
    /// Its headings, which the document marks as such.
    pub has_markup: bool,
    /// That it is not in English, by whose words run-in headings are told.
    pub is_foreign: bool,
}

/// The blocks of a text with their final kinds, and what was found on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewsStructure {
    /// The blocks; those of the paragraphs may have been cut.
    pub blocks: Vec<TextBlock>,
    /// The date header.
    pub date_header: Option<ByteSpan>,
    /// The day that the date header names, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// The block that was found to be the title.
    pub title: Option<ByteSpan>,
    /// Paragraphs that were found to be headings.
    pub standing_headings: Vec<ByteSpan>,
    /// Headings that were cut from the start of a paragraph.
    pub run_in_headings: Vec<ByteSpan>,
    /// The line that says who wrote the text.
    pub byline: Option<ByteSpan>,
    /// The place, and often the day, with which the first paragraph begins.
    pub dateline: Option<ByteSpan>,
    /// Paragraphs that were found to be captions.
    pub captions: Vec<ByteSpan>,
    /// Paragraphs such as "Read more: …", which became metadata.
    pub litter: Vec<ByteSpan>,
    /// How many paragraphs and lines were found to be items of lists, and how many to be quoted.
    pub n_items: usize,
    /// How many paragraphs were found to be quoted.
    pub n_quotes: usize,
}

/// Finds what the paragraphs among `blocks` hide.
///
/// `blocks` are in order and do not overlap; so are those returned, which hold the same
/// characters except for blanks. What is known already is not looked for. Takes time linear in the
/// text.
pub fn find_news_structure(text: &str, blocks: Vec<TextBlock>, known: Known) -> NewsStructure {
    let mut found = NewsStructure { blocks, ..NewsStructure::default() };
    found.part_date_header(text);
    found.part_items(text);
    found.mark_lines(text);
    if !known.has_title {
        found.mark_title(text);
    }
    found.mark_byline(text);
    if !known.has_markup {
        found.mark_standing_headings(text);
    }
    if !known.has_markup && !known.is_foreign {
        found.part_run_in_headings(text);
    }
    found.find_dateline(text);
    found
}

impl NewsStructure {
    /// Who wrote the text, as its byline says.
    pub fn byline(&self, text: &str) -> Option<String> {
        byline(&text[self.byline?.range()]).map(str::to_owned)
    }

    /// What was found, with spans as `in_chars` counts them.
    pub fn findings(&self, text: &str, in_chars: impl Fn(ByteSpan) -> CharSpan) -> Vec<Finding> {
        let mut findings = Vec::new();
        if let (Some(range), Some(published)) = (self.date_header, &self.published) {
            let published = published.clone();
            findings.push(Finding::DateHeader { range: in_chars(range), published });
        }
        findings.extend(self.title.map(|range| Finding::Title { range: in_chars(range) }));
        let ranges = |spans: &[ByteSpan]| spans.iter().copied().map(&in_chars).collect();
        if !self.standing_headings.is_empty() {
            findings.push(Finding::StandingHeadings { ranges: ranges(&self.standing_headings) });
        }
        if !self.run_in_headings.is_empty() {
            findings.push(Finding::RunInHeadings { ranges: ranges(&self.run_in_headings) });
        }
        findings.extend(self.byline.map(|range| Finding::Byline { range: in_chars(range) }));
        findings.extend(self.dateline.map(|range| Finding::Dateline { range: in_chars(range) }));
        if !self.captions.is_empty() {
            findings.push(Finding::Captions { ranges: ranges(&self.captions) });
        }
        if !self.litter.is_empty() {
            findings.push(Finding::Litter { ranges: ranges(&self.litter) });
        }
        if self.n_items > 0 {
            findings.push(Finding::ListItems { count: self.n_items });
        }
        if self.n_quotes > 0 {
            findings.push(Finding::BlockQuotes { count: self.n_quotes });
        }
        findings.extend(mixed_quotation_marks(text));
        findings
    }

    /// Blocks of lines that all begin as items, and paragraphs in a row that do.
    fn part_items(&mut self, text: &str) {
        let mut blocks: Vec<TextBlock> = Vec::with_capacity(self.blocks.len());
        for block in std::mem::take(&mut self.blocks) {
            match items(text, block.range).filter(|_| block.kind == BlockKind::Paragraph) {
                Some(lines) => {
                    self.n_items += lines.len();
                    blocks.extend(
                        lines
                            .into_iter()
                            .map(|range| TextBlock { kind: BlockKind::ListItem, range }),
                    );
                }
                None => blocks.push(block),
            }
        }
        let is_one: Vec<bool> = blocks
            .iter()
            .map(|it| it.kind == BlockKind::Paragraph && is_item(&text[it.range.range()]))
            .collect();
        for idx in 0..blocks.len() {
            let has_neighbour = (idx > 0 && is_one[idx - 1]) || is_one.get(idx + 1) == Some(&true);
            if is_one[idx] && has_neighbour {
                blocks[idx].kind = BlockKind::ListItem;
                self.n_items += 1;
            }
        }
        self.blocks = blocks;
    }

    /// Captions, quotations, and lines that belong to the page.
    fn mark_lines(&mut self, text: &str) {
        for block in &mut self.blocks {
            let line = &text[block.range.range()];
            match block.kind {
                BlockKind::Paragraph | BlockKind::Heading(_) if is_litter(line) => {
                    block.kind = BlockKind::Metadata;
                    self.litter.push(block.range);
                }
                BlockKind::Paragraph if is_caption(line) => {
                    block.kind = BlockKind::Caption;
                    self.captions.push(block.range);
                }
                BlockKind::Paragraph if is_quoted(line) => {
                    block.kind = BlockKind::BlockQuote;
                    self.n_quotes += 1;
                }
                _ => {}
            }
        }
    }

    /// Soon after the start, before the first long paragraph.
    fn mark_byline(&mut self, text: &str) {
        let block = self.blocks.iter_mut().take(N_BYLINE_BLOCKS).find(|block| {
            block.kind == BlockKind::Paragraph && byline(&text[block.range.range()]).is_some()
        });
        if let Some(block) = block.filter(|block| block.range.end().get() < text.len()) {
            block.kind = BlockKind::Metadata;
            self.byline = Some(block.range);
        }
    }

    fn find_dateline(&mut self, text: &str) {
        let first = self.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
        self.dateline = first.and_then(|block| {
            let len = dateline(&text[block.range.range()])?;
            let start = block.range.start().get();
            Some(ByteSpan::of(start, start + len))
        });
    }

    /// A date at the very start, or on a line of its own soon after.
    fn part_date_header(&mut self, text: &str) {
        for idx in 0..self.blocks.len().min(N_HEADER_BLOCKS) {
            let block = self.blocks[idx];
            if block.kind != BlockKind::Paragraph {
                continue;
            }
            let Some(DateHeader { len, published }) = find_date_header(&text[block.range.range()])
            else {
                continue;
            };
            if idx > 0 && len != block.range.len() {
                continue;
            }
            self.date_header = Some(self.cut(text, idx, len, BlockKind::Metadata));
            self.published = Some(published);
            return;
        }
    }

    fn mark_title(&mut self, text: &str) {
        if self.blocks.iter().any(|block| block.kind == BlockKind::Title) {
            return;
        }
        let is_text = |block: &&mut TextBlock| block.kind != BlockKind::Metadata;
        let next: Vec<&str> = self
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Paragraph)
            .skip(1)
            .take(N_HEADER_BLOCKS)
            .map(|block| &text[block.range.range()])
            .collect();
        if let Some(first) = self.blocks.iter_mut().find(is_text)
            && first.kind == BlockKind::Paragraph
            && is_title(&text[first.range.range()], &next)
        {
            first.kind = BlockKind::Title;
            self.title = Some(first.range);
        }
    }

    fn mark_standing_headings(&mut self, text: &str) {
        for idx in 1..self.blocks.len().saturating_sub(1) {
            let around = &self.blocks[idx - 1..=idx + 1];
            if around.iter().any(|block| block.kind != BlockKind::Paragraph) {
                continue;
            }
            let [before, line, after] = [0, 1, 2].map(|place| &text[around[place].range.range()]);
            if is_standing_heading(before, line, after) {
                self.blocks[idx].kind = BlockKind::Heading(2);
                self.standing_headings.push(self.blocks[idx].range);
            }
        }
    }

    fn part_run_in_headings(&mut self, text: &str) {
        let paragraphs: Vec<ByteSpan> = self
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Paragraph)
            .map(|block| block.range)
            .collect();
        let has_headings =
            self.blocks.iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
        let mut headings =
            find_run_in_headings(text, &paragraphs, has_headings).into_iter().peekable();
        let mut blocks = Vec::with_capacity(self.blocks.len());
        for block in std::mem::take(&mut self.blocks) {
            let heading = headings.next_if(|heading| block.range.contains(*heading));
            let Some(range) = heading else {
                blocks.push(block);
                continue;
            };
            self.run_in_headings.push(range);
            blocks.push(TextBlock { kind: BlockKind::Heading(2), range });
            blocks.extend(rest_of(text, block, range.len()));
        }
        self.blocks = blocks;
    }

    /// Makes the first `len` bytes of block number `idx` a block of `kind`.
    fn cut(&mut self, text: &str, idx: usize, len: usize, kind: BlockKind) -> ByteSpan {
        let block = self.blocks[idx];
        let start = block.range.start().get();
        let range = ByteSpan::of(start, start + len);
        self.blocks[idx] = TextBlock { kind, range };
        if let Some(rest) = rest_of(text, block, len) {
            self.blocks.insert(idx + 1, rest);
        }
        range
    }
}

/// `block` without its first `len` bytes and the blanks that follow them.
fn rest_of(text: &str, block: TextBlock, len: usize) -> Option<TextBlock> {
    let end = block.range.end().get();
    let rest = text[block.range.start().get() + len..end].trim_start_matches(is_blank);
    (!rest.is_empty()).then(|| TextBlock { range: ByteSpan::of(end - rest.len(), end), ..block })
}

fn mixed_quotation_marks(text: &str) -> Option<Finding> {
    let straight = text.matches('"').count();
    let curly = text.matches(['“', '”']).count();
    (straight > 0 && curly > 0).then_some(Finding::MixedQuotationMarks { straight, curly })
}
