//! A backup: every record, removed ones included, and every text, in one file.
//!
//! Unlike the annotation file it is not for other tools: it holds the records byte for byte, so
//! that restoring it is one more join of copies, which may be repeated.

use std::rc::Rc;

use crate::json::{self, Value, Writer};
use crate::model::Timestamp;
use crate::order::sorted;
use crate::text::{ArticleText, TextHash};

use super::checksum::{is_intact, seal};
use super::{RecordId, Replica, SCHEMA};

/// What the field `format` says.
const FORMAT: &str = "onrecord-backup";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Backup {
    /// Records by name. Each has its own checksum, so that a damaged one costs itself alone.
    pub records: Vec<(RecordId, Rc<str>)>,
    /// Texts.
    pub texts: Vec<Rc<ArticleText>>,
    /// Whether the file is exactly as it was written.
    pub is_intact: bool,
}

/// Why a file is no backup that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupError {
    /// It is something else.
    NotBackup,
    /// A newer version of the program made it.
    Newer,
}

/// Whether a file says at its beginning that it is a backup.
pub fn is_backup(json: &str) -> bool {
    json.trim_start().strip_prefix(r#"{"format":"onrecord-backup""#).is_some()
}

/// Writes everything that `replica` knows, with `texts`.
pub fn write_backup<'a>(
    replica: &Replica,
    texts: impl IntoIterator<Item = &'a ArticleText>,
    created: Timestamp,
) -> String {
    let records = replica.entries().map(|(id, entry)| (id.to_string(), &*entry.raw));
    let records: Vec<(String, &str)> = sorted(records);
    let texts = texts.into_iter().map(|text| (text.hash(), text.as_str()));
    let texts: Vec<(TextHash, &str)> = sorted(texts);
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("format").text(FORMAT);
        json.name("version").number(SCHEMA.into());
        json.name("created").text(&created.to_string());
        json.name("records").object(|json| {
            records.iter().for_each(|(id, raw)| json.name(id).text(raw));
        });
        json.name("texts").list(|json| texts.iter().for_each(|(_, text)| json.text(text)));
    });
    seal(json.finish())
}

/// Reads what [`write_backup`] wrote. Names of records that this version does not know are passed
/// over; whether a record is damaged shows when it is joined.
///
/// # Errors
/// When the file is no backup, or a newer one.
pub fn read_backup(json: &str) -> Result<Backup, BackupError> {
    let mut fields = json::parse_fields(json).ok_or(BackupError::NotBackup)?;
    if fields.text("format").as_deref() != Some(FORMAT) {
        return Err(BackupError::NotBackup);
    }
    let version = fields.number("version").ok_or(BackupError::NotBackup)?;
    if version > SCHEMA.into() {
        return Err(BackupError::Newer);
    }
    let records = fields.take("records").and_then(Value::into_object);
    let records = records.ok_or(BackupError::NotBackup)?.into_iter();
    let texts = fields.take("texts").and_then(Value::into_strings).ok_or(BackupError::NotBackup)?;
    let record =
        |(id, raw): (String, Value)| Some((RecordId::parse(&id)?, Rc::from(raw.into_string()?)));
    Ok(Backup {
        records: records.filter_map(record).collect(),
        texts: texts.into_iter().map(|text| Rc::new(ArticleText::new(text))).collect(),
        is_intact: is_intact(json.trim_end()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{LabelSet, ReplicaId};
    use crate::record::{Body, Joined, TabId};

    fn replica() -> Replica {
        let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
        replica.write(Body::LabelSet(LabelSet::built_in()), true, None, 5);
        replica
    }

    #[test]
    fn restoring_is_a_join_that_may_be_repeated() {
        let replica = replica();
        let text = ArticleText::new("Text “here”.");
        let json = write_backup(&replica, [&text], Timestamp::from_unix_ms(0));
        assert!(is_backup(&json));
        let backup = read_backup(&json).expect("it was just written");
        assert!(backup.is_intact);
        assert_eq!(*backup.texts[0], text);
        let mut other = Replica::new(ReplicaId::from_u128(2), TabId::from_bytes([2; 6]));
        for (id, raw) in &backup.records {
            assert!(matches!(other.join(id, raw, 9), Ok(Joined::Taken { .. })));
            assert_eq!(other.join(id, raw, 9), Ok(Joined::Same));
        }
        assert!(other.entries().eq(replica.entries()));
    }

    #[test]
    fn other_files_are_refused() {
        let json = write_backup(&replica(), [], Timestamp::from_unix_ms(0));
        assert_eq!(read_backup("{}"), Err(BackupError::NotBackup));
        let newer = json.replacen("\"version\":1", "\"version\":2", 1);
        assert_eq!(read_backup(&newer), Err(BackupError::Newer));
        let cut = json.replacen("1970", "1971", 1);
        assert!(!read_backup(&cut).expect("still a backup").is_intact);
    }
}
