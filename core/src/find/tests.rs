//! Words and patterns, found.

use std::time::Duration;

use proptest::prelude::*;

use super::fold::folded;
use super::*;
use crate::testing::text::article_text;
use crate::testing::within;

const WORDS: Manner = Manner { is_pattern: false, minds_case: false };
const PATTERN: Manner = Manner { is_pattern: true, minds_case: false };

fn hits<'text>(text: &'text ArticleText, query: &str, manner: Manner) -> Vec<&'text str> {
    let search = Search::new(query, manner).expect("the query is right");
    let hits = search.hits(text);
    assert_eq!(search.is_in(text.as_str()), !hits.spans.is_empty());
    hits.spans.into_iter().map(|hit| text.slice(hit)).collect()
}

#[test]
fn words_are_found_in_any_case_and_script() {
    let text = ArticleText::new("🙂 МОСКВА, Москва. İstanbul a\u{a0}b 東京東京 aaa ΟΔΟΣ οδος");
    assert_eq!(hits(&text, "москва", WORDS), ["МОСКВА", "Москва"]);
    assert_eq!(hits(&text, "a b", WORDS), ["a\u{a0}b"]);
    assert_eq!(hits(&text, "東京", WORDS), ["東京", "東京"]);
    assert_eq!(hits(&text, "aa", WORDS), ["aa"]);
    assert_eq!(hits(&text, "οδοσ", WORDS), ["ΟΔΟΣ", "οδος"]);
    assert_eq!(hits(&text, "", WORDS), [""; 0]);
    assert_eq!(hits(&text, ".", WORDS), ["."]);
    assert_eq!(hits(&text, "Москва", Manner { minds_case: true, ..WORDS }), ["Москва"]);
}

#[test]
fn patterns_are_patterns() {
    let text = ArticleText::new("On 7 Jan and 12 Feb.\nOn 9 Mar.");
    assert_eq!(hits(&text, r"\d+ \w{3}", PATTERN), ["7 Jan", "12 Feb", "9 Mar"]);
    assert_eq!(hits(&text, "^on", PATTERN), ["On", "On"]);
    assert_eq!(hits(&text, "^on", Manner { minds_case: true, ..PATTERN }), [""; 0]);
}

#[test]
fn an_empty_match_is_no_hit_and_does_not_loop() {
    let text = ArticleText::new("axxa ");
    assert_eq!(hits(&text, "x*", PATTERN), ["xx"]);
    for query in ["", "^", "$", "\\b", "()", "(|x)*?"] {
        assert_eq!(hits(&text, query, PATTERN), [""; 0], "{query}");
    }
}

#[test]
fn what_is_wrong_with_a_pattern_is_said() {
    for query in ["(", "[a", "a{2", "*", "(?=a)", "\\1", "\\p{L}"] {
        let error = Search::new(query, PATTERN).expect_err(query);
        assert!(matches!(error, BadPattern::Unreadable { .. }), "{query}: {error}");
        assert!(error.to_string().starts_with("The pattern cannot be understood: "), "{error}");
    }
    for query in ["(a{1000}){1000}", "((((a{100}){100}){100}){100})"] {
        assert_eq!(Search::new(query, PATTERN).expect_err(query), BadPattern::TooLarge);
    }
    let deep = format!("{}a{}", "(".repeat(400), ")".repeat(400));
    assert!(Search::new(&deep, PATTERN).is_err());
    assert_eq!(Search::new(&"a".repeat(1_001), WORDS).expect_err("long"), BadPattern::TooLong);
}

#[test]
fn hits_are_counted_up_to_a_limit() {
    let text = ArticleText::new("ab".repeat(MOST_HITS + 1));
    for manner in [WORDS, PATTERN] {
        let hits = Search::new("a", manner).expect("it is right").hits(&text);
        assert_eq!((hits.spans.len(), hits.has_more), (MOST_HITS, true));
        let exactly = ArticleText::new("ab".repeat(MOST_HITS));
        let hits = Search::new("a", manner).expect("it is right").hits(&exactly);
        assert_eq!((hits.spans.len(), hits.has_more), (MOST_HITS, false));
    }
}

#[test]
fn no_query_takes_for_ever() {
    let text = ArticleText::new("a".repeat(100_000) + "!");
    let words = "a".repeat(999) + "b";
    for (query, manner) in [("^(a+)+$", PATTERN), ("(a|aa)+b", PATTERN), (&words, WORDS)] {
        let hits = within(Duration::from_secs(3), query, || hits(&text, query, manner));
        assert_eq!(hits, [""; 0]);
    }
}

/// The same, said naively.
fn naive(text: &str, query: &str) -> Vec<CharSpan> {
    let text: Vec<char> = text.chars().map(folded).collect();
    let query: Vec<char> = query.chars().map(folded).collect();
    let mut hits = Vec::new();
    let mut start = 0;
    while start + query.len() <= text.len() {
        let is_hit = text[start..].starts_with(&query);
        if is_hit {
            hits.push(CharSpan::of(start, start + query.len()));
        }
        start += if is_hit { query.len() } else { 1 };
    }
    hits
}

proptest! {
    #[test]
    fn words_are_found_where_they_stand(text in "[aAbß İσς\n]{0,40}", query in "[abAßΣ ]{1,4}") {
        let article = ArticleText::new(text.as_str());
        let hits = Search::new(&query, WORDS).expect("words are always right").hits(&article);
        prop_assert_eq!(hits.spans, naive(&text, &query));
    }

    #[test]
    fn any_part_of_a_text_is_found(text in article_text(), ends in any::<[prop::sample::Index; 2]>()) {
        let text = ArticleText::new(text);
        let [start, end] = ends.map(|end| end.index(text.n_chars() + 1));
        let span = CharSpan::of(start, end);
        prop_assume!(!span.is_empty());
        let hits = Search::new(text.slice(span), WORDS).expect("it is short").hits(&text);
        prop_assert!(hits.spans.iter().any(|hit| hit.start() <= span.start() && hit.end() > span.start()));
    }

    #[test]
    fn hits_of_any_pattern_are_in_order(
        text in article_text(),
        query in "[aeo.*+?|()\\[\\]^$\\\\{}0-9bdswB -]{1,12}",
    ) {
        let text = ArticleText::new(text);
        let Ok(search) = Search::new(&query, PATTERN) else { return Ok(()) };
        let hits = search.hits(&text);
        for hit in &hits.spans {
            prop_assert!(!hit.is_empty() && hit.end().get() <= text.n_chars());
        }
        for pair in hits.spans.windows(2) {
            prop_assert!(pair[0].end() <= pair[1].start());
        }
    }
}
