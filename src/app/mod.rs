//! What the page knows and does, without a browser.
//!
//! There is one owner, [`AppState`], and one door, [`update`]: it takes an [`Action`] and returns
//! the [`Effect`]s that the page is to carry out. No Yew, no `web_sys`, no clock, no randomness.

pub mod action;
pub mod article_map;
pub mod article_view;
pub mod commands;
pub mod customs;
pub mod date;
pub mod errand;
mod ledger;
pub mod margin_layout;
mod news;
pub mod pieces;
pub mod settings;
pub mod state;
pub mod strings;
mod update;

pub use action::{
    Action, By, CaretStep, Draft, Effect, EndStep, ExportScope, HistoryEntry, KeptHistory, Listed,
    Moment, Outcome, Place, StorageFailure,
};
pub use article_view::{ArticleView, BlockPlace};
pub use commands::NewKey;
pub use errand::{Delivery, Errand, Work};
pub use state::{AppState, Caret, Dialog, Message, MessageKind, StorageState, ViewState};
pub use update::{Loaded, start, update};
