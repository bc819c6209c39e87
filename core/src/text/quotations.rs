//! Where quotation marks open and close.

use super::{ByteSpan, is_blank};

/// Marks that open a quotation, each with those that may close it.
const PAIRS: [(char, &str); 11] = [
    ('“', "”"),
    ('„', "“”"),
    ('«', "»"),
    ('»', "«»"),
    ('‹', "›"),
    ('›', "‹›"),
    ('「', "」"),
    ('『', "』"),
    ('‘', "’"),
    ('”', "”"),
    ('"', "\""),
];

/// The quotations of one block, marks included, by their starts; nested ones come after the one
/// around them.
///
/// A mark that is the same on both sides opens only before a word and not right after one, so that
/// apostrophes and inches are none. A quotation that is still open where the block ends goes on in
/// the next one, as newspapers print it, and reaches to the end here.
pub fn quotations(block: &str) -> Vec<ByteSpan> {
    // Quotations in the order of their starts, empty while they are open.
    let mut found: Vec<ByteSpan> = Vec::new();
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut before = None;
    let mut characters = block.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        let after = characters.peek().map(|(_, after)| *after);
        let is_apostrophe = character == '’' && after.is_some_and(char::is_alphanumeric);
        let closed = open.iter().rposition(|(_, closers)| is_among(closers, character));
        if let Some(idx) = closed.filter(|_| !is_apostrophe) {
            let start = found[open[idx].0].start().get();
            found[open[idx].0] = ByteSpan::of(start, place + character.len_utf8());
            open.truncate(idx);
        } else if let Some((_, closers)) = PAIRS.iter().find(|(opener, _)| *opener == character)
            && (!is_among(closers, character) || may_open(before, after))
        {
            open.push((found.len(), closers));
            found.push(ByteSpan::of(place, place));
        }
        before = Some(character);
    }
    if let Some((outermost, _)) = open.first() {
        let start = found[*outermost].start().get();
        if block[start..].starts_with(['“', '„', '«']) {
            found[*outermost] = ByteSpan::of(start, block.trim_end_matches(is_blank).len());
        }
    }
    found.retain(|quotation| !quotation.is_empty());
    found
}

fn is_among(closers: &str, character: char) -> bool {
    closers.chars().any(|closer| closer == character)
}

fn may_open(before: Option<char>, after: Option<char>) -> bool {
    !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|after| !is_blank(after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::text::article_text;

    fn check(block: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(block).iter().map(|it| &block[it.range()]).collect();
        assert_eq!(found, expected, "{block}");
    }

    #[test]
    fn every_pair_of_marks_is_known() {
        check("He said “no”, then \"yes\".", &["“no”", "\"yes\""]);
        check("Er sagte „nein“ und „ja”.", &["„nein“", "„ja”"]);
        check("Il a dit « non ». Sie sagte »ja«. Hon »nej».", &["« non »", "»ja«", "»nej»"]);
        check("彼は「はい」と『本』", &["「はい」", "『本』"]);
        check("Hon sade ”nej” igen", &["”nej”"]);
    }

    #[test]
    fn quotations_nest() {
        check("“She said ‘no’ to us”", &["“She said ‘no’ to us”", "‘no’"]);
        check("«Он сказал „да“»", &["«Он сказал „да“»", "„да“"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        check("They didn’t. The boys’ hats", &[]);
        check("‘They didn’t go’", &["‘They didn’t go’"]);
        check("a 5\" nail and a 6\" nail", &[]);
    }

    #[test]
    fn an_open_quotation_reaches_to_the_end_of_its_block() {
        check("He said: “First this. ", &["“First this."]);
        check("and so on.” He left.", &[]);
    }

    proptest! {
        #[test]
        fn quotations_lie_in_the_text_in_order(text in article_text()) {
            let found = quotations(&text);
            prop_assert!(found.iter().all(|it| text.get(it.range()).is_some()));
            prop_assert!(found.windows(2).all(|it| it[0].start() < it[1].start()));
        }
    }
}
