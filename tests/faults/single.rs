//! One tab, one fault: whatever was said to be saved is there when the page opens the next time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::rc::Rc;

use onrecord::app::StorageState;
use onrecord_core::history::History;
use onrecord_core::model::Library;
use onrecord_core::record::{Key, Record, RecordId, Stamp};
use onrecord_core::text::TextHash;
use proptest::prelude::*;

use super::deeds::{Deed, Index, deed, perform};
use super::page::Page;
use super::stores::{Fault, Stores};

/// What happens in a script.
#[derive(Debug, Clone)]
enum Event {
    Deed(Deed),
    Answer,
    ReadBack,
    /// The page is closed when all is done, and opened again.
    Reopen,
    /// The browser is killed, and the page opened again.
    Kill(u8),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => deed().prop_map(Event::Deed),
        14 => Just(Event::Answer),
        4 => Just(Event::ReadBack),
        1 => Just(Event::Reopen),
        1 => any::<u8>().prop_map(Event::Kill),
    ]
}

/// Events, which are printed on a line each.
#[derive(Clone)]
struct Script(Vec<Event>);

impl fmt::Debug for Script {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|event| writeln!(formatter, "  {event:?}"))
    }
}

/// What was said to be saved.
#[derive(Default)]
struct Acknowledged {
    records: BTreeMap<RecordId, (Stamp, Rc<str>)>,
    texts: BTreeSet<TextHash>,
    /// The history as it was then, and as it became since.
    histories: Vec<History>,
}

struct Run {
    page: Page,
    n_pages: u8,
    acknowledged: Acknowledged,
}

impl Run {
    fn begin() -> Self {
        let mut page = Page::open(&Stores::default(), 1, 0);
        page.settle(&[]);
        let mut run = Self { page, n_pages: 1, acknowledged: Acknowledged::default() };
        run.take_note();
        run
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Deed(deed) => perform(&mut self.page, deed),
            Event::Answer => self.page.answer(&[]),
            Event::ReadBack => self.page.read_back(),
            Event::Reopen => {
                self.page.settle(&[]);
                self.take_note();
                self.open_again();
            }
            Event::Kill(moment) => {
                self.page.stores.kill(*moment);
                self.open_again();
            }
        }
        self.take_note();
    }

    fn open_again(&mut self) {
        self.n_pages += 1;
        self.page = Page::open(&self.page.stores.clone(), self.n_pages, 0);
    }

    /// Remembers what the page says now to be saved.
    fn take_note(&mut self) {
        let (state, acknowledged) = (&self.page.state, &mut self.acknowledged);
        let is_said = matches!(
            state.view.storage,
            StorageState::Saved | StorageState::Failed { is_in_journal: true, .. }
        );
        if self.page.history_name.is_some() {
            if is_said {
                acknowledged.histories.clear();
            }
            if acknowledged.histories.last() != Some(&state.history) {
                acknowledged.histories.push(state.history.clone());
            }
        }
        if is_said {
            for (id, entry) in state.replica.entries() {
                let version = (entry.stamp, entry.raw.clone());
                let known = acknowledged.records.entry(id.clone()).or_insert(version.clone());
                *known = version.max(known.clone());
            }
            let texts = state.library.articles().map(|article| article.text);
            acknowledged.texts.extend(texts.filter(|hash| state.library.text(*hash).is_some()));
        }
    }

    /// Kills the browser, opens the page with stores that do not fail, and compares.
    fn check(mut self, moment: u8) {
        let stores = self.page.stores.clone();
        stores.fail_at(None);
        stores.kill(moment);
        self.open_again();
        self.page.settle(&[]);
        let state = &self.page.state;
        assert_eq!(state.view.storage, StorageState::Saved);
        for (id, (stamp, raw)) in &self.acknowledged.records {
            let entry = state.replica.entry(id).unwrap_or_else(|| panic!("{raw} is lost"));
            assert!((entry.stamp, &entry.raw) >= (*stamp, raw), "{raw} became {}", entry.raw);
        }
        // What nobody can read stays where it is.
        let mut local = stores.local_records();
        local
            .retain(|id, raw| Record::decode(id, raw).is_ok() || state.replica.entry(id).is_some());
        let ours: BTreeMap<RecordId, Rc<str>> =
            state.replica.entries().map(|(id, entry)| (id.clone(), entry.raw.clone())).collect();
        assert_same("local storage", &local, &ours);
        if !stores.has_journal_lied() {
            assert_same("the second store", &stores.journal_records(), &ours);
        }
        let records = ours.iter().map(|(id, raw)| Record::decode(id, raw).expect("it is whole"));
        let library = Library::from_records(records);
        assert!(library.annotations().eq(state.library.annotations()));
        for hash in &self.acknowledged.texts {
            let local = stores.get(&Key::text(*hash).to_string());
            let is_there = local.or_else(|| stores.read_text(*hash)).is_some();
            assert!(is_there, "a text is lost");
        }
        if !stores.is_history_doubtful() {
            let known = &self.acknowledged.histories;
            assert!(known.contains(&state.history), "undo: {:?} of {known:?}", state.history);
        }
    }
}

