//! Versions of records.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

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
        Some(Self(URL_SAFE_NO_PAD.decode(name).ok()?.try_into().ok()?))
    }
}

impl fmt::Display for TabId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for TabId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// `[revision, clock, replica, tab]`.
impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.revision, self.clock, self.replica.to_key(), self.tab.to_string())
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (revision, clock, replica, tab) =
            <(u32, u64, String, String)>::deserialize(deserializer)?;
        Ok(Self {
            revision,
            clock,
            replica: ReplicaId::parse_key(&replica).ok_or_else(|| D::Error::custom("replica"))?,
            tab: TabId::parse(&tab).ok_or_else(|| D::Error::custom("tab"))?,
        })
    }
}
