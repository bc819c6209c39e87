//! Drives the built page in a real browser, the way a reader does: with a mouse,
//! with keys, by what a screen reader hears. `cargo xtask test` builds the page,
//! finds the browsers and says in `ONRECORD_E2E_*` variables where they are.
//!
//! A test is a [`journey`]. It ends by checking that the page reported nothing:
//! no error, no breach of its policy, no request to another host.

mod actions;
mod article;
mod axe;
mod driver;
mod engine;
mod family;
mod find;
mod journey;
mod keys;
mod place;
mod reports;
mod setup;
mod touch;
mod wait;

pub use axe::Violation;
pub use engine::Engine;
pub use find::Found;
pub use journey::{Journey, attempt, journey};
pub use setup::{browser_version, engine, program_version};
