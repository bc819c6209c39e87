//! Sets one of several overlapping marks apart while the mouse is over it or over its card.
//!
//! Only attributes of elements change, so that nothing is drawn anew while the mouse moves.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::environment::elements;

const HOVERED_MARK: &str = "data-hovered";
const DIMMED_MARK: &str = "data-dimmed";

thread_local! {
    /// The ids under the mouse, innermost last; empty for none.
    static HOVERED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Takes note of what the mouse is over now.
pub fn follow(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let over = target.and_then(|it| it.closest("mark, .card[data-annotation]").ok().flatten());
    let ids = over.and_then(|it| it.get_attribute("data-annotation")).unwrap_or_default();
    if HOVERED.with_borrow(|hovered| *hovered == ids) {
        return;
    }
    for attribute in [HOVERED_MARK, DIMMED_MARK] {
        for element in elements(&format!("[{attribute}]")) {
            let _ = element.remove_attribute(attribute);
        }
    }
    let mut attribute = HOVERED_MARK;
    // The innermost comes first; the others step back where it is not.
    for id in ids.rsplit(' ').filter(|id| !id.is_empty()) {
        for element in elements(&format!("[data-annotation~=\"{id}\"]:not([{HOVERED_MARK}])")) {
            let _ = element.set_attribute(attribute, "");
        }
        attribute = DIMMED_MARK;
    }
    HOVERED.set(ids);
}
