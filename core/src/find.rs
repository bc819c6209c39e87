//! Finds words and patterns in texts.
//!
//! Patterns are matched in time linear in the text (no look-around, no back-references), so that
//! none can stop the page. In patterns, small and capital letters are alike only in ASCII.

use regex_lite::RegexBuilder;

use crate::text::{ArticleText, ByteSpan, CharSpan};

/// More hits than these are not listed; nobody looks through them.
pub const MOST_HITS: usize = 10_000;
/// How large a pattern may become when it is prepared, in bytes.
const MOST_PATTERN_BYTES: usize = 1 << 20;

/// Where `query` stands in `text`, in order, none overlapping; an empty query stands nowhere.
///
/// Plain words are found whatever their letters' case, in every script.
///
/// # Errors
/// What is wrong with a pattern.
///
/// ```
/// # use onrecord_core::{find::find, text::ArticleText};
/// let text = ArticleText::new("Über die Brücke. ÜBER");
/// assert_eq!(find(&text, "über", false).map(|hits| hits.len()), Ok(2));
/// assert_eq!(find(&text, "d.e|B\\S+", true).map(|hits| hits.len()), Ok(3));
/// ```
pub fn find(text: &ArticleText, query: &str, is_pattern: bool) -> Result<Vec<CharSpan>, String> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    if !is_pattern {
        return Ok(find_words(text.as_str(), query));
    }
    let pattern = RegexBuilder::new(query)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(MOST_PATTERN_BYTES)
        .build()
        .map_err(|error| error.to_string())?;
    let hits = pattern.find_iter(text.as_str()).filter(|hit| !hit.is_empty()).take(MOST_HITS);
    Ok(hits.map(|hit| text.to_chars(ByteSpan::of(hit.start(), hit.end()))).collect())
}

/// Letters are compared as small letters, character by character, so that offsets stay those of
/// the text.
fn find_words(text: &str, query: &str) -> Vec<CharSpan> {
    let text: Vec<char> = text.chars().map(small).collect();
    let query: Vec<char> = query.chars().map(small).collect();
    let mut hits = Vec::new();
    let mut start = 0;
    while start + query.len() <= text.len() && hits.len() < MOST_HITS {
        if text[start] == query[0] && text[start..].starts_with(&query) {
            hits.push(CharSpan::of(start, start + query.len()));
            start += query.len();
        } else {
            start += 1;
        }
    }
    hits
}

/// The small letter, where that is one character; blanks are alike.
fn small(character: char) -> char {
    if character.is_whitespace() {
        return ' ';
    }
    let mut letters = character.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter,
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hits<'text>(text: &'text ArticleText, query: &str, is_pattern: bool) -> Vec<&'text str> {
        let hits = find(text, query, is_pattern).expect("the query is right");
        hits.into_iter().map(|hit| text.slice(hit)).collect()
    }

    #[test]
    fn words_are_found_in_any_case_and_script() {
        let text = ArticleText::new("🙂 МОСКВА, Москва. İstanbul a\u{a0}b 東京東京 aaa");
        assert_eq!(hits(&text, "москва", false), ["МОСКВА", "Москва"]);
        assert_eq!(hits(&text, "a b", false), ["a\u{a0}b"]);
        assert_eq!(hits(&text, "東京", false), ["東京", "東京"]);
        assert_eq!(hits(&text, "aa", false), ["aa"]);
        assert_eq!(hits(&text, "", false), [""; 0]);
        assert_eq!(hits(&text, ".", false), ["."]);
    }

    #[test]
    fn patterns_are_patterns() {
        let text = ArticleText::new("On 7 Jan and 12 Feb.\nOn 9 Mar.");
        assert_eq!(hits(&text, r"\d+ \w{3}", true), ["7 Jan", "12 Feb", "9 Mar"]);
        assert_eq!(hits(&text, "^on", true), ["On", "On"]);
        assert_eq!(hits(&text, "x*", true), [""; 0]);
        assert!(find(&text, "(", true).is_err());
        assert!(find(&text, "(a{1000}){1000}", true).is_err());
    }

    #[test]
    fn no_pattern_takes_for_ever() {
        let text = ArticleText::new("a".repeat(100_000) + "!");
        let start = std::time::Instant::now();
        assert_eq!(hits(&text, "^(a+)+$", true), [""; 0]);
        assert!(start.elapsed() < std::time::Duration::from_secs(3), "{:?}", start.elapsed());
    }

    proptest! {
        #[test]
        fn hits_are_in_order_and_alike(text in "[aAbß İ\n]{0,40}", query in "[abAß ]{1,3}") {
            let text = ArticleText::new(text);
            let hits = find(&text, &query, false).expect("words are always right");
            let lower = |text: &str| text.chars().map(small).collect::<String>();
            for pair in hits.windows(2) {
                prop_assert!(pair[0].end() <= pair[1].start());
            }
            for hit in hits {
                prop_assert_eq!(lower(text.slice(hit)), lower(&query));
            }
        }
    }
}
