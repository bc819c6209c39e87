//! Commands on files and articles.

use super::super::action::{Action, ExportScope};
use super::super::state::Dialog;
use super::{Command, Shortcut};

/// Downloads the open article's annotations.
pub static EXPORT: Command = Command {
    id: "export",
    title: |strings| strings.export,
    shortcuts: &[Shortcut::ctrl("s")],
    action: |state| state.open_article().map(|_| Action::Export(ExportScope::Article)),
};

/// Opens the dialog for new articles.
pub static ADD_ARTICLES: Command = Command {
    id: "add-articles",
    title: |strings| strings.add_articles,
    shortcuts: &[],
    action: |_| Some(Action::Show(Some(Dialog::AddArticles))),
};
