//! The join of copies as laws: whatever the clocks say and in whatever order copies meet.

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::model::{LinkId, LinkKind, Timestamp, UnknownFields};
use crate::testing::annotation;
use crate::testing::n_cases;
use crate::text::CharSpan;

/// Ten years in milliseconds.
const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// When all this takes place, by a clock that is right.
const NOW: i64 = 1_767_863_564_000;

/// A copy of a record, as it travels.
type Copy = (RecordId, Rc<str>);

/// What happens to replicas; the numbers choose a replica, a thing, a copy that was made before.
#[derive(Debug, Clone)]
enum Event {
    Write {
        by: Index,
        thing: u8,
        is_deleted: bool,
        note: u8,
    },
    Deliver {
        copy: Index,
        to: Index,
    },
    /// The clock of a replica is set anew.
    SetClock {
        of: Index,
        ahead: i64,
    },
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        5 => (any::<Index>(), 0..4_u8, any::<bool>(), any::<u8>())
            .prop_map(|(by, thing, is_deleted, note)| Event::Write { by, thing, is_deleted, note }),
        5 => (any::<Index>(), any::<Index>()).prop_map(|(copy, to)| Event::Deliver { copy, to }),
        1 => (any::<Index>(), -TEN_YEARS..TEN_YEARS)
            .prop_map(|(of, ahead)| Event::SetClock { of, ahead }),
    ]
}

fn thing(number: u8, note: u8) -> Body {
    if number == 3 {
        let id = LinkId::from_u128(3);
        let kind = LinkKind::Other(note.to_string());
        let (from, to) = (crate::model::AnnotationId::from_u128(0), id.as_u128());
        let to = crate::model::AnnotationId::from_u128(to);
        let created = Timestamp::from_unix_ms(0);
        return Body::Link(crate::model::Link {
            id,
            kind,
            from,
            to,
            created,
            unknown: UnknownFields::new(),
        });
    }
    let mut annotation = annotation(u128::from(number), &[CharSpan::of(0, 1)]);
    annotation.note = note.to_string();
    Body::Annotation(annotation)
}

/// Replicas, their clocks, and all copies that were ever made.
struct World {
    replicas: Vec<Replica>,
    ahead: Vec<i64>,
    copies: Vec<Copy>,
    n_steps: i64,
}

impl World {
    fn of(n_replicas: usize, ahead: &[i64]) -> Self {
        // Two tabs of one profile, then other profiles.
        let replica = |n: usize| {
            let id = ReplicaId::from_u128(n.saturating_sub(1) as u128);
            Replica::new(id, TabId::from_bytes([n as u8; 6]))
        };
        Self {
            replicas: (0..n_replicas).map(replica).collect(),
            ahead: ahead.to_vec(),
            copies: Vec::new(),
            n_steps: 0,
        }
    }

    fn now(&self, replica: usize) -> u64 {
        (NOW + self.n_steps + self.ahead[replica]) as u64
    }

    fn run(&mut self, event: &Event) {
        // Some things happen in the same millisecond.
        self.n_steps += i64::from(self.copies.len().is_multiple_of(3));
        match event {
            Event::Write { by, thing: number, is_deleted, note } => {
                let by = by.index(self.replicas.len());
                let body = thing(*number, *note);
                let (id, now) = (body.id(), self.now(by));
                let before = self.replicas[by].entry(&id).cloned();
                let raw = self.replicas[by].write(body, *is_deleted, None, now);
                let after = self.replicas[by].entry(&id).expect("it was written");
                assert!(
                    before.is_none_or(|before| before.stamp < after.stamp),
                    "who has seen a version beats it"
                );
                self.copies.push((id, raw));
            }
            Event::Deliver { copy, to } => {
                if !self.copies.is_empty() {
                    let to = to.index(self.replicas.len());
                    self.deliver(copy.index(self.copies.len()), to);
                }
            }
            Event::SetClock { of, ahead } => {
                let of = of.index(self.replicas.len());
                self.ahead[of] = *ahead;
            }
        }
    }

