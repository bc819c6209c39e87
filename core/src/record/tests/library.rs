//! The library that records come to: at once when the page opens, one by one while it is open.

use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::history::{Change, Edit, Transaction};
use crate::model::{Annotation, AnnotationId, Article, ArticleId, LabelSet};
use crate::testing::n_cases;
use crate::testing::{annotation, article};
use crate::text::{ArticleText, CharSpan};

/// What somebody does to one of a few things.
#[derive(Debug, Clone)]
enum Deed {
    Article {
        number: u8,
        is_deleted: bool,
    },
    /// Lets an annotation be in this article and no longer in the other one.
    Annotation {
        number: u8,
        article: u8,
        is_deleted: bool,
    },
    LabelSet {
        number: u8,
        version: u32,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..2_u8, any::<bool>())
            .prop_map(|(number, is_deleted)| Deed::Article { number, is_deleted }),
        (0..3_u8, 0..2_u8, any::<bool>()).prop_map(|(number, article, is_deleted)| {
            Deed::Annotation { number, article, is_deleted }
        }),
        (0..2_u8, any::<u32>()).prop_map(|(number, version)| Deed::LabelSet { number, version }),
    ]
}

fn some_article(number: u8) -> Article {
    article(u128::from(number), &ArticleText::new("Some text."))
}

fn some_annotation(number: u8, article: u8) -> Annotation {
    let start = usize::from(number);
    let annotation = annotation(u128::from(number), &[CharSpan::of(start, start + 1)]);
    Annotation { article: ArticleId::from_u128(u128::from(article)), ..annotation }
}

fn some_label_set(number: u8, version: u32) -> LabelSet {
    LabelSet { id: format!("set-{number}"), version, ..LabelSet::built_in() }
}

/// All copies that two tabs make which do not hear of each other.
fn copies(deeds: &[(bool, Deed)]) -> Vec<(RecordId, Rc<str>)> {
    let tab = |number| Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([number; 6]));
    let mut tabs = [tab(1), tab(2)];
    let mut copies = Vec::new();
    for (nth, (is_second, deed)) in deeds.iter().enumerate() {
        let tab = &mut tabs[usize::from(*is_second)];
        let mut write = |body: Body, is_deleted: bool| {
            let id = body.id();
            copies.push((id, tab.write(body, is_deleted, None, nth as u64 / 2)));
        };
        match deed {
            Deed::Article { number, is_deleted } => {
                write(Body::Article(some_article(*number)), *is_deleted);
            }
            Deed::Annotation { number, article, is_deleted } => {
                write(Body::Annotation(some_annotation(*number, 1 - article)), true);
                write(Body::Annotation(some_annotation(*number, *article)), *is_deleted);
            }
            Deed::LabelSet { number, version } => {
                write(Body::LabelSet(some_label_set(*number, *version)), false);
            }
        }
    }
    copies
}

fn join(replica: &mut Replica, library: &mut Library, (id, raw): &(RecordId, Rc<str>)) {
    if let Ok(Joined::Taken { record, .. }) = replica.join(id, raw, 100) {
        library.take(record, replica);
    }
}

fn opened_anew(replica: &Replica) -> Library {
    Library::from_records(replica.entries().map(|(id, entry)| {
        Record::decode(id, &entry.raw).expect("it was joined, so it can be read")
    }))
}

/// Every annotation stands once in the order of its article, and nowhere else.
fn assert_order_fits(library: &Library) {
    let n_in_order: usize =
        (0..2).map(|number| library.order_of(ArticleId::from_u128(number)).len()).sum();
    assert_eq!(n_in_order, library.annotations().len());
    for annotation in library.annotations() {
        assert!(library.order_of(annotation.article).contains(&annotation.order_key()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(256)))]

    #[test]
    fn records_taken_one_by_one_come_to_the_same_as_all_at_once(
        order in prop::collection::vec((any::<bool>(), deed()), 0..12)
            .prop_flat_map(|deeds| Just(copies(&deeds)).prop_shuffle()),
    ) {
        let mut replica = Replica::new(ReplicaId::from_u128(2), TabId::from_bytes([3; 6]));
        let mut library = Library::default();
        for copy in &order {
            join(&mut replica, &mut library, copy);
            assert_order_fits(&library);
        }
        let anew = opened_anew(&replica);
        assert_order_fits(&anew);
        prop_assert_eq!(anew, library);
    }
}

#[test]
fn a_late_word_of_a_removal_leaves_the_annotation_of_another_article() {
    let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
    let deeds = [Deed::Annotation { number: 1, article: 0, is_deleted: false }];
    let mut copies = copies(&deeds.map(|deed| (false, deed)));
    copies.reverse();
    let mut library = Library::default();
    copies.iter().for_each(|copy| join(&mut replica, &mut library, copy));
    assert!(library.annotation(AnnotationId::from_u128(1)).is_some());
}

/// Replaces the label set of the library and stores that.
fn replace_label_set(replica: &mut Replica, library: &mut Library, after: LabelSet, now_ms: u64) {
    let change = Change::LabelSet(Edit::replace(library.label_set(), after));
    let transaction = Transaction::new("labels", vec![change]);
    transaction.apply(library).expect("nothing else changed it");
    replica.write_transaction(library, &transaction, now_ms);
}

#[test]
fn a_label_set_that_replaces_another_wins_however_often_the_other_was_changed() {
    let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
    let mut library = Library::default();
    for version in 0..5 {
        replace_label_set(&mut replica, &mut library, some_label_set(0, version), 9);
    }
    // By then somebody has set the clock right.
    replace_label_set(&mut replica, &mut library, some_label_set(1, 0), 1);
    assert_eq!(library.label_set().id, "set-1");
    assert_eq!(opened_anew(&replica), library);
    replace_label_set(&mut replica, &mut library, some_label_set(0, 4), 1);
    assert_eq!(opened_anew(&replica).label_set().id, "set-0");
}

/// Makes these changes in turn, and gives the record that the last of them wrote of `annotation`.
fn written(library: &mut Library, annotation: &Annotation, changes: &[&[Change]]) -> String {
    let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
    for changes in changes {
        let transaction = Transaction::new("changes", changes.to_vec());
        transaction.apply(library).expect("nothing else changed it");
        replica.write_transaction(library, &transaction, 5);
    }
    let id = RecordId::Annotation(annotation.article, annotation.id);
    replica.entry(&id).expect("it was written").raw.to_string()
}

#[test]
fn what_is_removed_is_quoted_from_the_text_it_lay_in() {
    let (old, new) = (ArticleText::new("Some text."), ArticleText::new("Newer words."));
    let before = article(1, &old);
    let mark = Annotation { article: before.id, ..annotation(1, &[CharSpan::of(5, 9)]) };
    let added =
        [Change::Article(Edit::add(before.clone())), Change::Annotation(Edit::add(mark.clone()))];
    let removed = Change::Annotation(Edit::remove(&Rc::new(mark.clone())));
    let newer = Article { text: new.hash(), ..before.clone() };
    let ways = [
        Change::Article(Edit::replace(&Rc::new(before.clone()), newer)),
        Change::Article(Edit::remove(&Rc::new(before))),
    ];
    for way in ways {
        let mut library = Library::default();
        library.add_text(Rc::new(old.clone()));
        library.add_text(Rc::new(new.clone()));
        let raw = written(&mut library, &mark, &[&added, &[way, removed.clone()]]);
        assert!(raw.contains("\"quote\":\"text\"") && raw.contains("\"deleted\":true"), "{raw}");
    }
}
