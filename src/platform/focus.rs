//! Where the keys go.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, FocusOptions, HtmlDialogElement, HtmlElement, KeyboardEvent, PointerEvent,
};

use super::environment::document;

/// What has the focus, as far as keys are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyTarget {
    /// Text is being typed: single keys belong to it.
    TextField,
    /// A list to choose from: keys belong to it, but for those with Ctrl.
    Choice,
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
        "TEXTAREA" => KeyTarget::TextField,
        "SELECT" => KeyTarget::Choice,
        "INPUT" if matches!(kind.as_str(), "radio" | "checkbox" | "button" | "file") => {
            KeyTarget::Control
        }
        "INPUT" => KeyTarget::TextField,
        "BUTTON" | "A" | "SUMMARY" => KeyTarget::Control,
        _ => KeyTarget::Page,
    }
}

/// The key of `event`: the sign on it also where Alt (Option) would type another one.
pub fn key_of(event: &KeyboardEvent) -> String {
    if event.alt_key() && !event.get_modifier_state("AltGraph") {
        let sign = match (event.code().as_str(), event.shift_key()) {
            ("Comma", false) => Some(","),
            ("Comma", true) => Some("<"),
            ("Period", false) => Some("."),
            ("Period", true) => Some(">"),
            _ => None,
        };
        if let Some(sign) = sign.filter(|_| !event.key().is_ascii()) {
            return sign.to_owned();
        }
    }
    event.key()
}

/// Whether `event` happened inside something that `selector` finds.
pub fn is_within(event: &Event, selector: &str) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Whether the focus is in a dialog, whoever opened it. In a modal one it is even when what had it is
/// gone, and the browser says that nothing has it.
pub fn is_in_dialog() -> bool {
    let is_modal = || document().query_selector("dialog:modal").is_ok_and(|it| it.is_some());
    is_in("dialog") || is_nowhere() && is_modal()
}

/// Whether the focus is in something that `selector` finds, or on it.
pub fn is_in(selector: &str) -> bool {
    active().is_some_and(|active| active.closest(selector).is_ok_and(|found| found.is_some()))
}

/// The page's own dialog, if one is drawn.
pub fn dialog() -> Option<HtmlDialogElement> {
    document().query_selector(".app > dialog").ok()??.dyn_into().ok()
}

/// Closes a modal dialog. Only one that is closed gives the focus back; while it is open, nothing
/// outside of it can have the focus. What had it may be gone.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    blur();
    dialog.close();
    if is_nowhere() {
        focus(".workspace");
    }
}

/// Puts the focus on the first element that `selector` finds, without scrolling. Says whether there
/// was one.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    element.is_some_and(|element| element.focus_with_options(&options).is_ok())
}

/// The element that has the focus.
pub fn active() -> Option<HtmlElement> {
    document().active_element()?.dyn_into::<HtmlElement>().ok()
}

/// Has all that its pointer does go to the target of `event`. Returns how far the middle of that
/// is from the pointer.
pub fn capture(event: &PointerEvent) -> Option<(f64, f64)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.set_pointer_capture(event.pointer_id()).ok()?;
    target.set_attribute("data-dragged", "").ok()?;
    let bounds = target.get_bounding_client_rect();
    let middle = ((bounds.left() + bounds.right()) / 2.0, (bounds.top() + bounds.bottom()) / 2.0);
    Some((middle.0 - f64::from(event.client_x()), middle.1 - f64::from(event.client_y())))
}

/// Ends what [`capture`] began.
pub fn release(event: &PointerEvent) {
    if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = target.remove_attribute("data-dragged");
    }
}

/// Whether nothing has the focus.
pub fn is_nowhere() -> bool {
    active().is_none_or(|element| element.tag_name() == "BODY")
}

/// Takes the focus from the element that has it.
pub fn blur() {
    if let Some(element) = active() {
        let _ = element.blur();
    }
}
