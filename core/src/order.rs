//! Putting things in order.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// `things` from the least to the greatest; equal ones in any order.
///
/// For lists that are short, or not sorted in a hurry: this is a heap sort, half as fast as the
/// sorts of the standard library, each instance of which weighs ten times as much in the page.
pub fn sorted<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let heap: BinaryHeap<Compared<T>> = things.into_iter().map(Compared).collect();
    heap.into_sorted_vec().into_iter().map(|Compared(thing)| thing).collect()
}

/// A thing that is compared by a call, since the heap does it in five places.
#[derive(PartialEq, Eq)]
struct Compared<T>(T);

impl<T: Ord> Ord for Compared<T> {
    #[inline(never)]
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T: Ord> PartialOrd for Compared<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
