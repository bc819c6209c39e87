//! The article that the page opens with.

use super::ArticleId;

/// The sample article's text, as it was scraped.
pub const TEXT: &str = include_str!("presets/sample.txt");

/// The sample article's title, which its text does not have.
pub const TITLE: &str = "Allies agree multilayered security guarantees for Ukraine";

/// The sample article's id, the same everywhere, so that a removed sample stays removed.
pub const ID: ArticleId = ArticleId::from_u128(0x0198_0000_0000_7000_8000_5341_4d50_4c45);
