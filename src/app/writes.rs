//! Which records are on their way to local storage, and which it has refused.

use std::collections::HashMap;

use onrecord_core::record::RecordId;

/// Writes that have not been answered, and records that were refused and not written since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Writes {
    unanswered: Vec<(u64, Vec<RecordId>)>,
    /// With the number of the write that was refused.
    refused: HashMap<RecordId, u64>,
}

impl Writes {
    /// The write with this number is under way.
    pub(super) fn begin(&mut self, ticket: u64, records: impl Iterator<Item = RecordId>) {
        self.unanswered.push((ticket, records.collect()));
    }

    /// The write with this number was done, or refused. Answers may come in any order.
    pub(super) fn end(&mut self, ticket: u64, is_done: bool) {
        let position = self.unanswered.iter().position(|(unanswered, _)| *unanswered == ticket);
        let Some(position) = position else { return };
        for record in self.unanswered.remove(position).1 {
            let refused = self.refused.get(&record).copied();
            if !is_done {
                self.refused.insert(record, ticket.max(refused.unwrap_or(0)));
            } else if refused.is_some_and(|refused| refused < ticket) {
                self.refused.remove(&record);
            }
        }
    }

    /// The records that local storage does not have as they are now.
    pub(super) fn refused(&self) -> impl ExactSizeIterator<Item = &RecordId> {
        self.refused.keys()
    }
}

#[cfg(test)]
mod tests {
    use onrecord_core::model::LinkId;

    use super::*;

    fn check(answers: &[(u64, bool)], expected: usize) {
        let mut writes = Writes::default();
        for ticket in 1..=3 {
            writes.begin(ticket, [RecordId::Link(LinkId::from_u128(1))].into_iter());
        }
        answers.iter().for_each(|(ticket, is_done)| writes.end(*ticket, *is_done));
        assert_eq!(writes.refused().len(), expected, "{answers:?}");
    }

    #[test]
    fn a_later_write_makes_up_for_a_refused_one() {
        check(&[(1, false)], 1);
        check(&[(1, false), (2, true)], 0);
        check(&[(1, false), (2, true), (3, false)], 1);
    }

    #[test]
    fn an_earlier_write_does_not() {
        check(&[(2, false), (1, true)], 1);
        check(&[(2, false), (1, false), (3, true)], 0);
    }
}
