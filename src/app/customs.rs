//! How a language writes numbers and days, and which of its plural forms a number takes.
//!
//! English is here: it must be ready at once, and the browser takes five milliseconds to get ready
//! for days. For other languages the page asks the browser, see `platform::intl`.

/// The customs of a language.
pub trait Customs: Sync {
    /// `n` in the language's digits.
    fn number(&self, n: usize) -> String;

    /// The position of the form that `n` takes among the names of Intl.PluralRules in `plurals`,
    /// which are parted by blanks.
    fn form(&self, n: usize, plurals: &str) -> usize;

    /// A day that is written as `YYYY-MM-DD`; `None` where there is no such day.
    fn day(&self, day: &str, style: DateStyle) -> Option<String>;
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

    fn day(&self, day: &str, style: DateStyle) -> Option<String> {
        let mut parts = day.split('-').map(|part| part.parse().unwrap_or_default());
        let (year, month, day): (usize, usize, usize) =
            (parts.next()?, parts.next()?, parts.next()?);
        let month = *MONTHS.get(month.checked_sub(1)?)?;
        let month = match (style, month) {
            (DateStyle::Long, _) => month,
            (DateStyle::Short, "September") => "Sept",
            (DateStyle::Short, _) => month.get(..3)?,
        };
        (1..=31).contains(&day).then(|| format!("{day} {month} {year}"))
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
