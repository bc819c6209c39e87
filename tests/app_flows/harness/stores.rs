//! What browsers do: write, answer, and tell other tabs.

use std::collections::VecDeque;
use std::rc::Rc;

use onrecord::app::{Action, Effect, Outcome, Place, update};
use onrecord_core::model::{
    AnnotationId, Link, LinkId, LinkKind, ReplicaId, Timestamp, UnknownFields,
};
use onrecord_core::record::{Body, Key, RecordId, Replica, TabId};
use onrecord_core::text::{ArticleText, TextHash};

use super::Tab;

impl Tab {
    /// Keeps the answers of the stores back until [`Tab::answer`].
    pub fn hold_answers(&mut self) {
        self.unanswered = Some(Vec::new());
    }

    /// Lets the stores answer the oldest write that waits.
    pub fn answer(&mut self) {
        let waiting = self.unanswered.as_mut().expect("answers are held back");
        let (ticket, outcome) = waiting.remove(0);
        self.act(Action::Persisted { ticket, outcome });
    }

    /// Lets the page give up the oldest write that waits. Returns the answer that comes after that.
    pub fn give_up(&mut self) -> Action {
        let waiting = self.unanswered.as_mut().expect("answers are held back");
        let (ticket, outcome) = waiting.remove(0);
        let given_up = Outcome { is_in_journal: false, ..outcome.clone() };
        self.act(Action::Persisted { ticket, outcome: given_up });
        Action::Persisted { ticket, outcome }
    }

    /// Closes the tab and opens the page again.
    pub fn reopen(self) -> Tab {
        self.browser.open_with(self.kept)
    }

    /// Lets the page read back what it wrote, as it does some time after each write.
    pub fn read_back(&mut self, ids: &[RecordId]) {
        let read = |id: &RecordId| (id.clone(), self.browser.value(&Key::Record(id.clone())));
        let records = ids.iter().map(read).collect();
        self.act(Action::RecordsFound { records, place: Place::ReadBack });
    }

    /// Tells this tab what another one wrote since it was last asked.
    pub fn hear(&mut self, other: &mut Tab) {
        let written = std::mem::take(&mut other.written);
        if !written.is_empty() {
            let records = written.into_iter().map(|(id, raw)| (id, Some(raw))).collect();
            self.act(Action::RecordsFound { records, place: Place::OtherTab });
        }
    }

    /// Lets another program of the same layout link two annotations.
    pub fn link(&mut self, from: AnnotationId, to: AnnotationId) -> LinkId {
        let moment = self.browser.moment();
        let id = LinkId::from_time(moment.now_ms, moment.random);
        let created = Timestamp::from_unix_ms(moment.now_ms as i64);
        let kind = LinkKind::Supports;
        let link = Link { id, kind, from, to, created, unknown: UnknownFields::new() };
        let mut elsewhere = Replica::new(ReplicaId::from_u128(8), TabId::from_bytes([255; 6]));
        let raw = elsewhere.write(Body::Link(link), false, None, moment.now_ms);
        self.browser.meddle(&Key::Record(RecordId::Link(id)), &raw);
        self.find_record(RecordId::Link(id), &raw);
        id
    }

    /// Tells this tab of one record that another program stored.
    pub fn find_record(&mut self, id: RecordId, raw: &str) {
        let records = vec![(id, Some(raw.into()))];
        self.act(Action::RecordsFound { records, place: Place::OtherTab });
    }

    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        let mut n_answers = 0;
        while let Some(effect) = waiting.pop_front() {
            if let Some(answer) = self.carry_out_one(effect) {
                n_answers += 1;
                assert!(n_answers < 100, "effects and answers come to an end");
                let moment = self.browser.moment();
                waiting.extend(update(&mut self.state, answer, moment));
            }
        }
    }

    fn carry_out_one(&mut self, effect: Effect) -> Option<Action> {
        let browser = self.browser.clone();
        match effect {
            Effect::Persist { ticket, records, texts, history } => {
                let outcome = browser.write(&records);
                for text in texts {
                    browser.meddle(&Key::text(text.hash()), text.as_str());
                }
                if outcome.failure.is_none() {
                    self.written.extend(records);
                }
                for entry in history {
                    self.kept.take(entry);
                }
                match &mut self.unanswered {
                    Some(waiting) => {
                        waiting.push((ticket, outcome));
                        None
                    }
                    None => Some(Action::Persisted { ticket, outcome }),
                }
            }
            Effect::ReadJournal(entries) => {
                let read = |(id, _)| {
                    let raw = browser.journal_value(&id);
                    (id, raw)
                };
                let records = entries.into_iter().map(read).collect();
                Some(Action::RecordsFound { records, place: Place::Journal })
            }
            Effect::LoadTexts { hashes, then } => {
                let load = |hash: TextHash| {
                    let text = browser.value(&Key::text(hash));
                    (hash, text.map(|text| Rc::new(ArticleText::new(&*text))))
                };
                let texts = hashes.into_iter().map(load).collect();
                Some(Action::TextsLoaded { texts, then })
            }
            Effect::Quarantine { key, raw } => {
                let aside = Key::Quarantine(format!("{}:{key}", browser.moment().now_ms));
                browser.meddle(&aside, &raw);
                None
            }
            Effect::PersistPreferences => {
                browser.write_preferences(&self.state);
                None
            }
            Effect::Announce(text) => {
                self.said.push(text);
                None
            }
            other => {
                self.shown.push(other);
                None
            }
        }
    }
}
