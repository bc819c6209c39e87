//! Compares the file of a language with English, for tests. The page itself does not ask for it.

use std::collections::BTreeSet;

/// What is wrong with `source`, a file of texts: what it lacks, has too much, or fills otherwise than
/// `english`. `signatures` are the names of the texts in their order, and what fills each.
pub fn problems(source: &str, english: &str, signatures: &[(&str, &[&str])]) -> Vec<String> {
    let (texts, english) = (named(source), named(english));
    let names: Vec<&str> = texts.iter().map(|(name, _)| *name).collect();
    let expected: Vec<&str> = signatures.iter().map(|(name, _)| *name).collect();
    let first = names.iter().zip(&expected).find(|(name, expected)| name != expected);
    if let Some((name, expected)) = first {
        return vec![format!("{name} stands where {expected} should")];
    }
    if names.len() != expected.len() || english.len() != expected.len() {
        return vec![format!("{} texts instead of {}", names.len(), expected.len())];
    }
    let plurals = texts.iter().find(|(name, _)| *name == "plurals");
    let n_plurals = plurals.map_or(0, |(_, names)| names.split(' ').count());
    let texts = texts.iter().zip(signatures).zip(english);
    let problems = texts.flat_map(|(((name, text), (_, kinds)), (_, english))| {
        let problem = |what: &str| format!("{name}: {what}");
        let found = (places(text), places(english));
        let (Some(places), Some(english)) = found else { return vec![problem("braces")] };
        let used: BTreeSet<usize> = places.iter().map(|place| place.argument).collect();
        let mut problems = Vec::new();
        if text.trim().is_empty() {
            problems.push(problem("empty"));
        }
        if used != (0..kinds.len()).collect() {
            problems.push(problem("it is filled by other arguments"));
            return problems;
        }
        for place in &places {
            if place.n_forms != forms_of(place, kinds[place.argument], n_plurals, &english) {
                problems.push(problem("it chooses from more or fewer texts"));
            }
            if place.is_small && kinds[place.argument] != "Text" {
                problems.push(problem("these have no small letters"));
            }
        }
        problems
    });
    problems.collect()
}

/// The names and texts of a file, in its order.
fn named(source: &str) -> Vec<(&str, &str)> {
    let lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").unwrap_or((line, ""))).collect()
}

/// What stands between braces.
#[derive(Debug, PartialEq, Eq)]
struct Place {
    argument: usize,
    is_small: bool,
    /// How many texts it chooses from; 0 where it is the argument itself.
    n_forms: usize,
}

/// How many texts there should be.
fn forms_of(place: &Place, kind: &str, n_plurals: usize, english: &[Place]) -> usize {
    match kind {
        "Number" if place.n_forms > 0 => n_plurals,
        "Choice" => {
            let same = english.iter().find(|it| it.argument == place.argument);
            same.map_or(usize::MAX, |it| it.n_forms.max(1))
        }
        _ => 0,
    }
}

/// All places of `text`, those in other places included; `None` where braces or bars stand wrong.
fn places(text: &str) -> Option<Vec<Place>> {
    let mut places = Vec::new();
    let (mut depth, mut start, mut bars) = (0, 0, Vec::new());
    for (position, letter) in text.char_indices() {
        match letter {
            '{' if depth == 0 => (depth, start, bars) = (1, position + 1, Vec::new()),
            '{' => depth += 1,
            '|' if depth == 1 => bars.push(position),
            '|' if depth == 0 => return None,
            '}' if depth == 0 => return None,
            '}' if depth == 1 => {
                depth = 0;
                bars.push(position);
                places.push(place(&text[start..bars[0]], bars.len() - 1)?);
                for form in bars.windows(2) {
                    places.extend(self::places(&text[form[0] + 1..form[1]])?);
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    (depth == 0).then_some(places)
}

fn place(which: &str, n_forms: usize) -> Option<Place> {
    let argument = which.strip_suffix(":small");
    let is_small = argument.is_some();
    let argument = argument.unwrap_or(which).parse().ok()?;
    Some(Place { argument, is_small, n_forms })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGNATURES: [(&str, &[&str]); 4] = [
        ("plurals", &[]),
        ("plain", &[]),
        ("counted", &["Number", "Text"]),
        ("chosen", &["Choice"]),
    ];
    const ENGLISH: &str =
        "plurals = one other\nplain = a\ncounted = {0} {1:small}{0||s}\nchosen = {0|a|b}\n";

    #[track_caller]
    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(ENGLISH.contains(from));
        assert_eq!(problems(&ENGLISH.replace(from, to), ENGLISH, &SIGNATURES), expected);
    }

    #[test]
    fn languages_differ_in_their_words_only() {
        check("", "", &[]);
        check("plain = a", "# Something.\n\nplain = ä", &[]);
        check("{0} {1:small}{0||s}", "{1} : {0|{0} a|{0} b}", &[]);
        check("plain = a", "", &["counted stands where plain should"]);
        check("plain = a", "plane = a", &["plane stands where plain should"]);
        check("chosen = {0|a|b}", "", &["3 texts instead of 4"]);
        check("plain = a", "plain = ", &["plain: empty"]);
        check("plain = a", "plain = {0}", &["plain: it is filled by other arguments"]);
        check("{1:small}", "", &["counted: it is filled by other arguments"]);
        check("{1:small}", "{2}", &["counted: it is filled by other arguments"]);
        check("{0|a|b}", "{0|a|b|c}", &["chosen: it chooses from more or fewer texts"]);
        check("{0|a|b}", "{0|a}", &["chosen: it chooses from more or fewer texts"]);
        check("{0|a|b}", "{0}", &["chosen: it chooses from more or fewer texts"]);
        check("{0||s}", "{0||s|s}", &["counted: it chooses from more or fewer texts"]);
        check("one other", "one many other", &["counted: it chooses from more or fewer texts"]);
        check("{0||s}", "{0:small}", &["counted: these have no small letters"]);
        check("{0||s}", "{0||s", &["counted: braces"]);
        check("{0||s}", "{0||s}}", &["counted: braces"]);
        check("{0||s}", "{0:big}", &["counted: braces"]);
        check("{0||s}", "|", &["counted: braces"]);
    }
}
