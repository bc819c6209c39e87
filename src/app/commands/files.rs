//! Commands on files and articles.

use super::super::action::{Action, ExportScope};
use super::super::errand::{Errand, Work};
use super::super::strings::Name;
use super::{Command, Variants};

/// Downloads the open article's annotations.
pub static EXPORT: Command = Command {
    id: "export",
    title: Name::export,
    keys: &["ctrl+s"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Export(ExportScope::Article)),
};

/// Opens the dialog for new articles.
pub static ADD_ARTICLES: Command = Command {
    id: "add-articles",
    title: Name::add_articles,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Ask(Errand::AddArticles)),
};

/// Finds words in the open article.
pub static FIND: Command = Command {
    id: "find",
    title: Name::find,
    keys: &["/", "ctrl+f"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Work(Work::Find)),
};

/// Changes what is known about the open article.
pub static DETAILS: Command = Command {
    id: "details",
    title: Name::details,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Work(Work::Details)),
};

/// Corrects the blocks of the open article.
pub static BLOCKS: Command = Command {
    id: "blocks",
    title: Name::blocks,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Work(Work::Blocks)),
};

/// Puts a newer version in the place of the open article's text.
pub static NEWER_VERSION: Command = Command {
    id: "newer-version",
    title: Name::newer_version,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Work(Work::Version)),
};

/// Searches titles and texts of the library.
pub static SEARCH_LIBRARY: Command = Command {
    id: "search-library",
    title: Name::search_library,
    keys: &["ctrl+shift+f"],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Work(Work::Library)),
};
