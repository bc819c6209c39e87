//! What does not go into a file, and why one was not written, in French.

use onrecord_core::formats::{Loss, LossKind, LostFrom, WriteError};
use onrecord_core::transfer::NotConverted;

use super::phrases::{phrase, said};
use super::problems::{problem, problem_kind, read_error};

/// What becomes of `n` such things.
pub fn loss_summary(kind: &LossKind, n: usize) -> String {
    let count = |one: &str, many: &str| format!("{n} {}", if n < 2 { one } else { many });
    match kind {
        LossKind::Ids => "Les identifiants ne sont pas écrits".to_owned(),
        LossKind::Provenance => {
            "Les annotateurs, les dates et les origines ne sont pas écrits en entier".to_owned()
        }
        LossKind::Metadata { .. } => {
            format!("Ce qu’on sait de {} n’est pas écrit en entier", count("article", "articles"))
        }
        LossKind::Blocks => "Les intertitres et les autres blocs ne sont pas écrits".to_owned(),
        LossKind::LabelSet => {
            "Les noms, couleurs et attributs des étiquettes ne sont pas écrits, seulement leurs \
             identifiants"
                .to_owned()
        }
        LossKind::UnknownFields { .. } => {
            format!("Les champs qui n’y ont pas de place ne sont pas écrits\u{a0}: {n} fois")
        }
        LossKind::Texts => "Les textes des articles ne sont pas écrits".to_owned(),
        LossKind::Places => "La place des citations dans les textes n’est pas écrite".to_owned(),
        LossKind::LineEnds => {
            count("annotation coupée aux fins de ligne", "annotations coupées aux fins de ligne")
        }
        LossKind::Article { reason } => {
            format!("{}\u{a0}: {}", count("article", "articles"), phrase(*reason))
        }
        LossKind::Annotation { reason } => {
            format!("{}\u{a0}: {}", count("annotation", "annotations"), phrase(*reason))
        }
        LossKind::Fragments { .. } => count(
            "annotation en plusieurs passages, écrite comme une annotation par passage",
            "annotations en plusieurs passages, écrites comme une annotation par passage",
        ),
        LossKind::Attribute { .. } => count("attribut non écrit", "attributs non écrits"),
        LossKind::AttributeAsText { .. } => {
            count("attribut écrit comme texte", "attributs écrits comme texte")
        }
        LossKind::Note => count("note non écrite", "notes non écrites"),
        LossKind::Link { is_outside: false, .. } => count("lien non écrit", "liens non écrits"),
        LossKind::Link { is_outside: true, .. } => {
            count("lien vers un autre article non écrit", "liens vers d’autres articles non écrits")
        }
        LossKind::Label { .. } => count(
            "annotation écrite avec une autre étiquette",
            "annotations écrites avec une autre étiquette",
        ),
        LossKind::Ends { .. } => count(
            "annotation étendue à des mots entiers",
            "annotations étendues à des mots entiers",
        ),
        LossKind::Characters { reason } => {
            format!("{}\u{a0}: {}", count("texte", "textes"), phrase(*reason))
        }
    }
}

/// One thing that is lost.
pub fn loss(loss: &Loss) -> String {
    let of = match (&loss.annotation, loss.article) {
        (Some(LostFrom { id, label, quote }), _) => {
            format!("{label} «\u{a0}{quote}\u{a0}» ({id})\u{a0}: ")
        }
        (None, _) if !loss.title.is_empty() => {
            format!("«\u{a0}{}\u{a0}»\u{a0}: ", loss.title)
        }
        (None, Some(article)) => format!("article {article}\u{a0}: "),
        (None, None) => String::new(),
    };
    format!("{of}{}", what_is_lost(&loss.kind))
}

fn what_is_lost(kind: &LossKind) -> String {
    match kind {
        LossKind::Metadata { fields } => format!("non écrit\u{a0}: {}", fields.join(", ")),
        LossKind::UnknownFields { names } => {
            format!("champs sans place là-bas non écrits\u{a0}: {}", names.join(", "))
        }
        LossKind::Fragments { n_ranges } => {
            format!("ses {n_ranges} passages deviennent {n_ranges} annotations")
        }
        LossKind::Attribute { name } => format!("«\u{a0}{name}\u{a0}» n’est pas écrit"),
        LossKind::AttributeAsText { name } => format!("«\u{a0}{name}\u{a0}» est écrit comme texte"),
        LossKind::Note => "sa note n’est pas écrite".to_owned(),
        LossKind::LineEnds => "coupée à ses fins de ligne".to_owned(),
        LossKind::Link { kind, is_outside } => {
            let whither = if *is_outside { " vers un autre article" } else { "" };
            format!("son lien «\u{a0}{kind}\u{a0}»{whither} n’est pas écrit")
        }
        LossKind::Label { written } => format!("écrite comme «\u{a0}{written}\u{a0}»"),
        LossKind::Ends { written } => {
            format!("étendue à des mots entiers\u{a0}: «\u{a0}{written}\u{a0}»")
        }
        LossKind::Annotation { reason }
        | LossKind::Article { reason }
        | LossKind::Characters { reason } => phrase(*reason).to_owned(),
        LossKind::Ids
        | LossKind::Provenance
        | LossKind::Blocks
        | LossKind::LabelSet
        | LossKind::Texts
        | LossKind::Places => loss_summary(kind, 1),
    }
}

/// Why nothing is handed over in another format.
pub fn not_converted(error: &NotConverted) -> String {
    match error {
        NotConverted::Unread(error) => read_error(error),
        NotConverted::Unwritten(error) => write_error(error),
    }
}

fn write_error(error: &WriteError) -> String {
    let not_read_back = |reason: String| {
        format!("le fichier ne pourrait pas être relu\u{a0}: {reason}\u{a0}; il n’a pas été écrit")
    };
    match error {
        WriteError::NotWritten { format } => format!("le format {format} ne peut pas être écrit"),
        WriteError::ArticleMissing { article } => {
            format!("il n’y a pas d’article {article}\u{a0}; rien n’a été écrit")
        }
        WriteError::TextMissing { article, title } => format!(
            "le texte de «\u{a0}{title}\u{a0}» ({article}) n’a pas été chargé\u{a0}; ouvrez l’article et réessayez"
        ),
        WriteError::AnnotationDiffers { annotation, title } => differs(annotation, title, ""),
        WriteError::AnnotationRefused { annotation, title, reason } => {
            differs(annotation, title, &format!(" ({})", problem_kind(reason)))
        }
        WriteError::Unreadable { reason } => not_read_back(said(reason)),
        WriteError::Refused { error } => not_read_back(read_error(error)),
        WriteError::PartRefused { problem: refused } => not_read_back(problem(refused)),
    }
}

fn differs(annotation: &impl std::fmt::Display, title: &str, reason: &str) -> String {
    format!(
        "l’annotation {annotation} de «\u{a0}{title}\u{a0}» ne serait pas relue telle qu’elle est{reason}\u{a0}; rien n’a \
         été écrit, et rien n’a changé dans la bibliothèque"
    )
}
