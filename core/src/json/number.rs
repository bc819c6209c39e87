//! Numbers as they are written.

use std::fmt;

/// A number, digit for digit: `1.0` is not `1`.
#[derive(Clone, PartialEq, Eq)]
pub struct Number {
    written: Box<str>,
}

impl Number {
    /// A number written as JSON asks; nobody looks again.
    pub(super) fn written(written: &str) -> Self {
        Self { written: written.into() }
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The whole number that it is, from 0; `None` for fractions and what is too large.
    pub fn as_u64(&self) -> Option<u64> {
        self.written.parse().ok()
    }

    /// The number nearest to `number`; `None` for infinities and for what is no number.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self::written(&format!("{number:?}")))
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        Self::written(&number.to_string())
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::written(&number.to_string())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}
