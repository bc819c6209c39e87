//! What is left when stores fail, the browser is killed, and tabs hear of each other late or never.
//!
//! Stores are doubles that can fail at any one call, in four ways; a run is repeated with the fault
//! one call later until it has none. Nothing is drawn here, and no browser is needed.
//!
//! `PROPTEST_CASES` sets how many scripts are played; the default takes some seconds.

mod damage;
mod deeds;
mod page;
mod single;
mod stores;
mod tabs;
