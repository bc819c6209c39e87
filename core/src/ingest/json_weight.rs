//! How much memory a JSON value takes, before it is taken: two bytes can ask for two hundred.

/// Values may take so much. The largest files of articles take a tenth.
pub(super) const MOST_BYTES: usize = 256_000_000;

/// What a list takes, with room for its first values.
const LIST: usize = 160;
/// What an object takes, with room for its first fields.
const OBJECT: usize = 700;
/// What each further value takes, while its list grows.
const VALUE: usize = 96;

/// At most so many bytes are taken by the values in `json`, its strings aside.
pub(super) fn n_bytes(json: &str) -> usize {
    let mut n_bytes = 0;
    let mut is_string = false;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_string = !is_string,
            b'\\' if is_string => drop(bytes.next()),
            b'[' if !is_string => n_bytes += LIST,
            b'{' if !is_string => n_bytes += OBJECT,
            b',' if !is_string => n_bytes += VALUE,
            _ => {}
        }
    }
    n_bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_weigh() {
        assert_eq!(n_bytes(r#"[{"a,[{\"": "b\\"}, 1]"#), LIST + OBJECT + VALUE);
        assert_eq!(n_bytes("\"a"), 0);
    }
}
