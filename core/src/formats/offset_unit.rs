//! The units in which files count places.

use std::fmt;

/// What a place in a text is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points, as Python counts.
    CodePoint,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8.
    Utf8,
    /// Extended grapheme clusters, as readers count.
    Grapheme,
}

/// Which unit a file counts in, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitDecision {
    /// The unit.
    pub unit: OffsetUnit,
    /// How it is known.
    pub reason: UnitReason,
}

/// How the unit of a file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitReason {
    /// The file says so.
    Declared,
    /// So many of so many quotes stand where the file says.
    Quotes {
        /// Quotes that stand there.
        n_matching: usize,
        /// All quotes.
        n_quotes: usize,
    },
    /// Files of this format count so, and this one has no quotes to prove it.
    Usual,
    /// The format does not count.
    NoOffsets,
}

impl OffsetUnit {
    /// Every unit, the most frequent ones first.
    pub const ALL: [Self; 4] = [Self::CodePoint, Self::Utf16, Self::Utf8, Self::Grapheme];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "unicode-code-point",
            Self::Utf16 => "utf-16-code-unit",
            Self::Utf8 => "utf-8-byte",
            Self::Grapheme => "grapheme-cluster",
        }
    }
}

impl fmt::Display for OffsetUnit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::CodePoint => "Unicode code points",
            Self::Utf16 => "UTF-16 code units",
            Self::Utf8 => "UTF-8 bytes",
            Self::Grapheme => "grapheme clusters",
        })
    }
}

impl fmt::Display for UnitDecision {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = self.unit;
        match self.reason {
            UnitReason::Declared => write!(formatter, "{unit}, as the file says"),
            UnitReason::Quotes { n_matching, n_quotes } if n_matching == n_quotes => {
                write!(formatter, "{unit}, found by matching all {n_quotes} quotes")
            }
            UnitReason::Quotes { n_matching, n_quotes } => write!(
                formatter,
                "{unit}, under which {n_matching} of {n_quotes} quotes match; none matches all"
            ),
            UnitReason::Usual => {
                write!(formatter, "{unit}, as this format counts; no quotes to prove it")
            }
            UnitReason::NoOffsets => formatter.write_str("no offsets"),
        }
    }
}
