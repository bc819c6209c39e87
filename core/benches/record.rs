//! How long the stored form takes: the records of 10,000 annotations, as a page reads them when it
//! opens, and as it joins what another tab wrote.

use std::rc::Rc;

use divan::{Bencher, black_box};
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{
    Annotation, AnnotationId, ArticleId, Library, Origin, ReplicaId, Timestamp, UnknownFields,
};
use onrecord_core::record::{Record, RecordId, Replica, TabId};
use onrecord_core::text::{ArticleText, CharSpan};

const N_ANNOTATIONS: usize = 10_000;
const NOW_MS: u64 = 1_767_863_564_000;

type Records = Vec<(RecordId, Rc<str>)>;

fn replica(tab: u8) -> Replica {
    Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([tab; 6]))
}

/// What the tab `tab` wrote about annotations of one article, `n_times` in all.
fn records(tab: u8, n_times: usize) -> Records {
    let text = Rc::new(ArticleText::new("The quay will be rebuilt by spring. ".repeat(3_000)));
    let article = onrecord_core::testing::library::article(ArticleId::from_u128(1), &text);
    let annotations = (0..N_ANNOTATIONS).map(|nth| Annotation {
        id: AnnotationId::from_u128(nth as u128 + 1),
        article: article.id,
        label: "quote".to_owned(),
        ranges: vec![CharSpan::of(nth * 10, nth * 10 + 25)],
        attributes: onrecord_core::model::Attributes::new(),
        note: "Ask the port authority.".to_owned(),
        annotator: "annotator".to_owned(),
        replica: Some(ReplicaId::from_u128(1)),
        created: Timestamp::default(),
        modified: Timestamp::default(),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    });
    let mut library = Library::default();
    library.add_text(text);
    let mut changes: Vec<Change> = annotations.map(Edit::add).map(Change::Annotation).collect();
    changes.insert(0, Change::Article(Edit::add(article.clone())));
    let transaction = Transaction::new("fill", changes);
    transaction.apply(&mut library).expect("the library was empty");
    let mut replica = replica(tab);
    let mut written = Records::new();
    for nth in 0..n_times {
        written = replica.write_transaction(&library, &transaction, NOW_MS + nth as u64);
    }
    written
}

fn joined(replica: &mut Replica, records: &Records) -> usize {
    records.iter().filter(|(id, raw)| replica.join(id, raw, NOW_MS).is_ok()).count()
}

#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let records = records(1, 1);
    bencher.bench_local(|| {
        black_box(&records).iter().filter(|(id, raw)| Record::decode(id, raw).is_ok()).count()
    });
}

#[divan::bench]
fn join_at_the_start(bencher: Bencher<'_, '_>) {
    let records = records(1, 1);
    bencher.bench_local(|| joined(&mut replica(2), black_box(&records)));
}

#[divan::bench]
fn join_what_is_known(bencher: Bencher<'_, '_>) {
    let records = records(1, 1);
    let mut known = replica(2);
    joined(&mut known, &records);
    bencher.bench_local(|| joined(&mut known, black_box(&records)));
}

#[divan::bench]
fn join_what_is_later(bencher: Bencher<'_, '_>) {
    let (earlier, later) = (records(1, 1), records(1, 2));
    let known = || {
        let mut known = replica(2);
        joined(&mut known, &earlier);
        known
    };
    bencher
        .with_inputs(known)
        .bench_local_values(|mut known| joined(&mut known, black_box(&later)));
}

fn main() {
    divan::main();
}
