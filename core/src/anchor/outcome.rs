//! What became of a mark in another version of its text.

use crate::text::CharSpan;

/// Where a marked passage is in another version, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchoring {
    /// What became of it.
    pub outcome: Outcome,
    /// How alike the passage and its best place are, from 0 to 100.
    pub score: u8,
    /// How the place was found, or why none was.
    pub reason: Reason,
    /// The place; several or one to choose from when it is ambiguous, none when it is gone.
    pub places: Vec<CharSpan>,
}

/// What became of a marked passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Its words are the same, and so is their place among the others.
    Same,
    /// Its words are the same, and stand elsewhere now.
    Moved,
    /// Its words were changed where they stand.
    Edited,
    /// Somebody has to say which place is meant, if any.
    Ambiguous,
    /// It is not there any more.
    Gone,
}

/// How a place was found, or why none was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The sentences are unchanged.
    SentencesUnchanged,
    /// The sentence around it was changed, the passage was not.
    SentenceChanged,
    /// The same sentences stand elsewhere, once.
    SentencesMoved,
    /// Words in it were changed.
    WordsChanged,
    /// Sentences in it were added, removed or changed.
    SentencesChanged,
    /// Several sentences come into question.
    SeveralAlike,
    /// A sentence elsewhere is like it, and not the same.
    LikeElsewhere,
    /// What stands in its place has little in common with it.
    LittleInCommon,
    /// Its sentences were removed.
    SentencesRemoved,
    /// The versions differ in too much to look for it.
    TooDifferent,
}

impl Outcome {
    /// All of them, the best first.
    pub const ALL: [Self; 5] = [Self::Same, Self::Moved, Self::Edited, Self::Ambiguous, Self::Gone];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::Ambiguous => "ambiguous",
            Self::Gone => "gone",
        }
    }

    /// The outcome of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

impl Reason {
    /// The reason in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::SentencesUnchanged => "its sentences are unchanged",
            Self::SentenceChanged => "the sentence around it was changed, the passage was not",
            Self::SentencesMoved => "the same sentences stand elsewhere, once",
            Self::WordsChanged => "words in it were changed",
            Self::SentencesChanged => "sentences in it were added, removed or changed",
            Self::SeveralAlike => "several sentences come into question",
            Self::LikeElsewhere => "a sentence elsewhere is like it, and not the same",
            Self::LittleInCommon => "what stands in its place has little in common with it",
            Self::SentencesRemoved => "its sentences were removed",
            Self::TooDifferent => "the versions differ in too much to look for it",
        }
    }
}
