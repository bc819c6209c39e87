//! A file of annotations on its way into the library: what is in it, and what was decided about it.

use std::collections::{BTreeMap, HashSet};

use onrecord::app::Delivery;
use onrecord_core::formats::{Format, Imported, Problem, Repairs, native};
use onrecord_core::transfer::{self, Offer, Reading};

use crate::given::Given;
use crate::shelf::{Shelf, Twin};
use crate::strings::Strings;

/// A file that waits to be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Annotated {
    /// The file.
    pub given: Given,
    /// The format that was recognised.
    pub format: &'static Format,
    /// What was read.
    pub imported: Imported,
    /// Its labels, in the order of the file.
    pub labels: Vec<Mapping>,
    /// What does not fit its text, and where it may go.
    pub offers: Vec<Offer>,
    /// For each offer the place that was chosen; `None` to leave it out.
    pub chosen: Vec<Option<usize>>,
    /// For each article what the library has that is like it.
    pub twins: Vec<Option<Twin>>,
    /// How many of its articles were compared with all that the library has.
    n_compared: usize,
}

/// A label of the file, and what it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How much is marked with it, what does not fit included.
    pub n_annotations: usize,
    /// Whether the library has a label with this id.
    pub is_here: bool,
    /// The id of the label of the library that it becomes; `None` where it stays its own.
    pub becomes: Option<String>,
}

impl Annotated {
    /// A file that was read. What is certain is decided beforehand: places that are the only ones,
    /// and labels that differ from those of the library in capitals alone.
    pub fn new(given: Given, format: &'static Format, imported: Imported, shelf: &Shelf) -> Self {
        let offers = transfer::offers(&imported);
        let certain = |offer: &Offer| offer.places.is_certain.then_some(0);
        Self {
            given,
            format,
            labels: mappings(&imported, shelf),
            chosen: offers.iter().map(certain).collect(),
            offers,
            twins: imported.articles.iter().map(|it| shelf.same(it.article.text)).collect(),
            n_compared: 0,
            imported,
        }
    }

    /// Whether there is nothing to decide or to tell: a file of our own with all that is in it.
    pub fn is_settled(format: &Format, imported: &Imported) -> bool {
        *format == native::FORMAT && !imported.problems.iter().any(Problem::is_loss)
    }

    /// How many annotations there are, those included that were given a place.
    pub fn n_annotations(&self) -> usize {
        let n_fitting: usize = self.imported.articles.iter().map(|it| it.annotations.len()).sum();
        n_fitting + self.chosen.iter().flatten().count()
    }

    /// What could not be taken as it stood and cannot be decided here.
    pub fn other_problems(&self) -> impl Iterator<Item = &Problem> {
        let offered: HashSet<(&str, &str)> = self
            .offers
            .iter()
            .map(|offer| (&*offer.misfit.place.0, &*offer.misfit.place.1))
            .collect();
        self.imported.problems.iter().filter(move |problem| {
            !problem.is_loss() || !offered.contains(&(&*problem.file, &*problem.place))
        })
    }

    /// Compares up to so many of its articles with all that the library has.
    pub fn compare(&mut self, shelf: &Shelf, n_most: usize) {
        let articles = self.imported.articles.iter().zip(&mut self.twins);
        for (article, twin) in articles.skip(self.n_compared).take(n_most) {
            *twin = shelf.twin(&article.text);
            self.n_compared += 1;
        }
    }

    /// Whether all its articles were compared.
    pub fn is_compared(&self) -> bool {
        self.n_compared == self.twins.len()
    }

    /// The file as it was decided, for the page. With repairs it is read once more, so that all that
    /// belongs to what is put elsewhere comes with it.
    pub fn deliver(self, strings: &Strings) -> Delivery {
        let repairs: Repairs = self
            .offers
            .iter()
            .zip(&self.chosen)
            .filter_map(|(offer, chosen)| {
                let ranges = offer.places.all.get((*chosen)?)?;
                Some((offer.misfit.place.clone(), ranges.clone()))
            })
            .collect();
        let mut imported = self.imported;
        if !repairs.is_empty() {
            match self.given.read_repaired(&repairs) {
                Some(Ok(repaired)) => imported = repaired,
                Some(Err(error)) => return Delivery::NotRead((strings.read_error)(&error)),
                // What was recognised a moment ago still is.
                None => {}
            }
        }
        let becomes = |it: &Mapping| Some((it.id.clone(), it.becomes.clone()?));
        let labels: BTreeMap<String, String> = self.labels.iter().filter_map(becomes).collect();
        transfer::relabel(&mut imported, &labels);
        delivery(&self.given.name, imported, strings)
    }
}

/// A file of annotations for the page, which compares it with what is there.
pub fn delivery(file: &str, imported: Imported, strings: &Strings) -> Delivery {
    let problems = imported.problems.iter().map(strings.problem).collect();
    let reading = Reading { imported, problems, is_document: false };
    Delivery::Reading { file: file.to_owned(), packed: transfer::pack(reading) }
}

fn mappings(imported: &Imported, shelf: &Shelf) -> Vec<Mapping> {
    let mut n_annotations: BTreeMap<&str, usize> = BTreeMap::new();
    for annotation in imported.articles.iter().flat_map(|article| &article.annotations) {
        *n_annotations.entry(&annotation.label).or_default() += 1;
    }
    for misfit in &imported.misfits {
        *n_annotations.entry(&misfit.label).or_default() += 1;
    }
    let mut mappings = Vec::new();
    for label in imported.label_set.iter().flat_map(|label_set| &label_set.labels) {
        let n_annotations = n_annotations.remove(label.id.as_str());
        let is_here = shelf.labels().iter().any(|(id, _)| *id == label.id);
        // Our own labels stand in each of our files, used or not.
        if !is_here || n_annotations.is_some() {
            mappings.push(mapping(&label.id, &label.name, n_annotations.unwrap_or(0), shelf));
        }
    }
    mappings.extend(n_annotations.into_iter().map(|(id, n)| mapping(id, id, n, shelf)));
    mappings
}

