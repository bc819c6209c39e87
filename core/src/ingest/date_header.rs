//! The date that scrapers leave at the start of a text.
//!
//! Numeric dates that are read differently on two sides of an ocean (`07/01/2026`) are left alone.

use time::{Date, Month};

use crate::text::is_blank;

use super::run_in_headings::begins_sentence;

/// A date header at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct DateHeader {
    /// Its length in bytes.
    pub len: usize,
    /// The day, `YYYY-MM-DD`.
    pub published: String,
}

/// The date header with which `paragraph` begins.
///
/// A date alone on its line is one. Where text follows on the same line the date must be named
/// ("Date: …", "Published …") or be of the form `2026-01-07`, and what follows must begin as a
/// sentence does: "2026-01-07 was a Wednesday" is prose.
pub(super) fn find_date_header(paragraph: &str) -> Option<DateHeader> {
    let (after_name, is_named) = skip_name(paragraph);
    let (rest, date, is_numeric) = read_date(after_name)?;
    let line_end = rest.find('\n').unwrap_or(rest.len());
    if !rest[..line_end].chars().all(is_blank) {
        let next = rest.trim_start_matches(is_blank);
        let is_parted = next.len() < rest.len();
        let begins =
            if is_named || is_numeric { begins_upright(next) } else { begins_sentence(next) };
        if !is_parted || !begins {
            return None;
        }
    }
    Some(DateHeader { len: paragraph.len() - rest.len(), published: iso(date) })
}

/// The day that `text` names at its start, `YYYY-MM-DD`, else `text` as it is, in one line: what a
/// document says about its date is kept even where it is not understood.
pub(super) fn day_or_words(text: &str) -> String {
    let text = text.trim();
    match read_date(text).map(|(_, date, _)| date).or_else(|| read_dotted_date(text)) {
        Some(date) => iso(date),
        None => super::draft::in_one_line(text),
    }
}

/// What somebody typed as a date: the day that it names, `YYYY-MM-DD`; a year, or a month of one; or
/// words. `None` for figures that are none of these.
pub fn date_as_typed(text: &str) -> Option<String> {
    let date = day_or_words(text);
    let mut parts = date.split('-');
    let is_number =
        |part: &str, n_digits| part.len() == n_digits && part.bytes().all(|it| it.is_ascii_digit());
    let is_year = parts.next().is_some_and(|year| is_number(year, 4));
    let is_date = match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => is_year,
        (Some(month), None, _) => is_year && is_number(month, 2) && ("01"..="12").contains(&month),
        (_, Some(_), None) => read_numeric_date(&date).is_some_and(|(rest, _)| rest.is_empty()),
        _ => false,
    };
    let has_words = date.chars().any(char::is_alphabetic);
    (is_date || has_words).then_some(date)
}

/// `7.1.2026`, which is read day first wherever it is written.
fn read_dotted_date(text: &str) -> Option<Date> {
    let mut parts = text.split(|mark: char| mark == '.' || is_blank(mark));
    let mut number = || parts.next()?.parse::<u16>().ok();
    let (day, month, year) = (number()?, number()?, number()?);
    day_of(year, month, day)
}

fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// Not a small letter and not a mark that goes on with the sentence.
fn begins_upright(text: &str) -> bool {
    text.chars().next().is_some_and(|first| {
        (first.is_alphanumeric() && !first.is_lowercase())
            || matches!(first, '"' | '\'' | '“' | '‘' | '«' | '„' | '¿' | '¡')
    })
}

/// What comes after "Date:", "Published on" and the like, and whether something was skipped.
fn skip_name(text: &str) -> (&str, bool) {
    const NAMES: &[&str] =
        &["date published", "publication date", "published", "posted", "dated", "date"];
    for name in NAMES {
        let Some(rest) = strip_word(text, name) else { continue };
        let rest = rest.trim_start_matches(is_blank);
        let rest = rest.strip_prefix(':').unwrap_or(rest).trim_start_matches(is_blank);
        let rest = strip_word(rest, "on").unwrap_or(rest).trim_start_matches(is_blank);
        return (rest, true);
    }
    (text, false)
}

