//! Finds a quote in its text when the place that came with it is wrong.

use std::cmp::Reverse;

use crate::text::{ArticleText, ByteSpan, CharOffset, CharSpan, is_blank, small_letter};

use super::places::Versions;

/// So many places are offered.
const MOST_PLACES: usize = 5;
/// Quotes of more parts are not looked for.
const MOST_PARTS: usize = 64;
/// So many places of one quote are looked at.
const MOST_LOOKED_AT: usize = 1_000;
/// Bytes of a text in which a quote is looked for that does not stand there word for word.
const MOST_LOOSELY: usize = 500_000;
/// Bytes of a text in which a quote is looked for that has other words there.
const MOST_SIMILAR: usize = 100_000;

/// What is known of a quote.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a> {
    /// Its words, in one part for each range, in text order.
    pub parts: &'a [String],
    /// What stands before it, the end of that at least; may be empty.
    pub before: &'a str,
    /// What stands after it; may be empty.
    pub after: &'a str,
    /// About where it begins.
    pub near: Option<CharOffset>,
    /// Whether words that are only like these are looked for, which takes long.
    pub is_thorough: bool,
}

/// Where a quote may stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// The ranges at each place, the most likely place first.
    pub all: Vec<Vec<CharSpan>>,
    /// Whether the first is the only place with exactly these words, or the only one of several with
    /// these words around it.
    pub is_certain: bool,
}

/// Looks for a quote of up to 64 parts: for its very words, then for them with other blanks,
/// capitals, quotation marks and dashes, then for words that are like them. Only the first can be
/// certain.
///
/// ```
/// # use onrecord_core::anchor::{Quoted, places_of_quote};
/// # use onrecord_core::text::{ArticleText, CharSpan};
/// let text = ArticleText::new("We will build. They will build.");
/// let parts = ["will build".to_owned()];
/// let quoted = Quoted { parts: &parts, before: "They ", after: "", near: None, is_thorough: true };
/// let places = places_of_quote(&text, quoted);
/// assert_eq!((places.all[0][0], places.is_certain), (CharSpan::of(20, 30), true));
/// ```
pub fn places_of_quote(text: &ArticleText, quoted: Quoted<'_>) -> Places {
    let whole = text.as_str();
    let n_parts = quoted.parts.len();
    let is_blank = quoted.parts.iter().any(|part| part.trim().is_empty());
    if n_parts == 0 || n_parts > MOST_PARTS || is_blank {
        return Places::default();
    }
    let exact = chains(n_parts, |part, from| {
        let (part, from) = (&quoted.parts[part], whole.ceil_char_boundary(from));
        let start = from + whole[from..].find(&**part)?;
        Some(ByteSpan::of(start, start + part.len()))
    });
    if !exact.is_empty() {
        return ranked(text, exact, quoted);
    }
    let mut found = if whole.len() <= MOST_LOOSELY { loosely(whole, quoted) } else { Vec::new() };
    let is_sought = quoted.is_thorough && n_parts == 1 && whole.len() <= MOST_SIMILAR;
    if found.is_empty() && is_sought {
        found = similar(text, quoted);
    }
    Places { is_certain: false, ..ranked(text, found, quoted) }
}

/// A place: a span for each part.
type Place = Vec<ByteSpan>;

/// Every place of the first of `n_parts` parts, with the nearest places of the others after it.
/// `next` gives the first place of a part at or after a byte.
fn chains(n_parts: usize, next: impl Fn(usize, usize) -> Option<ByteSpan>) -> Vec<Place> {
    let mut places = Vec::new();
    let mut from = 0;
    // The place of a later part is the same for many places of the first.
    let mut latest: Place = vec![ByteSpan::of(0, 0); n_parts];
    while let Some(first) = next(0, from).filter(|_| places.len() < MOST_LOOKED_AT) {
        from = first.start().get() + 1;
        latest[0] = first;
        for part in 1..n_parts {
            let after = latest[part - 1].end();
            if latest[part].is_empty() || latest[part].start() < after {
                match next(part, after.get()) {
                    Some(span) => latest[part] = span,
                    None => return places,
                }
            }
        }
        places.push(latest.clone());
    }
    places
}

