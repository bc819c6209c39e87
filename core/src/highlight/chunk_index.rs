//! Which annotations touch which part of an article, so that an edit redraws only those parts.

use std::rc::Rc;

use crate::model::{Annotation, OrderKey};
use crate::order::sorted;
use crate::text::{CharOffset, CharSpan};

/// The annotations of an article by the chunks of its text that they touch.
///
/// Chunks are numbered from 0 in text order; each reaches to the start of the next, the last to the
/// end of the text. Annotations are held by their place in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChunkIndex {
    chunk_starts: Vec<CharOffset>,
    touching: Vec<Vec<OrderKey>>,
}

impl ChunkIndex {
    /// An index without annotations over these chunks, which are in text order and not overlapping.
    pub fn new(chunks: impl IntoIterator<Item = CharSpan>) -> Self {
        let chunk_starts: Vec<CharOffset> = chunks.into_iter().map(CharSpan::start).collect();
        let touching = vec![Vec::new(); chunk_starts.len()];
        Self { chunk_starts, touching }
    }

    /// How many chunks there are.
    pub fn n_chunks(&self) -> usize {
        self.chunk_starts.len()
    }

    /// The annotations that touch `chunk`, in reading order; none for a chunk that is not there.
    pub fn touching(&self, chunk: usize) -> &[OrderKey] {
        self.touching.get(chunk).map_or(&[], Vec::as_slice)
    }

    /// The chunks in which a part of `ranges` lies, in order, each once.
    ///
    /// An interrupted annotation does not touch the chunks of its interruption, and empty ranges
    /// touch nothing.
    pub fn chunks_touched(&self, ranges: &[CharSpan]) -> Vec<usize> {
        let mut chunks = Vec::new();
        for range in ranges.iter().filter(|range| !range.is_empty()) {
            let after = self.chunk_starts.partition_point(|start| *start < range.end());
            // What comes before the first chunk is counted with it.
            let first = self.chunk_starts.partition_point(|start| *start <= range.start());
            chunks.extend(first.saturating_sub(1)..after.max(1).min(self.n_chunks()));
        }
        if !chunks.is_sorted_by(|one, next| one < next) {
            chunks = sorted(chunks);
            chunks.dedup();
        }
        chunks
    }

    /// Adds annotations, which come in reading order, to an index that has none. Returns those that
    /// touch each chunk.
    ///
    /// The same as inserting them one by one, but looks for no places.
    pub fn load<'a>(
        &mut self,
        annotations: impl IntoIterator<Item = &'a Rc<Annotation>>,
    ) -> Vec<Vec<Rc<Annotation>>> {
        let mut touching = vec![Vec::new(); self.n_chunks()];
        for annotation in annotations {
            let key = annotation.order_key();
            for chunk in self.chunks_touched(&annotation.ranges) {
                self.touching[chunk].push(key);
                touching[chunk].push(annotation.clone());
            }
        }
        touching
    }

    /// Adds an annotation and returns the chunks it touches, in order; one that is there already
    /// is not added again.
    pub fn insert(&mut self, annotation: &Annotation) -> Vec<usize> {
        let key = annotation.order_key();
        let chunks = self.chunks_touched(&annotation.ranges);
        for chunk in &chunks {
            if let Err(position) = self.touching[*chunk].binary_search(&key) {
                self.touching[*chunk].insert(position, key);
            }
        }
        chunks
    }

    /// Removes an annotation, given as it was inserted, and returns the chunks it touched, in order.
    pub fn remove(&mut self, annotation: &Annotation) -> Vec<usize> {
        let key = annotation.order_key();
        let chunks = self.chunks_touched(&annotation.ranges);
        for chunk in &chunks {
            if let Ok(position) = self.touching[*chunk].binary_search(&key) {
                self.touching[*chunk].remove(position);
            }
        }
        chunks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::annotation;

    fn index() -> ChunkIndex {
        ChunkIndex::new([CharSpan::of(0, 10), CharSpan::of(12, 20), CharSpan::of(22, 30)])
    }

    fn check(ranges: &[(usize, usize)], expected: &[usize]) {
        let ranges: Vec<CharSpan> = ranges.iter().map(|(s, e)| CharSpan::of(*s, *e)).collect();
        assert_eq!(index().chunks_touched(&ranges), expected);
    }

    #[test]
    fn a_range_touches_the_chunks_it_has_characters_of() {
        check(&[(0, 12)], &[0]);
        check(&[(0, 13)], &[0, 1]);
        check(&[(12, 22)], &[1]);
        check(&[(29, 99)], &[2]);
        check(&[(5, 5)], &[]);
    }

    #[test]
    fn an_interruption_is_not_touched() {
        check(&[(1, 3), (25, 26)], &[0, 2]);
        check(&[(1, 3), (4, 14), (15, 16)], &[0, 1]);
    }

    #[test]
    fn text_before_the_first_chunk_counts_with_it() {
        let index = ChunkIndex::new([CharSpan::of(4, 9), CharSpan::of(9, 12)]);
        assert_eq!(index.chunks_touched(&[CharSpan::of(0, 2)]), [0]);
        assert_eq!(index.chunks_touched(&[CharSpan::of(0, 10)]), [0, 1]);
        assert!(ChunkIndex::new([]).chunks_touched(&[CharSpan::of(0, 2)]).is_empty());
    }

    /// Annotations in reading order.
    fn annotations() -> impl Strategy<Value = Vec<Rc<Annotation>>> {
        let range = (0_usize..30, 1_usize..15);
        prop::collection::vec(range, 0..20).prop_map(|ranges| {
            let annotation = |(id, (start, len))| {
                Rc::new(annotation(id as u128, &[CharSpan::of(start, start + len)]))
            };
            let mut annotations: Vec<_> = ranges.into_iter().enumerate().map(annotation).collect();
            annotations.sort_by_key(|annotation| annotation.order_key());
            annotations
        })
    }

    proptest! {
        #[test]
        fn loading_inserting_and_removing_agree(
            annotations in annotations(),
            removed in prop::collection::vec(any::<bool>(), 20),
        ) {
            let mut inserted = index();
            for annotation in annotations.iter().rev() {
                inserted.insert(annotation);
                inserted.insert(annotation);
            }
            let mut loaded = index();
            let touching = loaded.load(&annotations);
            prop_assert_eq!(&inserted, &loaded);
            for (chunk, touching) in touching.iter().enumerate() {
                let keys = touching.iter().map(|annotation| annotation.order_key());
                prop_assert_eq!(keys.collect::<Vec<_>>(), loaded.touching(chunk));
            }

            let (gone, kept): (Vec<_>, Vec<_>) =
                annotations.into_iter().zip(removed).partition(|(_, is_removed)| *is_removed);
            for (annotation, _) in &gone {
                prop_assert_eq!(
                    inserted.remove(annotation),
                    loaded.chunks_touched(&annotation.ranges)
                );
            }
            let mut rest = index();
            rest.load(kept.iter().map(|(annotation, _)| annotation));
            prop_assert_eq!(inserted, rest);
        }
    }
}