/// `text` after `word`, in any case of ASCII letters, where no letter or digit goes on.
fn strip_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    let (start, rest) = text.split_at_checked(word.len())?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    (ends && start.eq_ignore_ascii_case(word)).then_some(rest)
}

/// A date at the start of `text`: the text after it, the day, and whether it was `YYYY-MM-DD`.
fn read_date(text: &str) -> Option<(&str, Date, bool)> {
    if let Some((rest, date)) = read_numeric_date(text) {
        return Some((rest, date, true));
    }
    let text = skip_weekday(text);
    read_day_first(text).or_else(|| read_month_first(text)).map(|(rest, date)| (rest, date, false))
}

/// `2026-01-07` or `2026/01/07`, with a time after a `T`.
fn read_numeric_date(text: &str) -> Option<(&str, Date)> {
    let (rest, year) = read_number(text, 4, 4)?;
    let separator = rest.chars().next().filter(|mark| matches!(mark, '-' | '/'))?;
    let (rest, month) = read_number(&rest[1..], 2, 2)?;
    let (rest, day) = read_number(rest.strip_prefix(separator)?, 2, 2)?;
    Some((skip_time(rest), day_of(year, month, day)?))
}

fn skip_time(text: &str) -> &str {
    let is_time =
        text.strip_prefix('T').is_some_and(|time| time.starts_with(|c: char| c.is_ascii_digit()));
    if is_time { text.trim_start_matches(|c: char| !is_blank(c)) } else { text }
}

/// `7 January 2026`, `7th Jan. 2026`.
fn read_day_first(text: &str) -> Option<(&str, Date)> {
    let (rest, day) = read_number(text, 1, 2)?;
    let rest =
        ["st", "nd", "rd", "th"].iter().find_map(|end| strip_word(rest, end)).unwrap_or(rest);
    let (rest, month) = read_month(skip_blanks(rest)?)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let (rest, year) = read_number(skip_blanks(rest)?, 4, 4)?;
    Some((rest, day_of(year, month, day)?))
}

/// `January 7, 2026`, `Jan. 7 2026`.
fn read_month_first(text: &str) -> Option<(&str, Date)> {
    let (rest, month) = read_month(text)?;
    let (rest, day) = read_number(skip_blanks(rest)?, 1, 2)?;
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    let (rest, year) = read_number(skip_blanks(rest)?, 4, 4)?;
    Some((rest, day_of(year, month, day)?))
}

fn day_of(year: u16, month: u16, day: u16) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

/// `text` after its blanks, of which there must be one; the line must not end.
fn skip_blanks(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c| is_blank(c) && c != '\n');
    (rest.len() < text.len()).then_some(rest)
}

/// A number of `min..=max` digits after which no letter or digit follows directly, except for
/// the `T` of a time and the ending of an ordinal.
fn read_number(text: &str, min: usize, max: usize) -> Option<(&str, u16)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = (min..=max).contains(&len).then(|| text[..len].parse().ok()).flatten()?;
    Some((&text[len..], number))
}

/// The name of a month, whole or its first three letters (four for September) with or without
/// a full stop.
fn read_month(text: &str) -> Option<(&str, u16)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text[..len].to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| {
        *month == name || (len >= 3 && *month != "may" && len <= 4 && month.starts_with(&name))
    })?;
    let rest = &text[len..];
    Some((rest.strip_prefix('.').unwrap_or(rest), u16::try_from(month).ok()? + 1))
}

