//! What a person does in a trial, and what it may change.

use std::collections::BTreeMap;

use onrecord_core::model::{Annotation, ArticleId};
use onrecord_core::record::Body;
use onrecord_core::text::TextHash;
use serde_json::{Value, json};

use crate::ledger::{Ledger, annotation_of};
use crate::words::Passage;

/// The built-in labels in the order of their keys.
pub const LABELS: [&str; 3] = ["claim", "quote", "pledge"];

/// Something that a person does.
#[derive(Debug, Clone)]
pub enum Command {
    /// Marks a passage with the label of this number.
    Mark(Passage, usize),
    /// Clicks a mark and gives it this label.
    Relabel { pick: u32, label: usize },
    /// Clicks a mark and removes it.
    Remove { pick: u32 },
    /// Clicks a mark and presses one of the choices on its card.
    Attribute { pick: u32, choice: u32 },
    /// Clicks a mark and writes a note on its card.
    Note { note: String },
    /// Adds an article with this text.
    AddArticle(TextHash),
    /// Removes an article with all its annotations.
    RemoveArticle(ArticleId),
    /// Does something that changes nothing that is kept.
    Look,
    /// Takes back.
    Undo,
    /// Repeats.
    Redo,
}

impl Command {
    /// One at random that makes sense now.
    pub fn draw(random: &mut fastrand::Rng, ledger: &Ledger, passage: Passage) -> Self {
        let (pick, label) = (random.u32(..1_000_000), random.usize(..LABELS.len()));
        match random.u32(..100) {
            40..58 => Self::Relabel { pick, label },
            58..70 => Self::Attribute { pick, choice: random.u32(..100) },
            70..85 => Self::Remove { pick },
            85..95 if ledger.history.has_undo() => Self::Undo,
            95.. if ledger.history.has_redo() => Self::Redo,
            _ => Self::Mark(passage, label),
        }
    }

    /// The command as the script in the page takes it; some need a hand instead.
    pub fn words(&self) -> Vec<Value> {
        let key = |label: &usize| json!((label + 1).to_string());
        match self {
            Self::Mark(passage, label) => {
                vec![json!("mark"), json!(passage.units.0), json!(passage.units.1), key(label)]
            }
            Self::Relabel { pick, label } => vec![json!("relabel"), json!(pick), key(label)],
            Self::Remove { pick } => vec![json!("remove"), json!(pick)],
            Self::Attribute { pick, choice } => {
                vec![json!("attribute"), json!(pick), json!(choice)]
            }
            Self::Undo => vec![json!("undo")],
            Self::Redo => vec![json!("redo")],
            Self::Note { .. } | Self::AddArticle(_) | Self::RemoveArticle(_) | Self::Look => {
                vec![json!("nothing")]
            }
        }
    }

    /// Whether the command may leave everything as it is. `picked` was clicked before.
    pub fn may_change_nothing(&self, ledger: &Ledger, picked: Option<&Annotation>) -> bool {
        let is_there = |like: &Annotation, label: usize| {
            let same = |it: &&Annotation| it.article == like.article && it.ranges == like.ranges;
            ledger.annotations().filter(same).any(|it| it.label == LABELS[label])
        };
        match self {
            Self::Mark(passage, label) => ledger
                .annotations()
                .any(|it| it.ranges == [passage.chars] && it.label == LABELS[*label]),
            Self::Relabel { label, .. } => picked.is_none_or(|picked| is_there(picked, *label)),
            // Not every card has choices; then nothing was picked.
            Self::Remove { .. } | Self::Note { .. } | Self::Attribute { .. } => picked.is_none(),
            Self::Look => true,
            Self::AddArticle(_) | Self::RemoveArticle(_) => false,
            Self::Undo | Self::Redo => ledger.history.next(self).is_none_or(|step| {
                step.changes.iter().any(|(name, change)| ledger.body(name) != change.now(self))
            }),
        }
    }

    /// Whether the command may change the things `after` to what they are there, and nothing else.
    pub fn may_change(
        &self,
        ledger: &Ledger,
        picked: Option<&Annotation>,
        after: &BTreeMap<String, Option<Body>>,
    ) -> bool {
        if let Self::Undo | Self::Redo = self {
            let expected = ledger.history.next(self).map(|step| {
                let changes = step.changes.iter();
                changes.map(|(name, change)| (name.clone(), change.then(self).cloned())).collect()
            });
            return expected.as_ref() == Some(after);
        }
        if let Self::RemoveArticle(article) = self {
            return *after == ledger.inside(*article);
        }
        let (1, Some((name, after))) = (after.len(), after.iter().next()) else { return false };
        let (before, is_known) = (ledger.body(name), ledger.knows(name));
        match (before, after) {
            (None, Some(Body::Article(article))) => {
                !is_known && matches!(self, Self::AddArticle(text) if article.text == *text)
            }
            (before, after) => {
                let (before, after) = (before.and_then(annotation_of), after.as_ref());
                self.may_edit(is_known, picked, before, after.and_then(annotation_of))
            }
        }
    }

    fn may_edit(
        &self,
        is_known: bool,
        picked: Option<&Annotation>,
        before: Option<&Annotation>,
        after: Option<&Annotation>,
    ) -> bool {
        let is_picked = picked.is_some() && picked == before;
        match (self, before, after) {
            (Self::Mark(passage, label), None, Some(after)) => {
                !is_known && after.ranges == [passage.chars] && after.label == LABELS[*label]
            }
            (Self::Remove { .. }, Some(_), None) => is_picked,
            (_, Some(before), Some(after)) => {
                let mut expected = Annotation { modified: after.modified, ..before.clone() };
                match self {
                    Self::Relabel { label, .. } => expected.label = LABELS[*label].to_owned(),
                    Self::Attribute { .. } => expected.attributes = after.attributes.clone(),
                    Self::Note { note } => expected.note.clone_from(note),
                    _ => return false,
                }
                is_picked && expected == *after
            }
            _ => false,
        }
    }
}
