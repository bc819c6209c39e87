//! The words of this module, in one typed table; a second language is a second file.

mod english;
mod french;
#[cfg(test)]
mod tests;

pub use english::ENGLISH;
use french::FRENCH;

use onrecord_core::anchor::{Outcome, Reason};
use onrecord_core::find::BadPattern;
use onrecord_core::formats::{Loss, LossKind, Problem, ProblemKind, ReadError, UnitDecision};
use onrecord_core::ingest::Recognised;
use onrecord_core::model::{BlockKind, Progress};
use onrecord_core::transfer::NotConverted;

use crate::library::Order;
use crate::relations::Relation;

/// A passage without quotation marks of its own around it, to be put between some.
fn bare(quote: &str) -> &str {
    quote.trim_matches(['“', '”', '„', '«', '»', '"'])
}

/// Every text that people read here, except for their own.
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
    pub not_saved: &'static str,
    pub nothing_to_add: &'static str,
    pub reading_files: fn(usize, usize) -> String,
    pub stop: &'static str,
    pub leave_out: fn(&str) -> String,
    pub n_ready: fn((usize, usize)) -> String,
    pub to_be_added: &'static str,
    pub already_in_library: fn(&str) -> String,
    pub same_story: fn(&str, u8) -> String,
    pub unreadable: fn(&str) -> String,
    pub stopped: fn(&str) -> String,
    pub losses_of: fn(&str) -> String,
    pub losses_why: &'static str,
    pub losses_each: fn(usize) -> String,
    pub download: &'static str,
    pub download_with_list: &'static str,
    pub close: &'static str,
    pub save: &'static str,
    pub untitled: &'static str,
    pub label: &'static str,
    pub all: &'static str,
    // Files of annotations.
    pub file_facts: fn(&str, usize, usize, usize) -> String,
    pub counted_in: fn(&str) -> String,
    pub n_more: fn(usize) -> String,
    pub labels: &'static str,
    pub label_becomes: fn(&str) -> String,
    pub same_label: &'static str,
    pub own_label: &'static str,
    pub becomes: fn(&str) -> String,
    pub misfits: &'static str,
    pub no_place: &'static str,
    pub leave_it_out: &'static str,
    pub other_problems: &'static str,
    // The newer version.
    pub newer_version: &'static str,
    pub newer_version_why: &'static str,
    pub newer_text: &'static str,
    pub from_file: &'static str,
    pub compare: &'static str,
    pub no_text: &'static str,
    pub same_text: &'static str,
    pub differences: &'static str,
    pub outcome: fn(Outcome) -> &'static str,
    pub nothing_marked: &'static str,
    pub place_of: fn(&str) -> String,
    pub decide: &'static str,
    pub leave_with_older: &'static str,
    pub undecided: &'static str,
    pub replace: &'static str,
    pub did_renew: &'static str,
    pub older_title: fn(&str, &str) -> String,
    // The details.
    pub details: &'static str,
    pub byline: &'static str,
    pub outlet: &'static str,
    pub address: &'static str,
    pub no_address: &'static str,
    pub published: &'static str,
    pub no_date: &'static str,
    pub language: &'static str,
    pub no_language: &'static str,
    pub direction: &'static str,
    pub direction_of_text: &'static str,
    pub left_to_right: &'static str,
    pub right_to_left: &'static str,
    pub did_change_details: &'static str,
    // The blocks.
    pub blocks: &'static str,
    pub blocks_why: &'static str,
    pub kind: fn(BlockKind) -> &'static str,
    pub kind_of_block: fn(usize) -> String,
    pub text_of_block: fn(usize) -> String,
    pub split_here: &'static str,
    pub join_with_next: &'static str,
    pub did_correct_blocks: &'static str,
    // Finding.
    pub find: &'static str,
    pub find_what: &'static str,
    pub hit_of: fn(usize, usize, bool) -> String,
    pub mind_case: &'static str,
    pub as_pattern: &'static str,
    pub previous_hit: &'static str,
    pub next_hit: &'static str,
    pub mark_hit: &'static str,
    pub mark_all: &'static str,
    pub mark_n: fn(usize) -> String,
    // The library.
    pub search_library: &'static str,
    pub find_in_library: &'static str,
    pub order_by: &'static str,
    pub order: fn(Order) -> &'static str,
    pub progress_is: &'static str,
    pub progress: fn(Progress) -> &'static str,
    pub has_label: &'static str,
    pub n_annotations: fn(usize) -> String,
    pub n_found: fn(usize, usize) -> String,
    // The links.
    pub links: &'static str,
    pub no_links: &'static str,
    pub not_here: &'static str,
    pub relation: for<'a> fn(&'a Relation) -> &'a str,
    pub relation_to: fn(&str) -> String,
    pub remove_link: fn(&str) -> String,
    pub add_link: &'static str,
    pub relation_of_new: &'static str,
    pub find_annotation: &'static str,
    pub n_annotations_found: fn(usize, usize) -> String,
    pub did_change_links: &'static str,
    // What core found: files, documents, losses and passages.
    pub unopened: &'static str,
    pub read_error: fn(&ReadError) -> String,
    pub problem: fn(&Problem) -> String,
    pub problem_kind: fn(&ProblemKind) -> String,
    pub unit: fn(&UnitDecision) -> String,
    pub recognised: fn(&Recognised) -> String,
    pub loss: fn(&Loss) -> String,
    pub loss_summary: fn(&LossKind, usize) -> String,
    pub not_converted: fn(&NotConverted) -> String,
    pub reason: fn(Reason) -> &'static str,
    pub bad_pattern: fn(&BadPattern) -> String,
}

impl Strings {
    /// The words in the language with this tag; in English where there is no such file.
    pub fn of(language: &str) -> &'static Self {
        match language {
            "fr" => &FRENCH,
            _ => &ENGLISH,
        }
    }
}
