//! Histories over a small library against a model that keeps a copy of every state.

use std::collections::BTreeMap;
use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, LabelSet, Library, Link, LinkId, LinkKind,
    OrderKey, Timestamp, UnknownFields,
};
use crate::testing::{annotation, article};
use crate::text::{ArticleText, CharSpan};

/// What a library holds, as plain values.
#[derive(Debug, Clone, PartialEq)]
struct State {
    label_set: LabelSet,
    articles: BTreeMap<ArticleId, Article>,
    annotations: BTreeMap<AnnotationId, Annotation>,
    links: BTreeMap<LinkId, Link>,
}

/// A thing by its number, and which of its versions it becomes; `None` removes it.
#[derive(Debug, Clone)]
enum Action {
    Article(u128, Option<u8>),
    Annotation(u128, Option<u8>),
    Link(u128, Option<u8>),
    LabelSet(u8),
}

#[derive(Debug, Clone)]
enum Command {
    /// Whether the last change expects what is not so.
    Commit(Vec<Action>, bool),
    Step(Step),
}

impl State {
    fn of(library: &Library) -> Self {
        let annotations = library.annotations().map(|one| (one.id, Annotation::clone(one)));
        Self {
            label_set: LabelSet::clone(library.label_set()),
            articles: library.articles().map(|one| (one.id, Article::clone(one))).collect(),
            annotations: annotations.collect(),
            links: library.links().map(|one| (one.id, Link::clone(one))).collect(),
        }
    }

    /// Does the action and returns it as a change.
    fn change(&mut self, action: &Action) -> Change {
        match *action {
            Action::Article(id, version) => {
                let after = version.map(|version| some_article(id, version));
                Change::Article(edit(&mut self.articles, ArticleId::from_u128(id), after))
            }
            Action::Annotation(id, version) => {
                let after = version.map(|version| some_annotation(id, version));
                Change::Annotation(edit(&mut self.annotations, AnnotationId::from_u128(id), after))
            }
            Action::Link(id, version) => {
                let after = version.map(|version| some_link(id, version));
                Change::Link(edit(&mut self.links, LinkId::from_u128(id), after))
            }
            Action::LabelSet(version) => {
                let after = LabelSet { version: u32::from(version), ..LabelSet::built_in() };
                let before = std::mem::replace(&mut self.label_set, after.clone());
                Change::LabelSet(Edit::replace(&Rc::new(before), after))
            }
        }
    }
}

fn edit<K: Ord, V: Clone>(map: &mut BTreeMap<K, V>, id: K, after: Option<V>) -> Edit<V> {
    let before = match after.clone() {
        Some(after) => map.insert(id, after),
        None => map.remove(&id),
    };
    Edit { before: before.map(Rc::new), after: after.map(Rc::new) }
}

fn some_article(id: u128, version: u8) -> Article {
    let text = ArticleText::new("He agreed.\nShe did not.");
    Article { is_done: version > 1, ..article(id, &text) }
}

/// An annotation whose article, label, place and length depend on its version.
fn some_annotation(id: u128, version: u8) -> Annotation {
    let start = usize::from(version % 3);
    let ranges = [CharSpan::of(start, start + 1), CharSpan::of(start + 2, 9 - start)];
    let n_ranges = 1 + usize::from(version % 2);
    Annotation {
        article: ArticleId::from_u128(u128::from(version / 4)),
        label: ["claim", "quote"][usize::from(version / 2 % 2)].to_owned(),
        ..annotation(id, &ranges[..n_ranges])
    }
}

fn some_link(id: u128, version: u8) -> Link {
    Link {
        id: LinkId::from_u128(id),
        kind: LinkKind::ALL[usize::from(version) % 6].clone(),
        from: AnnotationId::from_u128(0),
        to: AnnotationId::from_u128(1),
        created: Timestamp::default(),
        unknown: UnknownFields::new(),
    }
}

