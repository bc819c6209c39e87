//! Offsets into a text, one type for each unit, and spans of them.
//!
//! Nothing here converts between the units; that takes the text, see [`super::OffsetIndex`].

use std::fmt;

/// A unit in which places in a text are counted.
pub trait Offset: Copy + Ord + fmt::Debug {
    /// The place before the first unit.
    const ZERO: Self;

    /// The number of units before this place.
    fn get(self) -> usize;

    /// The place after `count` units.
    fn new(count: usize) -> Self;
}

macro_rules! offsets {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            /// The place after `count` units; counts beyond `u32::MAX` stop there.
            pub const fn new(count: usize) -> Self {
                Self(if count > u32::MAX as usize { u32::MAX } else { count as u32 })
            }

            /// The number of units before this place.
            pub const fn get(self) -> usize {
                self.0 as usize
            }
        }

        impl Offset for $name {
            const ZERO: Self = Self(0);
            fn get(self) -> usize { $name::get(self) }
            fn new(count: usize) -> Self { $name::new(count) }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }
    )*};
}

offsets! {
    /// Counted in bytes of UTF-8: the unit that slices a `str`.
    ByteOffset
    /// Counted in UTF-16 code units: the unit of the DOM and of JavaScript.
    Utf16Offset
    /// Counted in Unicode code points: the unit of annotations, stored records and files.
    CharOffset
}

/// A stretch of text from `start` up to but not including `end`, both in the same unit.
///
/// `start <= end` always holds; an empty span stands between two units.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span<O> {
    start: O,
    end: O,
}

/// A span that slices a `str`.
pub type ByteSpan = Span<ByteOffset>;
/// A span as the DOM counts it.
pub type Utf16Span = Span<Utf16Offset>;
/// A span as annotations and files count it.
pub type CharSpan = Span<CharOffset>;

impl<O: Offset> Span<O> {
    /// The span between two places, given in either order.
    pub fn new(one: O, other: O) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// The span between two counts, given in either order.
    pub fn of(one: usize, other: usize) -> Self {
        Self::new(O::new(one), O::new(other))
    }

    /// The first place.
    pub fn start(self) -> O {
        self.start
    }

    /// The place after the last unit.
    pub fn end(self) -> O {
        self.end
    }

    /// The number of units covered.
    pub fn len(self) -> usize {
        self.end.get() - self.start.get()
    }

    /// Whether nothing is covered.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether both spans share at least one unit; an empty span shares none.
    pub fn overlaps(self, other: Self) -> bool {
        self.intersection(other).is_some()
    }

    /// Whether every unit of `other` is covered; spans contain themselves.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The units both spans share, or `None` when there are none.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let span = (self.start.max(other.start), self.end.min(other.end));
        (span.0 < span.1).then_some(Self { start: span.0, end: span.1 })
    }

    /// The smallest span that contains both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl Span<ByteOffset> {
    /// The same span as a range that slices a `str`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start.get()..self.end.get()
    }
}

impl<O: Offset> fmt::Debug for Span<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}..{}", self.start.get(), self.end.get())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn spans_share_units_as_sets_do(ends in [0_usize..12, 0..12, 0..12, 0..12]) {
            let (one, other) = (CharSpan::of(ends[0], ends[1]), CharSpan::of(ends[2], ends[3]));
            let units = |span: CharSpan| span.start().get()..span.end().get();
            let shared: Vec<usize> = units(one).filter(|unit| units(other).contains(unit)).collect();
            prop_assert_eq!(one.overlaps(other), !shared.is_empty());
            let intersection = one.intersection(other).map(units).unwrap_or_default();
            prop_assert_eq!(intersection.collect::<Vec<usize>>(), shared);
            prop_assert!(one.hull(other).contains(one) && one.hull(other).contains(other));
            prop_assert_eq!(one.len(), units(one).count());
        }
    }
}
