//! The text of an article, with its length, its hash and its offset index.

use std::fmt;

use sha2::{Digest, Sha256};

use super::{ByteOffset, ByteSpan, CharOffset, CharSpan, OffsetIndex, Utf16Offset, Utf16Span};

/// A text that never changes, ready for conversion between offset units.
///
/// What is drawn, stored and exported is exactly [`ArticleText::as_str`].
#[derive(Clone, PartialEq, Eq)]
pub struct ArticleText {
    text: Box<str>,
    index: OffsetIndex,
    hash: TextHash,
}

impl ArticleText {
    /// Takes `text` as it is; see [`super::canonicalise`] for what an importer does before.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let hash = TextHash::of(&text);
        Self::hashed(text, hash)
    }

    /// Takes `text` with its hash, for callers that have a quicker way to it than [`TextHash::of`].
    pub fn hashed(text: impl Into<Box<str>>, hash: TextHash) -> Self {
        let text = text.into();
        let index = OffsetIndex::new(&text);
        Self { text, index, hash }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The SHA-256 of the text's UTF-8 bytes.
    pub fn hash(&self) -> TextHash {
        self.hash
    }

    /// The length in code points.
    pub fn n_chars(&self) -> usize {
        self.index.n_chars()
    }

    /// The length in UTF-16 code units.
    pub fn n_utf16(&self) -> usize {
        self.index.n_utf16()
    }

    /// The characters of `span`; ends beyond the text stop at its end.
    pub fn slice(&self, span: CharSpan) -> &str {
        &self.text[self.to_bytes(span).range()]
    }

    /// `span` in bytes.
    pub fn to_bytes(&self, span: CharSpan) -> ByteSpan {
        self.index.chars_to_bytes(&self.text, span)
    }

    /// `span` in code points; ends inside a character move to its start.
    pub fn to_chars(&self, span: ByteSpan) -> CharSpan {
        self.index.bytes_to_chars(&self.text, span)
    }

    /// `span` in UTF-16 code units.
    pub fn to_utf16(&self, span: CharSpan) -> Utf16Span {
        self.index.chars_to_utf16(&self.text, span)
    }

    /// The byte at which code point number `offset` starts.
    pub fn char_to_byte(&self, offset: CharOffset) -> ByteOffset {
        self.index.char_to_byte(&self.text, offset)
    }

    /// UTF-16 units before code point number `offset`.
    pub fn char_to_utf16(&self, offset: CharOffset) -> Utf16Offset {
        self.index.char_to_utf16(&self.text, offset)
    }

    /// The code point in which UTF-16 unit number `offset` lies.
    pub fn utf16_to_char(&self, offset: Utf16Offset) -> CharOffset {
        self.index.utf16_to_char(&self.text, offset)
    }

    /// Code points before the byte `offset`.
    pub fn byte_to_char(&self, offset: ByteOffset) -> CharOffset {
        self.index.byte_to_char(&self.text, offset)
    }
}

impl fmt::Debug for ArticleText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ArticleText({} code points, {})", self.n_chars(), self.hash)
    }
}

/// The SHA-256 of a text's UTF-8 bytes: the name under which the text is stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// Hashes `text`.
    pub fn of(text: &str) -> Self {
        Self(Sha256::digest(text.as_bytes()).into())
    }

    /// Hashes the bytes of a file, be they text or not.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads the 64 hexadecimal digits that [`fmt::Display`] writes; `None` for anything else.
    pub fn parse(digits: &str) -> Option<Self> {
        let digits = digits.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |digit: u8| char::from(digit).to_digit(16);
            *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
        }
        Some(Self(bytes))
    }

    /// The 32 bytes of the hash.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for TextHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}
