//! Days, as the page's language writes them.
//!
//! The browser could do this, too, but takes five milliseconds to get ready for each of them.

use super::strings::Strings;

/// How much room a day may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateStyle {
    /// "7 January 2026"
    Long,
    /// "7 Jan 2026"
    Short,
}

/// `day` (`YYYY-MM-DD`) in words; anything else comes back as it is.
pub fn readable(day: &str, style: DateStyle, strings: &Strings) -> String {
    in_words(day, style, strings).unwrap_or_else(|| day.to_owned())
}

fn in_words(day: &str, style: DateStyle, strings: &Strings) -> Option<String> {
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_day {
        return None;
    }
    let months = match style {
        DateStyle::Long => &strings.months,
        DateStyle::Short => &strings.months_short,
    };
    let (year, month, day): (u32, usize, u32) =
        (day[..4].parse().ok()?, day[5..7].parse().ok()?, day[8..].parse().ok()?);
    let month = months.get(month.checked_sub(1)?)?;
    (1..=31).contains(&day).then(|| (strings.day)(day, month, year))
}

#[cfg(test)]
mod tests {
    use super::super::strings::ENGLISH;
    use super::*;

    #[test]
    fn days_in_words() {
        for (day, long, short) in [
            ("2026-01-07", "7 January 2026", "7 Jan 2026"),
            ("1999-12-31", "31 December 1999", "31 Dec 1999"),
            ("2026-13-01", "2026-13-01", "2026-13-01"),
            ("2026-00-01", "2026-00-01", "2026-00-01"),
            ("2026-01-32", "2026-01-32", "2026-01-32"),
            ("last Tuesday", "last Tuesday", "last Tuesday"),
            ("2026-ö1-1", "2026-ö1-1", "2026-ö1-1"),
        ] {
            assert_eq!(readable(day, DateStyle::Long, &ENGLISH), long);
            assert_eq!(readable(day, DateStyle::Short, &ENGLISH), short);
        }
    }
}
