//! Transactions as the history keeps them.
//!
//! A transaction is `{"title", "changes": [[name, before, after], …]}`; both sides are records
//! without a version of their own, `null` where the thing does not exist.

use std::rc::Rc;

use crate::history::{Change, Edit, Transaction};
use crate::json::{self, Value, Writer};

use super::{Body, Record, RecordId, Stamp};

/// A change: the name of its thing, and both sides.
type StoredChange = (String, Option<String>, Option<String>);

/// `transaction` as JSON.
pub fn encode_transaction(transaction: &Transaction) -> String {
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("title").text(&transaction.title);
        json.name("changes").list(|json| {
            for (id, before, after) in transaction.changes.iter().filter_map(stored_change) {
                json.list(|json| {
                    json.text(&id);
                    json.optional_text(before.as_deref());
                    json.optional_text(after.as_deref());
                });
            }
        });
    });
    json.finish()
}

/// Reads what [`encode_transaction`] wrote; `None` when any part of it is damaged.
pub fn decode_transaction(json: &str) -> Option<Transaction> {
    let mut fields = json::parse_fields(json)?;
    let changes = fields.list("changes")?.into_iter().map(read_change);
    let changes: Option<Vec<Change>> = changes.map(|change| change_from_stored(change?)).collect();
    Some(Transaction::new(fields.text("title")?, changes?))
}

fn read_change(value: Value) -> Option<StoredChange> {
    let [id, before, after] = <[Value; 3]>::try_from(value.into_array()?).ok()?;
    let side = |value| match value {
        Value::Null => Some(None),
        value => value.into_string().map(Some),
    };
    Some((id.into_string()?, side(before)?, side(after)?))
}

fn stored_change(change: &Change) -> Option<StoredChange> {
    fn sides<T: Clone>(edit: &Edit<T>, body: impl Fn(T) -> Body) -> Option<StoredChange> {
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

fn change_from_stored((id, before, after): StoredChange) -> Option<Change> {
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
