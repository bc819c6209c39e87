//! Days, as the page's language writes them.

use super::customs::{Customs, DateStyle};

/// `day` (`YYYY-MM-DD`) in words; anything else comes back as it is.
pub fn readable(day: &str, style: DateStyle, customs: &dyn Customs) -> String {
    let is_day = day.len() == 10
        && day.bytes().enumerate().all(|(position, byte)| match position {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let in_words = if is_day { customs.day(day, style) } else { None };
    in_words.unwrap_or_else(|| day.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::customs::English;
    use super::*;

    #[test]
    fn days_in_words() {
        for (day, long, short) in [
            ("2026-01-07", "7 January 2026", "7 Jan 2026"),
            ("1999-12-31", "31 December 1999", "31 Dec 1999"),
            ("2026-09-30", "30 September 2026", "30 Sept 2026"),
            ("2026-05-02", "2 May 2026", "2 May 2026"),
            ("2026-13-01", "2026-13-01", "2026-13-01"),
            ("2026-00-01", "2026-00-01", "2026-00-01"),
            ("2026-01-32", "2026-01-32", "2026-01-32"),
            ("last Tuesday", "last Tuesday", "last Tuesday"),
            ("2026-ö1-1", "2026-ö1-1", "2026-ö1-1"),
        ] {
            assert_eq!(readable(day, DateStyle::Long, &English), long);
            assert_eq!(readable(day, DateStyle::Short, &English), short);
        }
    }
}
