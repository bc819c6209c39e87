//! Changes that can be undone.

mod change;
mod stack;

pub use change::{Change, Conflict, Edit, Transaction};
pub use stack::{History, Step};

#[cfg(test)]
mod tests;
