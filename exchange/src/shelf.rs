//! The library, as far as what is new is compared with it: titles, sketches of the texts, labels.
//!
//! Sketches are made of what the stores have, a few at a time, once something new is shown. They
//! stay: the hash of a text is the text.

use std::collections::HashMap;

use onrecord_core::duplicates::{Likeness, Sketch, likeness};
use onrecord_core::text::{ArticleText, TextHash};

use crate::strings::Strings;

/// What the library has.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    titles: HashMap<TextHash, String>,
    /// `None` for texts that the stores do not have, or not yet.
    sketches: HashMap<TextHash, Option<Sketch>>,
    /// Ids and names.
    labels: Vec<(String, String)>,
}

/// An article of the library that is like a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    title: String,
    /// How much of the phrases of both both have, in percent; `None` for the same text.
    percent: Option<u8>,
}

impl Twin {
    /// What there is to say about it.
    pub fn words(&self, strings: &Strings) -> String {
        match self.percent {
            None => (strings.already_in_library)(&self.title),
            Some(percent) => (strings.same_story)(&self.title, percent),
        }
    }
}

impl Shelf {
    /// Takes note of what the library has now: the hash and the title of each text.
    pub fn stock(&mut self, known: impl IntoIterator<Item = (String, String)>) {
        let known = known.into_iter();
        let titles = known.filter_map(|(hash, title)| Some((TextHash::parse(&hash)?, title)));
        self.titles = titles.collect();
        // What the stores did not have they may have by now.
        self.sketches.retain(|hash, sketch| sketch.is_some() && self.titles.contains_key(hash));
    }

    /// Takes note of the labels of the library: their ids and names, in order.
    pub fn stock_labels(&mut self, labels: impl IntoIterator<Item = (String, String)>) {
        self.labels = labels.into_iter().collect();
    }

    /// Ids and names of the labels of the library, in order.
    pub fn labels(&self) -> &[(String, String)] {
        &self.labels
    }

    /// The texts that nobody looked at yet.
    pub fn unseen(&self) -> Vec<TextHash> {
        self.titles.keys().filter(|hash| !self.sketches.contains_key(hash)).copied().collect()
    }

    /// Takes sketches, and that there are none.
    pub fn put(&mut self, sketches: Vec<(TextHash, Option<Sketch>)>) {
        self.sketches.extend(sketches);
    }

    /// The article of the library with this very text.
    pub fn same(&self, hash: TextHash) -> Option<Twin> {
        let title = self.titles.get(&hash)?.clone();
        Some(Twin { title, percent: None })
    }

    /// The article of the library that is most like `text`, if one is like it at all.
    pub fn twin(&self, text: &ArticleText) -> Option<Twin> {
        let hash = text.hash();
        if let Some(same) = self.same(hash) {
            return Some(same);
        }
        let sketch = Sketch::of(text.as_str());
        let alike = self.sketches.iter().filter_map(|(other, known)| {
            match likeness((hash, &sketch), (*other, known.as_ref()?))? {
                Likeness::SameStory(share) => Some((share, self.titles.get(other)?)),
                Likeness::SameText => None,
            }
        });
        // Of two that are as much like it the same one is named every time.
        let (share, title) =
            alike.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(one.1)))?;
        // Nearly all is not all, and the texts do differ.
        Some(Twin { title: title.clone(), percent: Some((share * 100.0).min(99.0) as u8) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::ENGLISH;

    const RIVERS: &str = "The rivers rose for the third day, and the council closed two bridges.";

    fn shelf(texts: &[(&str, &str)]) -> Shelf {
        let mut shelf = Shelf::default();
        let known =
            |(title, text): &(&str, &str)| (TextHash::of(text).to_string(), (*title).into());
        shelf.stock(texts.iter().map(known));
        shelf
    }

    fn sketched(texts: &[(&str, &str)]) -> Shelf {
        let mut shelf = shelf(texts);
        let sketches = texts.iter().map(|(_, text)| (TextHash::of(text), Some(Sketch::of(text))));
        shelf.put(sketches.collect());
        shelf
    }

    #[test]
    fn the_article_that_is_most_like_a_text_is_named() {
        let edited = RIVERS.replace("third", "fourth");
        let shelf = sketched(&[
            ("Half", &RIVERS[..RIVERS.len() / 2]),
            ("Other", "Nobody was hurt when a crane fell into the harbour."),
            ("Rivers", RIVERS),
        ]);
        let words = |text: &str| {
            let twin = shelf.twin(&ArticleText::new(text))?;
            Some(twin.words(&ENGLISH).replace(['\u{2068}', '\u{2069}'], ""))
        };
        let near = words(&edited).expect("they are much alike");
        assert!(near.starts_with("Much of this text stands in “Rivers” already (5"), "{near}");
        let same = words(RIVERS).expect("it is there");
        assert_eq!(same, "This text is already in the library, as “Rivers”");
        assert_eq!(words("A new library opens in spring."), None);
    }

    #[test]
    fn another_wording_of_the_same_phrases_is_not_called_the_whole() {
        let shelf = sketched(&[("Rivers", RIVERS)]);
        let twin = shelf.twin(&ArticleText::new(RIVERS.to_uppercase()));
        assert_eq!(twin, Some(Twin { title: "Rivers".to_owned(), percent: Some(99) }));
    }

    #[test]
    fn what_the_stores_lacked_is_looked_for_again_and_what_is_gone_is_forgotten() {
        let (one, two) = (("One", "First."), ("Two", "Second."));
        let mut shelf = shelf(&[one, two]);
        let (first, second) = (TextHash::of(one.1), TextHash::of(two.1));
        shelf.put(vec![(first, Some(Sketch::of(one.1))), (second, None)]);
        assert_eq!(shelf.unseen(), []);
        shelf.stock([two].map(|(title, text)| (TextHash::of(text).to_string(), title.into())));
        assert_eq!(shelf.unseen(), [second]);
        assert_eq!(shelf.twin(&ArticleText::new("First.")), None);
    }
}
