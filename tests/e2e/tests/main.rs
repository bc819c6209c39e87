//! Journeys through the page. `cargo xtask test` runs them in each engine.

mod economy;
mod guard;
mod intake;
mod large;
mod main_job;
mod mark;
mod reading;
mod start;
mod stores;
