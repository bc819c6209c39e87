//! Numbers as they are written.

use std::borrow::Cow;
use std::fmt;

/// A number, digit for digit: `1.0` is not `1`.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Digits);

/// Whole numbers are by far the most, and take no memory of their own.
#[derive(Clone, PartialEq, Eq)]
enum Digits {
    Whole(u64),
    Other(Box<str>),
}

impl Number {
    /// A number written as JSON asks; nobody looks again.
    pub(super) fn written(written: &str) -> Self {
        // Nothing but digits, and no zero in front, reads as the number that is written so.
        let is_whole = written.bytes().all(|byte| byte.is_ascii_digit());
        match written.parse() {
            Ok(number) if is_whole => Self(Digits::Whole(number)),
            _ => Self(Digits::Other(written.into())),
        }
    }

    /// How it is written.
    pub fn to_json(&self) -> Cow<'_, str> {
        match &self.0 {
            Digits::Whole(number) => Cow::Owned(number.to_string()),
            Digits::Other(written) => Cow::Borrowed(written),
        }
    }

    /// The whole number that it is, from 0; `None` for fractions and what is too large.
    pub fn as_u64(&self) -> Option<u64> {
        if let Digits::Whole(number) = self.0 { Some(number) } else { None }
    }

    /// The number nearest to `number`; `None` for infinities and for what is no number.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self::written(&format!("{number:?}")))
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self(Digits::Whole(number))
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::written(&number.to_string())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.to_json())
    }
}
