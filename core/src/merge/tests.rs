//! What a merge promises.

use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::formats::{ImportedArticle, Scope, Stamp, native};
use crate::model::{ArticleId, Label, Timestamp};
use crate::testing::library::{changed, library};

use super::*;

/// What a file of the whole library says.
fn file_of(library: &Library) -> Imported {
    let stamp = Stamp::new(Timestamp::default());
    let json = native::write(library, Scope::Library, &stamp).expect("the library is sound");
    native::read(json.as_bytes(), "file.json").expect("it was just written")
}

fn merge(library: &mut Library, imported: Imported) -> MergeReport {
    let plan = plan(library, Removed::NOTHING, imported, "merge");
    plan.texts.into_iter().for_each(|text| library.add_text(text));
    plan.transaction.apply(library).expect("the plan is for this library");
    plan.report
}

/// The same article and annotation, once with each of these notes and times.
fn versions(notes: [(&str, i64); 2]) -> [Library; 2] {
    notes.map(|(note, modified)| {
        let text = Rc::new(ArticleText::new("one two three"));
        let article = crate::testing::library::article(ArticleId::from_u128(1), &text);
        let annotation = Annotation {
            note: note.to_owned(),
            modified: Timestamp::from_unix_ms(modified),
            ..crate::testing::annotation(7, &[crate::text::CharSpan::of(0, 3)])
        };
        let mut library = Library::default();
        library.add_text(text);
        let changes =
            vec![Change::Article(Edit::add(article)), Change::Annotation(Edit::add(annotation))];
        Transaction::new("make up", changes).apply(&mut library).expect("it was empty");
        library
    })
}

#[test]
fn the_later_version_counts_and_the_other_is_offered() {
    let id = AnnotationId::from_u128(7);
    for (ours, theirs) in [(1, 2), (2, 1), (2, 2)] {
        let [mut here, there] = versions([("ours", ours), ("theirs", theirs)]);
        let report = merge(&mut here, file_of(&there));
        let is_from_file = theirs > ours;
        let note = |annotation: &Annotation| annotation.note.clone();
        let [differing] = &report.differing[..] else { panic!("{report:?}") };
        assert_eq!(differing.is_from_file, is_from_file);
        assert_eq!(here.annotation(id), Some(&differing.kept));
        let expected = if is_from_file { ["theirs", "ours"] } else { ["ours", "theirs"] };
        assert_eq!([note(&differing.kept), note(&differing.other)], expected);

        let other = differing.other.clone();
        take_other(&here, &report.differing, "take").apply(&mut here).expect("nothing changed");
        assert_eq!(here.annotation(id), Some(&other));
    }
}

#[test]
fn what_was_removed_here_is_asked_about() {
    let [there, _] = versions([("", 1), ("", 1)]);
    let id = AnnotationId::from_u128(7);
    let mut here = Library::default();
    let removed = Removed { annotation: &|removed| removed == id, ..Removed::NOTHING };
    let plan = plan(&here, removed, file_of(&there), "merge");
    plan.texts.into_iter().for_each(|text| here.add_text(text));
    plan.transaction.apply(&mut here).expect("the plan is for this library");
    assert_eq!(here.annotation(id), None);
    let back = bring_back(&here, &plan.report.removed_here, &[], "bring back");
    back.apply(&mut here).expect("the article is there");
    assert_eq!(here.annotation(id), there.annotation(id));
}

#[test]
fn another_text_under_the_same_id_comes_in_beside() {
    let [mut here, there] = versions([("ours", 1), ("theirs", 2)]);
    let mut imported = file_of(&there);
    let text = Rc::new(ArticleText::new("one and two"));
    let article = imported.articles.remove(0);
    let article = ImportedArticle {
        article: crate::model::Article { text: text.hash(), ..article.article },
        text,
        ..article
    };
    imported.articles.push(article);
    let report = merge(&mut here, imported.clone());
    assert_eq!((report.n_articles_beside, report.n_articles_added, report.n_added), (1, 1, 1));
    assert_eq!((here.articles().len(), here.annotations().len()), (2, 2));
    assert!(plan(&here, Removed::NOTHING, imported, "merge").transaction.changes.is_empty());
}

/// The file of `there` with its article under this id, and its text as it is or another one.
fn under_another_id(there: &Library, id: u128, text: Option<&str>) -> Imported {
    let mut imported = file_of(there);
    let ImportedArticle { article, text: text_there, annotations, .. } = &mut imported.articles[0];
    *text_there = text.map_or(text_there.clone(), |text| Rc::new(ArticleText::new(text)));
    (article.id, article.text) = (ArticleId::from_u128(id), text_there.hash());
    annotations.iter_mut().for_each(|annotation| annotation.article = article.id);
    imported
}