fn mapping(id: &str, name: &str, n_annotations: usize, shelf: &Shelf) -> Mapping {
    let labels = shelf.labels();
    let is_here = labels.iter().any(|(here, _)| here == id);
    let is_same = |here: &str| [id, name].iter().any(|it| it.to_lowercase() == here.to_lowercase());
    let same = labels.iter().find(|(here, title)| !is_here && (is_same(here) || is_same(title)));
    Mapping {
        id: id.to_owned(),
        name: name.to_owned(),
        n_annotations,
        is_here,
        becomes: same.map(|(here, _)| here.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Texts;
    use onrecord_core::transfer::Found;

    fn read(name: &str, text: &str) -> Annotated {
        let mut shelf = Shelf::default();
        let labels = [("claim", "Claim"), ("quote", "Quote")];
        shelf.stock_labels(labels.map(|(id, name)| (id.to_owned(), name.to_owned())));
        let given = Texts::default().give(name, text.as_bytes().into());
        match given.read().found {
            Ok(Found::Annotations { format, imported }) => {
                Annotated::new(given, format, imported, &shelf)
            }
            other => panic!("{other:?}"),
        }
    }

    /// Labels and quotes of what the page gets.
    fn arrived(annotated: Annotated) -> (Vec<(String, String)>, Vec<String>) {
        let Delivery::Reading { packed, .. } = annotated.deliver(&crate::strings::ENGLISH) else {
            panic!("it was read")
        };
        let reading = transfer::decode(&packed).expect("it arrives");
        let marked = reading.imported.articles.iter().flat_map(|article| {
            let annotations = article.annotations.iter();
            annotations.map(|it| (it.label.clone(), it.quote(&article.text)))
        });
        (marked.collect(), reading.problems)
    }

    #[test]
    fn labels_that_differ_in_capitals_alone_become_ours_and_others_as_chosen() {
        let line = r#"{"text": "He said no.", "label": [[8, 10, "QUOTE"], [0, 2, "who"], [3, 7, "claim"]]}"#;
        let mut annotated = read("a.jsonl", line);
        let decided = |it: &Annotated| -> Vec<(String, bool, Option<String>)> {
            it.labels.iter().map(|it| (it.id.clone(), it.is_here, it.becomes.clone())).collect()
        };
        let expected =
            [("QUOTE", false, Some("quote")), ("who", false, None), ("claim", true, None)];
        let expected = expected.map(|(id, is, to)| (id.to_owned(), is, to.map(str::to_owned)));
        assert_eq!(decided(&annotated), expected);
        annotated.labels[1].becomes = Some("claim".to_owned());
        let (marked, problems) = arrived(annotated);
        let marked: Vec<_> = marked.iter().map(|(label, quote)| (&**label, &**quote)).collect();
        assert_eq!(marked, [("quote", "no"), ("claim", "He"), ("claim", "said")]);
        assert_eq!(problems, [""; 0]);
    }

    const DAMAGED: &str = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
        {"text": "Yes, said A. No, said B. No, said C.", "annotations": [
        {"label": "quote", "ranges": [[1, 3]], "quote": "Yes"},
        {"label": "quote", "ranges": [[0, 2]], "quote": "No"},
        {"label": "claim", "ranges": [[0, 2]], "quote": "Perhaps"},
        {"label": "claim", "ranges": [[90, 95]]}]}]}"#;

    #[test]
    fn places_that_are_certain_are_chosen_and_others_are_asked() {
        let mut annotated = read("a.json", DAMAGED);
        assert!(!Annotated::is_settled(annotated.format, &annotated.imported));
        assert_eq!(annotated.chosen, [Some(0), None, None]);
        let n_marked: Vec<usize> = annotated.labels.iter().map(|it| it.n_annotations).collect();
        assert_eq!(n_marked, [1, 2]);
        let n_places: Vec<usize> = annotated.offers.iter().map(|it| it.places.all.len()).collect();
        assert_eq!((n_places, annotated.n_annotations()), (vec![1, 2, 0], 1));
        // What marks nothing that could be looked for is told as it is.
        assert_eq!(annotated.other_problems().count(), 1);
        annotated.chosen[1] = Some(1);
        let (marked, problems) = arrived(annotated);
        let quotes: Vec<_> = marked.iter().map(|(_, quote)| &**quote).collect();
        assert_eq!((quotes, problems.len()), (vec!["Yes", "No"], 2), "{problems:?}");
    }

    #[test]
    fn what_is_left_out_stays_out() {
        let mut annotated = read("a.json", DAMAGED);
        annotated.chosen.fill(None);
        let (marked, problems) = arrived(annotated);
        assert_eq!((marked.len(), problems.len()), (0, 4), "{problems:?}");
    }

    #[test]
    fn our_own_file_is_settled_when_nothing_is_wrong_with_it() {
        let json = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"text": "Yes", "annotations": [{"label": "quote", "ranges": [[0, 3]], "quote": "Yes"}]}]}"#;
        let annotated = read("a.json", json);
        assert!(Annotated::is_settled(annotated.format, &annotated.imported));
        let line = r#"{"text": "Yes", "label": [[0, 3, "quote"]]}"#;
        let annotated = read("a.jsonl", line);
        assert!(!Annotated::is_settled(annotated.format, &annotated.imported));
    }
}
