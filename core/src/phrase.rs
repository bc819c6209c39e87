//! What is said to a person, in English where it is needed, so that another language can say it too.
//!
//! Most of what core has to say are enums. What only one reader of one format says is a phrase: it
//! stands where it is said, and a test asks for its French.

use std::fmt::{self, Write};

/// A sentence or a part of one, in English; `{0}`, `{1}` … stand for facts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Phrase(&'static str);

/// A phrase with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The phrase.
    pub phrase: Phrase,
    /// What fills it, in its order.
    pub facts: Vec<String>,
}

impl Phrase {
    /// Made by `phrase!` and `said!` alone, by which a test finds all of them.
    pub(crate) const fn new(english: &'static str) -> Self {
        Self(english)
    }

    /// The phrase as it stands in the code.
    pub fn english(self) -> &'static str {
        self.0
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, formatter)
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&filled(self.phrase.0, &self.facts))
    }
}

impl From<Phrase> for Said {
    fn from(phrase: Phrase) -> Self {
        Self { phrase, facts: Vec::new() }
    }
}

/// `template` with `{0}`, `{1}` … replaced by the facts. What has braces otherwise stays as it is.
///
/// ```
/// # use onrecord_core::phrase::filled;
/// assert_eq!(filled("{1} de {0}", &["a".to_owned(), "{0}".to_owned()]), "{0} de a");
/// assert_eq!(filled("{0} {7} {x} {", &["a".to_owned()]), "a {7} {x} {");
/// ```
pub fn filled(template: &str, facts: &[String]) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let place = after.split_once('}').and_then(|(place, after)| {
            let fact = facts.get(place.parse::<usize>().ok()?)?;
            Some((fact, after))
        });
        let _ = match place {
            Some((fact, _)) => write!(text, "{before}{fact}"),
            None => write!(text, "{before}{{"),
        };
        rest = place.map_or(after, |(_, after)| after);
    }
    text.push_str(rest);
    text
}

/// What a file says, as a fact within quotation marks: on one line, with what nobody sees written
/// out.
pub fn escaped(text: &str) -> String {
    let quoted = format!("{text:?}");
    quoted[1..quoted.len() - 1].to_owned()
}

/// A phrase without facts.
#[cfg(feature = "read")]
macro_rules! phrase {
    ($english:literal) => {
        $crate::phrase::Phrase::new($english)
    };
}

/// A phrase with its facts.
macro_rules! said {
    ($english:literal $(, $fact:expr)* $(,)?) => {
        $crate::phrase::Said {
            phrase: $crate::phrase::Phrase::new($english),
            facts: vec![$($fact.to_string()),*],
        }
    };
}

#[cfg(feature = "read")]
pub(crate) use phrase;
pub(crate) use said;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_stays_on_one_line_and_fills_nothing() {
        let said = Said {
            phrase: Phrase::new("the id \"{0}\" should be \"{1}\""),
            facts: vec![escaped("a\n\u{202e}\"b\""), escaped("{0}")],
        };
        let expected = "the id \"a\\n\\u{202e}\\\"b\\\"\" should be \"{0}\"";
        assert_eq!(said.to_string(), expected);
        assert_eq!(escaped("l’été's"), "l’été's");
    }
}
