//! Lanes: which of several overlapping highlights is underlined above which.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::order::sorted;
use crate::text::ByteSpan;

/// The lane of each of `hulls`, and how many lanes there are.
///
/// Overlapping hulls lie in different lanes. In text order, the longer first and then the earlier
/// in the slice, each takes the smallest lane that is free at its start, so that there are as many
/// lanes as hulls overlap in one place. An empty hull takes lane 0 and blocks nobody.
pub(super) fn lanes(hulls: &[ByteSpan]) -> (Vec<usize>, usize) {
    let order = hulls.iter().enumerate().filter(|(_, hull)| !hull.is_empty());
    let order = sorted(order.map(|(idx, hull)| (hull.start(), Reverse(hull.end()), idx)));
    let mut lanes = vec![0; hulls.len()];
    let mut n_lanes = 0;
    let mut free = BinaryHeap::new();
    let mut taken = BinaryHeap::new();
    for (_, _, idx) in order {
        let hull = hulls[idx];
        while let Some(Reverse((end, lane))) = taken.peek().copied() {
            if end > hull.start() {
                break;
            }
            taken.pop();
            free.push(Reverse(lane));
        }
        let Reverse(lane) = free.pop().unwrap_or_else(|| {
            n_lanes += 1;
            Reverse(n_lanes - 1)
        });
        taken.push(Reverse((hull.end(), lane)));
        lanes[idx] = lane;
    }
    (lanes, n_lanes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(hulls: &[(usize, usize)], expected: &[usize]) {
        let hulls: Vec<ByteSpan> = hulls.iter().map(|(s, e)| ByteSpan::of(*s, *e)).collect();
        assert_eq!(lanes(&hulls).0, expected);
    }

    #[test]
    fn the_outer_takes_the_lower_lane() {
        check(&[(0, 9), (2, 5)], &[0, 1]);
        check(&[(0, 5), (0, 9)], &[1, 0]);
        check(&[(0, 9), (0, 9)], &[0, 1]);
    }

    #[test]
    fn a_lane_is_used_again_once_it_is_free() {
        check(&[(0, 9), (1, 3), (3, 5), (4, 6), (5, 7)], &[0, 1, 1, 2, 1]);
        check(&[(0, 4), (2, 9), (4, 6)], &[0, 1, 0]);
    }

    proptest! {
        #[test]
        fn overlapping_hulls_never_share_a_lane_and_none_is_wasted(
            hulls in prop::collection::vec((0_usize..40, 0_usize..12), 0..30),
        ) {
            let hulls: Vec<ByteSpan> =
                hulls.into_iter().map(|(start, len)| ByteSpan::of(start, start + len)).collect();
            let (lanes, n_lanes) = lanes(&hulls);
            for (one, lane) in hulls.iter().zip(&lanes) {
                let in_lane = hulls.iter().zip(&lanes).filter(|(other, other_lane)| {
                    other_lane == &lane && other.overlaps(*one) && !other.is_empty()
                });
                prop_assert!(one.is_empty() || in_lane.count() == 1);
            }
            let at = |place| hulls.iter().filter(|hull| hull.range().contains(&place)).count();
            prop_assert_eq!(n_lanes, (0..60).map(at).max().unwrap_or(0));
        }
    }
}
