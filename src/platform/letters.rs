//! Letters, as the browser knows them: it has the tables that the page would have to carry.

/// `text` in lower case, in any script.
pub fn lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}
