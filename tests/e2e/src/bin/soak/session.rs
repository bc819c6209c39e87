//! A run that can be interrupted, that ends when its time is over, and that is then continued.
//!
//! What a trial came to is written down as soon as it is over, in the document and in a file that
//! the next run finds.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use anyhow::Context;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::options::Options;
use crate::report::{self, Row};

/// What is known of a run.
pub struct Session {
    report: Option<PathBuf>,
    state: Option<PathBuf>,
    ends: Option<Instant>,
    known: Mutex<Known>,
}

/// What the file says.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    /// What was asked for; another run does not go on with this one.
    plan: String,
    browser: String,
    program: String,
    seed: u64,
    /// What was tried so far, by the name of the trial.
    tallies: BTreeMap<String, Value>,
    rows: Vec<Row>,
}

impl Session {
    /// Goes on with the run that was interrupted, if it is the one that is asked for and browser and
    /// program are the same; otherwise begins a new one.
    ///
    /// # Errors
    /// When the browser or the page does not say what it is.
    pub fn begin(options: &Options) -> anyhow::Result<Self> {
        let known = Known {
            plan: options.plan(),
            browser: e2e::browser_version()?,
            program: e2e::program_version()?,
            seed: options.seed.unwrap_or_else(|| fastrand::u64(..1 << 32)),
            tallies: BTreeMap::new(),
            rows: Vec::new(),
        };
        let is_same = |before: &Known| {
            (&before.plan, &before.browser, &before.program)
                == (&known.plan, &known.browser, &known.program)
                && options.seed.is_none_or(|seed| seed == before.seed)
        };
        let before = options.state.as_ref().and_then(|path| std::fs::read_to_string(path).ok());
        let before = before.and_then(|json| serde_json::from_str(&json).ok());
        let known = before.filter(is_same).unwrap_or(known);
        if !known.rows.is_empty() {
            println!("going on with a run that was interrupted");
        }
        println!("seed {}", known.seed);
        let limit = options.n_minutes.map(|n| Duration::from_secs(60 * n));
        Ok(Self {
            report: options.report.clone(),
            state: options.state.clone(),
            ends: limit.map(|limit| Instant::now() + limit),
            known: Mutex::new(known),
        })
    }

    /// Everything random follows from it.
    pub fn seed(&self) -> u64 {
        self.known().seed
    }

    /// Whether there is time for another trial.
    pub fn may_begin(&self) -> bool {
        self.ends.is_none_or(|ends| Instant::now() < ends)
    }

    /// What a trial came to in the part of this run that was interrupted.
    ///
    /// # Errors
    /// When another version of this program wrote it.
    pub fn tally<T: DeserializeOwned + Default>(&self, trial: &str) -> anyhow::Result<T> {
        let known = self.known();
        let tally = known.tallies.get(trial).cloned().map(serde_json::from_value);
        Ok(tally
            .transpose()
            .with_context(|| format!("what was tried as {trial}"))?
            .unwrap_or_default())
    }

    /// Writes down what a trial came to so far.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn keep<T: Serialize>(
        &self,
        trial: &str,
        tally: &T,
        figures: String,
        has_held: bool,
    ) -> anyhow::Result<()> {
        let mut known = self.known();
        known.tallies.insert(trial.to_owned(), serde_json::to_value(tally)?);
        let Known { browser, program, seed, .. } = &*known;
        let row = Row::new(trial, browser, program, *seed, figures, has_held)?;
        match known.rows.iter_mut().find(|row| row.trial == trial) {
            Some(known) => *known = row,
            None => known.rows.push(row),
        }
        if let Some(report) = &self.report {
            report::write(report, &known.rows)?;
        }
        if let Some(state) = &self.state {
            std::fs::write(state, serde_json::to_string(&*known)?)
                .with_context(|| format!("cannot write {}", state.display()))?;
        }
        Ok(())
    }

    /// Ends the run: prints what it came to, and forgets it if all that was asked for is done. Says
    /// whether all of it held.
    ///
    /// # Errors
    /// When the document cannot be written.
    pub fn end(&self) -> anyhow::Result<bool> {
        let known = self.known();
        known.rows.iter().for_each(|row| println!("{row}"));
        if let Some(report) = &self.report {
            report::write(report, &known.rows)?;
        }
        match &self.state {
            Some(_) if !self.may_begin() => println!("the time is over; the same command goes on"),
            Some(state) if state.exists() => std::fs::remove_file(state)?,
            _ => {}
        }
        Ok(known.rows.iter().all(|row| row.has_held))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().expect("nothing panics with the lock")
    }
}
