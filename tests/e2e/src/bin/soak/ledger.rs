//! What the page has acknowledged, kept outside of the browser.
//!
//! Each command is checked against what it should have changed before it is written down.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail, ensure};
use onrecord_core::model::{Annotation, AnnotationId, Article, ArticleId};
use onrecord_core::record::{Body, Record, RecordId, Stamp};
use onrecord_core::text::TextHash;

use crate::command::Command;
use crate::page::{Mark, Outcome};

/// The last version of a thing that the page has acknowledged.
#[derive(Debug, Clone, PartialEq)]
struct Kept {
    raw: String,
    stamp: Stamp,
    /// `None` for a removed one.
    body: Option<Body>,
}

/// A change of one thing.
#[derive(Debug, Clone)]
pub struct Change {
    before: Option<Body>,
    after: Option<Body>,
}

/// What one command changed, by name.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// All its changes.
    pub changes: BTreeMap<String, Change>,
}

/// What one window can take back and repeat.
#[derive(Debug, Clone, Default)]
pub struct History {
    steps: Vec<Step>,
    n_done: usize,
}

/// All that was acknowledged.
#[derive(Debug, Default)]
pub struct Ledger {
    kept: BTreeMap<String, Kept>,
    /// What the window that works now can take back.
    pub history: History,
}

/// What a store has that the ledger has not, or not so.
#[derive(Debug, Default)]
pub struct Difference {
    /// Acknowledged records that are missing, or older than acknowledged.
    pub lost: Vec<String>,
    /// Records that are newer: of a command that was under way.
    pub newer: Vec<String>,
}

impl Change {
    /// What the thing has to be so that `step`, undo or redo, can be done.
    pub fn now(&self, step: &Command) -> Option<&Body> {
        self.side(!matches!(step, Command::Undo))
    }

    /// What the thing is then.
    pub fn then(&self, step: &Command) -> Option<&Body> {
        self.side(matches!(step, Command::Undo))
    }

    fn side(&self, is_before: bool) -> Option<&Body> {
        if is_before { self.before.as_ref() } else { self.after.as_ref() }
    }
}

impl History {
    /// Whether anything can be taken back.
    pub fn has_undo(&self) -> bool {
        self.n_done > 0
    }

    /// Whether anything can be repeated.
    pub fn has_redo(&self) -> bool {
        self.n_done < self.steps.len()
    }

    /// What undo or redo would take back or repeat.
    pub fn next(&self, step: &Command) -> Option<&Step> {
        let position = match step {
            Command::Undo => self.n_done.checked_sub(1)?,
            _ => self.n_done,
        };
        self.steps.get(position)
    }

    fn write_down(&mut self, command: &Command, step: Step) {
        match command {
            Command::Undo => self.n_done -= 1,
            Command::Redo => self.n_done += 1,
            _ => {
                self.steps.truncate(self.n_done);
                self.steps.push(step);
                self.n_done += 1;
            }
        }
    }
}

impl Ledger {
    /// How many annotations there are.
    pub fn n_annotations(&self) -> usize {
        self.annotations().count()
    }