/// A store has everything that the page has.
pub fn assert_same(
    store: &str,
    stored: &BTreeMap<RecordId, Rc<str>>,
    ours: &BTreeMap<RecordId, Rc<str>>,
) {
    for id in stored.keys().chain(ours.keys()) {
        let (stored, ours) = (stored.get(id), ours.get(id));
        assert!(stored == ours, "{store} has {stored:?} instead of {ours:?}");
    }
}

/// Plays a script with a fault at the n-th call of a store; says whether it came to that.
fn play(Script(events): &Script, fault: Option<(usize, Fault)>, moment: u8) -> bool {
    let mut run = Run::begin();
    run.page.stores.fail_at(fault);
    // Shown when the run goes wrong.
    println!("{fault:?}");
    for event in events {
        run.happen(event);
    }
    let has_failed = run.page.stores.has_failed();
    run.check(moment);
    has_failed
}

fn n_scripts() -> u32 {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    chosen.unwrap_or(4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_scripts() * 16))]

    /// Without faults, but with browsers that are killed.
    #[test]
    fn what_was_said_to_be_saved_outlives_the_browser(
        script in prop::collection::vec(event(), 1..120).prop_map(Script),
        moment in any::<u8>(),
    ) {
        play(&script, None, moment);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_scripts()))]

    #[test]
    fn what_was_said_to_be_saved_outlives_any_one_fault(
        script in prop::collection::vec(event(), 30..60).prop_map(Script),
        moment in any::<u8>(),
    ) {
        for fault in Fault::ALL {
            let n_runs = (1..).take_while(|n| play(&script, Some((*n, fault)), moment)).count();
            prop_assert!(n_runs > 0, "the stores are called");
        }
    }
}

/// A removal meets the same one that only the second store has since a browser was killed; then what
/// is written there is cut.
#[test]
fn what_was_written_before_a_broken_word_outlives_it() {
    let (remove, moment) = (|| Event::Deed(Deed::Remove(Index(0))), 3);
    let events = [remove(), Event::Answer, Event::Kill(168), remove(), Event::Answer];
    let script = Script(events.into());
    for fault in Fault::ALL {
        assert!((1..).take_while(|n| play(&script, Some((*n, fault)), moment)).count() > 0);
    }
}

/// Undo is pressed before the second store has answered what local storage lost, and so is refused;
/// that the history has passed it over is stored, too.
#[test]
fn a_refused_step_outlives_the_browser() {
    let script = [
        Event::Deed(Deed::Mark { at: Index(189_353_995_458_607_981), label: Index(0) }),
        Event::Deed(Deed::Rename(Index(0), String::new())),
        Event::Deed(Deed::Undo),
        Event::Answer,
        Event::Answer,
        Event::Answer,
        Event::Kill(43),
        Event::Answer,
        Event::Answer,
        Event::Deed(Deed::Undo),
    ];
    play(&Script(script.into()), None, 164);
}