/// `text` after "Wednesday," or "Wed".
fn skip_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text[..len].to_ascii_lowercase();
    if len < 3 || !DAYS.iter().any(|day| day.starts_with(&name)) {
        return text;
    }
    let rest = &text[len..];
    let rest = rest.strip_prefix([',', '.']).unwrap_or(rest);
    skip_blanks(rest).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, header: &str, published: &str) {
        let found = find_date_header(paragraph);
        let found = found.as_ref().map(|found| (&paragraph[..found.len], &*found.published));
        assert_eq!(found, Some((header, published)), "{paragraph}");
    }

    #[test]
    fn named_dates_may_run_into_the_text() {
        check("date 2026-01-07 The allies agreed.", "date 2026-01-07", "2026-01-07");
        check("Date: 2026-01-07 “No,” he said.", "Date: 2026-01-07", "2026-01-07");
        check("Published 7 January 2026 Talks go on.", "Published 7 January 2026", "2026-01-07");
        check("Published on Jan. 7, 2026\nTalks go on.", "Published on Jan. 7, 2026", "2026-01-07");
        check("POSTED: Wed, 7th Jan 2026 1,204 left.", "POSTED: Wed, 7th Jan 2026", "2026-01-07");
        check("date\u{a0}2026-01-07 会议开始了。", "date\u{a0}2026-01-07", "2026-01-07");
    }

    #[test]
    fn dates_without_a_name_stand_alone_or_are_numeric_or_precede_a_sentence() {
        check("2026-01-07", "2026-01-07", "2026-01-07");
        check("2026-01-07 Talks go on.", "2026-01-07", "2026-01-07");
        check("2026-01-07T09:30:00Z Talks go on.", "2026-01-07T09:30:00Z", "2026-01-07");
        check("Wednesday, January 7, 2026 \nTalks.", "Wednesday, January 7, 2026", "2026-01-07");
        check("7 January 2026 The talks go on.", "7 January 2026", "2026-01-07");
    }

    #[test]
    fn typed_dates_are_days_months_years_or_words() {
        for (typed, kept) in [
            ("2026-01-07", Some("2026-01-07")),
            (" 7.1.2026", Some("2026-01-07")),
            ("January 7, 2026", Some("2026-01-07")),
            ("2026-01", Some("2026-01")),
            ("2026", Some("2026")),
            ("spring of 2026", Some("spring of 2026")),
            ("2026-13-45", None),
            ("2026-02-30", None),
            ("2026-13", None),
            ("26", None),
            ("12/31", None),
            ("?", None),
        ] {
            assert_eq!(date_as_typed(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn days_of_documents_are_written_one_way() {
        for text in [
            "2026-01-07",
            "2026-01-07T23:30:00+01:00",
            "2026-01-07 09:12:00",
            "Wed, 07 Jan 2026 09:12:00 GMT",
            "January 7, 2026 at 9 pm",
            " 7.1.2026 ",
            "07.01.2026 09:12",
        ] {
            assert_eq!(day_or_words(text), "2026-01-07", "{text}");
        }
        for text in ["1/7/2026", "last week", "31.2.2026", ""] {
            assert_eq!(day_or_words(text), text);
        }
    }

    #[test]
    fn prose_that_begins_with_a_date_is_no_header() {
        for prose in [
            "2026-01-07 was a day that nobody in Kostel will forget.",
            "2026-01-07, a Wednesday, was cold.",
            "7 January 2026 was a Wednesday.",
            "7 January 2026 Kostel time",
            "January 7, 2026, was cold.",
            "On 7 January 2026 The Lantern closed.",
            "Date night is back in Paris.",
            "Dates from Tunisia are dearer.",
            "Published in 2026, the report is long.",
            "date 2026-01-07, she wrote",
            "date 2026-13-07 The month is wrong.",
            "date 2026-02-30 The day is wrong.",
            "2026-01-071 The number goes on.",
            "date 07/01/2026 The order is unclear.",
            "1,204 people were asked.",
            "date",
            "",
        ] {
            assert_eq!(find_date_header(prose), None, "{prose}");
        }
    }
}
