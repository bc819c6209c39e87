//! The words of the page, in one typed table; a second language is a second file.

mod english;

pub use english::ENGLISH;

use super::action::StorageFailure;

/// Every text that people read, except for the label set's and their own.
///
/// Texts with something in them are functions, so that each language orders its words itself.
#[derive(Debug)]
#[allow(missing_docs, reason = "the English text beside each name says what it is")]
pub struct Strings {
    pub wordmark: &'static str,
    pub labels: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub undo_what: fn(&str) -> String,
    pub redo_what: fn(&str) -> String,
    pub export: &'static str,
    pub export_article: &'static str,
    pub export_library: &'static str,
    pub storage: &'static str,
    pub saving: &'static str,
    pub saved: &'static str,
    pub not_saved: fn(StorageFailure, bool) -> String,
    pub percent_used: fn(u8) -> String,
    pub library: &'static str,
    pub find_article: &'static str,
    pub no_article_found: &'static str,
    pub no_articles: &'static str,
    pub add_articles: &'static str,
    pub add_articles_how: &'static str,
    pub add_articles_formats: &'static str,
    pub article_text: &'static str,
    pub article_title: &'static str,
    pub title_suggested: &'static str,
    pub choose_files: &'static str,
    pub add: &'static str,
    pub cancel: &'static str,
    pub save: &'static str,
    pub dismiss: &'static str,
    pub drop_to_add: &'static str,
    pub recognised: fn(&Recognised) -> String,
    pub nothing_to_add: &'static str,
    pub rename: &'static str,
    pub rename_what: fn(&str) -> String,
    pub remove_what: fn(&str) -> String,
    pub done_what: fn(&str) -> String,
    pub whole_library: fn(&str) -> String,
    pub messages: &'static str,
    pub new: &'static str,
    pub in_work: &'static str,
    pub done: &'static str,
    pub n_words: fn(usize) -> String,
    pub n_of_label: fn(usize, &str) -> String,
    pub selection_actions: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub annotations: &'static str,
    pub no_annotations: &'static str,
    pub label: &'static str,
    pub note: &'static str,
    pub delete: &'static str,
    pub not_set: &'static str,
    pub from_selection: &'static str,
    pub from_selection_how: &'static str,
    pub clear: &'static str,
    pub date_or_text: &'static str,
    pub one_address_per_line: &'static str,
    pub links: &'static str,
    pub annotator: &'static str,
    pub annotator_why: &'static str,
    pub default_annotator: &'static str,
    pub theme: &'static str,
    pub theme_system: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub keys: &'static str,
    pub close: &'static str,
    pub hint: &'static str,
    pub map: &'static str,
    pub untitled: &'static str,
    pub loading_text: &'static str,
    pub highlight_name: fn(&str) -> String,
    // Titles of transactions; they complete "Undo: …".
    pub did_mark: fn(&str) -> String,
    pub did_relabel: fn(&str) -> String,
    pub did_set: fn(&str) -> String,
    pub did_note: &'static str,
    pub did_delete: fn(&str) -> String,
    pub did_add_articles: fn(usize) -> String,
    pub did_rename: &'static str,
    pub did_remove_article: &'static str,
    pub did_set_done: &'static str,
    pub did_import: fn(&str) -> String,
    pub did_set_annotator: &'static str,
    // Announcements and messages.
    pub marked: fn(&str, &str) -> String,
    pub relabelled: fn(&str) -> String,
    pub deleted: fn(&str) -> String,
    pub undone: fn(&str) -> String,
    pub redone: fn(&str) -> String,
    pub nothing_to_undo: &'static str,
    pub nothing_to_redo: &'static str,
    pub step_refused: fn(&str) -> String,
    pub armed: fn(&str) -> String,
    pub disarmed: &'static str,
    pub already_marked: fn(&str) -> String,
    pub opened: fn(&str) -> String,
    pub added: fn(usize) -> String,
    pub already_in_library: fn(&str) -> String,
    pub removed_article: fn(&str) -> String,
    pub text_missing: fn(&str) -> String,
    pub exported: fn(&str) -> String,
    pub exported_as: fn(&str) -> String,
    pub set_name: &'static str,
    pub export_failed: fn(&str) -> String,
    pub imported: fn(&Imported) -> String,
    pub import_problems: fn(&str, usize, &str) -> String,
    pub import_failed: fn(&str) -> String,
    pub not_text: fn(&str) -> String,
    pub empty_file: fn(&str) -> String,
    pub too_large: fn(&str) -> String,
    pub deleted_here: fn(usize) -> String,
    pub bring_back: &'static str,
    pub differing: fn(usize, usize) -> String,
    pub did_take_others: &'static str,
    pub did_bring_back: &'static str,
    pub unreadable: fn(&str) -> String,
    pub take_others: &'static str,
    pub recovered: fn(usize) -> String,
    pub storage_filling: fn(u8) -> String,
    pub export_all: &'static str,
    pub no_second_store: &'static str,
    pub storage_emptied: &'static str,
    pub write_back: &'static str,
    pub read_only: &'static str,
    pub export_raw: &'static str,
    pub settings: &'static str,
    pub back_up: &'static str,
    pub back_up_why: &'static str,
    pub backup_reminder: fn(usize) -> String,
    pub backup_refused: fn(&str, bool) -> String,
    pub backup_damaged: fn(&str) -> String,
    pub backup_restored: fn(&str, usize) -> String,
    pub delete_everything: &'static str,
    pub delete_everything_sure: &'static str,
    pub everything_deleted: &'static str,
    pub damaged: fn(usize) -> String,
    pub changed_elsewhere: &'static str,
    // The list of keys.
    pub key_groups: [&'static str; 3],
    pub key_mark: fn(&str) -> String,
    pub next_annotation: &'static str,
    pub previous_annotation: &'static str,
    pub edit_card: &'static str,
    pub leave: &'static str,
    pub find: &'static str,
}

/// What was recognised in a text before it is added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recognised {
    /// Words.
    pub n_words: usize,
    /// Paragraphs and other running text.
    pub n_paragraphs: usize,
    /// Headings, run-in ones included.
    pub n_headings: usize,
    /// The day of publication.
    pub published: Option<String>,
}

/// What came of reading an annotation file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The file's name.
    pub file: String,
    /// Articles that are new here.
    pub n_articles: usize,
    /// Annotations that are new here.
    pub n_added: usize,
    /// Annotations that the file has in a later version.
    pub n_updated: usize,
    /// Annotations that are here already.
    pub n_same: usize,
}
