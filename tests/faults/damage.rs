//! Values that other programs damaged, and pages that meet what they did not expect.

use std::rc::Rc;

use onrecord::app::{Action, Place, StorageState};
use onrecord_core::model::{AnnotationId, Selection, sample};
use onrecord_core::record::{Key, RecordId};
use onrecord_core::text::CharSpan;

use super::page::Page;
use super::stores::{Stores, half};

/// A page that is done with everything, in a browser that is used for the first time.
fn page() -> Page {
    let mut page = Page::open(&Stores::default(), 1, 0);
    page.settle(&[]);
    page
}

fn mark(page: &mut Page, start: usize) -> AnnotationId {
    let selection = Selection::over(CharSpan::of(start, start + 1));
    page.act(Action::Select(Some(selection)));
    page.act(Action::UseLabel("claim".to_owned()));
    page.state.view.chosen.expect("a new mark is chosen")
}

fn name(page: &Page, id: AnnotationId) -> String {
    let article = page.state.view.open.expect("an article is open");
    Key::Record(RecordId::Annotation(article, id)).to_string()
}

fn reopen(page: &Page, number: u8) -> Page {
    let mut page = Page::open(&page.stores, number, 0);
    page.settle(&[]);
    page
}

/// The values that were set aside, by the keys from which they come.
fn set_aside(page: &Page) -> Vec<(String, Rc<str>)> {
    let aside = |(key, raw): (Key, Rc<str>)| match key {
        Key::Quarantine(name) => Some((name.split_once(':')?.1.to_owned(), raw)),
        _ => None,
    };
    page.stores.load().into_iter().filter_map(aside).collect()
}

#[test]
fn several_damaged_values_are_all_set_aside_and_restored() {
    let mut page = page();
    let marks = [mark(&mut page, 18), mark(&mut page, 60), mark(&mut page, 102)];
    page.settle(&[]);
    let names = marks.map(|id| name(&page, id));
    let good: Vec<Rc<str>> = names.iter().filter_map(|name| page.stores.peek(name)).collect();
    page.stores.meddle(&names[0], "");
    page.stores.meddle(&names[1], &half(&good[1]));
    page.stores.meddle(&names[2], &good[1]);
    let page = reopen(&page, 2);
    assert_eq!(page.state.library.annotations().len(), 3);
    for (name, good) in names.iter().zip(&good) {
        assert_eq!(page.stores.peek(name).as_ref(), Some(good));
    }
    let aside = set_aside(&page);
    let was = |name: &String, raw: &str| aside.contains(&(name.clone(), raw.into()));
    assert!(was(&names[0], "") && was(&names[1], &half(&good[1])), "{aside:?}");
}

#[test]
fn a_damaged_value_that_nobody_has_elsewhere_stays_where_it_is() {
    let page = page();
    let key = Key::Record(RecordId::Annotation(sample::ID, AnnotationId::from_u128(5)));
    page.stores.meddle(&key.to_string(), "{\"label\":\"cla");
    let mut page = reopen(&page, 2);
    mark(&mut page, 18);
    page.settle(&[]);
    assert_eq!(page.stores.peek(&key.to_string()).as_deref(), Some("{\"label\":\"cla"));
    assert_eq!(set_aside(&page).len(), 1);
    assert_eq!(set_aside(&reopen(&page, 3)).len(), 1, "one copy of it is enough");
}

#[test]
fn an_older_version_of_a_damaged_value_is_better_than_none() {
    let mut page = page();
    let id = mark(&mut page, 18);
    page.settle(&[]);
    // The second store never hears of the note.
    page.act(Action::SetNote { annotation: id, note: "a note".to_owned() });
    let name = name(&page, id);
    let newer = page.stores.peek(&name).expect("it is in local storage");
    page.stores.meddle(&name, &half(&newer));
    let page = reopen(&page, 2);
    assert!(page.state.library.annotation(id).is_some_and(|it| it.note.is_empty()));
    assert_eq!(set_aside(&page), [(name, half(&newer))]);
}

#[test]
fn what_is_done_before_the_history_is_there_comes_after_it() {
    let mut page = page();
    mark(&mut page, 18);
    page.settle(&[]);
    let mut page = Page::open(&page.stores, 2, 0);
    mark(&mut page, 60);
    mark(&mut page, 102);
    page.act(Action::Step(onrecord_core::history::Step::Undo));
    page.settle(&[]);
    assert_eq!((page.state.history.n_done(), page.state.history.transactions().len()), (2, 3));
    let page = reopen(&page, 3);
    assert_eq!((page.state.history.n_done(), page.state.history.transactions().len()), (2, 3));
    assert_eq!(page.state.library.annotations().len(), 2);
}

#[test]
fn a_first_visit_that_is_none_does_not_bring_the_sample_back() {
    let mut page = page();
    page.act(Action::RemoveArticle(sample::ID));
    page.settle(&[]);
    // Local storage is what it was before the page was ever opened.
    let stores = page.stores.clone();
    stores.clear_local();
    let page = reopen(&page, 2);
    assert!(page.state.library.article(sample::ID).is_none());
}

#[test]
fn an_annotation_without_its_article_waits_for_it() {
    let mut page = page();
    let id = mark(&mut page, 18);
    page.settle(&[]);
    let article = Key::Record(RecordId::Article(sample::ID)).to_string();
    let raw = page.stores.peek(&article).expect("it is stored");
    page.stores.meddle(&article, "?");
    let mut page = Page::open(&page.stores, 2, 0);
    assert!(page.state.library.article(sample::ID).is_none());
    assert!(page.state.library.annotation(id).is_some());
    let records = vec![(RecordId::Article(sample::ID), Some(raw))];
    page.act(Action::RecordsFound { records, place: Place::OtherTab });
    page.settle(&[]);
    assert_eq!(page.state.library.annotations_of(sample::ID).count(), 1);
}

#[test]
fn an_emptied_store_is_not_called_saved_until_it_is_written_back() {
    let mut page = page();
    let id = mark(&mut page, 18);
    page.settle(&[]);
    page.stores.clear_local();
    page.act(Action::StorageEmptied);
    assert!(matches!(page.state.view.storage, StorageState::Failed { is_in_journal: true, .. }));
    mark(&mut page, 60);
    page.settle(&[]);
    assert!(matches!(page.state.view.storage, StorageState::Failed { is_in_journal: true, .. }));
    page.act(Action::WriteEverything);
    page.settle(&[]);
    assert_eq!(page.state.view.storage, StorageState::Saved);
    assert!(page.stores.peek(&name(&page, id)).is_some());
    assert!(page.stores.local_records().len() == page.state.replica.entries().len());
}
