//! What holds whatever is done, in any order.

use onrecord::app::{Action, StorageFailure};
use onrecord_core::model::{AnnotationId, AttributeValue, Selection};
use onrecord_core::text::{CharOffset, CharSpan};
use proptest::prelude::*;
use proptest::sample::Index;

use super::harness::{Browser, Contents, Tab};

/// Something that a person does; places and things are drawn from what is there then.
#[derive(Debug, Clone)]
enum Deed {
    Select {
        anchor: Index,
        head: Index,
        is_exact: bool,
    },
    Label(Index),
    Key(&'static str),
    Click(Index),
    Delete(Index),
    Note(Index, String),
    Attribute(Index, Index, Option<String>),
    TakeSelection(Index, Index),
    Add(Index),
    Open(Index),
    Rename(Index, String),
    Done(Index, bool),
    Remove(Index),
    Link(Index, Index),
    Annotator(String),
    Undo,
    Redo,
    Reopen,
    /// Local storage is full from now on, or no longer.
    Fill(bool),
}

const TEXTS: &[&str] = &[
    "One two three.\n\nFour five six seven.",
    "👩‍👩‍👧‍👦 said “да” and left.\r\nשָׁלוֹם followed.",
    "e\u{301}tat\u{a0}d’urgence\u{3000}約束する。",
    "A",
];

fn deed() -> impl Strategy<Value = Deed> {
    let place = any::<Index>;
    let key = prop::sample::select(vec!["n", "b", "1", "q", "3", "Escape", "Delete", "Enter", "a"]);
    prop_oneof![
        6 => (place(), place(), any::<bool>())
            .prop_map(|(anchor, head, is_exact)| Deed::Select { anchor, head, is_exact }),
        6 => place().prop_map(Deed::Label),
        3 => key.prop_map(Deed::Key),
        1 => place().prop_map(Deed::Click),
        2 => place().prop_map(Deed::Delete),
        1 => (place(), ".{0,4}").prop_map(|(of, note)| Deed::Note(of, note)),
        1 => (place(), place(), prop::option::of(".{0,4}"))
            .prop_map(|(of, which, value)| Deed::Attribute(of, which, value)),
        1 => (place(), place()).prop_map(|(of, which)| Deed::TakeSelection(of, which)),
        1 => place().prop_map(Deed::Add),
        1 => place().prop_map(Deed::Open),
        1 => (place(), "[a-c]{0,2}").prop_map(|(of, title)| Deed::Rename(of, title)),
        1 => (place(), any::<bool>()).prop_map(|(of, is_done)| Deed::Done(of, is_done)),
        1 => place().prop_map(Deed::Remove),
        1 => (place(), place()).prop_map(|(from, to)| Deed::Link(from, to)),
        1 => "[a-c]{0,2}".prop_map(Deed::Annotator),
        4 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        1 => Just(Deed::Reopen),
        1 => any::<bool>().prop_map(Deed::Fill),
    ]
}

fn annotation(tab: &Tab, which: &Index) -> Option<AnnotationId> {
    let ids: Vec<_> = tab.state.library.annotations().map(|it| it.id).collect();
    (!ids.is_empty()).then(|| *which.get(&ids))
}

fn attribute(tab: &Tab, annotation: AnnotationId, which: &Index) -> String {
    let label_set = tab.state.library.label_set();
    let label = label_set.label(&tab.annotation(annotation).label).expect("labels are built in");
    which.get(&label.attributes).id.clone()
}

/// The action that a deed comes to now; `None` where there is nothing to do it to.
fn action(tab: &Tab, deed: &Deed) -> Option<Action> {
    let library = &tab.state.library;
    let article = |which: &Index| {
        let ids: Vec<_> = library.articles().map(|it| it.id).collect();
        (!ids.is_empty()).then(|| *which.get(&ids))
    };
    Some(match deed {
        Deed::Select { anchor, head, is_exact } => {
            let n_chars = tab.state.view.article.as_ref()?.text.n_chars();
            // One place beyond the end, too.
            let place = |index: &Index| CharOffset::new(index.index(n_chars + 2));
            let (anchor, head) = (place(anchor), place(head));
            Action::Select(Some(Selection { anchor, head, is_exact: *is_exact }))
        }
        Deed::Label(which) => Action::UseLabel(which.get(&library.label_set().labels).id.clone()),
        Deed::Click(which) => {
            let view = tab.state.view.article.as_ref()?;
            let place = which.index(view.text.n_chars());
            let under = library.annotations_of(tab.open_id()).filter(|annotation| {
                annotation.ranges.iter().any(|it| it.contains(CharSpan::of(place, place + 1)))
            });
            Action::ClickMarks(under.map(|annotation| annotation.id).collect())
        }
        Deed::Delete(which) => Action::Delete(annotation(tab, which)?),
        Deed::Note(which, note) => {
            Action::SetNote { annotation: annotation(tab, which)?, note: note.clone() }
        }
        Deed::Attribute(which, name, value) => {
            let annotation = annotation(tab, which)?;
            let value = value.clone().map(AttributeValue::Text);
            Action::SetAttribute { annotation, attribute: attribute(tab, annotation, name), value }
        }
        Deed::TakeSelection(which, name) => {
            let annotation = annotation(tab, which)?;
            Action::TakeSelection { annotation, attribute: attribute(tab, annotation, name) }
        }
        Deed::Open(which) => Action::OpenArticle(article(which)?),
        Deed::Rename(which, title) => {
            Action::Rename { article: article(which)?, title: title.clone() }
        }
        Deed::Done(which, is_done) => {
            Action::SetDone { article: article(which)?, is_done: *is_done }
        }
        Deed::Remove(which) => Action::RemoveArticle(article(which)?),
        Deed::Annotator(name) => Action::SetAnnotator(name.clone()),
        Deed::Undo => Action::Step(onrecord_core::history::Step::Undo),
        Deed::Redo => Action::Step(onrecord_core::history::Step::Redo),
        Deed::Key(_) | Deed::Add(_) | Deed::Link(..) | Deed::Reopen | Deed::Fill(_) => return None,
    })
}

fn carry_out(mut tab: Tab, deed: &Deed) -> Tab {
    match deed {
        Deed::Reopen => tab = tab.reopen(),
        Deed::Fill(is_full) => tab.browser().fail(is_full.then_some(StorageFailure::Full)),
        Deed::Key(key) => tab.press(key),
        Deed::Add(which) => tab.add(which.get::<&str>(TEXTS), ""),
        Deed::Link(from, to) => {
            if let (Some(from), Some(to)) = (annotation(&tab, from), annotation(&tab, to)) {
                tab.link(from, to);
            }
        }
        deed => {
            if let Some(action) = action(&tab, deed) {
                tab.act(action);
            }
        }
    }
    tab
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop::collection::vec(deed(), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..Default::default() })]

    /// The harness checks after each action that chunks and records agree with the library.
    #[test]
    fn reopening_after_anything_gives_an_equal_library(deeds in deeds()) {
        let mut tab = Browser::with_sample();
        for deed in &deeds {
            tab = carry_out(tab, deed);
        }
        let before = Contents::of(&tab.state.library);
        prop_assert_eq!(Contents::of(&tab.reopen().state.library), before);
    }

    #[test]
    fn undoing_everything_gives_the_first_library_and_redoing_the_last(deeds in deeds()) {
        let mut tab = Browser::with_sample();
        let first = Contents::of(&tab.state.library);
        // A link comes from elsewhere.
        for deed in deeds.iter().filter(|deed| !matches!(deed, Deed::Link(..))) {
            tab = carry_out(tab, deed);
        }
        let n_done = tab.state.history.n_done();
        let last = Contents::of(&tab.state.library);
        (0..n_done).for_each(|_| tab.undo());
        prop_assert_eq!(Contents::of(&tab.state.library), first);
        (0..n_done).for_each(|_| tab.redo());
        prop_assert_eq!(Contents::of(&tab.state.library), last);
    }
}
