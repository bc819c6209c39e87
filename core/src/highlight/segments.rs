//! Cuts a block of text into touching pieces, each with the annotations lying over it.

use crate::order::sorted;
use crate::text::{ArticleText, ByteOffset, ByteSpan, CharSpan};

use super::lanes::lanes;

/// The pieces of one block, in text order: they touch, cover the block and are never empty.
///
/// Held in two flat lists, since a page draws thousands of pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    pieces: Vec<Piece>,
    active: Vec<Active>,
    n_lanes: usize,
}

/// One piece of a block: a stretch over which the same annotations lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Where it lies in the article's text.
    pub bytes: ByteSpan,
    /// What lies over it, outermost first; empty where the text is plain.
    pub active: &'a [Active],
}

/// An annotation that lies over a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Active {
    /// Its position among the annotations that were given.
    pub annotation: usize,
    /// Its lane, the same over the whole block; annotations that overlap have different ones.
    pub lane: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    bytes: ByteSpan,
    /// Where its part of the list of active annotations ends.
    active_end: usize,
}

/// A range of an annotation, within the block.
#[derive(Clone, Copy)]
struct Cover {
    bytes: ByteSpan,
    annotation: usize,
}

impl Segments {
    /// The pieces, in text order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Segment<'_>> {
        let mut active_start = 0;
        self.pieces.iter().map(move |piece| {
            let active = &self.active[active_start..piece.active_end];
            active_start = piece.active_end;
            Segment { bytes: piece.bytes, active }
        })
    }

    /// How many lanes the block needs.
    pub fn n_lanes(&self) -> usize {
        self.n_lanes
    }

    fn push(&mut self, bytes: ByteSpan, active: impl IntoIterator<Item = Active>) {
        if !bytes.is_empty() {
            self.active.extend(active);
            self.pieces.push(Piece { bytes, active_end: self.active.len() });
        }
    }
}

/// Cuts `block`, a range of `text`, at each end of each range of the `annotations`.
///
/// Each annotation is given by its ranges, in reading order, which is also the order in which a
/// piece names those that lie over it. They may reach beyond the block or lie outside it, which
/// takes time but changes nothing. An annotation lies only over its ranges, but keeps its lane
/// free from the first to the last of them. An empty block has no pieces.
///
/// Takes O(n log n) for n ranges, and the size of what is returned.
pub fn segments<'a>(
    text: &ArticleText,
    block: CharSpan,
    annotations: impl IntoIterator<Item = &'a [CharSpan]>,
) -> Segments {
    let covers = covers_within(text, block, annotations);
    let (lanes, n_lanes) = lanes(&hulls(&covers));
    let mut segments = Segments { n_lanes, ..Segments::default() };
    let mut open: Vec<Cover> = Vec::new();
    let mut coming = covers.as_slice();
    let block = text.to_bytes(block);
    let mut here = block.start();
    for cut in cuts(&covers, block.end()) {
        let named =
            |cover: &Cover| Active { annotation: cover.annotation, lane: lanes[cover.annotation] };
        segments.push(ByteSpan::new(here, cut), open.iter().map(named));
        here = cut;
        open.retain(|cover| cover.bytes.end() > here);
        let n_starting = coming.partition_point(|cover| cover.bytes.start() <= here);
        let (starting, later) = coming.split_at(n_starting);
        coming = later;
        open_all(&mut open, starting);
    }
    segments
}

/// What of the annotations' ranges lies within the block, by start and then by annotation.
fn covers_within<'a>(
    text: &ArticleText,
    block: CharSpan,
    annotations: impl IntoIterator<Item = &'a [CharSpan]>,
) -> Vec<Cover> {
    let mut covers = Vec::new();
    for (annotation, ranges) in annotations.into_iter().enumerate() {
        let inside = ranges.iter().filter_map(|range| range.intersection(block));
        let bytes = inside.map(|range| text.to_bytes(range)).filter(|bytes| !bytes.is_empty());
        covers.extend(bytes.map(|bytes| (bytes.start(), annotation, bytes.end())));
    }
    let covers = sorted(covers).into_iter();
    let cover = |(start, annotation, end)| Cover { bytes: ByteSpan::new(start, end), annotation };
    covers.map(cover).collect()
}

/// From the first to the last cover of each annotation; empty for those without a cover.
fn hulls(covers: &[Cover]) -> Vec<ByteSpan> {
    let n_annotations = covers.iter().map(|cover| cover.annotation + 1).max().unwrap_or(0);
    let mut hulls = vec![ByteSpan::default(); n_annotations];
    for cover in covers {
        let hull = &mut hulls[cover.annotation];
        *hull = if hull.is_empty() { cover.bytes } else { hull.hull(cover.bytes) };
    }
    hulls
}

/// Where a piece ends, in order; the last place is the end of the block.
fn cuts(covers: &[Cover], block_end: ByteOffset) -> Vec<ByteOffset> {
    let ends = covers.iter().flat_map(|cover| [cover.bytes.start(), cover.bytes.end()]);
    let mut cuts = sorted(ends.chain([block_end]));
    cuts.dedup();
    cuts
}

/// Adds `starting` to `open`, which stays in the order of the annotations, each there once.
fn open_all(open: &mut Vec<Cover>, starting: &[Cover]) {
    if starting.is_empty() {
        return;
    }
    // Few are open at once, so each finds its place by bisection.
    for cover in starting {
        let place = open.partition_point(|other| other.annotation <= cover.annotation);
        open.insert(place, *cover);
    }
    // Ranges of one annotation do not overlap in our own data; in case they do, the hull is open.
    open.dedup_by(|later, earlier| {
        let is_same = later.annotation == earlier.annotation;
        if is_same {
            earlier.bytes = earlier.bytes.hull(later.bytes);
        }
        is_same
    });
}

#[cfg(test)]
mod tests;
