//! Paints what was found, without touching the document: the CSS Custom Highlight API.
//!
//! Browsers without it show the hit they are taken to, and no paint.

use js_sys::{Array, Function, Reflect};
use onrecord_core::text::Utf16Span;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Node, Range};

use super::environment::{document, window};
use super::selection::ARTICLE_TEXT;

/// More than these are not painted; a page full of paint shows nothing.
const MOST_PAINTED: usize = 2_000;

/// Paints `hits`, which are in order, and the one with the number `current` in another way.
pub fn paint(hits: &[Utf16Span], current: usize) {
    let first = current.saturating_sub(MOST_PAINTED / 2);
    let shown = &hits[first.min(hits.len())..hits.len().min(first + MOST_PAINTED)];
    let ranges = ranges(shown);
    let here = current - first;
    let one = ranges.get(here).and_then(|it| it.clone());
    let others = ranges.into_iter().enumerate().filter(|(nth, _)| *nth != here);
    let _ = set("find", others.filter_map(|(_, range)| range));
    let _ = set("find-current", one.into_iter());
}

/// Scrolls so that the hit can be seen.
pub fn reveal(hit: Utf16Span) {
    // A far chunk is laid out when its element is scrolled to; the place is then exact.
    for _ in 0..2 {
        let range = ranges(&[hit]).pop().flatten();
        let element = range.and_then(|range| range.start_container().ok()?.parent_element());
        if let Some(element) = element {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// Puts `ranges` under a name that the stylesheet knows.
fn set(name: &str, ranges: impl Iterator<Item = Range>) -> Result<(), JsValue> {
    let window = window();
    let css = Reflect::get(&window, &"CSS".into())?;
    let registry = Reflect::get(&css, &"highlights".into())?;
    let constructor: Function = Reflect::get(&window, &"Highlight".into())?.dyn_into()?;
    let ranges: Array = ranges.collect();
    let highlight = Reflect::construct(&constructor, &ranges)?;
    let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
    set.call2(&registry, &name.into(), &highlight)?;
    Ok(())
}

/// The stretches of the document for spans of the text that are in order.
fn ranges(spans: &[Utf16Span]) -> Vec<Option<Range>> {
    let mut walk = Walk::new();
    spans.iter().map(|span| walk.range(*span)).collect()
}

/// Goes through the text nodes of the article once.
struct Walk {
    root: Option<Node>,
    node: Option<Node>,
    /// Units before `node`.
    start: usize,
}

impl Walk {
    fn new() -> Self {
        let root: Option<Node> =
            document().query_selector(ARTICLE_TEXT).ok().flatten().map(JsCast::unchecked_into);
        let node = root.as_ref().and_then(|root| first_text(root.clone(), root));
        Self { root, node, start: 0 }
    }

    fn range(&mut self, span: Utf16Span) -> Option<Range> {
        let range = document().create_range().ok()?;
        let (node, offset) = self.point(span.start().get(), true)?;
        range.set_start(&node, offset).ok()?;
        let (node, offset) = self.point(span.end().get(), false)?;
        range.set_end(&node, offset).ok()?;
        Some(range)
    }

    /// The node and the offset in it of a place in the text; a start lies before a character, an
    /// end behind one.
    fn point(&mut self, place: usize, is_start: bool) -> Option<(Node, u32)> {
        loop {
            let node = self.node.clone()?;
            let length = node.unchecked_ref::<web_sys::CharacterData>().length() as usize;
            let end = self.start + length;
            if place < end || (!is_start && place == end) {
                return Some((node, (place - self.start) as u32));
            }
            self.start = end;
            self.node = next_text(node, self.root.as_ref()?);
        }
    }
}

fn first_text(node: Node, root: &Node) -> Option<Node> {
    if node.node_type() == Node::TEXT_NODE { Some(node) } else { next_text(node, root) }
}

/// The next text node in the document, inside `root`.
fn next_text(mut node: Node, root: &Node) -> Option<Node> {
    loop {
        node = match node.first_child() {
            Some(child) => child,
            None => {
                while node.next_sibling().is_none() {
                    node = node.parent_node().filter(|parent| parent != root)?;
                }
                node.next_sibling()?
            }
        };
        if node.node_type() == Node::TEXT_NODE {
            return Some(node);
        }
    }
}
