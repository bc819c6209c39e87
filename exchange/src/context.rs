//! A passage as it is shown in a list.

use onrecord_core::model::quote;
use onrecord_core::text::{ArticleText, CharSpan};

/// Characters that are shown on each side.
const AROUND: usize = 24;

/// Some of what stands before the passage made of these ranges, the passage, and some of what stands
/// after it, each on one line; empty without ranges.
pub fn in_context(text: &ArticleText, ranges: &[CharSpan]) -> [String; 3] {
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
        return Default::default();
    };
    let (start, end) = (text.to_bytes(*first).start(), text.to_bytes(*last).end());
    let before: Vec<char> = text.as_str()[..start.get()].chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text.as_str()[end.get()..].chars().take(AROUND).collect();
    let parts = [format!("…{before}"), quote(text, ranges), format!("{after}…")];
    parts.map(|part| part.replace('\n', " "))
}

/// The same as plain words, the passage in brackets; empty without ranges.
pub fn with_context(text: &ArticleText, ranges: &[CharSpan]) -> String {
    let [before, quote, after] = in_context(text, ranges);
    if ranges.is_empty() { String::new() } else { format!("{before}[{quote}]{after}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_shown_with_its_neighbours() {
        let check = |text: &str, ranges: &[CharSpan], expected: &str| {
            assert_eq!(with_context(&ArticleText::new(text), ranges), expected);
        };
        check("One two three four.", &[CharSpan::of(4, 7)], "…One [two] three four.…");
        check("a 👍\nbc", &[CharSpan::of(4, 6)], "…a 👍 [bc]…");
        check("a", &[], "");
    }
}
