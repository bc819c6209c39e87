//! A passage as it is shown in a list.

use onrecord_core::model::quote;
use onrecord_core::text::{ArticleText, CharSpan};

/// Characters that are shown on each side.
const AROUND: usize = 24;

/// The passage made of these ranges with some of what stands around it, on one line; empty without
/// ranges.
pub fn with_context(text: &ArticleText, ranges: &[CharSpan]) -> String {
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return String::new() };
    let (start, end) = (text.to_bytes(*first).start(), text.to_bytes(*last).end());
    let before: Vec<char> = text.as_str()[..start.get()].chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text.as_str()[end.get()..].chars().take(AROUND).collect();
    format!("…{before}[{}]{after}…", quote(text, ranges)).replace('\n', " ")
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
