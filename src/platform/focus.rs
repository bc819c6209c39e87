//! Where the keys go.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use super::environment::document;

/// What has the focus, as far as keys are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyTarget {
    /// Text is being typed: single keys belong to it.
    TextField,
    /// A button or choice: Enter, space and arrows belong to it.
    Control,
    /// Nothing that uses keys itself.
    Page,
}

/// Where the keys of `event` go.
pub fn key_target(event: &Event) -> KeyTarget {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return KeyTarget::Page;
    };
    let kind = element.get_attribute("type").unwrap_or_default();
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => KeyTarget::TextField,
        "INPUT" if matches!(kind.as_str(), "radio" | "checkbox" | "button" | "file") => {
            KeyTarget::Control
        }
        "INPUT" => KeyTarget::TextField,
        "BUTTON" | "A" | "SUMMARY" => KeyTarget::Control,
        _ => KeyTarget::Page,
    }
}

/// Whether `event` happened inside something that `selector` finds.
pub fn is_within(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Puts the focus on the first element that `selector` finds. Says whether there was one.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// The element that has the focus.
pub fn active() -> Option<HtmlElement> {
    document().active_element()?.dyn_into::<HtmlElement>().ok()
}

/// Takes the focus from the element that has it.
pub fn blur() {
    if let Some(element) = active() {
        let _ = element.blur();
    }
}