    fn deliver(&mut self, copy: usize, to: usize) {
        let ((id, raw), now) = (self.copies[copy].clone(), self.now(to));
        let before = self.replicas[to].clone();
        let joined = self.replicas[to].join(&id, &raw, now).expect("copies are whole");
        let after = &self.replicas[to];
        let version =
            |replica: &Replica| replica.entry(&id).map(|entry| (entry.stamp, entry.raw.clone()));
        assert!(version(&before) <= version(after), "no version goes back");
        assert!(before.entries().all(|(id, _)| after.entry(id).is_some()), "no record goes");
        match joined {
            Joined::Taken { .. } => assert_eq!(after.entry(&id).map(|it| &it.raw), Some(&raw)),
            Joined::Same | Joined::Kept { .. } => assert_eq!(version(&before), version(after)),
        }
    }

    /// The greatest (stamp, bytes) of all copies of each record.
    fn expected(&self) -> BTreeMap<RecordId, (Stamp, Rc<str>)> {
        let mut greatest = BTreeMap::new();
        for (id, raw) in &self.copies {
            let stamp = Record::decode(id, raw).expect("copies are whole").stamp;
            let version = (stamp, raw.clone());
            let known = greatest.entry(id.clone()).or_insert_with(|| version.clone());
            *known = version.max(known.clone());
        }
        greatest
    }
}

fn versions(replica: &Replica) -> BTreeMap<RecordId, (Stamp, Rc<str>)> {
    replica.entries().map(|(id, entry)| (id.clone(), (entry.stamp, entry.raw.clone()))).collect()
}

fn join_all(into: &mut Replica, from: &Replica) {
    for (id, entry) in from.entries() {
        into.join(id, &entry.raw, NOW as u64).expect("copies are whole");
    }
}

/// Two to five replicas after some events, with clocks up to ten years wrong.
fn world() -> impl Strategy<Value = World> {
    let clocks = prop::collection::vec(-TEN_YEARS..TEN_YEARS, 2..=5);
    (clocks, prop::collection::vec(event(), 0..60)).prop_map(|(clocks, events)| {
        let mut world = World::of(clocks.len(), &clocks);
        events.iter().for_each(|event| world.run(event));
        world
    })
}

impl std::fmt::Debug for World {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(&self.copies).finish()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(128)))]

    #[test]
    fn all_replicas_come_to_the_greatest_version_of_everything(
        mut world in world(),
        deliveries in prop::collection::vec((any::<Index>(), any::<Index>()), 0..40),
        order in any::<u64>(),
    ) {
        // Some copies come twice, then all of them to all replicas, in an order of its own each.
        for (copy, to) in deliveries {
            world.run(&Event::Deliver { copy, to });
        }
        for to in 0..world.replicas.len() {
            let mut copies: Vec<usize> = (0..world.copies.len()).collect();
            let seed = order.wrapping_mul(2 * to as u64 + 1);
            copies.sort_by_key(|copy| (*copy as u64 + 1).wrapping_mul(seed) >> 7);
            for copy in copies {
                world.deliver(copy, to);
            }
        }
        let expected = world.expected();
        for replica in &world.replicas {
            prop_assert_eq!(&versions(replica), &expected);
        }
    }

    #[test]
    fn joining_is_commutative_associative_and_idempotent(world in world()) {
        for (one, other) in world.replicas.iter().zip(&world.replicas[1..]) {
            let (mut left, mut right) = (one.clone(), other.clone());
            join_all(&mut left, other);
            join_all(&mut right, one);
            prop_assert_eq!(versions(&left), versions(&right));
            let once = left.clone();
            join_all(&mut left, other);
            join_all(&mut left, &once);
            prop_assert_eq!(&left, &once);
        }
        let [one, two, .., three] = &world.replicas[..] else { return Ok(()) };
        let (mut first_left, mut first_right, mut right) = (one.clone(), one.clone(), two.clone());
        join_all(&mut first_left, two);
        join_all(&mut first_left, three);
        join_all(&mut right, three);
        join_all(&mut first_right, &right);
        prop_assert_eq!(versions(&first_left), versions(&first_right));
    }

    #[test]
    fn damaged_copies_change_nothing(world in world(), damage in any::<Index>()) {
        let mut replica = world.replicas[0].clone();
        for (id, raw) in &world.copies {
            let damaged = &raw[..damage.index(raw.len())];
            prop_assert!(replica.join(id, &Rc::from(damaged), NOW as u64).is_err());
        }
        prop_assert_eq!(&replica, &world.replicas[0]);
    }
}

