//! REFI-QDA: projects of programs for qualitative analysis, `.qdpx`, and their code books, `.qdc`.
//!
//! A project is an archive of XML and of the texts. Programs count a byte order mark and the two
//! characters of a line end differently, so a text is taken the way under which the names of the
//! selections, which are what they begin with, stand at their places.
//!
//! Source: REFI-QDA Standard 1.5, <https://www.qdasoftware.org>.

mod project;
mod read;
mod text;
mod write;

use crate::model::Metadata;
use crate::phrase::{Phrase, phrase};

use super::holds::{HeldLinks, Holds};
use super::{Codec, Edition, Loss, LossKind};

/// What can be done with projects.
pub(super) const CODEC: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write),
    holds: Holds {
        ids: true,
        notes: true,
        links: HeldLinks::WithinArticle,
        metadata: true,
        ..Holds::SPANS
    },
    fit: Some(fit),
};

/// What can be done with code books.
pub(super) const CODE_BOOK: Codec = Codec {
    read: Some(read::read),
    write: Some(write::write_code_book),
    holds: Holds::SPANS,
    fit: Some(fit_code_book),
};

const NAME: Phrase = phrase!("REFI-QDA");
const PROJECT_NAMESPACE: &str = "urn:QDA-XML:project:1.0";
const CODE_BOOK_NAMESPACE: &str = "urn:QDA-XML:codebook:1.0";
/// Stands before the name of a file in the archive.
const INTERNAL: &str = "internal://";

/// The colours of our eight slots. In what is read they say nothing that is not known.
const COLOURS: [&str; 8] =
    ["#F5C26B", "#8FC1E3", "#A9D18E", "#E3A1C2", "#C3B1E1", "#F2A58E", "#8FD3C8", "#D0C36B"];

/// Of what is known about an article, only its title.
fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    super::xml_fit::fit_to_xml_but_texts(edition, losses);
    for imported in &mut edition.articles {
        let metadata = &mut imported.article.metadata;
        let title = std::mem::take(&mut metadata.title);
        let known = metadata.fields().into_iter().filter(|(_, value)| value.is_some());
        let fields: Vec<&str> = known.map(|(name, _)| name).collect();
        *metadata = Metadata { title, ..Metadata::default() };
        if !fields.is_empty() {
            let kind = LossKind::Metadata { fields };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
    }
}

/// Nothing but the labels.
fn fit_code_book(edition: &mut Edition, losses: &mut Vec<Loss>) {
    let reason = phrase!("a code book holds no texts and no annotations, only labels");
    for imported in std::mem::take(&mut edition.articles) {
        let kind = LossKind::Article { reason };
        losses.push(Loss::of_article(imported.article.id, kind));
        let annotations = imported.annotations.iter();
        losses.extend(annotations.map(|annotation| {
            super::holds::loss(annotation, &imported.text, LossKind::Annotation { reason })
        }));
    }
}
