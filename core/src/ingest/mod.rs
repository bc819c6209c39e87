//! Articles read from documents: exact text, blocks, and what a scraped news text hides.
//!
//! Readers never change characters beyond [`crate::text::canonicalise`]. They make no ids and
//! know no clock, so what they give is not yet an [`crate::model::Article`].

mod date_header;
mod news_structure;
pub mod plain_text;
mod run_in_headings;
mod title;

pub use news_structure::{NewsStructure, TextBlock, find_news_structure};
pub use title::suggested_title;

use crate::model::{Block, Metadata};
use crate::text::CharSpan;

/// What a reader made of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The article's text, canonicalised.
    pub text: String,
    /// Its blocks, in order, none empty, none overlapping; only blanks lie outside them.
    pub blocks: Vec<Block>,
    /// What the document says about itself; the title is empty when the text has none.
    pub metadata: Metadata,
    /// What was recognised, for the reader to check. The number of blocks always comes first.
    pub findings: Vec<Finding>,
}

/// Something that was recognised in a document. The page puts it into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// How many blocks the text was cut into, and where.
    Blocks {
        /// The number of blocks, headers and headings included.
        count: usize,
        /// What was taken to part them.
        parted_by: PartedBy,
    },
    /// The text begins with its date.
    DateHeader {
        /// The header's characters.
        range: CharSpan,
        /// The day, `YYYY-MM-DD`.
        published: String,
    },
    /// The first line is the title.
    Title {
        /// The title's characters.
        range: CharSpan,
    },
    /// Lines between paragraphs that are headings.
    StandingHeadings {
        /// Each heading's characters, in order, at least one.
        ranges: Vec<CharSpan>,
    },
    /// Headings that stood at the start of a paragraph, on the same line.
    RunInHeadings {
        /// Each heading's characters, in order, at least one.
        ranges: Vec<CharSpan>,
    },
    /// Both straight and curly double quotation marks occur, so that a search for one misses
    /// the other.
    MixedQuotationMarks {
        /// How many `"` there are.
        straight: usize,
        /// How many `“` and `”` there are.
        curly: usize,
    },
}

/// What parts the blocks of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartedBy {
    /// Lines with only white space.
    BlankLines,
    /// Each line end, since there are no blank lines.
    LineEnds,
    /// The document's own structure.
    Markup,
}
