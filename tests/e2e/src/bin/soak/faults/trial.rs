//! What trials of all faults have in common: work that is written down, and a look at what is left.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use anyhow::{Context, ensure};
use e2e::Journey;
use onrecord_core::model::sample;
use onrecord_core::record::RecordId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::command::Command;
use crate::ledger::{Difference, Ledger};
use crate::page::{self, Outcome};
use crate::reference::{Readable, Stores};
use crate::words::Words;

/// What the storage line says when nothing is missing anywhere.
pub const SAVED: &str = "Saved in this browser";

/// Breaks the browser under the page.
pub const FAULTS: &str = include_str!("faults.js");

/// Words that a passage has at most.
const N_WORDS: usize = 12;

/// What trials of one fault came to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Count {
    /// Trials that are over.
    pub n_trials: usize,
    /// Changes of which the storage line said that they are saved.
    pub n_acknowledged: usize,
    /// Changes of which it said that they are not saved everywhere, and why.
    pub n_warned: usize,
    /// Changes that were to be there and were not.
    pub n_lost: usize,
    /// Values that the browser took and dropped, as the fault would have it.
    pub n_dropped: usize,
    /// Changes that came through before anybody said anything.
    pub n_unasked: usize,
    /// What went wrong.
    pub failures: Vec<String>,
}

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { n_trials, n_acknowledged, n_warned, n_lost, n_dropped, n_unasked, failures } =
            self;
        let trials = if *n_trials == 1 { "trial" } else { "trials" };
        write!(formatter, "{n_trials} {trials}, {n_acknowledged} changes acknowledged")?;
        if *n_warned > 0 {
            write!(formatter, " and {n_warned} with a warning")?;
        }
        write!(formatter, ", **{n_lost} lost**")?;
        if *n_dropped > 0 {
            write!(formatter, "; the browser dropped {n_dropped} other values that it had taken")?;
        }
        if *n_unasked > 0 {
            write!(formatter, "; {n_unasked} came through that were not acknowledged yet")?;
        }
        match failures.len() {
            0 => Ok(()),
            n => write!(formatter, "; {n} failed"),
        }
    }
}

/// One trial.
pub struct Trial<'a> {
    pub page: &'a mut Journey,
    pub random: fastrand::Rng,
    /// How many trials of this fault came before.
    pub n_trial: usize,
    pub count: &'a mut Count,
    /// All that was acknowledged.
    pub ledger: Ledger,
    /// What the fault leaves readable.
    pub readable: Readable,
    words: Words,
}

impl<'a> Trial<'a> {
    pub fn new(
        page: &'a mut Journey,
        random: fastrand::Rng,
        n_trial: usize,
        count: &'a mut Count,
    ) -> Self {
        let (ledger, words) = (Ledger::default(), Words::of(sample::TEXT.to_owned()));
        Self { page, random, n_trial, count, ledger, readable: Readable::Both, words }
    }

    /// Evaluates an expression that may be a promise; `soak` works the page, `faults` breaks it.
    pub async fn ask<T: DeserializeOwned>(&self, expression: &str) -> anyhow::Result<T> {
        page::ask(self.page, expression).await
    }

    /// Opens the page and lets both scripts in.
    pub async fn open(&mut self) -> anyhow::Result<()> {
        page::open(self.page).await?;
        self.page.evaluate::<()>(FAULTS).await?;
        self.settled().await?;
        Ok(())
    }

    /// Opens the page in a new profile and does a few things, all of them saved.
    pub async fn begin(&mut self, n_commands: usize) -> anyhow::Result<()> {
        self.open().await?;
        self.ledger.begin_with(&self.records().await?)?;
        for _ in 0..n_commands {
            let says = self.act().await?;
            ensure!(says == SAVED, "before the fault it says “{says}”");
        }
        Ok(())
    }

    /// Does something at random, and writes it down. Returns what the storage line says then.
    pub async fn act(&mut self) -> anyhow::Result<String> {
        let passage = self.words.passage(&mut self.random, N_WORDS);
        let command = Command::draw(&mut self.random, &self.ledger, passage);
        self.carry_out(command).await
    }

    /// Marks a passage of its own, and writes that down.
    pub async fn mark(&mut self) -> anyhow::Result<String> {
        let command = self.draw_mark();
        self.carry_out(command).await
    }

    /// A passage to mark that is not marked yet.
    pub fn draw_mark(&mut self) -> Command {
        loop {
            let passage = self.words.passage(&mut self.random, N_WORDS);
            let is_new = |it: &onrecord_core::model::Annotation| it.ranges != [passage.chars];
            if self.ledger.annotations().all(is_new) {
                return Command::Mark(passage, self.random.usize(..3));
            }
        }
    }

