//! The browser's selection, translated to offsets of the article's text and back.

use js_sys::{Function, Reflect};
use onrecord_core::model::AnnotationId;
use onrecord_core::text::Utf16Offset;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, MouseEvent, Node, PointerEvent, Selection};

use super::environment::{document, window};

/// The element that holds the article's text and nothing else.
pub const ARTICLE_TEXT: &str = "[data-article-text]";

/// Two places in UTF-16 code units of the article's text.
pub type Ends = (Utf16Offset, Utf16Offset);

/// Both ends of the browser's selection, anchor first.
///
/// `chunk_start` gives the first unit of a chunk by its number. `None` when nothing, or something
/// outside of the text, is selected.
pub fn read(chunk_start: impl Fn(usize) -> Option<Utf16Offset>) -> Option<Ends> {
    if current()?.is_collapsed() {
        return None;
    }
    ends(&chunk_start).filter(|(anchor, head)| anchor != head)
}

/// The same, also where both ends are one.
pub fn ends(chunk_start: &impl Fn(usize) -> Option<Utf16Offset>) -> Option<Ends> {
    let selection = current()?;
    let anchor = offset_of(&selection.anchor_node()?, selection.anchor_offset(), chunk_start)?;
    let focus = offset_of(&selection.focus_node()?, selection.focus_offset(), chunk_start)?;
    Some((anchor, focus))
}

/// The place of the text at a point of the window.
pub fn place_at(
    (x, y): (f64, f64),
    chunk_start: impl Fn(usize) -> Option<Utf16Offset>,
) -> Option<Utf16Offset> {
    let document = document();
    let point = [JsValue::from_f64(x), JsValue::from_f64(y)];
    let ask = |question: &str| -> Option<JsValue> {
        let ask: Function = Reflect::get(&document, &question.into()).ok()?.dyn_into().ok()?;
        let answer = ask.call2(&document, &point[0], &point[1]).ok()?;
        (!answer.is_null() && !answer.is_undefined()).then_some(answer)
    };
    // Safari before 26 knows only the older way.
    let (found, names) = match ask("caretPositionFromPoint") {
        Some(position) => (position, ["offsetNode", "offset"]),
        None => (ask("caretRangeFromPoint")?, ["startContainer", "startOffset"]),
    };
    let [node, offset] = names.map(|name| Reflect::get(&found, &name.into()));
    let node: Node = node.ok()?.dyn_into().ok()?;
    offset_of(&node, offset.ok()?.as_f64()? as u32, &chunk_start)
}

/// Selects nothing.
pub fn clear() {
    if let Some(selection) = current() {
        let _ = selection.remove_all_ranges();
    }
}

/// What is selected, as text.
pub fn text() -> String {
    current().map(|selection| String::from(selection.to_string())).unwrap_or_default()
}

/// Where the selection stands in the window: the box around all of it.
pub fn bounds() -> Option<DomRect> {
    let selection = current().filter(|selection| !selection.is_collapsed())?;
    Some(selection.get_range_at(0).ok()?.get_bounding_client_rect())
}

fn current() -> Option<Selection> {
    window().get_selection().ok().flatten().filter(|selection| selection.range_count() > 0)
}

/// The unit of the text at a point of the document.
///
/// Points outside of the text count as its start or end when the text lies behind or before them;
/// a selection that is dragged beyond the article is meant so.
fn offset_of(
    node: &Node,
    offset: u32,
    chunk_start: &impl Fn(usize) -> Option<Utf16Offset>,
) -> Option<Utf16Offset> {
    let range = document().create_range().ok()?;
    let chunk = chunk_of(node);
    let (container, start) = match &chunk {
        Some(chunk) => {
            let number = chunk.get_attribute("data-chunk")?.parse().ok()?;
            (chunk.clone(), chunk_start(number)?.get())
        }
        None => (document().query_selector(ARTICLE_TEXT).ok().flatten()?, 0),
    };
    range.select_node_contents(&container).ok()?;
    match range.compare_point(node, offset) {
        // The point lies in the container: count what stands before it.
        Ok(0) => {
            range.set_end(node, offset).ok()?;
            Some(Utf16Offset::new(start + js_string_length(&range)))
        }
        Ok(before) if before < 0 => Some(Utf16Offset::new(start)),
        Ok(_) => Some(Utf16Offset::new(start + js_string_length(&range))),
        Err(_) => None,
    }
}

fn chunk_of(node: &Node) -> Option<Element> {
    let element = match node.dyn_ref::<Element>() {
        Some(element) => Some(element.clone()),
        None => node.parent_element(),
    };
    element?.closest("[data-chunk]").ok().flatten()
}

fn js_string_length(range: &web_sys::Range) -> usize {
    js_sys::Object::from(range.clone()).to_string().length() as usize
}

/// Whether a click was made by a finger or a pen.
pub fn is_tap(event: &MouseEvent) -> bool {
    let event = event.dyn_ref::<PointerEvent>();
    event.is_some_and(|event| matches!(event.pointer_type().as_str(), "touch" | "pen"))
}

/// The annotations of the highlight that was clicked, outermost first; none for plain text.
///
/// `None` when the click ended a selection, which is not a click on anything.
pub fn clicked_marks(event: &MouseEvent) -> Option<Vec<AnnotationId>> {
    if !is_tap(event) && current().is_some_and(|selection| !selection.is_collapsed()) {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let Ok(Some(mark)) = target.closest("mark") else { return Some(Vec::new()) };
    let ids = mark.get_attribute("data-annotation").unwrap_or_default();
    Some(ids.split(' ').filter_map(AnnotationId::parse).collect())
}
