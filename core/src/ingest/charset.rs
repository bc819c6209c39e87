//! Bytes to characters: which character set a document is in, and how that is known.
//!
//! Encodings and their tables are those of the WHATWG Encoding Standard, as browsers have them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes at the start of a file in which zeros are counted.
const N_ZEROS_COUNTED: usize = 4_096;
/// Of a text, at most one character in so many cannot be read or is a control character.
const MOST_BAD_SHARE: usize = 50;
/// A file with a few damaged bytes is still UTF-8 when so many characters of it are right.
const N_GOOD_PER_BAD: usize = 20;

/// The characters of a document.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'bytes> {
    /// The text, without a byte order mark.
    pub text: Cow<'bytes, str>,
    /// How it was written.
    pub charset: Charset,
}

/// A character set, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charset {
    /// Its name in the Encoding Standard, such as `windows-1252`.
    pub name: &'static str,
    /// How it is known.
    pub known_by: KnownBy,
    /// How many characters could not be read and became U+FFFD.
    pub n_unreadable: usize,
}

/// How a character set is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// By a byte order mark.
    Mark,
    /// Its bytes are right, which those of another set would not be by chance.
    Bytes,
    /// The document says so.
    Declaration,
    /// By how often which letters stand together; it may be another one.
    Guess,
}

/// Reads `bytes`, in the set with the label `declared` where nothing speaks against it.
///
/// `None` when they are no text.
///
/// ```
/// # use onrecord_core::ingest::charset::decode;
/// let decoded = decode(b"\x93Nein\x94, sagte sie in K\xf6ln.", None).expect("it is text");
/// assert_eq!(decoded.text, "“Nein”, sagte sie in Köln.");
/// assert_eq!(decoded.charset.name, "windows-1252");
/// ```
pub fn decode<'bytes>(bytes: &'bytes [u8], declared: Option<&str>) -> Option<Decoded<'bytes>> {
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes) {
        return accept(&bytes[n_mark..], encoding, KnownBy::Mark);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // Declared in bytes that are ASCII, a set with escapes may be meant.
    if let Ok(text) = str::from_utf8(bytes)
        && declared.is_none_or(|encoding| encoding.is_ascii_compatible() || !bytes.is_ascii())
        && !text.contains('\0')
    {
        let charset = Charset { name: UTF_8.name(), known_by: KnownBy::Bytes, n_unreadable: 0 };
        return is_text(text, 0).then_some(Decoded { text: Cow::Borrowed(text), charset });
    }
    if let Some(encoding) = wide_encoding(bytes) {
        return accept(bytes, encoding, KnownBy::Guess);
    }
    if bytes.contains(&0) {
        return None;
    }
    if is_almost_utf8(bytes) {
        return accept(bytes, UTF_8, KnownBy::Bytes);
    }
    match declared.filter(|encoding| *encoding != UTF_8) {
        Some(encoding) => accept(bytes, encoding, KnownBy::Declaration),
        None => accept(bytes, guess(bytes), KnownBy::Guess),
    }
}

fn accept<'bytes>(
    bytes: &'bytes [u8],
    encoding: &'static Encoding,
    known_by: KnownBy,
) -> Option<Decoded<'bytes>> {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let n_unreadable = if has_errors { text.matches('\u{fffd}').count() } else { 0 };
    let charset = Charset { name: encoding.name(), known_by, n_unreadable };
    is_text(&text, n_unreadable).then_some(Decoded { text, charset })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark, by where its zeros stand: every other byte of Latin letters.
fn wide_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(N_ZEROS_COUNTED)];
    let zeros_from = |first: usize| start.iter().skip(first).step_by(2).filter(|it| **it == 0);
    let (high, low) = (zeros_from(0).count(), zeros_from(1).count());
    let many = start.len() / 8;
    match (high > many, low > many) {
        (true, false) if low == 0 => Some(UTF_16BE),
        (false, true) if high == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether bytes outside ASCII form UTF-8, but for a few.
fn is_almost_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good >= n_bad * N_GOOD_PER_BAD
}

