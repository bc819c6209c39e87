//! Base64url without padding (RFC 4648, section 5), in which ids and hashes are stored.
//!
//! A library for all kinds of base64 weighs ten times as much as these two functions.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `bytes` in four characters for each three bytes; fewer for the last ones.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    let (mut bits, mut n_bits) = (0_u32, 0);
    for byte in bytes {
        bits = bits << 8 | u32::from(*byte);
        n_bits += 8;
        while n_bits >= 6 {
            n_bits -= 6;
            text.push(digit(bits >> n_bits));
        }
    }
    if n_bits > 0 {
        text.push(digit(bits << (6 - n_bits)));
    }
    text
}

/// The `N` bytes of which [`encode`] made `text`; `None` for every other text.
pub fn decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    (text.len() == (N * 8).div_ceil(6) && read(text, &mut bytes)).then_some(bytes)
}

/// Reads `text`, which has the right length, into `bytes`. Apart, so that it is there once.
fn read(text: &str, bytes: &mut [u8]) -> bool {
    let (mut bits, mut n_bits, mut position) = (0_u32, 0, 0);
    for character in text.bytes() {
        let Some(value) = value(character) else { return false };
        bits = bits << 6 | value;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            let Some(byte) = bytes.get_mut(position) else { return false };
            *byte = (bits >> n_bits) as u8;
            position += 1;
        }
    }
    // One value has one form: what is left over is zero.
    bits & ((1 << n_bits) - 1) == 0
}

fn digit(bits: u32) -> char {
    char::from(DIGITS[bits as usize % DIGITS.len()])
}

fn value(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_examples_of_the_standard_hold() {
        for (bytes, text) in
            [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
        }
        assert_eq!(encode(&[0xfb, 0xff]), "-_8");
        assert_eq!(decode(&encode(&[0xfb, 0xff])), Some([0xfb, 0xff]));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "Z", "Zg=", "Zh", "Z+", "Zgg", "Zé", "é"] {
            assert_eq!(decode::<1>(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_and_nothing_else(bytes: [u8; 16], other in "[A-Za-z0-9_-]{22}") {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            if let Some(bytes) = decode::<16>(&other) {
                prop_assert_eq!(encode(&bytes), other);
            }
        }
    }
}
