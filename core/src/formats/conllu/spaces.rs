//! Blanks between words, written so that they stand in a cell.

/// The blanks as UDPipe writes them; others than its five by their number.
pub fn escape(blanks: &str) -> String {
    let mut escaped = String::new();
    for character in blanks.chars() {
        match character {
            ' ' => escaped.push_str("\\s"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            '\n' => escaped.push_str("\\n"),
            '|' => escaped.push_str("\\p"),
            '\\' => escaped.push_str("\\\\"),
            other => escaped += &format!("\\u{:04x}", u32::from(other)),
        }
    }
    escaped
}

/// The blanks that were written so; what is no escape stands for itself.
pub fn unescape(escaped: &str) -> String {
    let mut blanks = String::new();
    let mut rest = escaped;
    while let Some(character) = rest.chars().next() {
        let (blank, n_bytes) = match rest.get(..2) {
            Some("\\s") => (' ', 2),
            Some("\\t") => ('\t', 2),
            Some("\\r") => ('\r', 2),
            Some("\\n") => ('\n', 2),
            Some("\\p") => ('|', 2),
            Some("\\\\") => ('\\', 2),
            Some("\\u") => match numbered(rest) {
                Some(numbered) => (numbered, 6),
                None => (character, 1),
            },
            _ => (character, character.len_utf8()),
        };
        blanks.push(blank);
        rest = &rest[n_bytes..];
    }
    blanks
}

fn numbered(escaped: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(escaped.get(2..6)?, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_come_back() {
        let blanks = " \t\r\n|\\\u{a0}\u{3000}\0";
        let escaped = escape(blanks);
        assert_eq!(escaped, r"\s\t\r\n\p\\\u00a0\u3000\u0000");
        assert_eq!(unescape(&escaped), blanks);
        assert_eq!(unescape("\\x\\u12é\\"), "\\x\\u12é\\");
    }
}
