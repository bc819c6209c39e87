//! Files on their way into the library.

use std::rc::Rc;

use onrecord_core::formats::ImportedArticle;

/// What was read of documents and is not added yet, and how far the reading is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intake {
    /// Articles that wait to be added, each with what was recognised in it.
    pub waiting: Vec<(Rc<ImportedArticle>, String)>,
    /// What could not be read, in words that name the file.
    pub problems: Vec<String>,
    /// How many files were read since reading began.
    pub n_read: usize,
    /// How many files there are; none when nothing is being read.
    pub n_files: usize,
}

impl Intake {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.n_files == 0 && self.waiting.is_empty() && self.problems.is_empty()
    }
}
