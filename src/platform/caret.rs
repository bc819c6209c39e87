//! The caret in the article's text: the browser's selection follows it, and a line is drawn where
//! it stands, outside of the text.

use onrecord_core::text::{Utf16Offset, runs_right_to_left};
use wasm_bindgen::JsCast;
use web_sys::{CharacterData, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::app::BlockPlace;

use super::environment::{document, element, elements, window};
use super::moves::Move;
use super::selection::{self, Ends};

/// Selects from `anchor` to `head` as the browser does.
pub fn select(anchor: BlockPlace, head: BlockPlace) {
    let ends = (point(anchor, Side::Before), point(head, Side::Before), window().get_selection());
    let (Some((anchor, before)), Some((head, at)), Ok(Some(selection))) = ends else { return };
    let is_there = selection.anchor_node().as_ref() == Some(anchor.as_ref())
        && selection.focus_node().as_ref() == Some(head.as_ref())
        && (selection.anchor_offset(), selection.focus_offset()) == (before, at);
    if !is_there {
        let _ = selection.set_base_and_extent(&anchor, before, &head, at);
    }
}

/// Lets the browser go a line up or down from its selection. Returns the place reached, and the
/// start and end of the line there.
pub fn step_line(
    is_forward: bool,
    is_extending: bool,
    chunk_start: impl Fn(usize) -> Option<Utf16Offset>,
) -> Option<(Utf16Offset, Ends)> {
    let selection = window().get_selection().ok().flatten()?;
    let kind = if is_extending { "extend" } else { "move" };
    let way = if is_forward { "forward" } else { "backward" };
    selection.modify(kind, way, "line").ok()?;
    let head = || selection::ends(&chunk_start).map(|(_, head)| head);
    let reached = head()?;
    let edge = |way| {
        selection.modify("move", way, "lineboundary").ok()?;
        head()
    };
    let line = (edge("backward").unwrap_or(reached), edge("forward").unwrap_or(reached));
    Some((reached, line))
}

/// Which character a place is drawn beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one before it, as the end of a mark is.
    Before,
    /// The one after it, as a caret and the start of a mark are.
    After,
}

/// How the upright line with this id comes to stand at `place`.
pub fn move_line(id: &str, place: BlockPlace, side: Side) -> Option<Move> {
    let element = element(id)?;
    let frame = element.offset_parent()?;
    let (left, top, height) = bounds(place, side)?;
    let frame = frame.get_bounding_client_rect();
    let (left, top) = (Some(left - frame.left()), top - frame.top());
    Some(Move { element, left, top, height: Some(height) })
}

/// Scrolls so that the line with this id can be seen.
pub fn reveal(id: &str) {
    let Some(line) = element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    line.scroll_into_view_with_scroll_into_view_options(&options);
}

/// The first block of which something can be seen in the workspace.
pub fn first_visible_block() -> Option<usize> {
    let top = document().query_selector(".workspace").ok()??.get_bounding_client_rect().top();
    let blocks = elements("[data-block]");
    let first = blocks.partition_point(|block| block.get_bounding_client_rect().top() < top);
    blocks.get(first)?.get_attribute("data-block")?.parse().ok()
}

/// Where a line at `place` stands in the window: left, top and height.
fn bounds(place: BlockPlace, side: Side) -> Option<(f64, f64, f64)> {
    let (text, at) = point(place, side)?;
    let length = text.length();
    let is_after = at == 0 || (side == Side::After && at < length);
    // Two units hold any character whole.
    let (start, end) =
        if is_after { (at, (at + 2).min(length)) } else { (at.saturating_sub(2), at) };
    let range = document().create_range().ok()?;
    range.set_start(&text, start).ok()?;
    range.set_end(&text, end).ok()?;
    let boxes = range.get_client_rects()?;
    let beside = boxes.item(if is_after { 0 } else { boxes.length().checked_sub(1)? })?;
    let letters = text.substring_data(start, end - start).ok()?;
    let is_turned = match letters.contains(char::is_alphabetic) {
        true => runs_right_to_left(&letters),
        false => direction_of(&text).as_deref() == Some("rtl"),
    };
    let left = if is_after == is_turned { beside.right() } else { beside.left() };
    Some((left, beside.top(), beside.height()))
}

fn direction_of(node: &Node) -> Option<String> {
    let computed = window().get_computed_style(&node.parent_element()?).ok().flatten()?;
    computed.get_property_value("direction").ok()
}

/// The text node at a place, and the code units before the place in it.
fn point(place: BlockPlace, side: Side) -> Option<(CharacterData, u32)> {
    let chunk = super::margin::Chunks::of_text()?.item(place.chunk)?;
    let block = chunk.children().item(place.block as u32)?;
    let (mut units, mut texts) = (place.units, Vec::new());
    collect_texts(&block, &mut texts);
    for text in &texts {
        let length = text.length() as usize;
        if units < length || (units == length && side == Side::Before) {
            return Some((text.clone(), units as u32));
        }
        units -= length;
    }
    texts.pop().map(|last| (last.clone(), last.length()))
}

fn collect_texts(node: &Node, texts: &mut Vec<CharacterData>) {
    if node.node_type() == Node::TEXT_NODE {
        texts.extend(node.dyn_ref::<CharacterData>().cloned());
        return;
    }
    let mut child = node.first_child();
    while let Some(node) = child {
        collect_texts(&node, texts);
        child = node.next_sibling();
    }
}
