//! The open article, cut into chunks that are drawn one by one.
//!
//! A chunk keeps its address for as long as nothing in it changes, so that an edit redraws only
//! the chunks it touches.

use std::rc::Rc;

use onrecord_core::highlight::ChunkIndex;
use onrecord_core::model::{Annotation, AnnotationId, Article, Block, Library, OrderKey};
use onrecord_core::order::sorted;
use onrecord_core::text::{ArticleText, CharOffset, CharSpan, Counts, Utf16Offset};

use super::article_map::ArticleMap;

/// Code points after which a chunk is full: a screenful or two. Laying out much more at once would
/// be felt while scrolling.
const CHUNK_CHARS: usize = 4000;

/// Blocks after which a chunk is full, however short they are.
const CHUNK_BLOCKS: usize = 12;

/// The open article.
#[derive(Debug, Clone)]
pub struct ArticleView {
    /// Its structure.
    pub article: Rc<Article>,
    /// Its characters.
    pub text: Rc<ArticleText>,
    /// What was counted in the text.
    pub counts: Counts,
    /// Its parts in order; together they hold every character.
    pub chunks: Vec<Rc<Chunk>>,
    /// Where its annotations begin.
    pub map: ArticleMap,
    index: ChunkIndex,
}

/// Some neighbouring blocks with the annotations that touch them.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// Its position among the chunks.
    pub number: usize,
    /// Its characters, the blank ones before its first and after its last block included.
    pub span: CharSpan,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// The position of its first block among the article's.
    pub first_block: usize,
    /// What touches it, in reading order.
    pub annotations: Vec<Rc<Annotation>>,
}

/// A place in a block of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockPlace {
    /// The number of the chunk.
    pub chunk: usize,
    /// The block's position in the chunk.
    pub block: usize,
    /// UTF-16 code units before the place in the block.
    pub units: usize,
}

impl ArticleView {
    /// Cuts `article` and looks up its annotations.
    pub fn new(article: Rc<Article>, text: Rc<ArticleText>, library: &Library) -> Self {
        let cuts = cut(&article.blocks, text.n_chars());
        let annotations: Vec<_> = library.annotations_of(article.id).collect();
        let mut index = ChunkIndex::new(cuts.iter().map(|cut| cut.span));
        let touching = index.load(annotations.iter().copied());
        let chunks =
            cuts.into_iter().zip(touching).enumerate().map(|(number, (cut, annotations))| {
                let blocks = article.blocks[cut.blocks.clone()].to_vec();
                let first_block = cut.blocks.start;
                Rc::new(Chunk { number, span: cut.span, blocks, first_block, annotations })
            });
        let chunks = chunks.collect();
        let counts = Counts::of(text.as_str());
        let map = ArticleMap::new(text.n_chars(), annotations.iter().map(|it| &***it));
        Self { article, text, counts, chunks, map, index }
    }

    /// Takes note that an annotation became `after`; one of both sides may be absent.
    pub fn annotation_changed(
        &mut self,
        library: &Library,
        before: Option<&Annotation>,
        after: Option<&Annotation>,
    ) {
        let is_here = |annotation: &&Annotation| annotation.article == self.article.id;
        let (before, after) = (before.filter(is_here), after.filter(is_here));
        self.map.change(before, after);
        let mut touched = before.map_or(Vec::new(), |it| self.index.remove(it));
        touched.extend(after.map_or(Vec::new(), |it| self.index.insert(it)));
        let mut touched = sorted(touched);
        touched.dedup();
        for number in touched {
            let annotations = touching(&self.index, library, number);
            let chunk = Chunk { annotations, ..Chunk::clone(&self.chunks[number]) };
            self.chunks[number] = Rc::new(chunk);
        }
    }

    /// The chunks in which a part of this annotation lies, in order.
    pub fn chunks_of(&self, annotation: &Annotation) -> Vec<usize> {
        self.index.chunks_touched(&annotation.ranges)
    }

    /// The chunk in which this character lies; the last one for places beyond the text.
    pub fn chunk_at(&self, place: CharOffset) -> usize {
        let after = self.chunks.partition_point(|chunk| chunk.span.start() <= place);
        after.saturating_sub(1)
    }

    /// The UTF-16 code units before each chunk, by its number.
    pub fn chunk_starts(&self) -> impl Fn(usize) -> Option<Utf16Offset> {
        |number| Some(self.text.char_to_utf16(self.chunks.get(number)?.span.start()))
    }