fn action() -> impl Strategy<Value = Action> {
    let version = || prop::option::weighted(0.7, 0_u8..8);
    prop_oneof![
        5 => (0_u128..5, version()).prop_map(|(id, version)| Action::Annotation(id, version)),
        1 => (0_u128..2, version()).prop_map(|(id, version)| Action::Article(id, version)),
        1 => (0_u128..2, version()).prop_map(|(id, version)| Action::Link(id, version)),
        1 => (0_u8..3).prop_map(Action::LabelSet),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    let commit = (prop::collection::vec(action(), 0..4), prop::bool::weighted(0.1));
    prop_oneof![
        3 => commit.prop_map(|(actions, is_wrong)| Command::Commit(actions, is_wrong)),
        3 => Just(Command::Step(Step::Undo)),
        2 => Just(Command::Step(Step::Redo)),
    ]
}

/// The actions as a transaction, without those that would remove what is not there.
fn transaction(state: &mut State, actions: &[Action]) -> Transaction {
    let changes = actions.iter().map(|action| state.change(action));
    let is_change = |change: &Change| match change {
        Change::Article(edit) => edit.subject().is_some(),
        Change::Annotation(edit) => edit.subject().is_some(),
        Change::Link(edit) => edit.subject().is_some(),
        Change::LabelSet(_) => true,
    };
    Transaction::new("change things", changes.filter(is_change).collect())
}

/// Expects an annotation that nothing else in these tests makes.
fn impossible() -> Change {
    Change::Annotation(Edit::remove(&Rc::new(annotation(99, &[CharSpan::of(0, 1)]))))
}

/// Checks what the library keeps beside the things themselves, against counting afresh.
fn check_order_and_counts(library: &Library) {
    let mut loaded = Library::new(library.label_set().clone());
    loaded.load_annotations(library.annotations().map(|it| (it.id, it.clone())).collect());
    for article in (0..3).map(ArticleId::from_u128) {
        let of_article = || library.annotations().filter(|one| one.article == article);
        let mut order: Vec<OrderKey> = of_article().map(|one| one.order_key()).collect();
        order.sort_unstable();
        assert_eq!(library.order_of(article), order);
        assert_eq!(loaded.order_of(article), order);
        let ids: Vec<AnnotationId> = library.annotations_of(article).map(|one| one.id).collect();
        assert_eq!(ids, order.iter().map(|(_, _, id)| *id).collect::<Vec<AnnotationId>>());
        for label in ["claim", "quote", "pledge"] {
            let n_with_label = of_article().filter(|one| one.label == label).count();
            assert_eq!(library.n_with_label(article, label), n_with_label);
            assert_eq!(loaded.n_with_label(article, label), n_with_label);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn undo_and_redo_walk_through_the_states(
        commands in prop::collection::vec(command(), 1..200),
    ) {
        let mut library = Library::default();
        let mut history = History::default();
        let mut states = vec![State::of(&library)];
        let mut now = 0;
        for command in commands {
            match command {
                Command::Commit(actions, is_wrong) => {
                    let mut state = states[now].clone();
                    let mut transaction = transaction(&mut state, &actions);
                    let conflict = Conflict { change_idx: transaction.changes.len() };
                    if is_wrong {
                        transaction.changes.push(impossible());
                    }
                    let before = (library.clone(), history.clone());
                    let result = history.commit(&mut library, transaction);
                    if is_wrong {
                        prop_assert_eq!(result, Err(conflict));
                        prop_assert_eq!((&library, &history), (&before.0, &before.1));
                    } else {
                        prop_assert_eq!(result, Ok(()));
                        states.truncate(now + 1);
                        states.push(state);
                        now += 1;
                    }
                }
                Command::Step(step) => {
                    let next = match step {
                        Step::Undo => now.checked_sub(1),
                        Step::Redo => Some(now + 1).filter(|next| *next < states.len()),
                    };
                    let result = history.step(&mut library, step);
                    prop_assert_eq!(result.map(|applied| applied.is_ok()), next.map(|_| true));
                    now = next.unwrap_or(now);
                }
            }
            prop_assert_eq!(&State::of(&library), &states[now]);
            prop_assert_eq!((history.n_done(), history.transactions().len()), (now, states.len() - 1));
            check_order_and_counts(&library);
        }
    }

    #[test]
    fn a_transaction_and_its_inverse_leave_everything_as_it_was(
        first in prop::collection::vec(action(), 0..20),
        second in prop::collection::vec(action(), 0..20),
    ) {
        let mut library = Library::default();
        let mut state = State::of(&library);
        prop_assert_eq!(transaction(&mut state, &first).apply(&mut library), Ok(()));
        let before = library.clone();
        let second = transaction(&mut state, &second);
        prop_assert_eq!(second.apply(&mut library), Ok(()));
        prop_assert_eq!(State::of(&library), state);
        prop_assert_eq!(second.inverse().inverse(), second.clone());
        prop_assert_eq!(second.inverse().apply(&mut library), Ok(()));
        prop_assert_eq!(library, before);
    }

    #[test]
    fn a_step_is_refused_where_another_tab_changed_the_same_thing(
        ours in prop::collection::vec(action(), 1..5),
        theirs in prop::collection::vec(action(), 1..5),
    ) {
        let mut library = Library::default();
        let mut history = History::default();
        let mut state = State::of(&library);
        let ours = transaction(&mut state, &ours);
        prop_assert_eq!(history.commit(&mut library, ours.clone()), Ok(()));
        let committed = state.clone();
        prop_assert_eq!(transaction(&mut state, &theirs).apply(&mut library), Ok(()));

        let before = (library.clone(), history.clone());
        let result = history.step(&mut library, Step::Undo).expect("one transaction is in force");
        // What is undone must be as we left it, or nothing of the library changes. What is refused is
        // passed over, and was not forgotten.
        let is_as_left = ours.changes.iter().all(|change| match change {
            Change::Article(edit) => edit.subject().is_none_or(|subject| {
                committed.articles.get(&subject.id) == state.articles.get(&subject.id)
            }),
            Change::Annotation(edit) => edit.subject().is_none_or(|subject| {
                committed.annotations.get(&subject.id) == state.annotations.get(&subject.id)
            }),
            Change::Link(edit) => edit.subject().is_none_or(|subject| {
                committed.links.get(&subject.id) == state.links.get(&subject.id)
            }),
            Change::LabelSet(_) => committed.label_set == state.label_set,
        });
        prop_assert_eq!(result.is_ok(), is_as_left);
        if result.is_err() {
            prop_assert_eq!(&library, &before.0);
        }
        prop_assert_eq!(history.next(Step::Undo), None);
        prop_assert_eq!(history.transactions(), before.1.transactions());
        check_order_and_counts(&library);
    }
}

#[test]
fn a_change_of_nothing_to_nothing_does_not_apply() {
    let change = Change::Link(Edit { before: None, after: None });
    let transaction = Transaction::new("change nothing", vec![change]);
    assert_eq!(transaction.apply(&mut Library::default()), Err(Conflict { change_idx: 0 }));
}

#[test]
fn a_restored_history_says_how_much_of_it_is_in_force() {
    let transaction = Transaction::new("mark quote", Vec::new());
    let history = History::restore(0, vec![transaction.clone()], 7);
    assert_eq!((history.n_done(), history.next(Step::Redo)), (1, None));
    assert_eq!(history.next(Step::Undo), Some(&transaction));
}
