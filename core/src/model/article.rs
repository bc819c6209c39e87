//! Articles: a text of ours, cut into blocks, and what is known about it.

use crate::text::{CharSpan, TextHash};

use super::{ArticleId, Timestamp, UnknownFields};

/// An article. Its text is kept apart, under its hash, since many articles are never opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its name, the same in every copy.
    pub id: ArticleId,
    /// Names the text.
    pub text: TextHash,
    /// The blocks of the text, in order, none empty, none overlapping. What lies between them is
    /// blank.
    pub blocks: Vec<Block>,
    /// What is known about it.
    pub metadata: Metadata,
    /// Whether somebody said that it is finished.
    pub is_done: bool,
    /// When it came into the library.
    pub added: Timestamp,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// What is known about an article apart from its text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    /// Its title; empty when unknown.
    pub title: String,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Where it stands; only `http` and `https` are ever made a link.
    pub url: Option<String>,
    /// The day of publication, `YYYY-MM-DD`, or what the source said.
    pub published: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The direction of its text where the characters do not settle it.
    pub direction: Option<Direction>,
}

/// The direction in which a text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As Latin does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// A stretch of text that stands by itself on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its characters.
    pub range: CharSpan,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A header that says something about the text, such as its date.
    Metadata,
    /// The title, where the text itself has it.
    Title,
    /// A heading, of level 2 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// Text set off as quoted.
    BlockQuote,
    /// Text about a picture.
    Caption,
}

/// How far the work on an article has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Progress {
    /// Nothing is marked.
    New,
    /// Something is marked.
    InWork,
    /// Somebody said that it is finished.
    Done,
}

impl Article {
    /// How far the work has come when `n_annotations` are in it.
    pub fn progress(&self, n_annotations: usize) -> Progress {
        match (self.is_done, n_annotations) {
            (true, _) => Progress::Done,
            (false, 0) => Progress::New,
            (false, _) => Progress::InWork,
        }
    }
}

impl Metadata {
    /// Every field by its name in files; nothing for what is not known.
    pub fn fields(&self) -> [(&'static str, Option<&str>); 7] {
        [
            ("title", (!self.title.is_empty()).then_some(self.title.as_str())),
            ("byline", self.byline.as_deref()),
            ("outlet", self.outlet.as_deref()),
            ("url", self.url.as_deref()),
            ("published", self.published.as_deref()),
            ("language", self.language.as_deref()),
            ("direction", self.direction.map(Direction::name)),
        ]
    }
}

impl Direction {
    /// The direction's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }

    /// The direction of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::LeftToRight, Self::RightToLeft].into_iter().find(|it| it.name() == name)
    }
}

impl BlockKind {
    /// The kind's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Title => "title",
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list-item",
            Self::BlockQuote => "block-quote",
            Self::Caption => "caption",
        }
    }

    /// The kind of that name; `level` counts for headings only and is 2 when absent.
    pub fn parse(name: &str, level: Option<u8>) -> Option<Self> {
        Some(match name {
            "metadata" => Self::Metadata,
            "title" => Self::Title,
            "heading" => Self::Heading(level.unwrap_or(2).clamp(2, 6)),
            "paragraph" => Self::Paragraph,
            "list-item" => Self::ListItem,
            "block-quote" => Self::BlockQuote,
            "caption" => Self::Caption,
            _ => return None,
        })
    }
}