/// A replica whose clock is `ahead` of ours by so many milliseconds.
fn replica(number: u8) -> Replica {
    Replica::new(ReplicaId::from_u128(u128::from(number)), TabId::from_bytes([number; 6]))
}

#[test]
fn a_change_that_has_seen_another_beats_it_whatever_the_clocks_say() {
    let (mut fast, mut slow) = (replica(1), replica(2));
    let now = |ahead: i64| (NOW + ahead) as u64;
    let id = thing(0, 0).id();
    let first = fast.write(thing(0, 1), false, None, now(TEN_YEARS));
    slow.join(&id, &first, now(-TEN_YEARS)).expect("it is whole");
    let second = slow.write(thing(0, 2), false, None, now(-TEN_YEARS));
    let taken = fast.join(&id, &second, now(TEN_YEARS));
    assert!(matches!(taken, Ok(Joined::Taken { overruled: None, .. })), "{taken:?}");
    assert!(matches!(slow.join(&id, &first, now(0)), Ok(Joined::Kept { overruled: None })));
}

#[test]
fn changes_that_did_not_see_each_other_are_told() {
    let (mut one, mut other) = (replica(1), replica(2));
    let id = thing(0, 0).id();
    let earlier = one.write(thing(0, 1), false, None, 5);
    let later = other.write(thing(0, 2), false, None, 6);
    let taken = one.join(&id, &later, 7);
    assert!(matches!(taken, Ok(Joined::Taken { overruled: Some(_), .. })), "{taken:?}");
    let kept = other.join(&id, &earlier, 7);
    assert!(matches!(kept, Ok(Joined::Kept { overruled: Some(_) })), "{kept:?}");
}

#[test]
fn a_clock_of_the_far_future_is_not_believed() {
    let (mut wrong, mut right) = (replica(1), replica(2));
    let id = thing(0, 0).id();
    for far in [u64::MAX, NOW as u64 + TEN_YEARS as u64] {
        let raw = wrong.write(thing(0, 1), false, None, far - 1);
        right.join(&id, &raw, NOW as u64).expect("it is whole");
    }
    right.write(thing(1, 1), false, None, NOW as u64);
    let written = right.entry(&thing(1, 1).id()).expect("it was written");
    assert!(written.stamp.clock <= NOW as u64 + 25 * 60 * 60 * 1000);
}

#[test]
fn two_copies_with_one_stamp_are_settled_by_their_bytes() {
    let stamp = Stamp {
        revision: 1,
        clock: 1,
        ..Record::decode(&thing(0, 0).id(), &sample()).unwrap().stamp
    };
    let copy = |note| Record { stamp, is_deleted: false, body: thing(0, note) }.encode(None);
    let (one, other) = (copy(1), copy(2));
    let id = thing(0, 0).id();
    let joined = |copies: [&str; 2]| {
        let mut replica = replica(1);
        for raw in copies {
            replica.join(&id, &Rc::from(raw), 1).expect("it is whole");
        }
        replica.entry(&id).expect("it was joined").raw.clone()
    };
    assert_eq!(joined([&one, &other]), joined([&other, &one]));
}

fn sample() -> Rc<str> {
    replica(1).write(thing(0, 0), false, None, 1)
}
