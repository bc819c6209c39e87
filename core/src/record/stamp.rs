//! Versions of records.

use std::fmt;

use crate::base64url;
use crate::json::{Value, Writer};
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
    pub(super) fn from_json(value: Value) -> Option<Self> {
        let [revision, clock, replica, tab] = <[Value; 4]>::try_from(value.into_array()?).ok()?;
        Some(Self {
            revision: revision.as_u64()?.try_into().ok()?,
            clock: clock.as_u64()?,
            replica: ReplicaId::parse_key(replica.as_str()?)?,
            tab: TabId::parse(tab.as_str()?)?,
        })
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