    /// The annotations that there are.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        self.bodies().filter_map(|(_, body)| annotation_of(body))
    }

    /// The articles that there are.
    pub fn articles(&self) -> impl Iterator<Item = &Article> {
        self.bodies().filter_map(|(_, body)| match body {
            Body::Article(article) => Some(article),
            _ => None,
        })
    }

    fn bodies(&self) -> impl Iterator<Item = (&String, &Body)> {
        self.kept.iter().filter_map(|(name, kept)| Some((name, kept.body.as_ref()?)))
    }

    /// What the thing with this name is now; `None` where it is not.
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.kept.get(name)?.body.as_ref()
    }

    /// Whether there is or was such a thing.
    pub fn knows(&self, name: &str) -> bool {
        self.kept.contains_key(name)
    }

    /// The article and all that goes with it, as it is when it is removed.
    pub fn inside(&self, article: ArticleId) -> BTreeMap<String, Option<Body>> {
        let inside = self.bodies().filter(|(_, body)| match body {
            Body::Article(it) => it.id == article,
            Body::Annotation(it) => it.article == article,
            Body::Link(_) | Body::LabelSet(_) => false,
        });
        inside.map(|(name, _)| (name.clone(), None)).collect()
    }

    /// Writes down what `command` came to. Says whether it changed anything.
    ///
    /// # Errors
    /// When it did not do what it should have done.
    pub fn acknowledge(&mut self, command: &Command, outcome: &Outcome) -> anyhow::Result<bool> {
        let changed = read_all(&outcome.changed)?;
        let picked = outcome.picked.as_deref().and_then(AnnotationId::parse);
        let picked = self.annotations().find(|annotation| Some(annotation.id) == picked);
        if changed.is_empty() {
            let is_right = command.may_change_nothing(self, picked);
            ensure!(is_right, "{command:?} of {picked:?} changed nothing");
            return Ok(false);
        }
        let after = changed.iter().map(|(name, kept)| (name.clone(), kept.body.clone())).collect();
        if !command.may_change(self, picked, &after) {
            let before: Vec<_> = after.keys().map(|name| self.body(name)).collect();
            bail!("{command:?} of {picked:?} made of {before:#?} this: {after:#?}");
        }
        let mut step = Step::default();
        for (name, kept) in changed {
            let (before, after) = (self.body(&name).cloned(), kept.body.clone());
            step.changes.insert(name.clone(), Change { before, after });
            self.kept.insert(name, kept);
        }
        self.history.write_down(command, step);
        Ok(true)
    }

    /// The last acknowledged version of each record, by name.
    pub fn records(&self) -> impl Iterator<Item = (&str, &str)> {
        self.kept.iter().map(|(name, kept)| (name.as_str(), kept.raw.as_str()))
    }

    /// Those of `records` that are not what was acknowledged last, as bytes.
    pub fn changed(&self, mut records: BTreeMap<String, String>) -> BTreeMap<String, String> {
        records.retain(|name, raw| self.kept.get(name).is_none_or(|kept| kept.raw != *raw));
        records
    }

    /// Compares all records of a store with what was acknowledged.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn compare(&self, records: &BTreeMap<String, String>) -> anyhow::Result<Difference> {
        let found = read_all(records)?;
        let mut difference = Difference::default();
        for (name, kept) in &self.kept {
            match found.get(name) {
                Some(found) if found.raw == kept.raw => {}
                Some(found) if found.stamp > kept.stamp => difference.newer.push(name.clone()),
                _ => difference.lost.push(name.clone()),
            }
        }
        let unknown = found.into_keys().filter(|name| !self.knows(name));
        difference.newer.extend(unknown);
        Ok(difference)
    }

    /// Checks what the first undo after a restart changed, when a command was under way before it
    /// that was never acknowledged but came through: the undo takes back that command, or the last
    /// acknowledged one, or is refused. `newer` names what the command had changed.
    ///
    /// # Errors
    /// When it changed anything else.
    pub fn check_doubtful_undo(&self, newer: &str, outcome: &Outcome) -> anyhow::Result<()> {
        for (name, kept) in read_all(&outcome.changed)? {
            let is_last = name == newer && kept.body.as_ref() == self.body(newer);
            let last_steps = self.history.steps[..self.history.n_done].iter().rev().take(2);
            let mut changes = last_steps.filter_map(|step| step.changes.get(&name));
            let is_before = changes.any(|change| change.before == kept.body);
            ensure!(is_last || is_before, "the undo after a restart made {name} {kept:?}");
        }
        Ok(())
    }

    /// Takes all records as they are. What was done before cannot be taken back, as far as it is
    /// known here.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn begin_with(&mut self, records: &BTreeMap<String, String>) -> anyhow::Result<()> {
        *self = Self { kept: read_all(records)?, history: History::default() };
        Ok(())
    }

    /// The article with this text.
    ///
    /// # Errors
    /// When there is none.
    pub fn article_of(&self, text: &str) -> anyhow::Result<&Article> {
        let hash = TextHash::of(text);
        let found = self.articles().find(|article| article.text == hash);
        found.context("the text on the screen is that of no article")
    }

    /// Checks that the article with this text is there, and that exactly its annotations are
    /// highlighted, where they are.
    ///
    /// # Errors
    /// When something else is shown.
    pub fn check_screen(&self, text: &str, drawn: &BTreeMap<String, Mark>) -> anyhow::Result<()> {
        let open = self.article_of(text)?.id;
        let here = self.annotations().filter(|annotation| annotation.article == open);
        let expected: BTreeMap<String, Mark> = here.map(expected_mark).collect();
        if *drawn != expected {
            let missing: Vec<_> =
                expected.iter().filter(|(id, it)| drawn.get(*id) != Some(it)).collect();
            let odd: Vec<_> =
                drawn.iter().filter(|(id, it)| expected.get(*id) != Some(it)).collect();
            bail!("not highlighted: {missing:?}; highlighted instead: {odd:?}");
        }
        Ok(())
    }
}

/// The annotation that a record is about, if it is about one.
pub fn annotation_of(body: &Body) -> Option<&Annotation> {
    match body {
        Body::Annotation(annotation) => Some(annotation),
        _ => None,
    }
}

fn expected_mark(annotation: &Annotation) -> (String, Mark) {
    let ranges = annotation.ranges.iter();
    let ranges = ranges.map(|range| (range.start().get(), range.end().get())).collect();
    (annotation.id.to_string(), Mark { label: annotation.label.clone(), ranges })
}

fn read_all(records: &BTreeMap<String, String>) -> anyhow::Result<BTreeMap<String, Kept>> {
    records.iter().map(|(name, raw)| Ok((name.clone(), read(name, raw)?))).collect()
}

fn read(name: &str, raw: &str) -> anyhow::Result<Kept> {
    let id = RecordId::parse(name).with_context(|| format!("{name} names no record"))?;
    let record = Record::decode(&id, raw);
    let record = record.map_err(|damage| anyhow!("{name} is damaged ({damage:?}): {raw}"))?;
    let body = (!record.is_deleted).then_some(record.body);
    Ok(Kept { raw: raw.to_owned(), stamp: record.stamp, body })
}
