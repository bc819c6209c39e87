//! Journeys through the page. `cargo xtask test` runs them in each engine.

mod guard;
mod main_job;
mod mark;
mod reading;
mod start;
mod stores;
