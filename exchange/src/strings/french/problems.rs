//! What is wrong with files and parts of them, in French.

use onrecord_core::formats::document::PASTED_TEXT;
use onrecord_core::formats::{
    Damage, OffsetUnit, Problem, ProblemKind, ReadError, ReadErrorKind, UnitDecision, UnitReason,
    shortened,
};
use onrecord_core::transfer::LIBRARY;

use super::documents::{passed_over, read_failure};
use super::phrases::{phrase, said};

/// Why nothing of a file could be read.
pub fn read_error(error: &ReadError) -> String {
    let file = file(&error.file);
    match &error.kind {
        ReadErrorKind::TooLarge { n_bytes, limit } => {
            format!("{file} {}", too_large(*n_bytes, *limit))
        }
        ReadErrorKind::TooManyAnnotations { limit } => {
            format!(
                "{file} contient plus de {limit} annotations\u{a0}; divisez-le en plusieurs fichiers"
            )
        }
        ReadErrorKind::NotUtf8 { offset } => format!(
            "{file} n’est pas un texte en UTF-8 (octet {offset})\u{a0}; enregistrez-le en UTF-8 et réessayez"
        ),
        ReadErrorKind::Blank => format!("{file} est vide"),
        ReadErrorKind::Damaged { line, column, reason } => {
            let reason = match reason {
                // A parser speaks English alone.
                Damage::Parser(_) => String::new(),
                Damage::Known(reason) => format!("\u{a0}: {}", said(reason)),
            };
            format!("{file} {}", damaged(*line, *column, &reason))
        }
        ReadErrorKind::OtherFormat { found: Some(found) } => format!(
            "{file} est un fichier au format «\u{a0}{found}\u{a0}», et non un fichier d’annotations d’On the Record"
        ),
        ReadErrorKind::OtherFormat { found: None } => format!(
            "{file} n’est pas un fichier d’annotations d’On the Record\u{a0}: il ne commence pas par \
             \"format\": \"onrecord\""
        ),
        ReadErrorKind::Document { failure } => format!("{file} {}", read_failure(failure)),
        ReadErrorKind::FieldMissing { field } => {
            format!("{file} n’a pas de champ «\u{a0}{field}\u{a0}», qui est obligatoire")
        }
        ReadErrorKind::FieldInvalid { field, expected } => {
            format!(
                "{file} a un champ «\u{a0}{field}\u{a0}» qui devrait être {}",
                phrase(*expected)
            )
        }
        ReadErrorKind::Newer { found, known } => format!(
            "{file} est dans la version {found} du format, et ce programme connaît les versions jusqu’à \
             {known}\u{a0}; ouvrez-le avec une version plus récente d’On the Record"
        ),
        ReadErrorKind::OffsetUnit { found } => format!(
            "{file} compte les positions en «\u{a0}{found}\u{a0}», et non en «\u{a0}unicode-code-point\u{a0}»\u{a0}; \
             convertissez-les d’abord"
        ),
        ReadErrorKind::NotOfFormat { format, expected } => {
            format!(
                "{file} ne peut pas être lu comme {}\u{a0}: {}",
                phrase(*format),
                said(expected)
            )
        }
        ReadErrorKind::Unrecognised => format!("{file} n’est dans aucun format connu ici"),
    }
}

/// A part of a file that could not be taken as it stood.
pub fn problem(problem: &Problem) -> String {
    let (file, place, kind) =
        (file(&problem.file), place(&problem.place), problem_kind(&problem.kind));
    let end = if problem.is_loss() { "\u{a0}; cela a été laissé de côté" } else { "" };
    format!("{file}\u{a0}: {place}\u{a0}: {kind}{end}")
}

