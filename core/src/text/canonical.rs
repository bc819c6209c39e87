//! What happens once to a text that comes from a text, web or office document.

use std::borrow::Cow;

/// Drops a leading byte order mark and turns CRLF and lone CR into LF; nothing else changes.
///
/// Texts inside annotation files are never canonicalised, since that file's offsets count them.
///
/// ```
/// # use onrecord_core::text::canonicalise;
/// assert_eq!(canonicalise("\u{feff}one\r\ntwo\rthree "), "one\ntwo\nthree ");
/// ```
pub fn canonicalise(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What canonicalisation is, said character by character.
    fn naive(text: &str) -> String {
        let mut canonical = String::new();
        let mut previous = None;
        for (idx, character) in text.chars().enumerate() {
            match character {
                '\u{feff}' if idx == 0 => {}
                '\n' if previous == Some('\r') => {}
                '\r' => canonical.push('\n'),
                other => canonical.push(other),
            }
            previous = Some(character);
        }
        canonical
    }

    #[test]
    fn line_ends_become_line_feeds() {
        assert_eq!(canonicalise("a\r\r\n\n\r\nb\r"), "a\n\n\n\nb\n");
        assert_eq!(canonicalise("\u{feff}\u{feff}a\u{feff}"), "\u{feff}a\u{feff}");
    }

    #[test]
    fn a_canonical_text_is_not_copied() {
        assert!(matches!(canonicalise("\u{feff}one\ntwo\u{2028}"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn nothing_else_changes(text in crate::testing::text::article_text()) {
            prop_assert_eq!(canonicalise(&text), naive(&text));
        }

        #[test]
        fn any_order_of_line_ends_is_understood(text in "[\r\n\u{feff}a]{0,12}") {
            let canonical = canonicalise(&text);
            prop_assert_eq!(&canonical, &naive(&text));
            prop_assert!(!canonical.contains('\r'));
        }
    }
}
