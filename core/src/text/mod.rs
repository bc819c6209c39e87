//! Exact text: offsets in three units, conversion between them, and the boundaries of
//! graphemes, words and sentences.

mod article_text;
mod boundaries;
mod canonical;
mod counts;
mod direction;
mod invisible;
mod letter_case;
mod offset;
mod offset_index;
mod plain_segmenter;
mod quotations;
mod segmenter;
#[cfg(feature = "uax29")]
mod uax29;

pub use article_text::{ArticleText, TextHash};
pub(crate) use boundaries::unit_at;
pub use boundaries::{is_blank, snap_to_graphemes, snap_to_words, trim_blank};
pub use canonical::canonicalise;
pub use counts::Counts;
pub use direction::runs_right_to_left;
pub use invisible::{Hidden, hidden, isolated, with_hidden_shown};
pub(crate) use letter_case::small_letter;
pub use letter_case::{has_words, small_letters};
pub use offset::{
    ByteOffset, ByteSpan, CharOffset, CharSpan, Offset, Span, Utf16Offset, Utf16Span,
};
pub use offset_index::OffsetIndex;
pub use plain_segmenter::PlainSegmenter;
pub use quotations::quotations;
pub use segmenter::{Boundary, Segmenter};
#[cfg(feature = "uax29")]
pub use uax29::Uax29;
