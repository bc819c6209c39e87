//! What a format cannot hold, said before anything is written.

use std::collections::BTreeMap;
use std::fmt;

use crate::json::Writer;
use crate::model::{AnnotationId, ArticleId};
use crate::phrase::Phrase;

/// Something that does not go into a file, or not as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The article; `None` when it is the same for all of them.
    pub article: Option<ArticleId>,
    /// The article's title, once an edition was cut down; empty where it has none.
    pub title: String,
    /// The annotation, where it is one.
    pub annotation: Option<LostFrom>,
    /// What is lost.
    pub kind: LossKind,
}

/// The annotation from which something is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostFrom {
    /// Its id.
    pub id: AnnotationId,
    /// Its label.
    pub label: String,
    /// The beginning of its quote.
    pub quote: String,
}

/// What is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LossKind {
    /// The ids of annotations; they are made anew when the file is read.
    Ids,
    /// Who made annotations, when, and how.
    Provenance,
    /// What is known about the article: these of its fields.
    Metadata {
        /// Their names.
        fields: Vec<&'static str>,
    },
    /// The blocks of the text, which are found again when the file is read.
    Blocks,
    /// Names, keys, colours and attributes of the labels.
    LabelSet,
    /// Fields that came with a file and are kept for it.
    UnknownFields {
        /// Their names.
        names: Vec<String>,
    },
    /// The texts of the articles.
    Texts,
    /// Where the annotations stand in the texts.
    Places,
    /// The ends of lines inside of a mark, which part it.
    LineEnds,
    /// The whole article, which the format cannot hold.
    Article {
        /// Why.
        reason: Phrase,
    },
    /// The whole annotation, which the format cannot hold.
    Annotation {
        /// Why.
        reason: Phrase,
    },
    /// That its ranges are one annotation; each becomes one of its own.
    Fragments {
        /// How many ranges.
        n_ranges: usize,
    },
    /// The value of an attribute.
    Attribute {
        /// The attribute.
        name: String,
    },
    /// That the value of an attribute is more than a text: it is written as one.
    AttributeAsText {
        /// The attribute.
        name: String,
    },
    /// The note.
    Note,
    /// A link to another annotation.
    Link {
        /// Its kind.
        kind: String,
        /// Whether only that it leaves the article is in the way.
        is_outside: bool,
    },
    /// The label as it is: the format writes another one.
    Label {
        /// What is written.
        written: String,
    },
    /// The exact ends, which the format moves to the ends of words.
    Ends {
        /// What is marked then.
        written: String,
    },
    /// What the text looks like: line ends or characters that the format cannot hold.
    Characters {
        /// What becomes of them.
        reason: Phrase,
    },
}

impl Loss {
    /// A loss that is the same for all articles.
    pub fn of_all(kind: LossKind) -> Self {
        Self { article: None, title: String::new(), annotation: None, kind }
    }

    /// A loss from an article.
    pub fn of_article(article: ArticleId, kind: LossKind) -> Self {
        Self { article: Some(article), ..Self::of_all(kind) }
    }
}