/// What is wrong with a part of a file.
pub fn problem_kind(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::WrongType { expected } => format!("devrait être {}", phrase(*expected)),
        ProblemKind::FieldMissing { field } => format!("n’a pas de champ «\u{a0}{field}\u{a0}»"),
        ProblemKind::TooLong { limit } => format!("dépasse {limit} octets"),
        ProblemKind::TooDeep => "est imbriqué trop profondément".to_owned(),
        ProblemKind::NotATime { found } => format!(
            "«\u{a0}{found}\u{a0}» n’est pas un moment tel que 2026-01-08T09:12:44.000Z\u{a0}; un autre a été pris"
        ),
        ProblemKind::UnknownValue { found } => format!("«\u{a0}{found}\u{a0}» n’est pas une valeur connue"),
        ProblemKind::NoArticle { reason } => passed_over(reason),
        ProblemKind::NoRange => "ne marque aucun passage".to_owned(),
        ProblemKind::ReversedRange { start, end } => {
            format!("le passage de {start} à {end} commence après sa fin")
        }
        ProblemKind::EmptyRange { at } => format!("le passage à la position {at} est vide"),
        ProblemKind::OutsideText { end, n_units, unit } => format!(
            "un passage finit à la position {end}, et la longueur du texte est de {n_units} ({})",
            offset_unit(*unit)
        ),
        ProblemKind::InsideCharacter { at, unit } => format!(
            "un passage est coupé à la position {at} ({}), à l’intérieur d’un caractère",
            offset_unit(*unit)
        ),
        ProblemKind::OverlappingRanges => "ses passages se chevauchent".to_owned(),
        ProblemKind::HullMismatch => {
            "«\u{a0}start\u{a0}» et «\u{a0}end\u{a0}» ne sont pas ceux de «\u{a0}ranges\u{a0}», qui ont été pris".to_owned()
        }
        ProblemKind::QuoteMismatch { quote, found } => format!(
            "le texte à cet endroit est «\u{a0}{}\u{a0}», et non sa citation «\u{a0}{}\u{a0}»",
            shortened(found),
            shortened(quote)
        ),
        ProblemKind::HashMismatch => {
            "le texte a été modifié depuis le calcul de son SHA-256\u{a0}; ce qui est marqué a pu se déplacer"
                .to_owned()
        }
        ProblemKind::DuplicateId { id } => {
            format!("l’identifiant «\u{a0}{id}\u{a0}» figure deux fois\u{a0}; celui-ci en a reçu un autre")
        }
        ProblemKind::UndefinedLabel { label } => format!(
            "l’étiquette «\u{a0}{label}\u{a0}» n’est pas dans le jeu d’étiquettes\u{a0}; elle y sera ajoutée"
        ),
        ProblemKind::BlocksRepaired => {
            "les blocs ne correspondent pas au texte et ont été corrigés\u{a0}; le texte est inchangé"
                .to_owned()
        }
        ProblemKind::LinkEndMissing { id } => {
            format!("l’annotation «\u{a0}{id}\u{a0}», qu’il relie, n’est pas dans le fichier")
        }
        ProblemKind::TextMissing { document } => format!(
            "le texte «\u{a0}{document}\u{a0}» n’est ni dans le fichier ni à côté\u{a0}; donnez-le avec le fichier"
        ),
        ProblemKind::Particular { reason } => said(reason),
    }
}

/// What the places of a file are counted in, and how that is known.
pub fn unit(decision: &UnitDecision) -> String {
    let unit = offset_unit(decision.unit);
    match decision.reason {
        UnitReason::Declared => format!("{unit}, comme le dit le fichier"),
        UnitReason::Quotes { n_matching, n_quotes } if n_matching == n_quotes => {
            format!("{unit}, d’après toutes les citations ({n_quotes})")
        }
        UnitReason::Quotes { n_matching, n_quotes } => format!(
            "{unit}, où {n_matching} citations sur {n_quotes} concordent\u{a0}; aucune unité ne convient à toutes"
        ),
        UnitReason::Usual => {
            format!(
                "{unit}, selon l’usage de ce format\u{a0}; aucune citation ne permet de le vérifier"
            )
        }
        UnitReason::NoOffsets => "aucune position".to_owned(),
    }
}

fn offset_unit(unit: OffsetUnit) -> &'static str {
    match unit {
        OffsetUnit::CodePoint => "points de code Unicode",
        OffsetUnit::Utf16 => "unités UTF-16",
        OffsetUnit::Utf8 => "octets UTF-8",
        OffsetUnit::Grapheme => "graphèmes",
    }
}

/// Completes a sentence that begins with the file's name.
pub fn too_large(n_bytes: usize, limit: usize) -> String {
    format!(
        "fait {}\u{a0}Mo, et {}\u{a0}Mo au plus sont lus\u{a0}; divisez-le en plusieurs fichiers",
        n_bytes.div_ceil(1_000_000),
        limit / 1_000_000
    )
}

/// Completes a sentence that begins with the file's name; `reason` has its own colon.
pub fn damaged(line: usize, column: usize, reason: &str) -> String {
    format!(
        "est endommagé à la ligne {line}, colonne {column}{reason}\u{a0}; rien n’a été lu, essayez une autre \
         copie du fichier"
    )
}

/// What stands for the name of a file where there is none.
fn file(name: &str) -> &str {
    match name {
        PASTED_TEXT => "Le texte collé",
        LIBRARY => "Le fichier de la bibliothèque",
        name => name,
    }
}

/// Places are as programs count them, but for lines and entries.
fn place(place: &str) -> String {
    let words =
        [("line ", "ligne "), ("entry ", "entrée "), ("sentence", "phrase"), ("text ", "texte ")];
    let known = words.iter().find_map(|(english, french)| {
        place.strip_prefix(english).map(|rest| format!("{french}{rest}"))
    });
    known.unwrap_or_else(|| place.to_owned())
}
