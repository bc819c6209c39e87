//! Conversion between bytes, UTF-16 code units and code points of one text.

use super::{ByteOffset, ByteSpan, CharOffset, CharSpan, Utf16Offset, Utf16Span};

/// Bytes between two remembered places; a conversion scans fewer than this many.
const STRIDE: usize = 128;

/// Remembers how many code points and UTF-16 units lie before every 128th byte of a text.
///
/// From bytes a conversion is a look-up and a scan of at most 128 bytes; to bytes a binary
/// search comes first. A text of ASCII alone needs neither. Offsets beyond the text convert to its
/// end; offsets inside a character convert to its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OffsetIndex {
    checkpoints: Vec<Checkpoint>,
    end: Checkpoint,
}

/// One place, in all three units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Checkpoint {
    byte: u32,
    utf16: u32,
    chars: u32,
}

impl Checkpoint {
    fn step(self, character: char) -> Self {
        Self {
            byte: self.byte + character.len_utf8() as u32,
            utf16: self.utf16 + character.len_utf16() as u32,
            chars: self.chars + 1,
        }
    }

    /// The place behind `passage`, which begins here.
    fn after(self, passage: &str) -> Self {
        let n_bytes = passage.len() as u32;
        let (n_chars, n_pairs) = if passage.is_ascii() {
            (n_bytes, 0)
        } else {
            // Characters of four bytes are pairs in UTF-16.
            let n_pairs = passage.bytes().filter(|byte| *byte >= 0xf0).count();
            (passage.chars().count() as u32, n_pairs as u32)
        };
        Self {
            byte: self.byte + n_bytes,
            utf16: self.utf16 + n_chars + n_pairs,
            chars: self.chars + n_chars,
        }
    }
}

impl OffsetIndex {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            let n_bytes = text.len() as u32;
            let end = Checkpoint { byte: n_bytes, utf16: n_bytes, chars: n_bytes };
            return Self { checkpoints: Vec::new(), end };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut here = Checkpoint::default();
        for place in (0..text.len()).step_by(STRIDE) {
            here = here.after(&text[here.byte as usize..text.ceil_char_boundary(place)]);
            checkpoints.push(here);
        }
        let end = here.after(&text[here.byte as usize..]);
        Self { checkpoints, end }
    }

    /// The length of the text in code points.
    pub fn n_chars(&self) -> usize {
        self.end.chars as usize
    }

    /// The length of the text in UTF-16 code units.
    pub fn n_utf16(&self) -> usize {
        self.end.utf16 as usize
    }

    /// Code points before `offset`.
    pub fn byte_to_char(&self, text: &str, offset: ByteOffset) -> CharOffset {
        CharOffset::new(self.find(text, offset.get(), |place| place.byte).chars as usize)
    }

    /// UTF-16 units before `offset`.
    pub fn byte_to_utf16(&self, text: &str, offset: ByteOffset) -> Utf16Offset {
        Utf16Offset::new(self.find(text, offset.get(), |place| place.byte).utf16 as usize)
    }

    /// The byte at which code point number `offset` starts.
    pub fn char_to_byte(&self, text: &str, offset: CharOffset) -> ByteOffset {
        ByteOffset::new(self.find(text, offset.get(), |place| place.chars).byte as usize)
    }

    /// UTF-16 units before code point number `offset`.
    pub fn char_to_utf16(&self, text: &str, offset: CharOffset) -> Utf16Offset {
        Utf16Offset::new(self.find(text, offset.get(), |place| place.chars).utf16 as usize)
    }

    /// The byte of the character in which UTF-16 unit number `offset` lies.
    pub fn utf16_to_byte(&self, text: &str, offset: Utf16Offset) -> ByteOffset {
        ByteOffset::new(self.find(text, offset.get(), |place| place.utf16).byte as usize)
    }

    /// The code point in which UTF-16 unit number `offset` lies.
    pub fn utf16_to_char(&self, text: &str, offset: Utf16Offset) -> CharOffset {
        CharOffset::new(self.find(text, offset.get(), |place| place.utf16).chars as usize)
    }

    /// Both ends of `span` in code points.
    pub fn bytes_to_chars(&self, text: &str, span: ByteSpan) -> CharSpan {
        CharSpan::new(self.byte_to_char(text, span.start()), self.byte_to_char(text, span.end()))
    }

    /// Both ends of `span` in bytes.
    pub fn chars_to_bytes(&self, text: &str, span: CharSpan) -> ByteSpan {
        ByteSpan::new(self.char_to_byte(text, span.start()), self.char_to_byte(text, span.end()))
    }

    /// Both ends of `span` in UTF-16 units.
    pub fn chars_to_utf16(&self, text: &str, span: CharSpan) -> Utf16Span {
        Utf16Span::new(self.char_to_utf16(text, span.start()), self.char_to_utf16(text, span.end()))
    }

    /// The last place whose `unit` is at most `offset`.
    fn find(&self, text: &str, offset: usize, unit: impl Fn(&Checkpoint) -> u32) -> Checkpoint {
        let offset = u32::try_from(offset).unwrap_or(u32::MAX);
        if offset >= unit(&self.end) {
            return self.end;
        }
        if self.checkpoints.is_empty() {
            return Checkpoint { byte: offset, utf16: offset, chars: offset };
        }
        let after = self.checkpoints.partition_point(|place| unit(place) <= offset);
        let mut here = self.checkpoints[after - 1];
        for character in text[here.byte as usize..].chars() {
            let next = here.step(character);
            if unit(&next) > offset {
                break;
            }
            here = next;
        }
        here
    }
}

#[cfg(test)]
mod tests;
