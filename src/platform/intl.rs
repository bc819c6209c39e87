//! Numbers, plural forms and days of a language, as the browser knows them.

use std::cell::RefCell;

use js_sys::Intl::{DateTimeFormat, NumberFormat, PluralRules};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::app::customs::{Customs, DateStyle};

/// The customs of the language with this tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser(pub &'static str);

thread_local! {
    /// What was made last; each takes some milliseconds.
    static FORMATS: RefCell<Option<(&'static str, Formats)>> = const { RefCell::new(None) };
}

#[derive(Clone)]
struct Formats {
    numbers: Function,
    plurals: PluralRules,
    long_days: Function,
    short_days: Function,
}

impl Formats {
    fn new(language: &str) -> Self {
        let languages = Array::of1(&language.into());
        let days = |month: &str| {
            let options = Object::new();
            // Days are made at midnight of Greenwich.
            for (name, value) in
                [("day", "numeric"), ("month", month), ("year", "numeric"), ("timeZone", "UTC")]
            {
                let _ = Reflect::set(&options, &name.into(), &value.into());
            }
            DateTimeFormat::new(&languages, &options).format()
        };
        Self {
            numbers: NumberFormat::new(&languages, &Object::new()).format(),
            plurals: PluralRules::new(&languages, &Object::new()),
            long_days: days("long"),
            short_days: days("short"),
        }
    }
}

impl Browser {
    fn formats(self) -> Formats {
        FORMATS.with_borrow_mut(|kept| match kept {
            Some((language, formats)) if *language == self.0 => formats.clone(),
            _ => kept.insert((self.0, Formats::new(self.0))).1.clone(),
        })
    }
}

fn written(format: &Function, value: &JsValue) -> Option<String> {
    format.call1(&JsValue::UNDEFINED, value).ok()?.as_string()
}

impl Customs for Browser {
    fn number(&self, n: usize) -> String {
        let number = written(&self.formats().numbers, &(n as f64).into());
        number.unwrap_or_else(|| n.to_string())
    }

    fn form(&self, n: usize, plurals: &str) -> usize {
        let form = String::from(self.formats().plurals.select(n as f64));
        plurals.split(' ').position(|name| name == form).unwrap_or_default()
    }

    fn day(&self, year: u32, month: u32, day: u32, style: DateStyle) -> String {
        let formats = self.formats();
        let format = match style {
            DateStyle::Long => &formats.long_days,
            DateStyle::Short => &formats.short_days,
        };
        // Read from text, since years before 100 would else be taken as those of the last century.
        let text = format!("{year:04}-{month:02}-{day:02}");
        let date = Date::new(&text.as_str().into());
        written(format, &date.into()).unwrap_or(text)
    }
}
