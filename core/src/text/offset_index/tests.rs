//! Conversions against a walk through the text, for every character there is.

use proptest::prelude::*;

use super::*;
use crate::testing::text::article_text;

/// All places between characters, found by walking.
fn walked(text: &str) -> Vec<Checkpoint> {
    let step = |here: &mut Checkpoint, character: char| {
        *here = here.step(character);
        Some(*here)
    };
    let places = text.chars().scan(Checkpoint::default(), step);
    std::iter::once(Checkpoint::default()).chain(places).collect()
}

fn check_place(text: &str, index: &OffsetIndex, place: Checkpoint) {
    let byte = ByteOffset::new(place.byte as usize);
    let utf16 = Utf16Offset::new(place.utf16 as usize);
    let chars = CharOffset::new(place.chars as usize);
    let all = (byte, utf16, chars);
    assert_eq!(all, (byte, index.byte_to_utf16(text, byte), index.byte_to_char(text, byte)));
    assert_eq!(all, (index.utf16_to_byte(text, utf16), utf16, index.utf16_to_char(text, utf16)));
    assert_eq!(all, (index.char_to_byte(text, chars), index.char_to_utf16(text, chars), chars));
}

/// Checks the places at which characters start, those inside characters, and some beyond the end.
fn check(text: &str) {
    let index = OffsetIndex::new(text);
    let places = walked(text);
    for pair in places.windows(2) {
        let (here, next) = (pair[0], pair[1]);
        check_place(text, &index, here);
        for inside in here.byte + 1..next.byte {
            let inside = ByteOffset::new(inside as usize);
            assert_eq!(index.byte_to_char(text, inside).get(), here.chars as usize);
            assert_eq!(index.byte_to_utf16(text, inside).get(), here.utf16 as usize);
        }
        for inside in here.utf16 + 1..next.utf16 {
            let inside = Utf16Offset::new(inside as usize);
            assert_eq!(index.utf16_to_byte(text, inside).get(), here.byte as usize);
            assert_eq!(index.utf16_to_char(text, inside).get(), here.chars as usize);
        }
    }
    check_end(text, &index);
}

fn check_end(text: &str, index: &OffsetIndex) {
    let (n_chars, n_utf16) = (text.chars().count(), text.encode_utf16().count());
    assert_eq!((index.n_chars(), index.n_utf16()), (n_chars, n_utf16));
    for beyond in [0, 1, 4, 200, usize::MAX / 2] {
        let byte = ByteOffset::new(text.len() + beyond);
        let utf16 = Utf16Offset::new(n_utf16 + beyond);
        let chars = CharOffset::new(n_chars + beyond);
        assert_eq!(index.byte_to_char(text, byte).get(), n_chars);
        assert_eq!(index.byte_to_utf16(text, byte).get(), n_utf16);
        assert_eq!(index.utf16_to_byte(text, utf16).get(), text.len());
        assert_eq!(index.utf16_to_char(text, utf16).get(), n_chars);
        assert_eq!(index.char_to_byte(text, chars).get(), text.len());
        assert_eq!(index.char_to_utf16(text, chars).get(), n_utf16);
    }
}

#[test]
fn every_character_converts_within_a_long_text() {
    let all: Vec<char> = (char::MIN..=char::MAX).collect();
    assert_eq!(all.len(), 1_112_064);
    for some in all.chunks(4_096) {
        check(&some.iter().collect::<String>());
    }
}

#[test]
fn every_character_converts_alone_between_ascii() {
    let mut text = String::new();
    for character in char::MIN..=char::MAX {
        text.clear();
        text.extend(['a', character, 'b']);
        let index = OffsetIndex::new(&text);
        let (n_utf8, n_utf16) = (character.len_utf8() as u32, character.len_utf16() as u32);
        check_place(&text, &index, Checkpoint { byte: 1, utf16: 1, chars: 1 });
        check_place(&text, &index, Checkpoint { byte: 1 + n_utf8, utf16: 1 + n_utf16, chars: 2 });
        assert_eq!((index.n_chars(), index.n_utf16()), (3, 2 + n_utf16 as usize));
    }
}

#[test]
fn texts_around_the_stride_convert() {
    for n_ascii in STRIDE - 5..STRIDE + 5 {
        for tail in ["", "é", "你", "👍", "👍👍", "\r\n"] {
            check(&("a".repeat(n_ascii) + tail));
            check(&("a".repeat(n_ascii) + tail + &"b".repeat(STRIDE) + tail));
        }
    }
}

proptest! {
    #[test]
    fn mixed_texts_convert(text in article_text(), n_times in 1_usize..5) {
        check(&text.repeat(n_times));
    }

    #[test]
    fn conversions_never_decrease(text in article_text(), one in 0_usize..300, other in 0_usize..300) {
        let index = OffsetIndex::new(&text);
        let (low, high) = (one.min(other), one.max(other));
        let byte = |offset| index.byte_to_char(&text, ByteOffset::new(offset));
        let utf16 = |offset| index.utf16_to_char(&text, Utf16Offset::new(offset));
        let chars = |offset| index.char_to_utf16(&text, CharOffset::new(offset));
        prop_assert!(byte(low) <= byte(high));
        prop_assert!(utf16(low) <= utf16(high));
        prop_assert!(chars(low) <= chars(high));
    }
}
