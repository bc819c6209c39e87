//! A text that is being pasted, and what is recognised in it.

use onrecord_core::formats::document::{self, DocumentRead};

use crate::intake::{Known, with_twin};
use crate::strings::Strings;

/// What stands in the fields for a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pasted {
    /// The text.
    pub text: String,
    /// The markup that the clipboard had beside it, until the text is edited; else empty.
    pub markup: String,
    /// The title as typed; empty to have it taken from the text.
    pub title: String,
}

impl Pasted {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What is recognised, or why nothing can be, in words.
    pub fn recognised(&self, known: &Known, strings: &Strings) -> String {
        match self.read() {
            Ok(read) => {
                let articles = read.imported.articles.iter().zip(read.notes);
                let notes =
                    articles.map(|(article, note)| with_twin(article, note, known, strings));
                notes.collect::<Vec<_>>().join("\n")
            }
            Err(reason) => reason,
        }
    }

    /// The article.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub fn read(&self) -> Result<DocumentRead, String> {
        let markup = Some(self.markup.as_str()).filter(|markup| !markup.is_empty());
        let mut read =
            document::read_pasted(&self.text, markup).map_err(|error| error.to_string())?;
        let title = self.title.trim();
        if let [only] = &mut read.imported.articles[..]
            && !title.is_empty()
        {
            only.article.metadata.title = title.to_owned();
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::ENGLISH;
    use onrecord_core::text::TextHash;

    fn pasted(text: &str, markup: &str, title: &str) -> Pasted {
        Pasted { text: text.to_owned(), markup: markup.to_owned(), title: title.to_owned() }
    }

    #[test]
    fn what_is_recognised_is_said() {
        let check = |text: &str, markup: &str, expected: &str| {
            let words = pasted(text, markup, "").recognised(&Known::new(), &ENGLISH);
            assert_eq!(words, expected);
        };
        check(
            "date 2026-01-07 The talks go on.\n\nNobody left.",
            "",
            "Plain text · 8 words · 2 paragraphs · dated 2026-01-07",
        );
        check(
            "Talks They go on.",
            "<h1>Talks</h1><p>They go <b>on</b>.</p>",
            "Rich text · 4 words · 1 paragraph · 1 heading",
        );
        check(" ", "", "The pasted text is empty: there is no text in it");
    }

    #[test]
    fn a_title_that_was_typed_counts_and_markup_keeps_its_structure() {
        let markup = "<h1>Rivers rise</h1><p>The <b>council</b> met.</p>";
        let read = |title| pasted("Rivers rise\nThe council met.", markup, title).read();
        let own = read("").expect("it is an article").imported.articles.remove(0);
        assert_eq!(
            (own.article.metadata.title.as_str(), own.article.blocks.len()),
            ("Rivers rise", 2)
        );
        assert_eq!(own.text.as_str(), "Rivers rise\n\nThe council met.");
        let typed = read(" Floods ").expect("it is an article").imported.articles.remove(0);
        assert_eq!(typed.article.metadata.title, "Floods");
    }

    #[test]
    fn a_text_that_is_there_already_is_said_to_be() {
        let known = Known::from([(TextHash::of("Rivers rise.").to_string(), "Rivers".to_owned())]);
        let words = pasted("Rivers rise.", "", "").recognised(&known, &ENGLISH);
        assert!(
            words.starts_with("This text is already in the library, as “Rivers” · "),
            "{words}"
        );
    }
}