/// Whether hardly any character is a control or unreadable.
fn is_text(text: &str, n_unreadable: usize) -> bool {
    let is_odd = |it: &char| it.is_ascii_control() && !matches!(it, '\t' | '\n' | '\r' | '\u{c}');
    let n_odd = text.chars().filter(is_odd).count() + n_unreadable;
    !text.contains('\0') && n_odd * MOST_BAD_SHARE <= text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, name: &str, known_by: KnownBy) {
        let decoded = decode(bytes, declared).expect("it is text");
        assert_eq!(decoded.text, text);
        assert_eq!((decoded.charset.name, decoded.charset.known_by), (name, known_by));
    }

    #[test]
    fn marks_count_before_all_else() {
        check(b"\xef\xbb\xbfA", Some("windows-1252"), "A", "UTF-8", KnownBy::Mark);
        check(b"\xff\xfeA\0\xac\x20", None, "A€", "UTF-16LE", KnownBy::Mark);
        check(b"\xfe\xff\0A\x20\xac", None, "A€", "UTF-16BE", KnownBy::Mark);
    }

    #[test]
    fn utf_16_is_known_by_its_zeros() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let text = "The talks go on in Kostel, the ministry said.";
        check(&wide(text), None, text, "UTF-16LE", KnownBy::Guess);
        let swapped: Vec<u8> =
            wide(text).chunks_exact(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        check(&swapped, None, text, "UTF-16BE", KnownBy::Guess);
    }

    #[test]
    fn right_utf_8_counts_before_a_declaration() {
        check("Köln".as_bytes(), Some("iso-8859-1"), "Köln", "UTF-8", KnownBy::Bytes);
    }

    #[test]
    fn a_declaration_counts_before_a_guess() {
        let bytes = b"\xcf\xf0\xe8\xe2\xe5\xf2";
        check(bytes, Some("windows-1251"), "Привет", "windows-1251", KnownBy::Declaration);
    }

    #[test]
    fn old_sets_are_guessed() {
        for (label, text) in [
            (
                "windows-1252",
                "“C’est fini”, a déclaré la ministre à l’Élysée, où l’on s’est réuni.",
            ),
            ("windows-1251", "Министр заявил, что переговоры продолжаются уже вторую неделю."),
            ("Shift_JIS", "首相は記者会見で、交渉は来週も続くと述べた。詳細は明らかにしなかった。"),
            ("gb18030", "部长在新闻发布会上表示，谈判将于下周继续进行，但没有透露更多细节。"),
            ("EUC-KR", "장관은 기자회견에서 협상이 다음 주에도 계속될 것이라고 밝혔다."),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
            let (bytes, _, has_errors) = encoding.encode(text);
            assert!(!has_errors);
            assert_eq!(decode(&bytes, None).expect("it is text").text, text, "{label}");
        }
    }

    #[test]
    fn a_few_damaged_bytes_do_not_make_another_set() {
        let mut bytes = "Die Gespräche über die Brücke gehen nächste Woche in Köln für länger als \
            zwei Stunden weiter, erklärte die Ministerin für größere Städte, während Bürger \
            draußen für möglichst schöne Plätze kämpften, wäre da nicht der Lärm."
            .as_bytes()
            .to_vec();
        bytes.push(0xc3);
        let decoded = decode(&bytes, None).expect("it is text");
        assert_eq!((decoded.charset.name, decoded.charset.n_unreadable), ("UTF-8", 1));
    }

    #[test]
    fn programs_and_pictures_are_no_text() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0";
        let noise: Vec<u8> = (0..2_000_u32).map(|it| (it * 167 % 251) as u8).collect();
        for bytes in [&png[..], &noise, b"\0\0\0\0", b"a\0b\x01\x02"] {
            assert_eq!(decode(bytes, None), None);
        }
    }

    proptest! {
        #[test]
        fn utf_8_is_read_as_it_is(text in "[^\0-\x1f\x7f\u{feff}]{0,60}") {
            let decoded = decode(text.as_bytes(), None);
            prop_assert_eq!(decoded.map(|it| it.text.into_owned()), Some(text));
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes, Some("utf-16"));
            let _ = decode(&bytes, None);
        }
    }
}
