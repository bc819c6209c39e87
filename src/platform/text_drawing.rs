//! Draws the article's text: blocks, the marks in them, and the characters between them.
//!
//! An article may have tens of thousands of marks. A mark is a copy of one that looks the same,
//! texts are cut out of one string for each block, and nothing is remembered of a mark but what it
//! shows. Text becomes text nodes, never markup.

use std::rc::Rc;

use js_sys::{Array, JsString};
use onrecord_core::model::{Block, BlockKind};
use onrecord_core::text::{ArticleText, CharOffset, CharSpan};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node};

use crate::app::pieces::{Drawing, Look, Looks, Piece, unchanged};

use super::environment::document;

/// Chunks stand together in groups of so many. Each frame the browser looks at every chunk whose layout
/// it has put off; a far group it passes over as a whole.
pub const N_IN_GROUP: usize = 10;

const SELECTED: &str = "data-selected";

#[wasm_bindgen]
extern "C" {
    /// Draws pieces before a child of a block, in the page's script: the block's text, the ids in
    /// it, six numbers for each piece (see [`Cut`]), and the marks by their looks.
    #[wasm_bindgen(catch, js_name = onrecordPieces)]
    fn draw_pieces(
        block: &Element,
        next: Option<&Node>,
        text: &str,
        ids: &str,
        cuts: &[u32],
        marks: &Array,
    ) -> Result<(), JsValue>;

    /// Makes a mark without text, in the page's script, from the fields of [`Look`].
    #[wasm_bindgen(catch, js_name = onrecordMark)]
    fn make_mark(
        class: &str,
        labels: &str,
        description: &str,
        begins: &str,
        ends: &str,
    ) -> Result<JsValue, JsValue>;

    /// `Element` with strings that are the browser's already.
    #[wasm_bindgen(js_name = Element)]
    type Writable;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn write(this: &Writable, name: &JsString, value: &JsString);

    #[wasm_bindgen(method, js_name = append)]
    fn append_text(this: &Writable, text: &JsString);
}

/// What is needed to draw marks, for all chunks of an article.
pub struct Brush {
    looks: Looks,
    /// A mark without text for each look that was drawn, in their order.
    marks: Array,
    /// An empty block of each kind that was drawn, without its number.
    blocks: Vec<(BlockKind, Element)>,
    /// What stands between two blocks, as it was drawn last.
    gap: (String, JsString),
    block_number: JsString,
}

/// A chunk as it is drawn now.
pub struct DrawnChunk {
    element: Element,
    text: Option<Rc<ArticleText>>,
    span: CharSpan,
    blocks: Vec<DrawnBlock>,
}

struct DrawnBlock {
    block: Block,
    number: usize,
    element: Element,
    pieces: Vec<Piece>,
}

impl Brush {
    /// Draws marks that have these looks.
    pub fn new(looks: Looks) -> Self {
        Self {
            looks,
            marks: Array::new(),
            blocks: Vec::new(),
            gap: (String::new(), "".into()),
            block_number: "data-block".into(),
        }
    }

    /// Sees to it that there is a mark of this look.
    fn prepare(&mut self, number: usize) -> Result<(), JsValue> {
        if !self.marks.get(number as u32).is_undefined() {
            return Ok(());
        }
        let Some(look) = self.looks.get(number) else { return Ok(()) };
        let Look { class, labels, description, begins, ends } = look;
        self.marks.set(number as u32, make_mark(class, labels, description, begins, ends)?);
        Ok(())
    }

    /// An empty block.
    fn block(&mut self, kind: BlockKind, number: usize) -> Result<Element, JsValue> {
        let position = match self.blocks.iter().position(|(known, _)| *known == kind) {
            Some(position) => position,
            None => {
                self.blocks.push((kind, block_element(kind)?));
                self.blocks.len() - 1
            }
        };
        let block: Element = self.blocks[position].1.clone_node()?.unchecked_into();
        // The browser writes the number out by itself.
        let number: JsString = JsValue::from(number as f64).unchecked_into();
        block.unchecked_ref::<Writable>().write(&self.block_number, &number);
        Ok(block)
    }

