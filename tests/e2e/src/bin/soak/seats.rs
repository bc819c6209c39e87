//! Which window has which history: the page hands the histories of closed windows on.

use crate::command::Command;
use crate::ledger::History;

/// A history, and when it was used last; 0 for never.
#[derive(Debug, Default)]
pub struct Seat {
    /// What can be taken back.
    pub history: History,
    used: u64,
}

/// The histories that no window has.
#[derive(Debug, Default)]
pub struct Seats {
    free: Vec<Seat>,
    clock: u64,
}

impl Seats {
    /// Notes that the history of a window was used.
    pub fn use_now(&mut self, seat: &mut Seat) {
        self.clock += 1;
        seat.used = self.clock;
    }

    /// What a window that opens takes up: the history that was used last.
    pub fn take_up(&mut self) -> Seat {
        let latest = (0..self.free.len()).max_by_key(|place| self.free[*place].used);
        latest.map_or_else(Seat::default, |place| self.free.swap_remove(place))
    }

    /// Leaves the history of a window that closes to others.
    pub fn leave(&mut self, seat: Seat) {
        if seat.used > 0 {
            self.free.push(seat);
        }
    }

    /// What a window has after it was loaded anew: its own history, unless it never had one.
    pub fn reload(&mut self, seat: Seat) -> Seat {
        if seat.used > 0 { seat } else { self.take_up() }
    }
}

impl Seat {
    /// Whether undo and redo can be pressed, as the page should show it.
    pub fn shown(&self) -> (bool, bool) {
        let can = |step| self.history.next(&step).is_some();
        (can(Command::Undo), can(Command::Redo))
    }
}
