//! The language of the page: what the browser prefers, and the files of texts.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

use super::environment::window;

#[wasm_bindgen]
extern "C" {
    /// Fetches the texts of a language. `boot.js` knows where they are.
    #[wasm_bindgen(js_name = onrecordLanguage)]
    fn fetch(language: &str, hear: &Closure<dyn Fn(String, Option<String>)>);
}

/// The tag of the language of the browser.
pub fn preferred() -> String {
    window().navigator().language().unwrap_or_default()
}

/// The way to the files of texts.
pub struct Texts(Closure<dyn Fn(String, Option<String>)>);

impl Texts {
    /// Has texts go to `hear` when they arrive, with the tag of their language; nothing goes there
    /// when they do not.
    pub fn new(hear: impl Fn(String, Option<String>) + 'static) -> Self {
        Self(Closure::new(hear))
    }

    /// Fetches the texts of a language.
    pub fn fetch(&self, language: &str) {
        fetch(language, &self.0);
    }
}
