//! What two stores must agree on: the join of all that both hold, by core's own rule.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};
use e2e::Journey;
use onrecord_core::model::ReplicaId;
use onrecord_core::record::{RecordId, Replica, TabId};

use crate::page;

/// Everything in both stores.
pub struct Stores {
    /// Records of local storage, by name.
    local: BTreeMap<String, String>,
    /// Entries of the journal, by `name|revision|clock|replica|tab`.
    journal: Vec<(String, String)>,
}

/// Which of the two stores can be read in the middle of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readable {
    Both,
    Local,
    Journal,
}

impl Stores {
    /// Reads both.
    pub async fn read(page: &Journey) -> anyhow::Result<Self> {
        Self::read_some(page, Readable::Both).await
    }

    /// Reads what can be read; the other one counts as empty.
    pub async fn read_some(page: &Journey, readable: Readable) -> anyhow::Result<Self> {
        let mut stores = Self { local: BTreeMap::new(), journal: Vec::new() };
        if readable != Readable::Journal {
            stores.local = page::records(page).await?;
        }
        if readable != Readable::Local {
            stores.journal = page::ask(page, "soak.database('records')").await?;
        }
        Ok(stores)
    }

    /// Whether the second store has this version of a record.
    pub fn has_version(&self, name: &str, raw: &str) -> bool {
        self.journal.iter().any(|(entry, kept)| name_of(entry) == name && kept == raw)
    }

    /// The records of local storage, by name.
    pub fn local(&self) -> &BTreeMap<String, String> {
        &self.local
    }

    /// How many versions the second store has.
    pub fn n_versions(&self) -> usize {
        self.journal.len()
    }

    /// The greatest version of each record that either store has.
    ///
    /// # Errors
    /// When a record is damaged.
    pub fn joined(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let mut replica = Replica::new(ReplicaId::from_u128(0), TabId::from_bytes([0; 6]));
        for (name, raw) in self.copies() {
            let id = RecordId::parse(name).with_context(|| format!("{name} names no record"))?;
            if let Err(damage) = replica.join(&id, &raw.into(), LATER_THAN_ANY_MS) {
                bail!("{name} is damaged ({damage:?}): {raw}");
            }
        }
        Ok(replica.entries().map(|(id, entry)| (id.to_string(), entry.raw.to_string())).collect())
    }

    fn copies(&self) -> impl Iterator<Item = (&str, &str)> {
        let local = self.local.iter().map(|(name, raw)| (name.as_str(), raw.as_str()));
        let journal = self.journal.iter().map(|(entry, raw)| (name_of(entry), raw.as_str()));
        local.chain(journal)
    }

    /// Checks that both stores have the latest version of each record.
    ///
    /// # Errors
    /// When one has not.
    pub fn check(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let joined = self.joined()?;
        ensure!(self.local.len() == joined.len(), "local storage lacks records");
        for (name, raw) in &joined {
            ensure!(self.local.get(name) == Some(raw), "local storage has another {name}");
            ensure!(self.has_version(name, raw), "the second store lacks {name} as {raw}");
        }
        Ok(joined)
    }
}

/// A moment that no clock of a trial has reached; far enough from the greatest number.
const LATER_THAN_ANY_MS: u64 = 1 << 52;

/// The record's name in the name of an entry.
fn name_of(entry: &str) -> &str {
    entry.rsplitn(5, '|').last().unwrap_or(entry)
}
