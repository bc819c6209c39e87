//! Exact text: offsets in three units, conversion between them, and the boundaries of
//! graphemes, words and sentences.

mod article_text;
mod boundaries;
mod canonical;
mod offset;
mod offset_index;

pub use article_text::{ArticleText, TextHash};
pub use boundaries::{Boundary, is_blank, snap_to_graphemes, snap_to_words, trim_blank};
pub use canonical::canonicalise;
pub use offset::{
    ByteOffset, ByteSpan, CharOffset, CharSpan, Offset, Span, Utf16Offset, Utf16Span,
};
pub use offset_index::OffsetIndex;
