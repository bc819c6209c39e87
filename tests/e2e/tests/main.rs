//! Journeys through the page. `cargo xtask test` runs them in each engine.

mod guard;
mod mark;
mod start;
