//! What was recognised in a document.

use crate::text::CharSpan;

/// Something that was recognised in a document, or left out of it.
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
    /// A line says who wrote the text.
    Byline {
        /// The line's characters.
        range: CharSpan,
    },
    /// The first paragraph begins with where, and often when, it was written.
    Dateline {
        /// Its characters, the dash included.
        range: CharSpan,
    },
    /// Lines about pictures.
    Captions {
        /// Each line's characters, in order, at least one.
        ranges: Vec<CharSpan>,
    },
    /// Lines that belong to the page the text was on, such as "Read more: …". They stay in the text.
    Litter {
        /// Each line's characters, in order, at least one.
        ranges: Vec<CharSpan>,
    },
    /// Items of lists, by the signs before them.
    ListItems {
        /// How many.
        count: usize,
    },
    /// Quoted paragraphs, by the signs before them.
    BlockQuotes {
        /// How many.
        count: usize,
    },
    /// Both straight and curly double quotation marks occur, so that a search for one misses
    /// the other.
    MixedQuotationMarks {
        /// How many `"` there are.
        straight: usize,
        /// How many `“` and `”` there are.
        curly: usize,
    },
    /// The language, by its words; the document does not say it.
    Language {
        /// A BCP 47 tag.
        tag: &'static str,
    },
    /// Words of the document that are not in the text: menus, advertisements, markup.
    LeftOut {
        /// About how many.
        n_words: usize,
    },
    /// No article was found on the page, so that everything was taken.
    WholePage,
    /// Small characters that say how others are pronounced (`<ruby>`), which are not in the text.
    ReadingAidsLeftOut {
        /// How many.
        count: usize,
    },
    /// Notes at the foot of pages or the end, which are not in the text.
    FootnotesLeftOut {
        /// How many.
        count: usize,
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