    /// Carries out a command, waits until the page says what became of it, and writes it down.
    pub async fn carry_out(&mut self, command: Command) -> anyhow::Result<String> {
        let picked: Option<String> = self.ask(&call("perform", &command.words())).await?;
        let mut last = None;
        let mut is_change = false;
        let (page, ledger, readable) = (&*self.page, &mut self.ledger, self.readable);
        let waited = page
            .wait_for("what was done is kept", async || {
                page::ask::<String>(page, "soak.settled()").await?;
                let records = Stores::read_some(page, readable).await?.joined()?;
                let outcome = Outcome { changed: ledger.changed(records), picked: picked.clone() };
                match ledger.acknowledge(&command, &outcome) {
                    Ok(changed) => is_change = changed,
                    Err(error) => {
                        last = Some(error);
                        return Ok(None);
                    }
                }
                Ok(Some(()))
            })
            .await;
        waited.with_context(|| format!("{command:?}: {last:?}"))?;
        let says = self.settled().await?;
        match says == SAVED {
            _ if !is_change => {}
            true => self.count.n_acknowledged += 1,
            false => self.count.n_warned += 1,
        }
        Ok(says)
    }

    /// What the storage line says, once it says more than that it is saving.
    pub async fn settled(&self) -> anyhow::Result<String> {
        self.ask("soak.settled()").await
    }

    /// Waits until the storage line says this.
    pub async fn await_says(&self, expected: &str) -> anyhow::Result<()> {
        let what = format!("the storage line says “{expected}”");
        self.page.wait_until(&what, &format!("soak.status() === {}", Value::from(expected))).await
    }

    /// Waits until the page has read back what it wrote before now; it does so for three seconds.
    pub async fn read_back(&self) -> anyhow::Result<()> {
        self.ask("soak.pause(3100)").await
    }

    /// A page that could not read local storage takes this for a first visit and makes the sample
    /// article anew, as it was. Writes that down, and checks that nothing else is new.
    pub async fn accept_sample(&mut self) -> anyhow::Result<()> {
        let records = self.records().await?;
        let Difference { lost, newer } = self.ledger.compare(&records)?;
        let name = RecordId::Article(sample::ID).to_string();
        let is_sample = newer.iter().all(|newer| *newer == name);
        ensure!(lost.is_empty() && is_sample, "{lost:?} are lost and {newer:?} are new");
        self.ledger.begin_with(&records)
    }

    /// Works without a pause until it is interrupted after at most `limit_ms`.
    ///
    /// The moment of the interruption is the trial itself: it waits for nothing.
    pub async fn work_for(&mut self, limit_ms: u64) -> anyhow::Result<()> {
        let moment = Duration::from_millis(self.random.u64(..=limit_ms));
        let endless = async {
            loop {
                if let Err(error) = self.act().await {
                    return error;
                }
            }
        };
        match tokio::time::timeout(moment, endless).await {
            Ok(error) => Err(error.context("the work ended before its time")),
            Err(_) => Ok(()),
        }
    }

    /// The records that the stores have, joined as far as they can be read.
    pub async fn records(&self) -> anyhow::Result<BTreeMap<String, String>> {
        Stores::read_some(self.page, self.readable).await?.joined()
    }

    /// Opens the page, unbroken, and checks that everything is there; see [`Self::check`].
    pub async fn come_back(&mut self, n_doubtful: usize) -> anyhow::Result<()> {
        self.page.run_first("");
        self.readable = Readable::Both;
        self.open().await?;
        self.check(n_doubtful).await
    }

    /// Waits until both stores, their join and the screen agree, and compares them with what was
    /// written down. At most `n_doubtful` commands may have come through that were under way.
    pub async fn check(&mut self, n_doubtful: usize) -> anyhow::Result<()> {
        let (mut records, mut difference) = (BTreeMap::new(), Difference::default());
        let mut last = None;
        let (page, ledger) = (&*self.page, &self.ledger);
        let waited = page
            .wait_for("all that was acknowledged is there", async || {
                let stores = Stores::read(page).await?;
                records = stores.joined()?;
                difference = ledger.compare(&records)?;
                last = match stores.check() {
                    Ok(_) => check_screen(page, &records).await.err(),
                    Err(error) => Some(error),
                };
                Ok((last.is_none() && difference.lost.is_empty()).then_some(()))
            })
            .await;
        self.count.n_lost += difference.lost.len();
        waited.with_context(|| format!("lost: {:?}; {last:?}", difference.lost))?;
        // Where local storage lost everything, the sample article is written again, as it was.
        difference.newer.retain(|name| *name != RecordId::Article(sample::ID).to_string());
        ensure!(difference.newer.len() <= n_doubtful, "nobody did this: {:?}", difference.newer);
        self.count.n_unasked += difference.newer.len();
        self.await_says(SAVED).await.context("everything is there")?;
        self.ledger.begin_with(&records)
    }

    /// Goes to a file of the page that runs no program.
    pub async fn go_aside(&mut self) -> anyhow::Result<()> {
        let picture = self.page.file_named("icon-", ".svg")?;
        self.page.go(&picture).await?;
        self.page.evaluate::<()>(FAULTS).await
    }
}

/// A call of the page's script.
pub fn call(function: &str, given: &[Value]) -> String {
    let given: Vec<String> = given.iter().map(Value::to_string).collect();
    format!("soak.{function}({})", given.join(", "))
}

/// Checks that the highlights are those of the records.
pub async fn check_screen(
    page: &Journey,
    records: &BTreeMap<String, String>,
) -> anyhow::Result<()> {
    let mut stored = Ledger::default();
    stored.begin_with(records)?;
    stored.check_screen(&page::text(page).await?, &page::marks(page).await?)
}

/// JavaScript's way to write a list of values as arguments.
pub fn arguments(command: &Command) -> Value {
    json!(command.words())
}
