//! What holds for all records, all copies of them, and all orders in which copies meet.

mod encoding;
mod golden;
mod join;
mod library;
mod transaction;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::model::{Library, ReplicaId};
use crate::testing::library::library;

/// Some article, annotation, link or label set.
fn body() -> impl Strategy<Value = Body> {
    (library(), any::<Index>()).prop_map(|(library, which)| {
        let mut bodies = bodies(&library);
        bodies.swap_remove(which.index(bodies.len()))
    })
}

/// Everything that a library holds; at least its label set.
fn bodies(library: &Library) -> Vec<Body> {
    let mut bodies = vec![Body::LabelSet((**library.label_set()).clone())];
    bodies.extend(library.articles().map(|article| Body::Article((**article).clone())));
    let annotations = library.annotations();
    bodies.extend(annotations.map(|annotation| Body::Annotation((**annotation).clone())));
    bodies.extend(library.links().map(|link| Body::Link((**link).clone())));
    bodies
}

fn stamp() -> impl Strategy<Value = Stamp> {
    (any::<u32>(), any::<u64>(), any::<u128>(), any::<[u8; 6]>()).prop_map(
        |(revision, clock, replica, tab)| Stamp {
            revision,
            clock,
            replica: ReplicaId::from_u128(replica),
            tab: TabId::from_bytes(tab),
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    (stamp(), any::<bool>(), body()).prop_map(|(stamp, is_deleted, body)| Record {
        stamp,
        is_deleted,
        body,
    })
}
