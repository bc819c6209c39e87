//! The page of On the Record.
//!
//! [`app`] is what the page knows and does, [`platform`] what the browser offers, [`ui`] what is
//! seen. Only `ui::app` brings them together.

pub mod app;
pub mod platform;
pub mod ui;