#[test]
fn the_same_text_under_another_id_is_the_same_article() {
    let [mut here, there] = versions([("ours", 1), ("theirs", 2)]);
    let imported = under_another_id(&there, 2, None);
    let report = merge(&mut here, imported.clone());
    assert_eq!((report.n_articles_added, report.n_added, report.n_updated()), (0, 0, 1));
    let annotation = here.annotation(AnnotationId::from_u128(7)).expect("it stays");
    assert_eq!((annotation.article, &*annotation.note), (ArticleId::from_u128(1), "theirs"));
    assert!(plan(&here, Removed::NOTHING, imported, "merge").transaction.changes.is_empty());
}

#[test]
fn no_annotation_moves_to_another_article() {
    let [mut here, there] = versions([("ours", 1), ("theirs", 2)]);
    let before = here.annotation(AnnotationId::from_u128(7)).cloned();
    let imported = under_another_id(&there, 2, Some("one and two"));
    let report = merge(&mut here, imported.clone());
    assert_eq!((report.n_articles_added, report.n_added, report.differing.len()), (1, 1, 0));
    assert_eq!(here.annotation(AnnotationId::from_u128(7)), before.as_ref());
    assert_eq!(here.annotations_of(ArticleId::from_u128(2)).count(), 1);
    assert!(plan(&here, Removed::NOTHING, imported, "merge").transaction.changes.is_empty());
}

#[test]
fn missing_labels_are_added_without_taking_keys_or_colours() {
    let [mut here, there] = versions([("", 1), ("", 1)]);
    let mut imported = file_of(&there);
    let label_set = imported.label_set.as_mut().expect("our files have one");
    let made = Label::made_from_id("rumour", 0);
    label_set.labels.push(Label { keys: vec!["1".to_owned(), "r".to_owned()], ..made });
    imported.articles[0].annotations[0].label = "hearsay".to_owned();
    imported.articles[0].annotations[0].modified = Timestamp::from_unix_ms(9);
    let report = merge(&mut here, imported);
    assert_eq!(report.labels_added, ["rumour", "hearsay"]);
    let labels = &here.label_set().labels;
    assert_eq!(here.label_set().label("rumour").expect("it was added").keys, ["r"]);
    assert_eq!(labels.iter().map(|label| label.slot).collect::<BTreeSet<_>>().len(), labels.len());
}

/// A library, and two others in which some annotations are missing and some changed.
fn with_two_variants() -> impl Strategy<Value = (Library, [Library; 2])> {
    library().prop_flat_map(|library| {
        let variant = || {
            let ids: Vec<_> = library.annotations().cloned().collect();
            let edits = ids.into_iter().map(|annotation| {
                let removed = Edit::remove(&annotation);
                let changed = changed(&annotation);
                prop_oneof![
                    Just(None),
                    Just(Some(removed)),
                    changed.prop_map(move |changed| Some(Edit::replace(&annotation, changed)))
                ]
            });
            let library = library.clone();
            edits.collect::<Vec<_>>().prop_map(move |edits| {
                let changes = edits.into_iter().flatten().map(Change::Annotation).collect();
                let mut variant = library.clone();
                Transaction::new("vary", changes).apply(&mut variant).expect("each stands once");
                variant
            })
        };
        (Just(library.clone()), variant(), variant())
            .prop_map(|(library, one, other)| (library, [one, other]))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: crate::testing::n_cases(96), ..Default::default() })]

    #[test]
    fn merging_again_changes_nothing((mut here, [there, _]) in with_two_variants()) {
        merge(&mut here, file_of(&there));
        let again = plan(&here, Removed::NOTHING, file_of(&there), "merge");
        prop_assert_eq!(again.transaction.changes, vec![]);
        prop_assert_eq!(again.report.n_updated(), 0);
    }

    #[test]
    fn the_order_of_files_does_not_matter((here, [one, other]) in with_two_variants()) {
        let [mut forth, mut back] = [here.clone(), here];
        merge(&mut forth, file_of(&one));
        merge(&mut forth, file_of(&other));
        merge(&mut back, file_of(&other));
        merge(&mut back, file_of(&one));
        prop_assert_eq!(forth, back);
    }

    #[test]
    fn a_merge_loses_nothing_and_can_be_undone((here, [one, _]) in with_two_variants()) {
        let mut merged = here.clone();
        let plan = plan(&merged, Removed::NOTHING, file_of(&one), "merge");
        plan.transaction.apply(&mut merged).expect("the plan is for this library");
        let ids = |library: &Library| library.annotations().map(|of| of.id).collect::<BTreeSet<_>>();
        prop_assert_eq!(&ids(&merged), &(&ids(&here) | &ids(&one)));
        plan.transaction.inverse().apply(&mut merged).expect("nothing else changed");
        prop_assert_eq!(merged, here);
    }
}
