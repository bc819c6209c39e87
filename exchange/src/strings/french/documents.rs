//! What was recognised in documents, and why there is no article in them, in French.

use onrecord_core::ingest::{
    Charset, DocumentKind, Finding, KnownBy, PassedOverReason, ReadFailure, Recognised,
};

use super::phrases::phrase;
use super::problems::{damaged, too_large};

/// What an article of a document is, on one line.
pub fn recognised(found: &Recognised) -> String {
    let mut parts = vec![kind(found.kind, found.charset)];
    parts.push(count(found.n_words, "mot", "mots"));
    parts.push(count(found.n_paragraphs, "paragraphe", "paragraphes"));
    if found.n_headings > 0 {
        parts.push(count(found.n_headings, "titre", "titres"));
    }
    parts.extend(found.published.iter().map(|day| format!("daté du {day}")));
    parts.extend(found.byline.iter().map(|name| format!("signé {name}")));
    parts.extend(found.outlet.iter().map(|name| format!("paru dans {name}")));
    parts.extend(found.language.iter().map(|tag| format!("langue\u{a0}: {tag}")));
    parts.extend(found.findings.iter().filter_map(finding));
    parts.join(" · ")
}

/// Why there is no article in a file; completes a sentence that begins with its name.
pub fn read_failure(failure: &ReadFailure) -> String {
    match failure {
        ReadFailure::TooLarge { n_bytes, limit } => return too_large(*n_bytes, *limit),
        // A parser speaks English alone.
        ReadFailure::Damaged { line, column, reason: _ } => return damaged(*line, *column, ""),
        ReadFailure::OtherKind { kind, instead } => {
            return format!("est {}\u{a0}; {}", phrase(*kind), phrase(*instead));
        }
        ReadFailure::TooManyLines => {
            "a plus de 250\u{202f}000 lignes, plus que n’en a un article\u{a0}; divisez-le en plusieurs fichiers"
        }
        ReadFailure::Blank => "est vide\u{a0}: il n’y a pas de texte dedans",
        ReadFailure::NoTextAtAll => {
            "n’est pas un texte\u{a0}: ses octets ne sont les caractères d’aucun codage\u{a0}; si c’en est un, \
             enregistrez-le en UTF-8"
        }
        ReadFailure::NoText => {
            "ne contient pas d’article\u{a0}: aucun de ses champs (comme «\u{a0}text\u{a0}», «\u{a0}content\u{a0}» ou «\u{a0}body\u{a0}») \
             ne contient de texte"
        }
        ReadFailure::DamagedArchive => {
            "est endommagé et ne peut pas être décompressé\u{a0}; essayez une autre copie du fichier"
        }
        ReadFailure::NoDocument => {
            "est une archive qui ne contient rien de lisible ici\u{a0}; décompressez-la et ajoutez les fichiers"
        }
        ReadFailure::Bomb => {
            "se décompresse en bien plus qu’il n’en faut à un document, et n’a pas été lu"
        }
        ReadFailure::TooDeep => {
            "est imbriqué trop profondément et n’a pas été lu\u{a0}; collez plutôt le texte de l’article"
        }
        ReadFailure::TooComplex => {
            "contient trop d’éléments, d’attributs ou de marques et n’a pas été lu\u{a0}; collez plutôt le \
             texte de l’article"
        }
        ReadFailure::TooManyValues => {
            "contient plus de valeurs qu’il n’en faut à un fichier d’articles et n’a pas été lu\u{a0}; \
             divisez-le en plusieurs fichiers"
        }
    }
    .to_owned()
}

/// Why an entry of a list is no article; completes a sentence that begins with its place.
pub fn passed_over(reason: &PassedOverReason) -> String {
    let words = match reason {
        PassedOverReason::NoText => "n’a aucun champ qui contienne un texte",
        PassedOverReason::Damaged(_) => "est endommagé",
        PassedOverReason::TooManyValues => "est endommagé\u{a0}: il y a trop de valeurs",
        PassedOverReason::TooLarge => "a un texte de plus de 5\u{a0}Mo",
        PassedOverReason::TooManyLines => "a un texte de plus de 250\u{202f}000 lignes",
        PassedOverReason::TooMany => "et ce qui suit dépasse ce qui est pris d’un fichier",
    };
    words.to_owned()
}

fn kind(kind: DocumentKind, charset: Option<Charset>) -> String {
    let mut words = match kind {
        DocumentKind::PlainText => "Texte brut",
        DocumentKind::Markdown => "Markdown",
        DocumentKind::Html => "Page web",
        DocumentKind::RichText => "Texte mis en forme",
        DocumentKind::Docx => "Document Word",
        DocumentKind::Json => "JSON",
        DocumentKind::JsonLines => "Lignes JSON",
    }
    .to_owned();
    if let Some(Charset { name, known_by, n_unreadable }) = charset {
        if name != "UTF-8" || n_unreadable > 0 {
            words.push_str(&format!(" en {name}"));
        }
        if known_by == KnownBy::Guess {
            words.push_str(" (deviné d’après ses lettres)");
        }
        if n_unreadable > 0 {
            let n = count(n_unreadable, "caractère illisible", "caractères illisibles");
            words.push_str(&format!(", {n}"));
        }
    }
    words
}

fn finding(finding: &Finding) -> Option<String> {
    let left_out = |what: String| format!("laissé de côté\u{a0}: {what}");
    Some(match finding {
        Finding::RunInHeadings { ranges } => count(
            ranges.len(),
            "intertitre détaché du paragraphe où il se trouvait",
            "intertitres détachés des paragraphes où ils se trouvaient",
        ),
        Finding::Captions { ranges } => count(ranges.len(), "légende", "légendes"),
        Finding::Litter { ranges } => count(
            ranges.len(),
            "ligne propre à la page, affichée discrètement",
            "lignes propres à la page, affichées discrètement",
        ),
        Finding::ListItems { count: n } => count(*n, "élément de liste", "éléments de liste"),
        Finding::BlockQuotes { count: n } => count(*n, "paragraphe cité", "paragraphes cités"),
        Finding::LeftOut { n_words } => {
            left_out(format!("environ {} autour de l’article", count(*n_words, "mot", "mots")))
        }
        Finding::WholePage => {
            "aucun article n’a été trouvé sur la page, tout a donc été pris".to_owned()
        }
        Finding::ReadingAidsLeftOut { count: n } => left_out(count(
            *n,
            "aide à la lecture au-dessus des caractères",
            "aides à la lecture au-dessus des caractères",
        )),
        Finding::FootnotesLeftOut { count: n } => {
            left_out(count(*n, "note de bas de page", "notes de bas de page"))
        }
        Finding::MixedQuotationMarks { .. } => {
            "guillemets droits et guillemets courbes mêlés".to_owned()
        }
        Finding::Dateline { .. } => "commence par le lieu et la date".to_owned(),
        Finding::Blocks { .. }
        | Finding::DateHeader { .. }
        | Finding::Title { .. }
        | Finding::StandingHeadings { .. }
        | Finding::Byline { .. }
        | Finding::Language { .. } => return None,
    })
}

/// So many things; none is singular, as one is.
fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n < 2 { one } else { many })
}
