//! What people do, one action after the other, and what the page then knows and keeps.
//!
//! No browser is needed: the stores are a map, the moments are counted. Nothing is drawn here.

mod articles;
mod caret;
mod choosing;
mod commands;
mod errands;
mod file_copies;
mod harness;
mod keeping;
mod languages;
mod marking;
mod random;
mod tabs;
mod undo;
