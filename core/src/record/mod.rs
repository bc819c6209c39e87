//! What is kept in the browser: versioned records under readable keys, and their join.
//!
//! A record is one line of JSON under one key. Two copies of a record are joined by taking the
//! later version, so that copies may meet in any order, any number of times. Nothing here touches
//! a store; `docs/storage.md` describes the layout for people.

mod annotation;
mod article;
mod backup;
mod body;
mod checksum;
mod key;
mod link;
mod replica;
mod stamp;
#[cfg(test)]
mod tests;
mod transaction;

pub use backup::{Backup, BackupError, is_backup, read_backup, write_backup};
pub use body::{Body, Damage, Record};
pub use key::{Key, PREFIX, RecordId, SCHEMA};
pub use replica::{Entry, Joined, Replica};
pub use stamp::{Stamp, TabId};
pub use transaction::{decode_transaction, encode_transaction};
