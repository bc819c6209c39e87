//! The paragraphs of a document.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::model::BlockKind;

use super::super::draft::{Draft, in_one_line};
use super::super::{MOST_LINES, ReadFailure};
use super::styles::{Styles, kind};

/// Elements may stand in each other so deep; Word itself stays below fifty.
const MOST_DEPTH: usize = 512;

/// Elements with what is not the document's: deleted, instructions, fallbacks, former properties.
const HIDDEN: [&str; 6] = ["del", "moveFrom", "instrText", "delText", "Fallback", "pPrChange"];

/// Reads the main document into `draft` and returns how many footnotes it refers to.
pub(super) fn read(xml: &str, styles: &Styles, draft: &mut Draft) -> Result<usize, ReadFailure> {
    let mut reader = Reader::from_str(xml);
    let mut state = State::new(styles, draft);
    loop {
        if state.draft.blocks.len() > MOST_LINES {
            return Err(ReadFailure::TooManyLines);
        }
        match reader.read_event().map_err(|_| ReadFailure::DamagedArchive)? {
            Event::Eof => break,
            Event::Start(element) => state.start(&element, false)?,
            Event::Empty(element) => state.start(&element, true)?,
            Event::End(element) => state.end(element.local_name().as_ref()),
            _ if !state.is_in_text || state.n_hidden > 0 => {}
            Event::Text(text) => state.text.push_str(&text),
            Event::CData(text) => state.text.push_str(&text),
            Event::GeneralRef(name) => state.text.extend(entity(&name)),
            _ => {}
        }
    }
    state.end_paragraph();
    Ok(state.n_footnotes)
}

/// What stands in the first element of this name.
pub(super) fn text_of_element(xml: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut text = None::<String>;
    while let Ok(event) = reader.read_event() {
        match (&event, &mut text) {
            (Event::Eof, _) => break,
            (Event::Start(element), None) if element.local_name().as_ref() == name => {
                text = Some(String::new());
            }
            (Event::End(_), Some(_)) => break,
            (Event::Text(more), Some(text)) => text.push_str(more),
            (Event::GeneralRef(name), Some(text)) => text.extend(entity(name)),
            _ => {}
        }
    }
    text
}

/// The value of the attribute with this name, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    // Looking for doubles would take long where somebody wrote many.
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let mut wanted = attributes.filter(|it| it.key.local_name().as_ref() == name);
    Some(wanted.next()?.value.into_owned())
}

struct State<'a> {
    styles: &'a Styles,
    draft: &'a mut Draft,
    text: String,
    /// What the paragraph's style says, and whether it stands in a list.
    kind: Option<BlockKind>,
    is_in_list: bool,
    is_in_text: bool,
    n_hidden: usize,
    depth: usize,
    n_footnotes: usize,
}

impl<'a> State<'a> {
    fn new(styles: &'a Styles, draft: &'a mut Draft) -> Self {
        Self {
            styles,
            draft,
            text: String::new(),
            kind: None,
            is_in_list: false,
            is_in_text: false,
            n_hidden: 0,
            depth: 0,
            n_footnotes: 0,
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, is_empty: bool) -> Result<(), ReadFailure> {
        let name = element.local_name();
        let name = name.as_ref();
        if !is_empty {
            self.depth += 1;
            if self.depth > MOST_DEPTH {
                return Err(ReadFailure::TooDeep);
            }
            self.n_hidden += usize::from(HIDDEN.contains(&name));
            self.is_in_text |= name == "t";
        }
        if self.n_hidden > 0 {
            return Ok(());
        }
        match name {
            "p" => self.end_paragraph(),
            "pStyle" => {
                let id = attribute(element, "val").unwrap_or_default();
                self.kind = self.styles.get(&id).copied().or_else(|| kind(&id));
            }
            "numPr" => self.is_in_list = true,
            "tab" if !self.is_in_properties() => self.text.push('\t'),
            "br" | "cr" => self.text.push('\n'),
            "noBreakHyphen" => self.text.push('\u{2011}'),
            "softHyphen" => self.text.push('\u{ad}'),
            "footnoteReference" | "endnoteReference" => self.n_footnotes += 1,
            _ => {}
        }
        Ok(())
    }

    /// Tab stops have the name of tabs, but stand before the text of the paragraph.
    fn is_in_properties(&self) -> bool {
        self.text.is_empty()
    }

    fn end(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        if HIDDEN.contains(&name) {
            self.n_hidden = self.n_hidden.saturating_sub(1);
        }
        match name {
            "t" => self.is_in_text = false,
            "p" => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        let is_in_list = std::mem::take(&mut self.is_in_list);
        let kind = match self.kind.take() {
            Some(BlockKind::Title) if !self.draft.blocks.is_empty() => BlockKind::Heading(2),
            Some(kind) => kind,
            None if is_in_list => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        if kind == BlockKind::Title && !text.trim().is_empty() {
            self.draft.metadata.title = in_one_line(&text);
        }
        self.draft.push(kind, &text);
    }
}

/// The character of a reference such as `&amp;` or `&#8217;`; others than XML's own are no part
/// of these documents.
fn entity(name: &BytesRef<'_>) -> Option<char> {
    if name.is_char_ref() {
        return name.resolve_char_ref().ok().flatten().filter(|it| *it != '\0');
    }
    Some(match &**name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