    /// What stands between two blocks.
    fn gap(&mut self, gap: &str) -> &JsString {
        if self.gap.0 != gap {
            self.gap = (gap.to_owned(), gap.into());
        }
        &self.gap.1
    }
}

/// A group without chunks.
///
/// # Errors
/// When the browser makes no element.
pub fn group() -> Result<Element, JsValue> {
    let group = document().create_element("div")?;
    group.set_attribute("class", "chunk-group")?;
    Ok(group)
}

impl DrawnChunk {
    /// An empty chunk with this number.
    ///
    /// # Errors
    /// When the browser makes no element.
    pub fn new(number: usize) -> Result<Self, JsValue> {
        let element = document().create_element("div")?;
        element.set_attribute("class", "chunk")?;
        element.set_attribute("data-chunk", &number.to_string())?;
        let span = CharSpan::of(0, 0);
        Ok(Self { element, text: None, span, blocks: Vec::new() })
    }

    /// Puts it at the end of its group.
    ///
    /// # Errors
    /// When the browser does not take it there.
    pub fn join(&self, group: &Element) -> Result<(), JsValue> {
        group.append_child(&self.element)?;
        say_n_chunks(group)
    }

    /// Takes it out of its group.
    ///
    /// # Errors
    /// When the browser refuses.
    pub fn leave(&self) -> Result<(), JsValue> {
        let Some(group) = self.element.parent_element() else { return Ok(()) };
        self.element.remove();
        say_n_chunks(&group)
    }

    /// Draws the chunk as it is to be now. What is there already and looks as it should stays.
    ///
    /// # Errors
    /// When the browser refuses a node.
    pub fn draw(
        &mut self,
        drawing: &Drawing<'_>,
        text: &Rc<ArticleText>,
        brush: &mut Brush,
    ) -> Result<(), JsValue> {
        let is_drawn = self.text.as_ref().is_some_and(|drawn| Rc::ptr_eq(drawn, text))
            && self.span == drawing.chunk.span
            && self.blocks.iter().map(|it| it.block).eq(drawing.chunk.blocks.iter().copied())
            && self.blocks.first().is_none_or(|it| it.number == drawing.chunk.first_block);
        if !is_drawn {
            self.begin(drawing, text, brush)?;
        }
        for drawn in &mut self.blocks {
            let pieces = drawing.pieces(&drawn.block, &mut brush.looks);
            if pieces != drawn.pieces {
                drawn.show(pieces, text, brush)?;
            }
        }
        Ok(())
    }

    /// Draws empty blocks and the characters between them, which belong to the text, too.
    fn begin(
        &mut self,
        drawing: &Drawing<'_>,
        text: &Rc<ArticleText>,
        brush: &mut Brush,
    ) -> Result<(), JsValue> {
        let chunk = drawing.chunk;
        self.element.set_text_content(None);
        self.blocks.clear();
        let mut drawn_until = chunk.span.start();
        for (position, block) in chunk.blocks.iter().enumerate() {
            self.append_gap(text, drawn_until, block.range.start(), brush);
            let number = chunk.first_block + position;
            let element = brush.block(block.kind, number)?;
            self.element.append_child(&element)?;
            self.blocks.push(DrawnBlock { block: *block, number, element, pieces: Vec::new() });
            drawn_until = block.range.end();
        }
        self.append_gap(text, drawn_until, chunk.span.end(), brush);
        self.text = Some(text.clone());
        self.span = chunk.span;
        Ok(())
    }

    fn append_gap(
        &self,
        text: &ArticleText,
        start: CharOffset,
        end: CharOffset,
        brush: &mut Brush,
    ) {
        if start < end {
            let gap = brush.gap(text.slice(CharSpan::new(start, end)));
            self.element.unchecked_ref::<Writable>().append_text(gap);
        }
    }
}

/// For the sheet of style, which guesses how high a group is.
fn say_n_chunks(group: &Element) -> Result<(), JsValue> {
    let group: &HtmlElement = group.unchecked_ref();
    group.style().set_property("--n-chunks", &group.child_element_count().to_string())
}

