//! Numbers, plural forms and days of a language, as the browser knows them.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::customs::{Customs, DateStyle};

/// The customs of the language with this tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser(pub &'static str);

#[wasm_bindgen]
extern "C" {
    /// Asks `Intl`, see `boot.js`.
    #[wasm_bindgen(js_name = onrecordIntl)]
    fn intl(language: &str, kind: &str, value: &str) -> String;
}

impl Customs for Browser {
    fn number(&self, n: usize) -> String {
        intl(self.0, "NumberFormat", &n.to_string())
    }

    fn form(&self, n: usize, plurals: &str) -> usize {
        let form = intl(self.0, "PluralRules", &n.to_string());
        plurals.split(' ').position(|name| name == form).unwrap_or_default()
    }

    fn day(&self, day: &str, style: DateStyle) -> Option<String> {
        let kind = match style {
            DateStyle::Long => "long",
            DateStyle::Short => "medium",
        };
        Some(intl(self.0, kind, day))
    }
}
