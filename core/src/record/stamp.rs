//! Versions of records.

use std::fmt;

use crate::base64url;
use crate::json::{Parser, Writer};
use crate::model::ReplicaId;

/// The version of a record. The greater one of two copies wins.
///
/// The revision counts first: whoever has seen a version writes a greater one, whatever the clock
/// says. The hybrid clock decides between changes that did not see each other, the replica and the
/// tab between those of the same millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// How often the record was written before, and once more.
    pub revision: u32,
    /// Milliseconds since 1970, never less than any seen before.
    pub clock: u64,
    /// The browser profile that wrote it.
    pub replica: ReplicaId,
    /// The tab that wrote it.
    pub tab: TabId,
}

impl Stamp {
    /// Stands in records that are no versions of anything.
    pub(crate) const NONE: Self =
        Self { revision: 0, clock: 0, replica: ReplicaId::from_u128(0), tab: TabId([0; 6]) };
}

/// Names a tab: 48 random bits, written as 8 characters of base64url.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TabId([u8; 6]);

impl TabId {
    /// The tab with these bits.
    pub const fn from_bytes(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// Reads the 8 characters that [`fmt::Display`] writes.
    pub fn parse(name: &str) -> Option<Self> {
        Some(Self(base64url::decode(name)?))
    }
}

impl fmt::Display for TabId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&base64url::encode(&self.0))
    }
}

impl fmt::Debug for TabId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Stamp {
    /// Reads `[revision, clock, replica, tab]`.
    pub(super) fn read(json: &mut Parser<'_>) -> Option<Self> {
        let mut stamp = Self::NONE;
        let mut n_read = 0;
        json.list(&mut |json| {
            match n_read {
                0 => stamp.revision = json.whole()?.try_into().ok()?,
                1 => stamp.clock = json.whole()?,
                2 => stamp.replica = ReplicaId::parse_key(&json.text()?)?,
                3 => stamp.tab = TabId::parse(&json.text()?)?,
                _ => return None,
            }
            n_read += 1;
            Some(())
        })?;
        (n_read == 4).then_some(stamp)
    }

    /// Writes `[revision, clock, replica, tab]`.
    pub(super) fn write(self, json: &mut Writer) {
        json.list(|json| {
            json.number(self.revision.into());
            json.number(self.clock);
            json.text(&self.replica.to_key());
            json.text(&self.tab.to_string());
        });
    }
}