    /// Where the document has a place. One between two blocks counts as the start of the second one.
    pub fn place_in_block(&self, place: CharOffset) -> Option<BlockPlace> {
        let blocks = &self.article.blocks;
        let number = blocks.partition_point(|block| block.range.end() < place);
        let number = number.min(blocks.len().checked_sub(1)?);
        let range = blocks[number].range;
        let place = place.clamp(range.start(), range.end());
        let units = |place| self.text.char_to_utf16(place).get();
        let after = self.chunks.partition_point(|chunk| chunk.first_block <= number);
        let chunk = self.chunks.get(after.checked_sub(1)?)?;
        let units = units(place) - units(range.start());
        Some(BlockPlace { chunk: chunk.number, block: number - chunk.first_block, units })
    }

    /// The annotations that touch these chunks, in reading order, each with its position among all of the article.
    pub fn annotations_in(
        &self,
        library: &Library,
        chunks: std::ops::Range<usize>,
    ) -> Vec<(usize, Rc<Annotation>)> {
        let order = library.order_of(self.article.id);
        let touching = chunks.flat_map(|chunk| self.index.touching(chunk));
        let mut keys: Vec<OrderKey> = sorted(touching.copied());
        keys.dedup();
        let found = keys.into_iter().filter_map(|key| {
            let annotation = library.annotation(key.2)?;
            Some((order.binary_search(&key).ok()?, annotation.clone()))
        });
        found.collect()
    }

    /// The annotation after (or before) `from` in reading order, the first (or last) one without.
    pub fn neighbour(
        &self,
        library: &Library,
        from: Option<AnnotationId>,
        is_next: bool,
    ) -> Option<AnnotationId> {
        let order = library.order_of(self.article.id);
        let here = from.and_then(|from| order.iter().position(|(_, _, id)| *id == from));
        let position = match (here, is_next) {
            (Some(here), true) => here + 1,
            (Some(here), false) => here.checked_sub(1)?,
            (None, true) => 0,
            (None, false) => order.len().checked_sub(1)?,
        };
        order.get(position).map(|(_, _, id)| *id)
    }
}

fn touching(index: &ChunkIndex, library: &Library, chunk: usize) -> Vec<Rc<Annotation>> {
    let keys = index.touching(chunk);
    let mut annotations = Vec::with_capacity(keys.len());
    annotations.extend(keys.iter().filter_map(|(_, _, id)| library.annotation(*id).cloned()));
    annotations
}

struct Cut {
    blocks: std::ops::Range<usize>,
    span: CharSpan,
}

/// Which blocks go together. There is at least one chunk, so that a blank text is drawn, too.
fn cut(blocks: &[Block], n_chars: usize) -> Vec<Cut> {
    let mut firsts = vec![0];
    for (position, block) in blocks.iter().enumerate() {
        let first = firsts[firsts.len() - 1];
        let n_chars = block.range.end().get() - blocks[first].range.start().get();
        if position > first && (n_chars > CHUNK_CHARS || position - first >= CHUNK_BLOCKS) {
            firsts.push(position);
        }
    }
    let start_of = |idx: usize| match firsts.get(idx) {
        Some(0) => CharOffset::new(0),
        Some(first) => blocks[*first].range.start(),
        None => CharOffset::new(n_chars),
    };
    let chunk = |idx: usize| Cut {
        blocks: firsts[idx]..firsts.get(idx + 1).copied().unwrap_or(blocks.len()),
        span: CharSpan::new(start_of(idx), start_of(idx + 1)),
    };
    (0..firsts.len()).map(chunk).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_core::model::BlockKind;

    use super::*;

    #[test]
    fn chunks_hold_every_character_and_block_once() {
        let block = |start: usize| Block {
            kind: BlockKind::Paragraph,
            range: CharSpan::of(start, start + 900),
        };
        let blocks: Vec<Block> = (0..40).map(|position| block(3 + position * 902)).collect();
        let cuts = cut(&blocks, 50_000);
        assert!(cuts.len() > 5);
        let mut blocks_end = 0;
        let mut chars_end = CharOffset::new(0);
        for cut in &cuts {
            assert_eq!(cut.blocks.start, blocks_end);
            assert_eq!(cut.span.start(), chars_end);
            (blocks_end, chars_end) = (cut.blocks.end, cut.span.end());
        }
        assert_eq!((blocks_end, chars_end), (40, CharOffset::new(50_000)));
    }

    #[test]
    fn blank_text_is_one_chunk() {
        let cuts = cut(&[], 7);
        assert_eq!(cuts.len(), 1);
        assert_eq!((cuts[0].blocks.clone(), cuts[0].span), (0..0, CharSpan::of(0, 7)));
    }
}
