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
