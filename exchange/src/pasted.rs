//! A text that is being pasted, and what is recognised in it.

use std::rc::Rc;

use onrecord_core::formats::ReadError;
use onrecord_core::formats::document::{self, DocumentRead};
use onrecord_core::text::ArticleText;

use crate::shelf::{Shelf, Twin};
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

/// What is recognised in a pasted text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recognised {
    /// What is recognised, or why nothing can be, in words.
    pub notes: String,
    texts: Vec<Rc<ArticleText>>,
    twins: Vec<Twin>,
}

impl Recognised {
    /// Nothing, for this reason.
    pub fn nothing(reason: String) -> Self {
        Self { notes: reason, ..Self::default() }
    }

    /// Whether there is anything to compare with the library.
    pub fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Compares it with all that the library has.
    pub fn compare(&mut self, shelf: &Shelf) {
        self.twins = self.texts.iter().filter_map(|text| shelf.twin(text)).collect();
    }

    /// What the library has that is like it, in words; empty for nothing.
    pub fn twins(&self, strings: &Strings) -> String {
        let words = self.twins.iter().map(|twin| twin.words(strings));
        words.collect::<Vec<_>>().join(" · ")
    }
}

impl Pasted {
    /// Whether there is nothing to add.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What is recognised, and whether the library has the same text already.
    pub fn recognised(&self, shelf: &Shelf, strings: &Strings) -> Recognised {
        match self.read() {
            Ok(DocumentRead { imported, notes, .. }) => {
                let texts: Vec<_> = imported.articles.into_iter().map(|it| it.text).collect();
                let twins = texts.iter().filter_map(|text| shelf.same(text.hash())).collect();
                let notes: Vec<String> = notes.iter().map(strings.recognised).collect();
                Recognised { notes: notes.join("\n"), texts, twins }
            }
            Err(error) => Recognised::nothing((strings.read_error)(&error)),
        }
    }

    /// The article.
    ///
    /// # Errors
    /// Why there is none.
    pub fn read(&self) -> Result<DocumentRead, ReadError> {
        let markup = Some(self.markup.as_str()).filter(|markup| !markup.is_empty());
        let mut read = document::read_pasted(&self.text, markup)?;
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
    use onrecord_core::duplicates::Sketch;
    use onrecord_core::text::TextHash;

    fn pasted(text: &str, markup: &str, title: &str) -> Pasted {
        Pasted { text: text.to_owned(), markup: markup.to_owned(), title: title.to_owned() }
    }

    #[test]
    fn what_is_recognised_is_said() {
        let check = |text: &str, markup: &str, expected: &str| {
            let recognised = pasted(text, markup, "").recognised(&Shelf::default(), &ENGLISH);
            assert_eq!(recognised.notes, expected);
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
        let mut shelf = Shelf::default();
        shelf.stock([(TextHash::of("Rivers rise.").to_string(), "Rivers".to_owned())]);
        let recognised = pasted("Rivers rise.", "", "").recognised(&shelf, &ENGLISH);
        assert_eq!(recognised.twins(&ENGLISH), (ENGLISH.already_in_library)("Rivers"));
        let mut other = pasted("Rivers fall.", "", "").recognised(&shelf, &ENGLISH);
        assert!(other.has_texts() && other.twins(&ENGLISH).is_empty());
        shelf.put(vec![(TextHash::of("Rivers rise."), Some(Sketch::of("Rivers fall")))]);
        other.compare(&shelf);
        assert_eq!(other.twins(&ENGLISH), (ENGLISH.same_story)("Rivers", 99));
    }
}
