//! What stands in a JSON string as it is.

/// A one in each byte of a word.
const ONES: u64 = u64::MAX / 255;

/// How many of the first of `bytes` stand in a JSON string as they are: those before the first
/// quotation mark, backslash or control character.
///
/// Eight at a time are looked at, since most of a file is text.
pub fn n_plain(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    let n_words = words.iter().take_while(|word| is_plain(u64::from_le_bytes(**word))).count();
    let rest = &bytes[8 * n_words..];
    let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    8 * n_words + end.unwrap_or(rest.len())
}

fn is_plain(word: u64) -> bool {
    let is_another = |byte: u8| !has_less(word ^ (ONES * u64::from(byte)), 1);
    is_another(b'"') && is_another(b'\\') && !has_less(word, 0x20)
}

/// Whether a byte of `word` is less than `limit`, which is at most 128: as in "Bit Twiddling Hacks" by
/// Sean Eron Anderson.
fn has_less(word: u64, limit: u64) -> bool {
    word.wrapping_sub(ONES * limit) & !word & (ONES << 7) != 0
}
