//! Where in an article its annotations begin: what the map beside it shows.

use std::fmt::Write;
use std::rc::Rc;

use onrecord_core::model::Annotation;

/// Rows into which the article is divided; annotations in one row are one tick.
pub const N_ROWS: usize = 200;

/// The ids of the labels that have ticks, in order, each with its ticks as an SVG path in a box that
/// is 10 wide and [`N_ROWS`] high.
pub type Ticks = Vec<(String, Rc<str>)>;

/// Counts annotations by row, so that an edit looks at one row only.
#[derive(Debug, Clone)]
pub struct ArticleMap {
    n_chars: usize,
    counts: Vec<(String, Vec<u32>)>,
    ticks: Ticks,
}

impl ArticleMap {
    /// The map of a text of `n_chars` code points with these annotations.
    pub fn new<'a>(n_chars: usize, annotations: impl IntoIterator<Item = &'a Annotation>) -> Self {
        let mut map = Self { n_chars, counts: Vec::new(), ticks: Ticks::new() };
        for annotation in annotations {
            map.count(annotation, 1);
        }
        map.ticks = map.ticks_now();
        map
    }

    /// The ticks; their paths are the same ones, by address, for as long as none comes or goes.
    pub fn ticks(&self) -> &Ticks {
        &self.ticks
    }

    /// Takes note that an annotation became `after`; one of both sides may be absent.
    pub fn change(&mut self, before: Option<&Annotation>, after: Option<&Annotation>) {
        let has_gone = before.is_some_and(|annotation| self.count(annotation, -1) == 0);
        let has_come = after.is_some_and(|annotation| self.count(annotation, 1) == 1);
        if has_gone || has_come {
            self.ticks = self.ticks_now();
        }
    }

    /// Adds `change` to the row of `annotation` and returns how many are in it then.
    fn count(&mut self, annotation: &Annotation, change: i32) -> u32 {
        let row = annotation.hull().start().get() * N_ROWS / self.n_chars.max(1);
        let place = self.counts.partition_point(|(label, _)| *label < annotation.label);
        if self.counts.get(place).is_none_or(|(label, _)| *label != annotation.label) {
            self.counts.insert(place, (annotation.label.clone(), vec![0; N_ROWS]));
        }
        let n = &mut self.counts[place].1[row.min(N_ROWS - 1)];
        *n = n.saturating_add_signed(change);
        *n
    }

    fn ticks_now(&self) -> Ticks {
        let mut ticks = Ticks::new();
        for (label, counts) in &self.counts {
            let mut path = String::new();
            for row in (0..N_ROWS).filter(|row| counts[*row] > 0) {
                let _ = write!(path, "M1 {row}h8v0.6h-8z");
            }
            if !path.is_empty() {
                ticks.push((label.clone(), path.into()));
            }
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use onrecord_core::model::{
        AnnotationId, ArticleId, Attributes, Origin, Timestamp, UnknownFields,
    };
    use onrecord_core::text::CharSpan;

    use super::*;

    fn annotation(label: &str, start: usize) -> Annotation {
        Annotation {
            id: AnnotationId::from_u128(start as u128),
            article: ArticleId::from_u128(1),
            label: label.to_owned(),
            ranges: vec![CharSpan::of(start, start + 5)],
            attributes: Attributes::new(),
            note: String::new(),
            annotator: String::new(),
            replica: None,
            created: Timestamp::default(),
            modified: Timestamp::default(),
            origin: Origin::Manual,
            unknown: UnknownFields::new(),
        }
    }

    #[test]
    fn ticks_come_and_go_with_the_first_and_last_of_a_row() {
        let (first, second) = (annotation("claim", 0), annotation("claim", 1));
        let mut map = ArticleMap::new(2000, [&first]);
        let ticks = map.ticks().clone();
        assert_eq!(ticks, [("claim".to_owned(), "M1 0h8v0.6h-8z".into())]);
        map.change(None, Some(&second));
        map.change(Some(&first), None);
        assert!(Rc::ptr_eq(&ticks[0].1, &map.ticks()[0].1));
        map.change(Some(&second), Some(&annotation("quote", 1999)));
        assert_eq!(*map.ticks(), [("quote".to_owned(), "M1 199h8v0.6h-8z".into())]);
    }

    #[test]
    fn changes_come_to_the_same_as_a_new_map() {
        let all: Vec<Annotation> = (0..50).map(|nth| annotation("pledge", nth * 37)).collect();
        let mut map = ArticleMap::new(1850, []);
        all.iter().for_each(|it| map.change(None, Some(it)));
        assert_eq!(map.ticks(), ArticleMap::new(1850, &all).ticks());
        all.iter().for_each(|it| map.change(Some(it), None));
        assert!(map.ticks().is_empty());
    }
}
