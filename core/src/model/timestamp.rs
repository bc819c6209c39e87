//! Moments in UTC.

use std::fmt;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
///
/// Written as RFC 3339 with milliseconds; years 0000 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

/// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z.
const LIMITS: (i64, i64) = (-62_167_219_200_000, 253_402_300_799_999);

impl Timestamp {
    /// The moment `unix_ms` milliseconds after 1970, moved into the years 0000 to 9999.
    pub fn from_unix_ms(unix_ms: i64) -> Self {
        Self(unix_ms.clamp(LIMITS.0, LIMITS.1))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn unix_ms(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339 with any offset, dropping what is finer than a millisecond.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?.to_offset(UtcOffset::UTC);
        let unix_ms = moment.unix_timestamp() * 1000 + i64::from(moment.millisecond());
        Some(Self::from_unix_ms(unix_ms))
    }

    /// The day in UTC, `YYYY-MM-DD`.
    pub fn date(self) -> String {
        self.to_string()[..10].to_owned()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let (date, time) = (moment.date(), moment.time());
        let (hour, minute, second) = time.as_hms();
        let millisecond = self.0.rem_euclid(1000);
        // By hand: files hold thousands of these, and the formatter takes several times as long.
        let mut text = *b"0000-00-00T00:00:00.000Z";
        let numbers = [
            (0..4, date.year() as u32),
            (5..7, u8::from(date.month()).into()),
            (8..10, date.day().into()),
            (11..13, hour.into()),
            (14..16, minute.into()),
            (17..19, second.into()),
            (20..23, millisecond as u32),
        ];
        for (digits, mut number) in numbers {
            for digit in text[digits].iter_mut().rev() {
                *digit += (number % 10) as u8;
                number /= 10;
            }
        }
        formatter.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_form_reads_back(
            unix_ms in prop_oneof![
                Just(LIMITS.0), Just(-1), Just(LIMITS.1), LIMITS.0..LIMITS.1, 0..4_000_000_000_000_i64,
            ],
        ) {
            let timestamp = Timestamp::from_unix_ms(unix_ms);
            prop_assert_eq!(Timestamp::parse(&timestamp.to_string()), Some(timestamp));
        }
    }

    #[test]
    fn text_form_has_milliseconds() {
        let timestamp = Timestamp::from_unix_ms(1_767_863_564_123);
        assert_eq!(timestamp.to_string(), "2026-01-08T09:12:44.123Z");
    }

    #[test]
    fn offsets_and_missing_fractions_are_read() {
        assert_eq!(
            Timestamp::parse("2026-01-08T10:12:44+01:00"),
            Timestamp::parse("2026-01-08T09:12:44.000Z")
        );
        assert_eq!(Timestamp::parse("yesterday"), None);
    }
}
