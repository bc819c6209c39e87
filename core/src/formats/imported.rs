//! What was understood of a file, next to what was not.

use std::rc::Rc;

use crate::model::{Annotation, Article, LabelSet, Link, UnknownFields};
use crate::text::ArticleText;

use super::{Problem, UnitDecision};

/// A file, read. Nothing of it is in a library yet; see [`crate::merge`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Imported {
    /// The file's labels, made from the labels met where it does not define any; `None` when
    /// there is neither.
    pub label_set: Option<LabelSet>,
    /// In the order of the file.
    pub articles: Vec<ImportedArticle>,
    /// Fields at the top of the file that this version does not know.
    pub unknown: UnknownFields,
    /// What its places were counted in, before they became code points; `None` for documents.
    pub unit: Option<UnitDecision>,
    /// What could not be taken as it stood, in the order in which it was met.
    pub problems: Vec<Problem>,
    /// What was left out because of its place, and says what it marks; each is a problem, too.
    #[cfg(feature = "read")]
    pub misfits: Vec<super::Misfit>,
}

impl Imported {
    /// Several files as one: the labels of all of them, and everything else in order.
    pub fn join(files: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for file in files {
            whole.unit = whole.unit.or(file.unit);
            #[cfg(feature = "read")]
            whole.misfits.extend(file.misfits.into_iter().map(|misfit| super::Misfit {
                article: misfit.article + whole.articles.len(),
                ..misfit
            }));
            whole.articles.extend(file.articles);
            whole.problems.extend(file.problems);
            match (&mut whole.label_set, file.label_set) {
                (Some(here), Some(there)) => {
                    for label in there.labels {
                        if here.label(&label.id).is_none() {
                            here.labels.push(label);
                        }
                    }
                }
                (here @ None, there) => *here = there,
                (Some(_), None) => {}
            }
        }
        whole
    }
}

/// An article of a file, with what is marked in it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedArticle {
    /// What is known about it.
    pub article: Article,
    /// Its text, exactly as the file has it.
    pub text: Rc<ArticleText>,
    /// In the order of the file; each lies in the text and matches the quote it came with.
    pub annotations: Vec<Annotation>,
    /// Links that stand with this article. Their ends may lie in other articles or files.
    pub links: Vec<Link>,
}
