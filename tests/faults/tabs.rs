//! Several tabs whose doings are truly interleaved, on things that they share.
//!
//! Tabs hear of each other late, twice, or never. However that goes, all come to what a reference
//! comes to that joins everything ever written.

use std::collections::BTreeMap;
use std::rc::Rc;

use onrecord::app::{Action, Place};
use onrecord_core::model::{Library, ReplicaId};
use onrecord_core::record::{Record, RecordId, Replica, TabId};
use proptest::prelude::*;
use proptest::sample::Index;

use super::deeds::{Deed, deed, perform};
use super::page::Page;
use super::single::assert_same;
use super::stores::Stores;

/// Ten years in milliseconds.
const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// What happens; the first number chooses the tab.
#[derive(Debug, Clone)]
enum Event {
    Deed(Index, Deed),
    Answer(Index),
    ReadBack(Index),
    /// The tab hears what waits for it longest, and hears it again if so.
    Hear {
        tab: Index,
        is_twice: bool,
    },
    /// What waits at some place is never heard.
    Lose(Index, Index),
    Reopen(Index),
}

fn event(has_losses: bool) -> impl Strategy<Value = Event> {
    let tab = any::<Index>;
    let n_losses = u32::from(has_losses);
    prop_oneof![
        12 => (tab(), deed()).prop_map(|(tab, deed)| Event::Deed(tab, deed)),
        10 => tab().prop_map(Event::Answer),
        4 => tab().prop_map(Event::ReadBack),
        12 => (tab(), any::<bool>()).prop_map(|(tab, is_twice)| Event::Hear { tab, is_twice }),
        2 * n_losses => (tab(), tab()).prop_map(|(tab, which)| Event::Lose(tab, which)),
        n_losses => tab().prop_map(Event::Reopen),
    ]
}

/// A tab and what it has not heard yet.
struct Tab {
    page: Page,
    news: Vec<(RecordId, Rc<str>)>,
}

struct Browser {
    tabs: Vec<Tab>,
    n_pages: u8,
    ahead_ms: Vec<i64>,
    /// Joins everything that was ever written.
    reference: Replica,
}

