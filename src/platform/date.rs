//! Days, as the reader's language writes them.

use js_sys::{Date, Object, Reflect};

/// How much room a day may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// "7 January 2026"
    Long,
    /// "7 Jan 2026"
    Short,
}

/// `day` (`YYYY-MM-DD`) in the page's language; anything else comes back as it is.
pub fn readable(day: &str, style: DateStyle) -> String {
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let date = Date::new(&day.into());
    if !is_day || date.get_time().is_nan() {
        return day.to_owned();
    }
    let month = match style {
        DateStyle::Long => "long",
        DateStyle::Short => "short",
    };
    let options = Object::new();
    for (field, value) in
        [("day", "numeric"), ("month", month), ("year", "numeric"), ("timeZone", "UTC")]
    {
        let _ = Reflect::set(&options, &field.into(), &value.into());
    }
    date.to_locale_date_string("en-GB", &options).into()
}
