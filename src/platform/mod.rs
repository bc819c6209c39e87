//! The only wrappers of the browser's interfaces. Nothing here decides anything.

pub mod caret;
pub mod clipboard;
pub mod crash;
pub mod database;
pub mod digest;
pub mod drafts;
pub mod environment;
pub mod exchange;
pub mod files;
pub mod focus;
pub mod history_store;
pub mod hover;
pub mod intl;
pub mod journal;
pub mod language;
pub mod local_storage;
pub mod locks;
pub mod margin;
pub mod moves;
pub mod segmenter;
pub mod selection;
pub mod stored;
pub mod text_drawing;
