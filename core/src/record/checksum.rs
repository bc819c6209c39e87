//! A checksum at the end of a line of JSON.
//!
//! It notices truncation, hand edits and meddling programs; it is no protection against malice.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

const MARK: &str = ",\"_c\":\"";

/// What stands behind the mark: eight digits, a quotation mark, a brace.
const N_BEHIND_MARK: usize = 10;

/// The CRC-32 of ZIP and PNG, with the smallest table: records are short, the page is small.
static CRC_32: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// `json`, an object that is not empty, with the CRC-32 of its bytes as a last field `_c`.
pub(super) fn seal(mut json: String) -> String {
    let checksum = CRC_32.checksum(json.as_bytes());
    json.pop();
    json.push_str(MARK);
    json.push_str(&format!("{checksum:08x}\"}}"));
    json
}

/// Whether `sealed` is exactly what [`seal`] makes of some JSON.
pub(super) fn is_intact(sealed: &str) -> bool {
    let Some(split) = sealed.len().checked_sub(N_BEHIND_MARK) else { return false };
    let Some((front, tail)) = sealed.split_at_checked(split) else { return false };
    let Some(json) = front.strip_suffix(MARK) else { return false };
    let mut digest = CRC_32.digest();
    digest.update(json.as_bytes());
    digest.update(b"}");
    // Thousands are looked at when the page starts, and reading digits is quicker than writing them.
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    tail.strip_suffix("\"}")
        .filter(|digits| digits.bytes().all(is_digit))
        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
        == Some(digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_damaged_byte_is_noticed() {
        let sealed = seal(r#"{"note":"a,\"_c\":\" b"}"#.to_owned());
        assert!(is_intact(&sealed));
        for position in 0..sealed.len() {
            assert!(!is_intact(&sealed[..position]));
            let mut damaged = sealed.clone().into_bytes();
            damaged[position] ^= 1;
            assert!(!is_intact(&String::from_utf8(damaged).expect("ASCII stays ASCII")));
        }
    }
}
