//! What a dialog is about: the open article or the whole library, as the page has it.

use std::rc::Rc;

use onrecord_core::formats::native;
use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::merge::{self, Removed};
use onrecord_core::model::{Article, Library};
use onrecord_core::text::ArticleText;
use onrecord_core::transfer::{LIBRARY, PackedStep};

use crate::strings::Strings;

/// An annotation file of the page, as a library. Steps that are made of it fit the page's own, as
/// long as nothing is changed there.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What was in the file.
    pub library: Library,
}

impl Opened {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it cannot be read, in words.
    pub fn read(json: &str, strings: &Strings) -> Result<Self, String> {
        let imported =
            native::read(json.as_bytes(), LIBRARY).map_err(|error| (strings.read_error)(&error))?;
        let mut library = match imported.label_set.clone() {
            Some(label_set) => Library::new(Rc::new(label_set)),
            None => Library::default(),
        };
        let removed = Removed { annotation: &|_| false, link: &|_| false };
        let plan = merge::plan(&library, removed, imported, "");
        plan.texts.into_iter().for_each(|text| library.add_text(text));
        plan.transaction.apply(&mut library).map_err(|_| strings.unopened.to_owned())?;
        Ok(Self { library })
    }

    /// The step, with this title, that makes `after` of the article; `None` where nothing is
    /// different.
    pub fn step(&self, after: Article, title: &str) -> Option<PackedStep> {
        let (article, _) = self.article()?;
        if **article == after {
            return None;
        }
        let changes = vec![Change::Article(Edit::replace(article, after))];
        Some(PackedStep { texts: Vec::new(), transaction: Transaction::new(title, changes) })
    }

    /// The article, where the file is about one.
    pub fn article(&self) -> Option<(&Rc<Article>, &Rc<ArticleText>)> {
        let article = self.library.articles().next()?;
        Some((article, self.library.text(article.text)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_core::formats::{Scope, Stamp};
    use onrecord_core::model::Timestamp;
    use onrecord_core::testing::{library, n_cases};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(n_cases(64)))]

        #[test]
        fn a_library_arrives_as_the_page_has_it(library in library::library()) {
            let stamp = Stamp::new(Timestamp::from_unix_ms(1));
            let json = native::write(&library, Scope::Library, &stamp).expect("it can be written");
            let opened = Opened::read(&json, &crate::strings::ENGLISH).expect("it can be read").library;
            prop_assert!(opened.articles().eq(library.articles()));
            prop_assert!(opened.annotations().eq(library.annotations()));
            prop_assert!(opened.links().eq(library.links()));
        }
    }
}