impl LossKind {
    /// Its name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ids => "ids",
            Self::Provenance => "provenance",
            Self::Metadata { .. } => "metadata",
            Self::Blocks => "blocks",
            Self::LabelSet => "label-set",
            Self::UnknownFields { .. } => "unknown-fields",
            Self::Texts => "texts",
            Self::Places => "places",
            Self::LineEnds => "line-ends",
            Self::Article { .. } => "article",
            Self::Annotation { .. } => "annotation",
            Self::Fragments { .. } => "fragments",
            Self::Attribute { .. } => "attribute",
            Self::AttributeAsText { .. } => "attribute-as-text",
            Self::Note => "note",
            Self::Link { .. } => "link",
            Self::Label { .. } => "label",
            Self::Ends { .. } => "ends",
            Self::Characters { .. } => "characters",
        }
    }

    /// What becomes of `n` such things.
    pub fn summary(&self, n: usize) -> String {
        let counted = |one: &str, many: &str| {
            if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
        };
        match self {
            Self::Ids => "Ids are not written".to_owned(),
            Self::Provenance => "Annotators, times and origins are not written in full".to_owned(),
            Self::Metadata { .. } => {
                format!(
                    "What is known about {} is not written in full",
                    counted("article", "articles")
                )
            }
            Self::Blocks => "Headings and other blocks are not written".to_owned(),
            Self::LabelSet => {
                "Names, colours and attributes of the labels are not written, only their ids"
                    .to_owned()
            }
            Self::UnknownFields { .. } => {
                format!(
                    "Fields that have no place there are not written: {}",
                    counted("time", "times")
                )
            }
            Self::Texts => "The texts of the articles are not written".to_owned(),
            Self::Places => "Where quotes stand in the texts is not written".to_owned(),
            Self::LineEnds => {
                format!("{} parted at line ends", counted("annotation", "annotations"))
            }
            Self::Article { reason } => format!("{}: {reason}", counted("article", "articles")),
            Self::Annotation { reason } => {
                format!("{}: {reason}", counted("annotation", "annotations"))
            }
            Self::Fragments { .. } => format!(
                "{} of several ranges, written as one annotation for each range",
                counted("annotation", "annotations")
            ),
            Self::Attribute { .. } => {
                format!("{} not written", counted("attribute", "attributes"))
            }
            Self::AttributeAsText { .. } => {
                format!("{} written as text", counted("attribute", "attributes"))
            }
            Self::Note => format!("{} not written", counted("note", "notes")),
            Self::Link { is_outside: false, .. } => {
                format!("{} not written", counted("link", "links"))
            }
            Self::Link { is_outside: true, .. } => {
                format!("{} to other articles not written", counted("link", "links"))
            }
            Self::Label { .. } => {
                format!("{} written with another label", counted("annotation", "annotations"))
            }
            Self::Ends { .. } => {
                format!("{} with ends moved to whole words", counted("annotation", "annotations"))
            }
            Self::Characters { reason } => format!("{}: {reason}", counted("text", "texts")),
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(LostFrom { id, label, quote }) = &self.annotation {
            write!(formatter, "{label} “{quote}” ({id}): ")?;
        } else if !self.title.is_empty() {
            write!(formatter, "“{}”: ", self.title)?;
        } else if let Some(article) = self.article {
            write!(formatter, "article {article}: ")?;
        }
        match &self.kind {
            LossKind::Metadata { fields } => {
                write!(formatter, "not written: {}", fields.join(", "))
            }
            LossKind::UnknownFields { names } => {
                write!(
                    formatter,
                    "fields that have no place there not written: {}",
                    names.join(", ")
                )
            }
            LossKind::Fragments { n_ranges } => {
                write!(formatter, "its {n_ranges} ranges become {n_ranges} annotations")
            }
            LossKind::Attribute { name } => write!(formatter, "{name} is not written"),
            LossKind::AttributeAsText { name } => write!(formatter, "{name} is written as text"),
            LossKind::Note => formatter.write_str("its note is not written"),
            LossKind::LineEnds => formatter.write_str("parted at the line ends in it"),
            LossKind::Link { kind, is_outside } => {
                let whither = if *is_outside { " to another article" } else { "" };
                write!(formatter, "its link “{kind}”{whither} is not written")
            }
            LossKind::Label { written } => write!(formatter, "written as “{written}”"),
            LossKind::Ends { written } => write!(formatter, "moved to whole words: “{written}”"),
            LossKind::Annotation { reason }
            | LossKind::Article { reason }
            | LossKind::Characters { reason } => formatter.write_str(reason.english()),
            kind => formatter.write_str(&kind.summary(1)),
        }
    }
}

/// The kinds of loss and how many there are of each, in the order in which they were met first.
/// Those count as one kind of which the same is said.
pub fn kinds(losses: &[Loss]) -> Vec<(&LossKind, usize)> {
    let mut kinds: Vec<(&LossKind, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for loss in losses {
        let place = *places.entry(loss.kind.summary(2)).or_insert(kinds.len());
        match kinds.get_mut(place) {
            Some((_, n)) => *n += 1,
            None => kinds.push((&loss.kind, 1)),
        }
    }
    kinds
}

/// A line for each kind of loss, in the order in which they were met first.
pub fn summary(losses: &[Loss]) -> Vec<String> {
    kinds(losses).into_iter().map(|(kind, n)| kind.summary(n)).collect()
}

/// The list of losses as a file: a summary, then each of them.
pub fn report(format: &str, losses: &[Loss]) -> String {
    let mut json = Writer::expanded(2);
    json.object(|json| {
        json.name("format").text(format);
        json.name("summary").list(|json| summary(losses).iter().for_each(|line| json.text(line)));
        json.name("losses").list(|json| losses.iter().for_each(|loss| write(json, loss)));
    });
    let mut json = json.finish();
    json.push('\n');
    json
}

fn write(json: &mut Writer, loss: &Loss) {
    json.object(|json| {
        json.name("lost").text(loss.kind.name());
        if let Some(article) = loss.article {
            json.name("article").text(&article.to_string());
            json.name("title").text(&loss.title);
        }
        if let Some(LostFrom { id, label, quote }) = &loss.annotation {
            json.name("annotation").text(&id.to_string());
            json.name("label").text(label);
            json.name("quote").text(quote);
        }
        json.name("message").text(&loss.to_string());
    });
}
