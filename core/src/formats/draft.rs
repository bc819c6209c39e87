//! What a reader found in a file of another program, before anything of it is believed.
//!
//! Places are as the file counts them, ids as it writes them. [`super::assemble`] makes annotations
//! of it.

use std::rc::Rc;

use crate::json::Value;
use crate::model::{Block, Metadata, Origin, Timestamp, UnknownFields};
use crate::phrase::Said;

use super::{OffsetUnit, Problem, ProblemKind, Source};

/// A file, taken apart.
#[derive(Debug)]
pub struct DraftFile<'a> {
    /// The file.
    pub source: Source<'a>,
    /// What the file says about offsets.
    pub rules: Rules,
    /// Labels that the file defines, whether it uses them or not.
    pub labels: Vec<String>,
    /// In the order of the file.
    pub articles: Vec<DraftArticle>,
    /// What could not be taken as it stood.
    pub problems: Vec<Problem>,
}

/// How a format writes places and quotes.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// What its files mostly count in.
    pub unit: OffsetUnit,
    /// Whether the file says that it counts so; else its quotes decide.
    pub is_declared: bool,
    /// Stands between the ranges of an annotation in its quote.
    pub joiner: &'static str,
    /// What is the same in a quote and in the text.
    pub matching: Matching,
}

/// What is the same in a quote and in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// Every character is itself.
    Exact,
    /// Line ends are written as LF.
    LineEnds,
    /// Each line end and each tab may be written as a blank.
    Blanks,
}

/// An article with what is marked in it.
#[derive(Debug, Default)]
pub struct DraftArticle {
    /// Where it stands in the file.
    pub place: String,
    /// Its name in the file.
    pub id: Option<String>,
    /// Its text, to the character.
    pub text: Rc<str>,
    /// Its blocks, where the file has them.
    pub blocks: Option<Vec<Block>>,
    /// What is known about it.
    pub metadata: Metadata,
    /// Whether somebody said that it is finished.
    pub is_done: bool,
    /// When it came into the library.
    pub added: Option<Timestamp>,
    /// In the order of the file.
    pub spans: Vec<DraftSpan>,
    /// In the order of the file.
    pub links: Vec<DraftLink>,
    /// What else the file says about it.
    pub unknown: UnknownFields,
}

/// Something marked.
#[derive(Debug, Default)]
pub struct DraftSpan {
    /// Where it stands in the file.
    pub place: String,
    /// Its name in the file.
    pub id: Option<String>,
    /// What links call it, where that is not its name.
    pub key: Option<String>,
    /// Its label.
    pub label: String,
    /// Its ranges, as the file counts.
    pub ranges: Vec<[u64; 2]>,
    /// What stands there according to the file.
    pub quote: Option<String>,
    /// What stands around the quote; it finds the quote where there are no ranges.
    pub context: Option<Context>,
    /// Values by name; ranges of references are in code points.
    pub attributes: Vec<(String, Value)>,
    /// Free text.
    pub note: String,
    /// Who made it.
    pub annotator: String,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was last changed.
    pub modified: Option<Timestamp>,
    /// How it came about, where the file says so.
    pub origin: Option<Origin>,
    /// What else the file says about it.
    pub unknown: UnknownFields,
}

/// What stands before and after a quote; either may be cut short, or empty.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Before it.
    pub before: String,
    /// After it.
    pub after: String,
}

/// A link between two things marked.
#[derive(Debug, Default)]
pub struct DraftLink {
    /// Where it stands in the file.
    pub place: String,
    /// Its name in the file.
    pub id: Option<String>,
    /// What the one does to the other.
    pub kind: String,
    /// The name of the one.
    pub from: String,
    /// The name of the other.
    pub to: String,
}

impl Rules {
    /// Exact quotes in code points, ranges joined as ours are.
    pub const OURS: Self = Self {
        unit: OffsetUnit::CodePoint,
        is_declared: false,
        joiner: crate::model::QUOTE_JOINER,
        matching: Matching::Exact,
    };
}

impl<'a> DraftFile<'a> {
    /// Nothing yet.
    pub fn new(source: Source<'a>, rules: Rules) -> Self {
        Self { source, rules, labels: Vec::new(), articles: Vec::new(), problems: Vec::new() }
    }

    /// Notes a problem after which everything was kept.
    pub fn note(&mut self, place: impl Into<String>, kind: ProblemKind) {
        self.push(place.into(), kind, None);
    }

    /// Notes a problem because of which `left_out` was not taken.
    pub fn leave_out(
        &mut self,
        place: impl Into<String>,
        kind: ProblemKind,
        left_out: impl Into<String>,
    ) {
        self.push(place.into(), kind, Some(left_out.into()));
    }

    fn push(&mut self, place: String, kind: ProblemKind, left_out: Option<String>) {
        self.problems.push(Problem { file: self.source.name.to_owned(), place, kind, left_out });
    }
}

impl ProblemKind {
    /// A problem that only one format knows, in words.
    pub fn particular(reason: Said) -> Self {
        Self::Particular { reason }
    }
}
