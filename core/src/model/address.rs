//! Addresses of web pages.

/// The longest address that is taken over.
const MOST_BYTES: usize = 2_048;

/// `address` without the blanks around it, when it is one of a page on the web: `http` or `https`
/// with a host, and nothing that has no place in an address.
///
/// ```
/// # use onrecord_core::model::web_address;
/// assert_eq!(web_address(" https://example.org/a "), Some("https://example.org/a"));
/// assert_eq!(web_address("javascript:alert(1)"), None);
/// ```
pub fn web_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let is_web = ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let has_host = rest.starts_with(|first: char| first.is_alphanumeric() || first == '[');
    let is_clean = !address.contains(|it: char| {
        it.is_whitespace() || it.is_control() || matches!(it, '"' | '<' | '>' | '\\' | '`')
    });
    (is_web && has_host && is_clean && address.len() <= MOST_BYTES).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_on_the_web_have_addresses() {
        for address in [
            "http://example.org",
            "HTTPS://example.org/a?b=c#d",
            "https://例え.jp/記事",
            "http://[::1]:8080/",
            "https://1.2.3.4/a(b)'c",
        ] {
            assert_eq!(web_address(address), Some(address));
        }
        for address in [
            "",
            "example.org",
            "//example.org",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)//https://example.org",
            "javascript://example.org/%0aalert(1)",
            "data:text/html,<script>",
            "vbscript://x",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "ftp://example.org",
            "http:/example.org",
            "http:///example.org",
            "https://exa mple.org",
            "https://example.org/\u{0}",
            "https://example.org/\"onload=",
            "https://<script>",
            "https://example.org\\@evil.example",
            " java\nscript:alert(1)",
        ] {
            assert_eq!(web_address(address), None, "{address}");
        }
        assert_eq!(web_address(&format!("https://example.org/{}", "a".repeat(3_000))), None);
    }
}