impl Browser {
    fn open(ahead_ms: &[i64]) -> Self {
        let stores = Stores::default();
        let reference = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([0; 6]));
        let mut browser =
            Self { tabs: Vec::new(), n_pages: 0, ahead_ms: ahead_ms.to_vec(), reference };
        for number in 0..ahead_ms.len() {
            let page = browser.page(&stores, number);
            browser.tabs.push(Tab { page, news: Vec::new() });
            browser.settle(number);
        }
        browser
    }

    fn page(&mut self, stores: &Stores, number: usize) -> Page {
        self.n_pages += 1;
        Page::open(stores, self.n_pages, self.ahead_ms[number])
    }

    fn held(&self) -> Vec<String> {
        self.tabs.iter().filter_map(|tab| tab.page.history_name.clone()).collect()
    }

    fn settle(&mut self, number: usize) {
        let held = self.held();
        self.tabs[number].page.settle(&held);
        self.spread(number);
    }

    fn happen(&mut self, event: &Event) {
        let n_tabs = self.tabs.len();
        let held = self.held();
        let number = match event {
            Event::Deed(tab, _)
            | Event::Answer(tab)
            | Event::ReadBack(tab)
            | Event::Hear { tab, .. }
            | Event::Lose(tab, _)
            | Event::Reopen(tab) => tab.index(n_tabs),
        };
        match event {
            Event::Deed(_, deed) => perform(&mut self.tabs[number].page, deed),
            Event::Answer(_) => self.tabs[number].page.answer(&held),
            Event::ReadBack(_) => self.tabs[number].page.read_back(),
            Event::Hear { is_twice, .. } => self.hear(number, *is_twice),
            Event::Lose(_, which) => {
                let news = &mut self.tabs[number].news;
                if !news.is_empty() {
                    news.remove(which.index(news.len()));
                }
            }
            Event::Reopen(_) => self.reopen(number),
        }
        self.spread(number);
    }

    fn hear(&mut self, number: usize, is_twice: bool) {
        let tab = &mut self.tabs[number];
        if tab.news.is_empty() {
            return;
        }
        let (id, raw) = if is_twice { tab.news[0].clone() } else { tab.news.remove(0) };
        let records = vec![(id, Some(raw))];
        tab.page.act(Action::RecordsFound { records, place: Place::OtherTab });
    }

    fn reopen(&mut self, number: usize) {
        self.settle(number);
        let stores = self.tabs[number].page.stores.clone();
        let page = self.page(&stores, number);
        self.tabs[number] = Tab { page, news: Vec::new() };
    }

    /// What one tab wrote waits to be heard by the others.
    fn spread(&mut self, number: usize) {
        for (id, raw) in std::mem::take(&mut self.tabs[number].page.written) {
            self.reference.join(&id, &raw, 0).expect("pages write what can be read");
            let others = self.tabs.iter_mut().enumerate().filter(|(other, _)| *other != number);
            others.for_each(|(_, tab)| tab.news.push((id.clone(), raw.clone())));
        }
    }

    /// Lets all tabs hear everything and come to rest.
    fn rest(&mut self) {
        for _ in 0..50 {
            for number in 0..self.tabs.len() {
                while !self.tabs[number].news.is_empty() {
                    self.hear(number, false);
                }
                self.settle(number);
            }
            if self.tabs.iter().all(|tab| tab.news.is_empty()) {
                return;
            }
        }
        panic!("tabs that answer each other come to an end");
    }

    /// All tabs, and what is stored if `is_stored`, agree with the reference.
    fn check(&self, is_stored: bool) {
        let expected = versions(&self.reference);
        for tab in &self.tabs {
            assert_same("a tab", &versions(&tab.page.state.replica), &expected);
            assert_same_library(&tab.page.state.library, &expected);
        }
        if is_stored {
            let stores = &self.tabs[0].page.stores;
            assert_same("local storage", &stores.local_records(), &expected);
            assert_same("the second store", &stores.journal_records(), &expected);
        }
    }
}

fn versions(replica: &Replica) -> BTreeMap<RecordId, Rc<str>> {
    replica.entries().map(|(id, entry)| (id.clone(), entry.raw.clone())).collect()
}

fn assert_same_library(library: &Library, records: &BTreeMap<RecordId, Rc<str>>) {
    let read = records.iter().map(|(id, raw)| Record::decode(id, raw).expect("it is whole"));
    let expected = Library::from_records(read);
    assert!(library.articles().eq(expected.articles()));
    assert!(library.annotations().eq(expected.annotations()));
    assert!(library.links().eq(expected.links()));
    assert_eq!(library.label_set(), expected.label_set());
    for article in library.articles() {
        assert_eq!(library.order_of(article.id), expected.order_of(article.id));
    }
}

fn clocks() -> impl Strategy<Value = Vec<i64>> {
    let ahead = prop_oneof![2 => Just(0), 1 => -TEN_YEARS..TEN_YEARS];
    prop::collection::vec(ahead, 2..=3)
}

fn n_cases() -> u32 {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    chosen.unwrap_or(4) * 16
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases()))]

    #[test]
    fn tabs_that_hear_everything_agree(
        clocks in clocks(),
        events in prop::collection::vec(event(false), 1..120),
    ) {
        let mut browser = Browser::open(&clocks);
        events.iter().for_each(|event| browser.happen(event));
        browser.rest();
        browser.check(true);
    }

    #[test]
    fn tabs_that_do_not_hear_everything_agree_when_they_are_opened_again(
        clocks in clocks(),
        events in prop::collection::vec(event(true), 1..120),
    ) {
        let mut browser = Browser::open(&clocks);
        events.iter().for_each(|event| browser.happen(event));
        // All are closed, then opened one after the other, which hear of each other no more.
        for number in 0..browser.tabs.len() {
            browser.settle(number);
        }
        for _ in 0..2 {
            for number in 0..browser.tabs.len() {
                browser.tabs.iter_mut().for_each(|tab| tab.news.clear());
                browser.reopen(number);
                browser.settle(number);
            }
        }
        browser.check(true);
    }
}
