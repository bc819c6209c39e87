//! An article while a reader puts it together, block by block.

use crate::model::{Block, BlockKind, Metadata};
use crate::text::{ByteSpan, OffsetIndex, canonicalise, trim_blank};

use super::news_structure::{Known, TextBlock, find_news_structure};
use super::{Finding, Ingested, PartedBy, language};

/// What stands between two blocks of a text that is made from blocks.
const JOINER: &str = "\n\n";

/// A text and its blocks so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The text, canonical.
    pub text: String,
    /// Its blocks, in order.
    pub blocks: Vec<TextBlock>,
    /// What the document says about itself.
    pub metadata: Metadata,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl Draft {
    /// Adds a block with this text, without the blanks at its ends; one of blanks is passed over.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        let text = canonicalise(text);
        let inside = trim_blank(&text, ByteSpan::of(0, text.len()));
        if inside.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(JOINER);
        }
        let start = self.text.len();
        self.text.push_str(&text[inside.range()]);
        self.blocks.push(TextBlock { kind, range: ByteSpan::of(start, self.text.len()) });
    }

    /// Finds what the paragraphs hide, and which language the text is in where nobody says so.
    pub fn finish(self, parted_by: PartedBy) -> Ingested {
        let Self { text, blocks, mut metadata, findings: found_before } = self;
        let title = blocks.iter().find(|block| block.kind == BlockKind::Title);
        if metadata.title.is_empty()
            && let Some(title) = title
        {
            metadata.title = in_one_line(&text[title.range.range()]);
        }
        let said = metadata.language.as_deref();
        let language = if said.is_none() { language::detect(&text) } else { None };
        let known = Known {
            has_title: !metadata.title.is_empty(),
            has_markup: parted_by == PartedBy::Markup,
            is_foreign: said.or(language).is_some_and(|tag| !tag.starts_with("en")),
        };
        let structure = find_news_structure(&text, blocks, known);
        let index = OffsetIndex::new(&text);
        let in_chars = |range: ByteSpan| index.bytes_to_chars(&text, range);
        let blocks: Vec<Block> = structure
            .blocks
            .iter()
            .map(|block| Block { kind: block.kind, range: in_chars(block.range) })
            .collect();
        if metadata.title.is_empty()
            && let Some(range) = structure.title
        {
            metadata.title = in_one_line(&text[range.range()]);
        }
        metadata.published = metadata.published.or(structure.published.clone());
        metadata.byline = metadata.byline.or(structure.byline(&text));
        let mut findings = vec![Finding::Blocks { count: blocks.len(), parted_by }];
        findings.extend(found_before);
        findings.extend(structure.findings(&text, in_chars));
        if let Some(language) = language {
            metadata.language = Some(language.to_owned());
            findings.push(Finding::Language { tag: language });
        }
        Ingested { text, blocks, metadata, findings }
    }
}

/// `text` with one blank wherever it had some.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
