//! Transactions as the history keeps them, and backups.

use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::history::{Change, Edit, Transaction};
use crate::model::Timestamp;
use crate::testing::n_cases;
use crate::text::ArticleText;

/// A change of a thing from one body of its kind to another, from or to nothing.
fn change() -> impl Strategy<Value = Change> {
    (body(), any::<bool>(), any::<bool>()).prop_map(|(body, is_before, is_after)| {
        fn edit<T: Clone>(thing: T, is_before: bool, is_after: bool) -> Edit<T> {
            let side = |is_there: bool| is_there.then(|| Rc::new(thing.clone()));
            // A change of nothing to nothing is none.
            Edit { before: side(is_before), after: side(is_after || !is_before) }
        }
        match body {
            Body::Article(article) => Change::Article(edit(article, is_before, is_after)),
            Body::Annotation(it) => Change::Annotation(edit(it, is_before, is_after)),
            Body::Link(link) => Change::Link(edit(link, is_before, is_after)),
            Body::LabelSet(it) => Change::LabelSet(edit(it, true, true)),
        }
    })
}

fn transaction() -> impl Strategy<Value = Transaction> {
    (".{0,12}", prop::collection::vec(change(), 0..4))
        .prop_map(|(title, changes)| Transaction::new(title, changes))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(48)))]

    #[test]
    fn a_transaction_is_read_back(transaction in transaction()) {
        let json = encode_transaction(&transaction);
        prop_assert_eq!(decode_transaction(&json), Some(transaction));
    }

    #[test]
    fn a_transaction_cut_off_is_none(transaction in transaction(), end in any::<Index>()) {
        let json = encode_transaction(&transaction);
        let ends: Vec<usize> = json.char_indices().map(|(start, _)| start).collect();
        prop_assert_eq!(decode_transaction(&json[..*end.get(&ends)]), None);
    }

    #[test]
    fn a_transaction_with_another_letter_in_a_record_is_none(
        transaction in transaction(),
        at in any::<Index>(),
    ) {
        let json = encode_transaction(&transaction);
        // Only records have a checksum; a letter of the title is nothing to undo wrongly.
        let Some(start) = json.find("\"changes\":").map(|start| start + 10) else { return Ok(()) };
        let letters: Vec<usize> = json[start..]
            .char_indices()
            .filter(|(_, letter)| letter.is_ascii_alphanumeric())
            .map(|(place, _)| start + place)
            .collect();
        prop_assume!(!letters.is_empty());
        let at = *at.get(&letters);
        let mut damaged = json.clone();
        damaged.replace_range(at..=at, "~");
        prop_assert!(decode_transaction(&damaged).is_none_or(|read| read != transaction));
    }

    #[test]
    fn nothing_out_of_nowhere_is_a_transaction_or_backup(text in ".*") {
        prop_assert_eq!(decode_transaction(&text), None);
        prop_assert!(read_backup(&text).is_err());
    }

    #[test]
    fn a_backup_restores_everything(library in library(), deleted in any::<u64>()) {
        let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
        for (nth, body) in bodies(&library).into_iter().enumerate() {
            replica.write(body, deleted >> (nth % 64) & 1 == 1, None, 5);
        }
        let texts: Vec<&ArticleText> = library.texts().map(Rc::as_ref).collect();
        let json = write_backup(&replica, texts, Timestamp::from_unix_ms(0));
        let backup = read_backup(&json).expect("it was just written");
        prop_assert!(is_backup(&json) && backup.is_intact);
        prop_assert!(backup.texts.iter().all(|text| library.text(text.hash()) == Some(text)));
        prop_assert_eq!(backup.texts.len(), library.texts().len());
        let mut other = Replica::new(ReplicaId::from_u128(2), TabId::from_bytes([2; 6]));
        for (id, raw) in backup.records.iter().chain(backup.records.iter().rev()) {
            other.join(id, raw, 9).expect("it is whole");
        }
        prop_assert!(other.entries().eq(replica.entries()));
        let texts = backup.texts.iter().map(Rc::as_ref);
        prop_assert_eq!(write_backup(&other, texts, Timestamp::from_unix_ms(0)), json);
    }

    #[test]
    fn a_damaged_backup_costs_no_whole_record(library in library(), at in any::<Index>()) {
        let mut replica = Replica::new(ReplicaId::from_u128(1), TabId::from_bytes([1; 6]));
        for body in bodies(&library) {
            replica.write(body, false, None, 5);
        }
        let json = write_backup(&replica, [], Timestamp::from_unix_ms(0));
        let letters: Vec<usize> = json
            .char_indices()
            .filter(|(_, letter)| letter.is_ascii_alphabetic())
            .map(|(place, _)| place)
            .collect();
        let at = *at.get(&letters);
        let mut damaged = json.clone();
        damaged.replace_range(at..=at, "~");
        let Ok(backup) = read_backup(&damaged) else { return Ok(()) };
        prop_assert!(!backup.is_intact);
        let mut other = Replica::new(ReplicaId::from_u128(2), TabId::from_bytes([2; 6]));
        let whole = backup.records.iter().filter(|(id, raw)| other.join(id, raw, 9).is_ok()).count();
        prop_assert!(whole + 1 >= replica.entries().len());
        prop_assert!(other.entries().all(|(id, entry)| replica.entry(id) == Some(entry)));
    }
}
