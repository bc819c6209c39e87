//! Paints passages of the article without touching its document: with highlights of CSS.

use js_sys::{Array, Function, Reflect};
use onrecord::platform::environment::{document, window};
use onrecord_core::text::{ArticleText, CharSpan};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Node, Range};

/// The names of the highlights: of all hits, and of the one that is looked at.
const NAMES: [&str; 2] = ["onrecord-hit", "onrecord-hit-here"];

/// Whether the page shows this text. Another article may have been opened meanwhile.
pub fn is_shown(text: &ArticleText) -> bool {
    let root = document().query_selector("[data-article-text]").ok().flatten();
    root.and_then(|root| root.text_content()).is_some_and(|shown| shown == text.as_str())
}

/// Where passages begin and end, in units of UTF-16.
pub fn units(text: &ArticleText, spans: &[CharSpan]) -> Vec<(usize, usize)> {
    let unit = |place| text.char_to_utf16(place).get();
    spans.iter().map(|span| (unit(span.start()), unit(span.end()))).collect()
}

/// Paints these passages of the article, which are in order, and brings one of them into view.
/// Browsers without such highlights only bring it into view.
pub fn paint(places: &[(usize, usize)], current: usize) {
    let ranges = ranges(places);
    if let Some(element) = ranges.get(current).and_then(|(_, element)| element.clone()) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
    let all: Array = ranges.iter().map(|(range, _)| JsValue::from(range.clone())).collect();
    let here: Array =
        ranges.get(current).map(|(it, _)| JsValue::from(it.clone())).into_iter().collect();
    let _ = set(NAMES[0], &all).and_then(|()| set(NAMES[1], &here));
}

/// Selects the first of these passages of the article, as a person would.
pub fn select(places: &[(usize, usize)]) {
    let selection = window().get_selection().ok().flatten();
    if let (Some(selection), Some((range, _))) = (selection, ranges(places).first()) {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(range);
    }
}

/// Paints nothing any more.
pub fn clear() {
    let _ = set(NAMES[0], &Array::new()).and_then(|()| set(NAMES[1], &Array::new()));
}

fn set(name: &str, ranges: &Array) -> Result<(), JsValue> {
    let registry = Reflect::get(&Reflect::get(&window(), &"CSS".into())?, &"highlights".into())?;
    let make: Function = Reflect::get(&window(), &"Highlight".into())?.dyn_into()?;
    let highlight = Reflect::construct(&make, ranges)?;
    let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
    set.call2(&registry, &name.into(), &highlight).map(|_| ())
}

/// The ranges of the document at these places, each with an element near it.
fn ranges(places: &[(usize, usize)]) -> Vec<(Range, Option<web_sys::Element>)> {
    let Ok(Some(root)) = document().query_selector("[data-article-text]") else {
        return Vec::new();
    };
    let mut nodes = Vec::new();
    texts(&root, &mut nodes, &mut 0);
    let node_at = |unit: usize, is_end: bool| {
        // An end stands in the node that it closes.
        let after = nodes.partition_point(|(start, _): &(usize, Node)| {
            *start < unit || (*start == unit && !is_end)
        });
        let (start, node) = nodes.get(after.checked_sub(1)?)?;
        Some((node, (unit - start) as u32))
    };
    let range = |(start, end): &(usize, usize)| {
        let range = document().create_range().ok()?;
        let ((first, from), (last, to)) = (node_at(*start, false)?, node_at(*end, true)?);
        range.set_start(first, from).ok()?;
        range.set_end(last, to).ok()?;
        Some((range, first.parent_element()))
    };
    places.iter().filter_map(range).collect()
}

/// The nodes of text below `node`, in order, each with the units before it.
fn texts(node: &Node, found: &mut Vec<(usize, Node)>, n_units: &mut usize) {
    if node.node_type() == Node::TEXT_NODE {
        found.push((*n_units, node.clone()));
        *n_units += node.unchecked_ref::<web_sys::CharacterData>().length() as usize;
        return;
    }
    let mut child = node.first_child();
    while let Some(here) = child {
        texts(&here, found, n_units);
        child = here.next_sibling();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_document_counts() {
        let text = ArticleText::new("a 👍 bc");
        assert_eq!(units(&text, &[CharSpan::of(4, 6)]), [(5, 7)]);
    }
}
