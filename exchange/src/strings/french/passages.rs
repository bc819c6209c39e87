//! How passages were found, and why not, in French.

use onrecord_core::anchor::Reason;
use onrecord_core::find::{BadPattern, MOST_QUERY_CHARS};

/// How a place was found, or why none was.
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::SentencesUnchanged => "ses phrases sont inchangées",
        Reason::SentenceChanged => "la phrase qui l’entoure a changé, pas le passage",
        Reason::SentencesMoved => "les mêmes phrases se trouvent ailleurs, une seule fois",
        Reason::WordsChanged => "des mots y ont changé",
        Reason::SentencesChanged => "des phrases y ont été ajoutées, retirées ou modifiées",
        Reason::SeveralAlike => "plusieurs phrases pourraient convenir",
        Reason::LikeElsewhere => "une phrase, ailleurs, lui ressemble sans être la même",
        Reason::LittleInCommon => "ce qui est à sa place n’a presque rien de commun avec lui",
        Reason::SentencesRemoved => "ses phrases ont été retirées",
        Reason::TooDifferent => "les versions diffèrent trop pour l’y chercher",
    }
}

/// What is wrong with a query.
pub fn bad_pattern(problem: &BadPattern) -> String {
    match problem {
        // A parser speaks English alone.
        BadPattern::Unreadable { reason: _ } => {
            "Ce motif n’est pas compréhensible\u{a0}; mettez une barre oblique inverse devant un signe à \
             prendre tel quel"
                .to_owned()
        }
        BadPattern::TooLarge => {
            "Ce motif répète trop de choses pour être recherché\u{a0}; réduisez les répétitions".to_owned()
        }
        BadPattern::TooLong => format!(
            "La recherche est trop longue\u{a0}: {MOST_QUERY_CHARS} caractères au plus peuvent être recherchés"
        ),
    }
}
