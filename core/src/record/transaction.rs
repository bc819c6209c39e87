//! Transactions as the history keeps them.
//!
//! A transaction is `{"title", "changes": [[name, before, after], …]}`; both sides are records
//! without a version of their own, `null` where the thing does not exist.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::history::{Change, Edit, Transaction};

use super::{Body, Record, RecordId, Stamp};

#[derive(Serialize, Deserialize)]
struct StoredTransaction {
    title: String,
    changes: Vec<(String, Option<String>, Option<String>)>,
}

/// `transaction` as JSON.
pub fn encode_transaction(transaction: &Transaction) -> String {
    let stored = StoredTransaction {
        title: transaction.title.clone(),
        changes: transaction.changes.iter().filter_map(stored_change).collect(),
    };
    serde_json::to_string(&stored).expect("strings alone are written")
}

/// Reads what [`encode_transaction`] wrote; `None` when any part of it is damaged.
pub fn decode_transaction(json: &str) -> Option<Transaction> {
    let stored: StoredTransaction = serde_json::from_str(json).ok()?;
    let changes: Option<Vec<Change>> = stored.changes.into_iter().map(change_from_stored).collect();
    Some(Transaction::new(stored.title, changes?))
}

fn stored_change(change: &Change) -> Option<(String, Option<String>, Option<String>)> {
    fn sides<T: Clone>(
        edit: &Edit<T>,
        body: impl Fn(T) -> Body,
    ) -> Option<(String, Option<String>, Option<String>)> {
        let body_of = |thing: &Rc<T>| body(T::clone(thing));
        let encode = |thing: &Rc<T>| {
            Record { stamp: Stamp::NONE, is_deleted: false, body: body_of(thing) }.encode(None)
        };
        let id = body_of(edit.subject()?).id().to_string();
        Some((id, edit.before.as_ref().map(encode), edit.after.as_ref().map(encode)))
    }
    match change {
        Change::Article(edit) => sides(edit, Body::Article),
        Change::Annotation(edit) => sides(edit, Body::Annotation),
        Change::Link(edit) => sides(edit, Body::Link),
        Change::LabelSet(edit) => sides(edit, Body::LabelSet),
    }
}

fn change_from_stored(
    (id, before, after): (String, Option<String>, Option<String>),
) -> Option<Change> {
    let id = RecordId::parse(&id)?;
    let decode = |side: Option<String>| match side {
        Some(raw) => Record::decode(&id, &raw).ok().map(|record| Some(record.body)),
        None => Some(None),
    };
    let (before, after) = (decode(before)?, decode(after)?);
    Some(match id {
        RecordId::Article(_) => Change::Article(edit(before, after, |body| match body {
            Body::Article(article) => Some(article),
            _ => None,
        })),
        RecordId::Annotation(..) => Change::Annotation(edit(before, after, |body| match body {
            Body::Annotation(annotation) => Some(annotation),
            _ => None,
        })),
        RecordId::Link(_) => Change::Link(edit(before, after, |body| match body {
            Body::Link(link) => Some(link),
            _ => None,
        })),
        RecordId::LabelSet(_) => Change::LabelSet(edit(before, after, |body| match body {
            Body::LabelSet(label_set) => Some(label_set),
            _ => None,
        })),
    })
}

fn edit<T>(
    before: Option<Body>,
    after: Option<Body>,
    thing: impl Fn(Body) -> Option<T>,
) -> Edit<T> {
    let side = |body: Option<Body>| body.and_then(&thing).map(Rc::new);
    Edit { before: side(before), after: side(after) }
}
