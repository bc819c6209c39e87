//! Links between annotations.

use super::{AnnotationId, LinkId, Timestamp, UnknownFields};

/// Says how one annotation stands to another, perhaps of another article.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Its name.
    pub id: LinkId,
    /// What `from` does to `to`.
    pub kind: LinkKind,
    /// Where the link starts.
    pub from: AnnotationId,
    /// Where the link ends.
    pub to: AnnotationId,
    /// When it was made.
    pub created: Timestamp,
    /// What else the file said.
    pub unknown: UnknownFields,
}

/// What one annotation does to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// Gives a reason for it.
    Supports,
    /// Gives a reason against it.
    Attacks,
    /// Says it again.
    Repeats,
    /// Says what cannot be true together with it.
    Contradicts,
    /// Does what it promised.
    Fulfils,
    /// Is the same statement.
    SameAs,
    /// A kind that only the file knows.
    Other(String),
}

impl LinkKind {
    /// The kinds the page offers, in the order in which it does.
    pub const ALL: [Self; 6] = [
        Self::Supports,
        Self::Attacks,
        Self::Repeats,
        Self::Contradicts,
        Self::Fulfils,
        Self::SameAs,
    ];

    /// The kind's name in files.
    pub fn name(&self) -> &str {
        match self {
            Self::Supports => "supports",
            Self::Attacks => "attacks",
            Self::Repeats => "repeats",
            Self::Contradicts => "contradicts",
            Self::Fulfils => "fulfils",
            Self::SameAs => "same as",
            Self::Other(name) => name,
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Self {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == name);
        known.unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}
