//! The language of the page: what the browser prefers, and the files of texts.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::environment::{document, window};

/// The tags of the languages that somebody wants pages in, the dearest first.
pub fn preferred() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

/// Fetches the texts of a language. `boot.js` knows where they are.
///
/// # Errors
/// When they did not arrive.
pub async fn texts(language: &str) -> Result<String, JsValue> {
    let load: Function = Reflect::get(&window(), &"onrecordLanguage".into())?.dyn_into()?;
    let promise: Promise = load.call1(&JsValue::UNDEFINED, &language.into())?.dyn_into()?;
    let texts = JsFuture::from(promise).await?;
    texts.as_string().ok_or(texts)
}

/// Lets those who read the page aloud know its language.
pub fn show(language: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", language);
    }
}
