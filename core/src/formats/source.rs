//! What readers read: a file, and what lies beside it.

use std::borrow::Cow;
use std::fmt;

use crate::text::TextHash;

use super::{Limits, NO_REPAIRS, ReadErrorKind, Repairs};

/// Finds a file that lies beside another one by its name, which holds no folders.
pub type Beside<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// A file to be read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// What is in it.
    pub bytes: &'a [u8],
    /// Finds what lies beside it, such as the text that is marked.
    pub beside: Beside<'a>,
    /// How much is taken in.
    pub limits: Limits,
    /// Where to put what does not fit.
    pub repairs: &'a Repairs,
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Source({}, {} bytes)", self.name, self.bytes.len())
    }
}

impl<'a> Source<'a> {
    /// A file with nothing beside it.
    pub fn alone(name: &'a str, bytes: &'a [u8]) -> Self {
        Self::new(name, bytes, &|_| None)
    }

    /// A file of another program, with what lies beside it.
    pub fn new(name: &'a str, bytes: &'a [u8], beside: Beside<'a>) -> Self {
        Self { name, bytes, beside, limits: Limits::FOREIGN, repairs: &NO_REPAIRS }
    }

    /// Its name without the ending.
    pub fn stem(&self) -> &'a str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }

    /// What is in it as text, without a byte order mark. UTF-16 is understood where a mark says so.
    ///
    /// # Errors
    /// When it is too large or no Unicode text.
    pub fn text(&self) -> Result<Cow<'a, str>, ReadErrorKind> {
        let (n_bytes, limit) = (self.bytes.len(), self.limits.file_bytes);
        if n_bytes > limit {
            return Err(ReadErrorKind::TooLarge { n_bytes, limit });
        }
        match self.bytes {
            [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes).map(Cow::Owned),
            [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes).map(Cow::Owned),
            bytes => {
                let text = str::from_utf8(bytes)
                    .map_err(|error| ReadErrorKind::NotUtf8 { offset: error.valid_up_to() })?;
                Ok(Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)))
            }
        }
    }

    /// The text of a file beside it, to the character: a byte order mark is one, since offsets
    /// count it. `None` when there is no such file.
    ///
    /// # Errors
    /// When it is no text in UTF-8.
    pub fn text_beside(&self, name: &str) -> Result<Option<String>, ReadErrorKind> {
        let Some(bytes) = (self.beside)(name) else { return Ok(None) };
        let text = String::from_utf8(bytes)
            .map_err(|error| ReadErrorKind::NotUtf8 { offset: error.utf8_error().valid_up_to() })?;
        Ok(Some(text))
    }
}

/// The name of the file that holds the text of `doc`.
pub fn text_file(doc: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_.".contains(character);
    let plain: String =
        doc.chars().map(|it| if is_plain(it) { it } else { '_' }).take(80).collect();
    if plain == doc && !plain.starts_with('.') {
        return format!("{doc}.txt");
    }
    format!("{}-{}.txt", plain.trim_start_matches('.'), &TextHash::of(doc).to_string()[..8])
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadErrorKind> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text = String::with_capacity(bytes.len() / 2);
    for (unit_idx, character) in char::decode_utf16(units).enumerate() {
        text.push(character.map_err(|_| ReadErrorKind::NotUtf8 { offset: 2 + unit_idx * 2 })?);
    }
    if rest.is_empty() { Ok(text) } else { Err(ReadErrorKind::NotUtf8 { offset: bytes.len() + 1 }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_in_utf_8_and_utf_16() {
        let check = |bytes: &[u8], expected: Result<&str, ReadErrorKind>| {
            let text = Source::alone("a", bytes).text();
            assert_eq!(text, expected.map(Cow::Borrowed));
        };
        check("\u{feff}é".as_bytes(), Ok("é"));
        check(&[0xff, 0xfe, b'a', 0], Ok("a"));
        check(&[0xfe, 0xff, 0, b'a'], Ok("a"));
        check(&[0xff, 0xfe, b'a'], Err(ReadErrorKind::NotUtf8 { offset: 2 }));
        check(&[b'a', 0xff], Err(ReadErrorKind::NotUtf8 { offset: 1 }));
    }
}
