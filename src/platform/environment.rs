//! Time, randomness, and the window.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window};

use crate::app::Moment;

/// The window of the page.
pub fn window() -> Window {
    web_sys::window().expect("the page runs in a window")
}

/// The document of the page.
pub fn document() -> Document {
    window().document().expect("the window shows a document")
}

/// The element with this id. Browsers know where it stands; for another selector they would look at
/// every highlight of the text that comes before it.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Every element that `selector` finds, in the order of the document.
pub fn elements(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    let element = |position| found.item(position).map(JsCast::unchecked_into);
    (0..found.length()).filter_map(element).collect()
}

/// The strings of a list. They are handed over in one piece, since thousands of short ones take much
/// longer; one by one where a string has the character that parts them.
pub fn texts_of(list: &Array) -> Vec<String> {
    let together = String::from(list.join("\0"));
    let parts = together.split('\0');
    if list.length() > 0 && parts.clone().count() == list.length() as usize {
        return parts.map(str::to_owned).collect();
    }
    list.iter().filter_map(|string| string.as_string()).collect()
}

/// Has the page say something about itself. Nothing is written that stands there already, since
/// browsers style the whole page anew even then.
pub fn set_on_root(name: &str, value: &str) {
    if let Some(root) = document().document_element()
        && root.get_attribute(name).as_deref() != Some(value)
    {
        let _ = root.set_attribute(name, value);
    }
}

/// Whether the beginning of the text is shown already, with room for what belongs above it.
///
/// Seam: `boot.js` and the sheets of style.
pub fn is_room_kept() -> bool {
    let root = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok());
    root.and_then(|root| root.style().get_property_value("--header-kept").ok())
        .is_some_and(|size| !size.is_empty())
}

/// Does something once what was drawn up to now is painted; soon in the background, where nothing is.
pub fn after_painting(then: impl FnOnce() + 'static) {
    let soon = move || Timeout::new(0, then).forget();
    if document().hidden() {
        soon();
    } else {
        let after_frame = Closure::once_into_js(soon);
        let _ = window().request_animation_frame(after_frame.unchecked_ref());
    }
}

#[wasm_bindgen]
extern "C" {
    /// Waits until what was drawn up to now is painted, and a moment longer: for what nobody waits
    /// for.
    #[wasm_bindgen(js_name = onrecordLeisure)]
    pub async fn at_leisure();
}

/// The time, and random bits.
pub fn moment() -> Moment {
    let mut random = [0; 10];
    fill_random(&mut random);
    Moment { now_ms: js_sys::Date::now() as u64, random }
}

/// Fills `bytes` with random bits fit for ids.
pub fn fill_random(bytes: &mut [u8]) {
    let crypto = window().crypto();
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(bytes));
    filled.expect("every browser that runs WebAssembly has a source of randomness");
}

/// Whether the window is wide enough for the list of articles beside the article; the sheets of
/// style say so too.
pub fn is_wide() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|it| it >= 1100.0)
}

/// Whether the computer is Apple's, whose Cmd key is the Ctrl of others.
pub fn is_apple() -> bool {
    window().navigator().user_agent().is_ok_and(|agent| agent.split(' ').any(|word| word == "Mac"))
}