fn ranked(text: &ArticleText, mut places: Vec<Place>, quoted: Quoted<'_>) -> Places {
    let whole = text.as_str();
    let has_context = !quoted.before.is_empty() || !quoted.after.is_empty();
    let is_between = |place: &Place| {
        has_context
            && whole[..place[0].start().get()].ends_with(quoted.before)
            && whole[place[place.len() - 1].end().get()..].starts_with(quoted.after)
    };
    let near = quoted.near.map_or(0, |near| {
        let near = near.get().min(text.n_chars());
        text.char_to_byte(CharOffset::new(near)).get()
    });
    let n_between = places.iter().filter(|place| is_between(place)).count();
    // Of a later part the nearest place was taken; it has to be the only one.
    let is_single = |part: &String| whole.matches(&**part).nth(1).is_none();
    let are_rest_single = quoted.parts[1..].iter().all(is_single);
    let is_certain = (places.len() == 1 || n_between == 1) && are_rest_single;
    places.sort_by_key(|it| (Reverse(is_between(it)), it[0].start().get().abs_diff(near)));
    let ranges = |place: Place| place.into_iter().map(|span| text.to_chars(span)).collect();
    Places { all: places.into_iter().take(MOST_PLACES).map(ranges).collect(), is_certain }
}

/// Where the words stand with other blanks, capitals, quotation marks and dashes.
fn loosely(whole: &str, quoted: Quoted<'_>) -> Vec<Place> {
    let text = Folded::new(whole);
    let parts: Vec<String> = quoted.parts.iter().map(|it| Folded::new(it.trim()).text).collect();
    if parts.iter().any(String::is_empty) {
        return Vec::new();
    }
    chains(parts.len(), |part, from| {
        let from = text.letters.partition_point(|(_, whole)| *whole < from);
        let (from, _) = *text.letters.get(from)?;
        let start = from + text.text[from..].find(&*parts[part])?;
        let letter = |place| text.letters.partition_point(|(folded, _)| *folded < place);
        let (_, first) = text.letters[letter(start)];
        let (_, last) = text.letters[letter(start + parts[part].len()) - 1];
        let end = last + whole[last..].chars().next().map_or(0, char::len_utf8);
        Some(ByteSpan::of(first, end))
    })
}

/// A text in which letters that many programs exchange are the same.
struct Folded {
    text: String,
    /// For each letter the byte at which it begins, here and in the whole text.
    letters: Vec<(usize, usize)>,
}

impl Folded {
    fn new(whole: &str) -> Self {
        let (mut text, mut letters) = (String::with_capacity(whole.len()), Vec::new());
        for (start, letter) in whole.char_indices() {
            let letter = match letter {
                // Seen by nobody: soft hyphens, joiners, byte order marks.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
                '“' | '”' | '„' | '‟' | '«' | '»' => '"',
                '‘' | '’' | '‚' | '‛' | '‹' | '›' => '\'',
                '‐'..='―' | '−' => '-',
                letter if is_blank(letter) => ' ',
                letter => small_letter(letter),
            };
            if letter != ' ' || !text.ends_with(' ') {
                letters.push((text.len(), start));
                text.push(letter);
            }
        }
        Self { text, letters }
    }
}

