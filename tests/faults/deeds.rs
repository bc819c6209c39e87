//! What people do, drawn at random.

use onrecord::app::{Action, Delivery};
use onrecord_core::formats::document;
use onrecord_core::history::Step;
use onrecord_core::model::{AnnotationId, Selection};
use onrecord_core::text::CharSpan;
use onrecord_core::transfer::{self, Reading};
use proptest::prelude::*;

use super::page::Page;

/// One of several things, as a fraction of 2^64: it means something however many there are.
///
/// Other than `proptest`'s own it can be written down, so that a script that once went wrong stays a
/// test.
#[derive(Debug, Clone)]
pub struct Index(pub u64);

impl Index {
    fn index(&self, n: usize) -> usize {
        ((u128::from(self.0) * n as u128) >> 64) as usize
    }

    fn get<'a, T>(&self, among: &'a [T]) -> &'a T {
        &among[self.index(among.len())]
    }
}

/// Something that a person does.
#[derive(Debug, Clone)]
pub enum Deed {
    Mark { at: Index, label: Index },
    Note(Index, String),
    Relabel(Index, Index),
    Delete(Index),
    Add(Index),
    Open(Index),
    Rename(Index, String),
    Remove(Index),
    Annotator(String),
    Undo,
    Redo,
}

const TEXTS: [&str; 4] = [
    "One two three.\n\nFour five six seven.",
    "👩‍👩‍👧‍👦 said “да” and left.\r\nשָׁלוֹם followed.",
    "A third text, which is short.",
    "Ein vierter Text.",
];

const LABELS: [&str; 3] = ["claim", "quote", "pledge"];

pub fn deed() -> impl Strategy<Value = Deed> {
    let place = || any::<u64>().prop_map(Index);
    prop_oneof![
        6 => (place(), place()).prop_map(|(at, label)| Deed::Mark { at, label }),
        2 => (place(), "[a-z“]{0,4}").prop_map(|(of, note)| Deed::Note(of, note)),
        1 => (place(), place()).prop_map(|(of, label)| Deed::Relabel(of, label)),
        2 => place().prop_map(Deed::Delete),
        2 => place().prop_map(Deed::Add),
        1 => place().prop_map(Deed::Open),
        1 => (place(), "[a-c]{0,2}").prop_map(|(of, title)| Deed::Rename(of, title)),
        1 => place().prop_map(Deed::Remove),
        1 => "[a-c]{0,2}".prop_map(Deed::Annotator),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
    ]
}

/// Lets somebody do it, where there is something to do it to.
pub fn perform(page: &mut Page, deed: &Deed) {
    let library = &page.state.library;
    let annotation = |which: &Index| -> Option<AnnotationId> {
        let ids: Vec<_> = library.annotations().map(|it| it.id).collect();
        (!ids.is_empty()).then(|| *which.get(&ids))
    };
    let article = |which: &Index| {
        let ids: Vec<_> = library.articles().map(|it| it.id).collect();
        (!ids.is_empty()).then(|| *which.get(&ids))
    };
    let label = |which: &Index| (*which.get(&LABELS)).to_owned();
    let action = match deed {
        Deed::Mark { at, label: which } => {
            let Some(view) = &page.state.view.article else { return };
            let at = at.index(view.text.n_chars());
            let selection = Selection::over(CharSpan::of(at, at + 1));
            let label = label(which);
            page.act(Action::Select(Some(selection)));
            Some(Action::UseLabel(label))
        }
        Deed::Note(of, note) => {
            annotation(of).map(|annotation| Action::SetNote { annotation, note: note.clone() })
        }
        Deed::Relabel(of, which) => {
            annotation(of).map(|annotation| Action::Relabel { annotation, label: label(which) })
        }
        Deed::Delete(of) => annotation(of).map(Action::Delete),
        Deed::Add(which) => {
            let text: &&str = which.get(&TEXTS);
            let imported = document::read_pasted(text, None).expect("it is a text").imported;
            let reading = Reading { imported, is_document: true, ..Reading::default() };
            let packed = transfer::pack(reading);
            Some(Action::Deliver(Some(Delivery::Reading { file: String::new(), packed })))
        }
        Deed::Open(which) => article(which).map(Action::OpenArticle),
        Deed::Rename(which, title) => {
            article(which).map(|article| Action::Rename { article, title: title.clone() })
        }
        Deed::Remove(which) => article(which).map(Action::RemoveArticle),
        Deed::Annotator(name) => Some(Action::SetAnnotator(name.clone())),
        Deed::Undo => Some(Action::Step(Step::Undo)),
        Deed::Redo => Some(Action::Step(Step::Redo)),
    };
    page.allow_reopening();
    if let Some(action) = action {
        page.act(action);
    }
}
