//! How a language writes numbers and days, and which of its plural forms a number takes.
//!
//! English is here: it must be ready at once, and the browser takes five milliseconds to get ready
//! for days. For other languages the page asks the browser, see `platform::intl`.

use std::fmt::Debug;

/// The customs of a language.
pub trait Customs: Debug + Sync {
    /// `n` in the language's digits.
    fn number(&self, n: usize) -> String;

    /// The position of the form that `n` takes among the names of Intl.PluralRules in `plurals`,
    /// which are parted by blanks.
    fn form(&self, n: usize, plurals: &str) -> usize;

    /// A day of the Gregorian calendar; `month` is 1 to 12.
    fn day(&self, year: u32, month: u32, day: u32, style: DateStyle) -> String;
}

/// How much room a day may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// "7 January 2026"
    Long,
    /// "7 Jan 2026"
    Short,
}

/// The customs of English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct English;

impl Customs for English {
    fn number(&self, n: usize) -> String {
        n.to_string()
    }

    fn form(&self, n: usize, _: &str) -> usize {
        usize::from(n != 1)
    }

    fn day(&self, year: u32, month: u32, day: u32, style: DateStyle) -> String {
        let month = MONTHS.split(' ').nth((month as usize).wrapping_sub(1)).unwrap_or_default();
        let month = match (style, month) {
            (DateStyle::Long, _) => month,
            (DateStyle::Short, "September") => "Sept",
            (DateStyle::Short, _) => month.get(..3).unwrap_or_default(),
        };
        format!("{day} {month} {year}")
    }
}

const MONTHS: &str =
    "January February March April May June July August September October November December";
