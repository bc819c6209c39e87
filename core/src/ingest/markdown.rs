//! Markdown (CommonMark): its text and blocks. Marks such as `**` go; tables become rows with tabs,
//! and stretches of HTML are read as those of a web page.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::model::{BlockKind, Metadata, web_address};

use super::draft::{Draft, in_one_line};
use super::language::language_tag;
use super::{Finding, Ingested, PartedBy, date_header, html, plain_text};

/// So many stretches of HTML are read, since each is parsed as a page of its own.
const MOST_HTML_BLOCKS: usize = 2_000;

/// A text with more marks than these takes a parser too much memory; books have a tenth.
const MOST_MARKS: usize = 1_000_000;

/// Whether `text` has more of the characters that may be marks than are read.
pub(super) fn has_too_many_marks(text: &str) -> bool {
    let is_mark = |byte: &u8| b"[]()*_`<>!|~&\\$:".contains(byte);
    text.bytes().filter(is_mark).count() > MOST_MARKS
}

/// Reads `text`, whatever it is. Where nothing but marks is in it, they are the text.
///
/// ```
/// # use onrecord_core::ingest::markdown::read;
/// let read = read("# Talks go *on*\n\nNobody [left](https://example.org).\n");
/// assert_eq!(read.text, "Talks go on\n\nNobody left.");
/// ```
pub fn read(text: &str) -> Ingested {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options()) {
        reader.take(event);
    }
    reader.end_block();
    if reader.n_left_out > 0 {
        reader.draft.findings.push(Finding::LeftOut { n_words: reader.n_left_out });
    }
    let read = reader.draft.finish(PartedBy::Markup);
    if read.blocks.is_empty() { as_it_stands(text, read.metadata) } else { read }
}

/// A text of marks alone, such as a picture or a table of addresses: somebody may want to see them.
fn as_it_stands(text: &str, said: Metadata) -> Ingested {
    let plain = plain_text::read(text);
    let language = said.language.clone().or_else(|| plain.metadata.language.clone());
    Ingested { metadata: Metadata { language, ..said }, ..plain }
}

/// Whether a text that does not say what it is looks like Markdown: front matter, or a heading
/// together with a link. Stars and lists alone also stand in plain texts.
pub(super) fn is_likely(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    let has_front_matter = text.strip_prefix("---\n").is_some_and(|rest| {
        rest.lines().next().is_some_and(|line| line.contains(": ")) && rest.contains("\n---\n")
    });
    has_front_matter || (text.lines().any(is_heading) && text.contains("](http"))
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    /// The text of the block that is being read, and what it is.
    text: String,
    kind: Option<BlockKind>,
    /// How many quotes, items and pieces to be left out are open.
    n_quotes: usize,
    n_items: usize,
    n_hidden: usize,
    is_front_matter: bool,
    n_left_out: usize,
    /// The stretch of HTML that is being read, and how many there were.
    html: String,
    n_html_blocks: usize,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.add(&text),
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) if is_line_break(&tag) => self.add("\n"),
            Event::InlineHtml(text) => self.n_left_out += text.split_whitespace().count(),
            Event::SoftBreak | Event::HardBreak => self.add("\n"),
            Event::Rule => self.end_block(),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin_block(heading(*level)),
            Tag::Paragraph
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::TableHead
            | Tag::TableRow => {
                self.begin_block(BlockKind::Paragraph);
            }
            Tag::BlockQuote(_) => {
                self.end_block();
                self.n_quotes += 1;
            }
            Tag::Item => {
                self.n_items += 1;
                self.begin_block(BlockKind::ListItem);
            }
            Tag::List(_) => self.end_block(),
            Tag::TableCell if !self.text.is_empty() => self.text.push('\t'),
            Tag::Image { .. } => self.n_hidden += 1,
            Tag::MetadataBlock(_) => self.is_front_matter = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.end_block(),
            TagEnd::HtmlBlock => self.take_html(),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                self.n_quotes -= 1;
            }
            TagEnd::Item => {
                self.end_block();
                self.n_items -= 1;
            }
            TagEnd::Image => self.n_hidden -= 1,
            TagEnd::MetadataBlock(_) => {
                self.is_front_matter = false;
                let text = std::mem::take(&mut self.text);
                text.lines().for_each(|line| self.take_field(line));
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        if self.n_hidden > 0 {
            self.n_left_out += text.split_whitespace().count();
            return;
        }
        self.text.push_str(text);
    }

    fn begin_block(&mut self, kind: BlockKind) {
        self.end_block();
        self.kind = Some(self.kind_here(kind));
    }

    /// What a paragraph is in the lists and quotes that are open.
    fn kind_here(&self, kind: BlockKind) -> BlockKind {
        match kind {
            BlockKind::Paragraph if self.n_items > 0 => BlockKind::ListItem,
            BlockKind::Paragraph if self.n_quotes > 0 => BlockKind::BlockQuote,
            kind => kind,
        }
    }

    /// Reads a stretch of HTML; what is too intricate, or one too many, is left out.
    fn take_html(&mut self) {
        self.end_block();
        let html = std::mem::take(&mut self.html);
        self.n_html_blocks += 1;
        let n_before = self.draft.blocks.len();
        if self.n_html_blocks <= MOST_HTML_BLOCKS {
            html::read_into(&html, &mut self.draft);
        }
        if self.draft.blocks.len() == n_before {
            self.n_left_out += html.split_whitespace().count();
        }
        for idx in n_before..self.draft.blocks.len() {
            let block = self.draft.blocks[idx];
            let kind = match self.kind_here(block.kind) {
                BlockKind::Title if idx > 0 => BlockKind::Heading(2),
                kind => kind,
            };
            self.draft.blocks[idx].kind = kind;
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = self.kind.take().unwrap_or(BlockKind::Paragraph);
        let is_first = self.draft.blocks.is_empty();
        match kind {
            // The heading of highest level at the start is the title.
            BlockKind::Title if !is_first => self.draft.push(BlockKind::Heading(2), &text),
            BlockKind::Title => {
                if self.draft.metadata.title.is_empty() {
                    self.draft.metadata.title = in_one_line(&text);
                }
                self.draft.push(kind, &text);
            }
            kind => self.draft.push(kind, &text),
        }
    }

    /// A line of front matter, such as `title: "Talks go on"`.
    fn take_field(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        if value.is_empty() {
            return;
        }
        let metadata = &mut self.draft.metadata;
        match name.trim() {
            "title" | "headline" => metadata.title = in_one_line(value),
            "author" | "authors" | "byline" | "by" => metadata.byline = Some(value.to_owned()),
            "date" | "published" => metadata.published = Some(date_header::day_or_words(value)),
            "source" | "outlet" | "publisher" => metadata.outlet = Some(value.to_owned()),
            "url" | "link" | "canonical" | "source_url" => {
                metadata.url = web_address(value).map(str::to_owned);
            }
            "lang" | "language" => metadata.language = language_tag(value),
            _ => {}
        }
    }
}

fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_matches(['<', '>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

fn heading(level: HeadingLevel) -> BlockKind {
    match level {
        HeadingLevel::H1 => BlockKind::Title,
        level => BlockKind::Heading(level as u8),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::tests::{check_blocks, check_partition};

    #[test]
    fn marks_go_and_structure_stays() {
        check_blocks(
            &read(
                "---\ntitle: \"A crane sinks\"\ndate: 2026-01-07\nauthor: Ann Lee\n\
                 url: javascript:alert(1)\n---\n\n## Before\n\nOne **bold** word,  \nand `code`.\n\n\
                 - milk\n- *butter*\n  - more\n\n> They said\n> no.\n\n![A crane](a.png)\n\n\
                 | a | b |\n|---|---|\n| 1 | 2 |\n\n<b onclick=x>no</b> way\n\n---\n\n```\nlet x;\n```\n",
            ),
            &[
                ("heading", "Before"),
                ("paragraph", "One bold word,\nand code."),
                ("list-item", "milk"),
                ("list-item", "butter"),
                ("list-item", "more"),
                ("block-quote", "They said\nno."),
                ("paragraph", "a\tb"),
                ("paragraph", "1\t2"),
                ("paragraph", "no way"),
                ("paragraph", "let x;"),
            ],
        );
    }

    #[test]
    fn front_matter_is_metadata() {
        let read =
            read("---\ntitle: 'A crane sinks'\ndate: 7 January 2026\nlang: en_GB\n---\nText.\n");
        assert_eq!(read.metadata.title, "A crane sinks");
        assert_eq!(read.metadata.published.as_deref(), Some("2026-01-07"));
        assert_eq!(read.metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(read.text, "Text.");
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let read = read("# A crane\n\nIt sank.\n\n# Later\n\nIt rose.");
        assert_eq!(read.metadata.title, "A crane");
        check_blocks(
            &read,
            &[
                ("title", "A crane"),
                ("paragraph", "It sank."),
                ("heading", "Later"),
                ("paragraph", "It rose."),
            ],
        );
    }

    #[test]
    fn html_in_markdown_is_read_as_on_a_page() {
        check_blocks(
            &read(
                "<h1>A crane</h1>\n\n<div align=center>\n<p>It <b>sank</b>.</p>\n<script>1</script>\n</div>\n\n\
                 Two<br>lines.\n\n<h1>Later</h1>\n\n> <p>They said no.</p>\n\n<!-- nobody sees this -->\n",
            ),
            &[
                ("title", "A crane"),
                ("paragraph", "It sank."),
                ("paragraph", "Two\nlines."),
                ("heading", "Later"),
                ("block-quote", "They said no."),
            ],
        );
        let many = "<p>x</p>\n\n".repeat(MOST_HTML_BLOCKS + 3);
        let read = read(&many);
        assert_eq!(read.blocks.len(), MOST_HTML_BLOCKS);
        assert!(read.findings.contains(&Finding::LeftOut { n_words: 3 }));
    }

    #[test]
    fn a_document_of_marks_alone_is_its_own_text() {
        for text in [
            "![A crane](a.png)",
            "[a]: https://example.org",
            "***",
            "<!-- x -->",
            "---\ntitle: A\n---",
        ] {
            let read = read(text);
            assert_eq!(read.text, text);
            check_partition(&read);
            assert!(!read.blocks.is_empty(), "{text}");
        }
        assert_eq!(read("---\ntitle: A crane\n---\n").metadata.title, "A crane");
        assert!(read(" \n").blocks.is_empty());
    }

    #[test]
    fn plain_texts_are_not_taken_for_markdown() {
        assert!(is_likely("# A crane\n\nSee [this](http://example.org)."));
        assert!(is_likely("---\ntitle: A\n---\nText"));
        for text in ["# 1 in the charts", "* a\n* b", "a_b_c **d**", "---\n\nText\n\n---\n"] {
            assert!(!is_likely(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[-#>*_`\\[\\]()!|<a\n 1.:~\\\\é]{0,120}") {
            check_partition(&read(&text));
        }
    }
}