impl DrawnBlock {
    /// Draws what differs from `pieces`.
    fn show(
        &mut self,
        pieces: Vec<Piece>,
        text: &ArticleText,
        brush: &mut Brush,
    ) -> Result<(), JsValue> {
        let children = self.element.child_nodes();
        if children.length() as usize != self.pieces.len() {
            // Something else has been at the block, such as a translator.
            self.element.set_text_content(None);
            self.pieces.clear();
        }
        let (n_first, n_last) = unchanged(&self.pieces, &pieces);
        for _ in n_first..self.pieces.len() - n_last {
            if let Some(outdated) = children.item(n_first as u32) {
                self.element.remove_child(&outdated)?;
            }
        }
        let middle = n_first..pieces.len() - n_last;
        if !middle.is_empty() {
            let mut cuts = Vec::with_capacity(middle.len() * N_IN_CUT);
            for (piece, cut) in cuts_of(text, &pieces).skip(n_first).take(middle.len()) {
                brush.prepare(piece.look)?;
                cuts.extend(cut);
            }
            let next = children.item(n_first as u32);
            let text = text.slice(self.block.range);
            draw_pieces(&self.element, next.as_ref(), text, &ids(&pieces), &cuts, &brush.marks)?;
        }
        let before = std::mem::replace(&mut self.pieces, pieces);
        let n_before = before.len();
        let n_now = self.pieces.len();
        let firsts = (0..n_first).map(|position| (position, position));
        let lasts = (1..=n_last).map(|back| (n_before - back, n_now - back));
        for (old, new) in firsts.chain(lasts) {
            if before[old].is_chosen != self.pieces[new].is_chosen
                && let Some(mark) = children.item(new as u32)
            {
                show_chosen(mark.unchecked_ref(), self.pieces[new].is_chosen);
            }
        }
        Ok(())
    }
}

/// The ids of all pieces, each with a blank behind it.
fn ids(pieces: &[Piece]) -> String {
    let mut ids = String::new();
    for id in pieces.iter().flat_map(|piece| &piece.annotations) {
        ids.push_str(&id.to_string());
        ids.push(' ');
    }
    ids
}

/// What is cut out for a piece, in UTF-16 units: where its text begins and ends in that of the
/// block, where its ids begin and end among all of them (at the same place where it has none), its
/// look, and 1 if it is chosen.
type Cut = [u32; N_IN_CUT];

const N_IN_CUT: usize = 6;

/// Each piece with its cut.
fn cuts_of<'a>(
    text: &'a ArticleText,
    pieces: &'a [Piece],
) -> impl Iterator<Item = (&'a Piece, Cut)> {
    let (mut start, mut first_id) = (0, 0);
    pieces.iter().map(move |piece| {
        let characters = &text.as_str()[piece.bytes.range()];
        let end = start + characters.encode_utf16().count() as u32;
        let next_id = first_id + piece.annotations.len() as u32 * ID_LENGTH;
        let ids_end = if next_id > first_id { next_id - 1 } else { next_id };
        let look = piece.look as u32;
        let cut = [start, end, first_id, ids_end, look, u32::from(piece.is_chosen)];
        (start, first_id) = (end, next_id);
        (piece, cut)
    })
}

/// An id in canonical form and the blank behind it.
const ID_LENGTH: u32 = 37;

fn block_element(kind: BlockKind) -> Result<Element, JsValue> {
    let tag = match kind {
        BlockKind::Title => "h1",
        BlockKind::Heading(level) => {
            ["h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(2, 6)) - 2]
        }
        BlockKind::BlockQuote => "blockquote",
        BlockKind::Metadata | BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Caption => {
            "p"
        }
    };
    let element = document().create_element(tag)?;
    let attributes = [("class", "block"), ("data-kind", kind.name()), ("dir", "auto")];
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    Ok(element)
}

fn show_chosen(mark: &Element, is_chosen: bool) {
    let _ = match is_chosen {
        true => mark.set_attribute(SELECTED, ""),
        false if mark.has_attribute(SELECTED) => mark.remove_attribute(SELECTED),
        false => Ok(()),
    };
}
