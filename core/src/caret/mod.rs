//! Where a caret goes, and how a selection grows and shrinks by what the text is made of.
//!
//! Lines are not here: only what draws the text knows them.

mod ground;
mod structure;

pub use ground::{Edge, Ground, Unit};

#[cfg(test)]
mod tests;
