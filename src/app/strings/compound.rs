//! Texts that are put together from several of the table.

use super::super::action::StorageFailure;
use super::{Imported, Strings};

impl Strings {
    /// Why something is not in local storage, and where it is.
    pub fn why_not_saved(&self, failure: StorageFailure, is_in_journal: bool) -> String {
        let reason = match failure {
            StorageFailure::Full => 0,
            StorageFailure::Blocked => 1,
            StorageFailure::Newer => 2,
            StorageFailure::SecondStore => 3,
            StorageFailure::Other => 4,
        };
        let kept = match (failure, is_in_journal) {
            (StorageFailure::Newer, _) => 0,
            (StorageFailure::SecondStore, _) => 1,
            (_, true) => 2,
            (_, false) => 3,
        };
        self.not_saved(reason, kept)
    }

    /// How old the last copy in a file is, in whole days.
    pub fn copy_age(&self, days: Option<u64>) -> String {
        match days {
            None => self.no_copy().to_owned(),
            Some(0) => self.copied_today().to_owned(),
            Some(days) => self.copied_ago(days as usize),
        }
    }

    /// How many characters nobody sees: marks of direction, and others.
    pub fn n_hidden(&self, n_turning: usize, n_invisible: usize) -> String {
        match (n_turning, n_invisible) {
            (0, _) => self.n_invisible(n_invisible),
            (_, 0) => self.n_turning(n_turning),
            _ => self.listed(&self.n_turning(n_turning), &self.n_invisible(n_invisible)),
        }
    }

    /// What came of reading an annotation file.
    pub fn what_was_imported(&self, import: &Imported) -> String {
        let mut what = self.imported_new(import.n_added);
        if import.n_articles > 0 {
            what = self.listed(&self.imported_articles(import.n_articles), &what);
        }
        if import.n_updated > 0 {
            what = self.listed(&what, &self.imported_updated(import.n_updated));
        }
        if import.n_same > 0 {
            what = self.listed(&what, &self.imported_same(import.n_same));
        }
        self.imported(&import.file, &what)
    }
}

#[cfg(test)]
mod tests {
    use super::super::ENGLISH;
    use super::*;

    #[test]
    fn failures_say_why_and_where() {
        for (failure, is_in_journal, expected) in [
            (
                StorageFailure::Full,
                false,
                "Not saved: local storage is full (export before you leave)",
            ),
            (
                StorageFailure::Full,
                true,
                "Not saved: local storage is full (kept in the second store)",
            ),
            (
                StorageFailure::Blocked,
                false,
                "Not saved: this browser blocks local storage (export before you leave)",
            ),
            (
                StorageFailure::Blocked,
                true,
                "Not saved: this browser blocks local storage (kept in the second store)",
            ),
            (
                StorageFailure::Newer,
                false,
                "Not saved: a newer version of this page has been here; reload",
            ),
            (
                StorageFailure::Newer,
                true,
                "Not saved: a newer version of this page has been here; reload",
            ),
            (
                StorageFailure::SecondStore,
                false,
                "Not saved: the second store does not answer (a crash may lose it: export)",
            ),
            (
                StorageFailure::SecondStore,
                true,
                "Not saved: the second store does not answer (a crash may lose it: export)",
            ),
            (
                StorageFailure::Other,
                false,
                "Not saved: the browser did not keep it (export before you leave)",
            ),
            (
                StorageFailure::Other,
                true,
                "Not saved: the browser did not keep it (kept in the second store)",
            ),
        ] {
            assert_eq!(ENGLISH.why_not_saved(failure, is_in_journal), expected);
        }
    }

    #[test]
    fn copies_have_an_age() {
        for (days, expected) in [
            (None, "No file copy yet"),
            (Some(0), "File copy: today"),
            (Some(1), "File copy: 1 day ago"),
            (Some(2), "File copy: 2 days ago"),
        ] {
            assert_eq!(ENGLISH.copy_age(days), expected);
        }
    }

    #[test]
    fn hidden_characters_are_counted_by_kind() {
        for (n_turning, n_invisible, expected) in [
            (0, 0, "0 invisible characters"),
            (1, 0, "1 direction mark"),
            (0, 1, "1 invisible character"),
            (2, 1, "2 direction marks, 1 invisible character"),
        ] {
            assert_eq!(ENGLISH.n_hidden(n_turning, n_invisible), expected);
        }
    }

    #[test]
    fn an_import_says_what_was_new() {
        for ([n_articles, n_added, n_updated, n_same], expected) in [
            ([0, 1, 0, 0], "Read a.json: 1 annotation new"),
            ([1, 2, 3, 4], "Read a.json: 1 article, 2 annotations new, 3 updated, 4 already here"),
            ([2, 0, 0, 1], "Read a.json: 2 articles, 0 annotations new, 1 already here"),
        ] {
            let file = "a.json".to_owned();
            let import = Imported { file, n_articles, n_added, n_updated, n_same };
            assert_eq!(ENGLISH.what_was_imported(&import), expected);
        }
    }
}