/// Where words stand that are like these, as in a newer version of the text.
fn similar(text: &ArticleText, quoted: Quoted<'_>) -> Vec<Place> {
    let quote = &quoted.parts[0];
    let start = quoted.before.chars().count();
    let span = CharSpan::of(start, start + quote.chars().count());
    let old = ArticleText::new(format!("{}{quote}{}", quoted.before, quoted.after));
    let places = Versions::new(&old, text).find(span).places;
    places.into_iter().map(|place| vec![text.to_bytes(place)]).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::testing::text::article_text;
    use crate::testing::within;

    /// The quoted words at each place, the certain one with an exclamation mark.
    fn check(text: &str, parts: &[&str], context: (&str, &str), near: usize, expected: &[&str]) {
        let text = ArticleText::new(text);
        let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
        let (before, after) = context;
        let near = Some(CharOffset::new(near));
        let places = places_of_quote(
            &text,
            Quoted { parts: &parts, before, after, near, is_thorough: true },
        );
        let words = |(nth, place): (usize, &Vec<CharSpan>)| {
            let ranges =
                place.iter().map(|range| format!("{}@{}", text.slice(*range), range.start().get()));
            let mark = if nth == 0 && places.is_certain { "!" } else { "" };
            ranges.collect::<Vec<_>>().join(" … ") + mark
        };
        let found: Vec<String> = places.all.iter().enumerate().map(words).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_only_place_is_certain() {
        check("Er sagte 👍 nein.", &["nein"], ("", ""), 0, &["nein@11!"]);
        check("Er sagte ja.", &["nein"], ("", ""), 0, &[]);
        check("Er sagte ja.", &[" "], ("", ""), 0, &[]);
    }

    #[test]
    fn of_several_places_the_one_between_its_context_is_certain_else_the_nearest_comes_first() {
        let text = "no, said A. no, said B. no, said C.";
        check(text, &["no"], ("", ", said B"), 0, &["no@12!", "no@0", "no@24"]);
        check(text, &["no"], ("", ", said"), 13, &["no@12", "no@24", "no@0"]);
        check("aaa", &["aa"], ("", ""), 1, &["aa@1", "aa@0"]);
    }

    #[test]
    fn parts_follow_each_other() {
        let text = "“We go,” he said, “on.” “We stay.”";
        check(text, &["“We go,”", "“on.”"], ("", ""), 0, &["“We go,”@0 … “on.”@18!"]);
        check(text, &["“on.”", "“We go,”"], ("", ""), 0, &[]);
        check("a b c b", &["a", "b"], ("", ""), 0, &["a@0 … b@2"]);
    }

    #[test]
    fn other_blanks_capitals_and_quotation_marks_are_offered_and_never_certain() {
        check(
            "He said: “We\u{a0}will\npay”.",
            &["\"we will  PAY\""],
            ("", ""),
            0,
            &["“We\u{a0}will\npay”@9"],
        );
        check("a co\u{ad}operation", &["cooperation"], ("", ""), 0, &["co\u{ad}operation@2"]);
    }

    #[test]
    fn other_words_are_offered_and_never_certain() {
        let text = "Nobody came. The minister said that the bridge would open in spring. All left.";
        let quote = "The minister said the bridge would open in the spring.";
        check(
            text,
            &[quote],
            ("", ""),
            0,
            &["The minister said that the bridge would open in spring.@13"],
        );
    }

    #[test]
    fn quotes_that_nearly_stand_everywhere_do_not_take_long() {
        let check = |text: &str, parts: &[String], n_places: usize| {
            let text = ArticleText::new(text);
            let quoted = Quoted { parts, before: "", after: "", near: None, is_thorough: true };
            let look = || places_of_quote(&text, quoted);
            let places = within(Duration::from_secs(1), "a long quote", look);
            assert_eq!(places.all.len(), n_places);
        };
        let many = "a".repeat(400_000);
        check(&many, &["A".repeat(30_000) + "b"], 0);
        check(&(many.clone() + &many + "b"), &["a".to_owned(), "b".to_owned()], MOST_PLACES);
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_found(text in article_text(), ends in any::<(prop::sample::Index, prop::sample::Index)>()) {
            let text = ArticleText::new(text);
            let n = text.n_chars() + 1;
            let span = CharSpan::new(CharOffset::new(ends.0.index(n)), CharOffset::new(ends.1.index(n)));
            let parts = [text.slice(span).to_owned()];
            let near = Some(span.start());
            let places = places_of_quote(&text, Quoted { parts: &parts, before: "", after: "", near, is_thorough: true });
            if !parts[0].trim().is_empty() {
                prop_assert_eq!(&places.all[0], &[span]);
            }
        }

        #[test]
        fn every_place_lies_in_the_text(text in article_text(), parts in prop::collection::vec(article_text(), 1..3)) {
            let text = ArticleText::new(text);
            let places = places_of_quote(&text, Quoted { parts: &parts, before: "", after: "", near: None, is_thorough: true });
            for place in places.all {
                prop_assert_eq!(place.len(), parts.len());
                prop_assert!(place.iter().all(|it| !it.is_empty() && it.end().get() <= text.n_chars()));
                prop_assert!(place.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            }
        }
    }
}
