//! How long an annotation file takes: a text of 1 MB with 10,000 annotations.

use std::rc::Rc;

use divan::{Bencher, black_box};
use onrecord_core::formats::{Scope, Stamp, native};
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::merge::{Removed, library_of, plan};
use onrecord_core::model::{
    Annotation, AnnotationId, ArticleId, AttributeValue, Library, Origin, Reference, Timestamp,
    UnknownFields,
};
use onrecord_core::testing::library::article;
use onrecord_core::text::{ArticleText, CharSpan};

const SENTENCES: [&str; 2] =
    ["The minister said that it would be done by noon. ", "«Буде зроблено», — сказала вона 🙂. "];
const N_BYTES: usize = 1_000_000;
const N_ANNOTATIONS: usize = 10_000;

fn library(sentence: &str) -> Library {
    let text = Rc::new(ArticleText::new(sentence.repeat(N_BYTES / sentence.len())));
    let article = article(ArticleId::from_u128(1), &text);
    let step = text.n_chars() / N_ANNOTATIONS;
    let annotations = (0..N_ANNOTATIONS).map(|idx| {
        let span = |from: usize, to| CharSpan::of(idx * step + from, idx * step + to);
        let source = Reference { ranges: vec![span(1, 4)], ..Reference::named("The minister") };
        let mode = AttributeValue::Text("direct".to_owned());
        let source = AttributeValue::Reference(source);
        let attributes = [("mode".to_owned(), mode), ("source".to_owned(), source)];
        Annotation {
            id: AnnotationId::from_u128(idx as u128),
            article: article.id,
            label: "quote".to_owned(),
            ranges: vec![span(0, 9), span(12, 40)],
            attributes: attributes.into_iter().collect(),
            note: "Checked against the record".to_owned(),
            annotator: "annotator".to_owned(),
            replica: None,
            created: Timestamp::default(),
            modified: Timestamp::default(),
            origin: Origin::Manual,
            unknown: UnknownFields::new(),
        }
    });
    let annotations =
        annotations.filter(|annotation| annotation.hull().end().get() <= text.n_chars());
    let annotations = annotations.map(|it| (it.id, Rc::new(it))).collect();
    let mut library = Library::default();
    library.add_text(text);
    let change = Change::Article(Edit::add(article));
    Transaction::new("fill", vec![change]).apply(&mut library).expect("it was empty");
    library.load_annotations(annotations);
    library
}

fn file(sentence: &str) -> String {
    let stamp = Stamp::new(Timestamp::default());
    native::write(&library(sentence), Scope::Library, &stamp).expect("the library is sound")
}

#[divan::bench(args = SENTENCES)]
fn write_and_check(bencher: Bencher<'_, '_>, sentence: &str) {
    let library = library(sentence);
    let stamp = Stamp::new(Timestamp::default());
    bencher.bench_local(|| native::write(black_box(&library), Scope::Library, &stamp));
}

#[divan::bench(args = SENTENCES)]
fn read(bencher: Bencher<'_, '_>, sentence: &str) {
    let file = file(sentence);
    bencher.bench_local(|| native::read(black_box(file.as_bytes()), "file.json"));
}

#[divan::bench(args = SENTENCES)]
fn plan_a_merge_of_the_same(bencher: Bencher<'_, '_>, sentence: &str) {
    let imported = native::read(file(sentence).as_bytes(), "file.json").expect("it is sound");
    let library = library_of(imported.clone());
    bencher
        .with_inputs(|| imported.clone())
        .bench_local_values(|imported| plan(&library, Removed::NOTHING, imported, "merge"));
}

fn main() {
    divan::main();
}
