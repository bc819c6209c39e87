//! A tree of elements to blocks of text, as a browser would lay them out.

use dom_query::{NodeData, NodeRef};

use crate::model::BlockKind;

use super::super::Finding;
use super::super::draft::Draft;

/// Elements of which nothing is read.
const HIDDEN: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "canvas",
    "audio",
    "video",
    "picture",
    "map",
    "head",
    "title",
    "button",
    "select",
    "textarea",
    "input",
    "datalist",
    "dialog",
    "nav",
    "form",
    "noframes",
    "frameset",
    "ins",
    "amp-ad",
    "amp-embed",
    "amp-sidebar",
];
/// What stands above or beside characters and says how they are pronounced: a quotation of the text
/// does not have it.
const READING_AIDS: &[&str] = &["rt", "rp", "rtc"];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Reads everything in `root` into `draft`, in the order of the page, without recursion.
pub(super) fn read(root: &NodeRef<'_>, draft: &mut Draft) {
    let mut reader = Reader {
        draft,
        text: String::new(),
        kinds: Vec::new(),
        n_pre: 0,
        has_title: false,
        n_reading_aids: 0,
    };
    let mut next = root.first_child();
    while let Some(node) = next {
        let descends = reader.enter(&node);
        next = match node.first_child().filter(|_| descends) {
            Some(child) => Some(child),
            None => {
                reader.leave(&node, descends);
                after(&node, root, &mut reader)
            }
        };
    }
    reader.end_block();
    let count = reader.n_reading_aids;
    if count > 0 {
        reader.draft.findings.push(Finding::ReadingAidsLeftOut { count });
    }
}

/// The node after `node` and everything in it; leaves the elements that end before.
fn after<'tree>(
    node: &NodeRef<'tree>,
    root: &NodeRef<'tree>,
    reader: &mut Reader<'_>,
) -> Option<NodeRef<'tree>> {
    let mut node = *node;
    loop {
        if let Some(sibling) = node.next_sibling() {
            return Some(sibling);
        }
        node = node.parent().filter(|it| it.id != root.id)?;
        reader.leave(&node, true);
    }
}

struct Reader<'a> {
    draft: &'a mut Draft,
    /// The text of the block that is being read.
    text: String,
    /// What the open elements make of a paragraph, the innermost last.
    kinds: Vec<BlockKind>,
    /// How many elements that keep their line ends are open.
    n_pre: usize,
    /// Whether there was a heading of the first level; a second one is no title.
    has_title: bool,
    n_reading_aids: usize,
}

impl Reader<'_> {
    /// Takes what a node begins with; says whether what is in it is to be read.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.add(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else { return node.may_have_children() };
        let name: &str = &name;
        if HIDDEN.contains(&name) || is_hidden(node) {
            return false;
        }
        if READING_AIDS.contains(&name) {
            self.n_reading_aids += usize::from(name == "rt");
            return false;
        }
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        match name {
            "br" => self.break_line(),
            "td" | "th" if !self.text.trim().is_empty() => self.text.push('\t'),
            "pre" => self.n_pre += 1,
            _ => {}
        }
        self.kinds.extend(kind_of(name));
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>, was_entered: bool) {
        let Some(name) = node.node_name().filter(|_| was_entered) else { return };
        let name: &str = &name;
        if BLOCKS.contains(&name) {
            self.end_block();
        }
        if kind_of(name).is_some() {
            self.kinds.pop();
        }
        if name == "pre" {
            self.n_pre -= 1;
        }
    }

    /// Runs of blanks are one, as on the page; U+00A0 and its like are no blanks there.
    fn add(&mut self, text: &str) {
        if self.n_pre > 0 {
            self.text.push_str(text);
            return;
        }
        for character in text.chars() {
            if !matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.text.push(character);
            } else if !self.text.ends_with([' ', '\n', '\t']) && !self.text.is_empty() {
                self.text.push(' ');
            }
        }
    }

    /// Two breaks part paragraphs.
    fn break_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if self.text.ends_with('\n') {
            self.end_block();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        let kind = match self.kinds.last().copied().unwrap_or(BlockKind::Paragraph) {
            BlockKind::Title if self.has_title => BlockKind::Heading(2),
            kind => kind,
        };
        self.has_title |= kind == BlockKind::Title && !text.trim().is_empty();
        self.draft.push(kind, &text);
    }
}

fn kind_of(name: &str) -> Option<BlockKind> {
    Some(match name {
        "h1" => BlockKind::Title,
        "h2" => BlockKind::Heading(2),
        "h3" => BlockKind::Heading(3),
        "h4" => BlockKind::Heading(4),
        "h5" => BlockKind::Heading(5),
        "h6" => BlockKind::Heading(6),
        "li" => BlockKind::ListItem,
        "blockquote" => BlockKind::BlockQuote,
        // A list of articles, such as the posts of a live blog, is no list of items.
        "article" => BlockKind::Paragraph,
        "figcaption" | "caption" => BlockKind::Caption,
        _ => return None,
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let NodeData::Element(_) = node.query_or(NodeData::Document, |it| it.data.clone()) else {
        return false;
    };
    node.has_attr("hidden")
        || node.attr("aria-hidden").is_some_and(|it| &*it == "true")
        || node.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
