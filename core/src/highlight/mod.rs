//! Which highlights lie where: blocks cut into pieces, lanes for overlaps, chunks to redraw.
//!
//! Nothing is drawn here; the page makes a text node or a `<mark>` of each piece.

mod chunk_index;
mod lanes;
mod segments;

pub use chunk_index::ChunkIndex;
pub use segments::{Active, Segment, Segments, segments};
