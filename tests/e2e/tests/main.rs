//! Journeys through the page. `cargo xtask test` runs them in each engine.

mod accessible;
mod economy;
mod exporting;
mod guard;
mod hands;
mod hostile;
mod keyboard;
mod languages;
mod large;
mod main_job;
mod mark;
mod outlets;
mod reading;
mod scripts;
mod start;
mod stores;
mod told;
mod working;
