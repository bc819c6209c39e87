//! The words of this module, in one typed table; a second language is a second file.

mod english;

pub use english::ENGLISH;

/// Every text that people read here, except for their own and what core says about files.
#[derive(Debug)]
#[allow(missing_docs, reason = "the English text beside each name says what it is")]
pub struct Strings {
    pub add_articles: &'static str,
    pub article_text: &'static str,
    pub article_title: &'static str,
    pub title_suggested: &'static str,
    pub choose_files: &'static str,
    pub add: &'static str,
    pub cancel: &'static str,
    pub nothing_to_add: &'static str,
    pub reading_files: fn(usize, usize) -> String,
    pub stop: &'static str,
    pub leave_out: fn(&str) -> String,
    pub n_ready: fn(usize) -> String,
    pub already_in_library: fn(&str) -> String,
    pub unreadable: fn(&str) -> String,
    pub stopped: fn(&str) -> String,
    pub losses_of: fn(&str) -> String,
    pub losses_why: &'static str,
    pub losses_each: fn(usize) -> String,
    pub download: &'static str,
    pub download_with_list: &'static str,
}
