//! Commands on files and articles.

use super::super::action::{Action, ExportScope};
use super::super::errand::Errand;
use super::{Command, Variants};

/// Downloads the open article's annotations.
pub static EXPORT: Command = Command {
    id: "export",
    title: |strings| strings.export,
    keys: &["ctrl+s"],
    is_offered: true,
    variants: Variants::Plain,
    action: |state, _| state.open_article().map(|_| Action::Export(ExportScope::Article)),
};

/// Opens the dialog for new articles.
pub static ADD_ARTICLES: Command = Command {
    id: "add-articles",
    title: |strings| strings.add_articles,
    keys: &[],
    is_offered: true,
    variants: Variants::Plain,
    action: |_, _| Some(Action::Ask(Errand::AddArticles)),
};
