//! Every language has the same texts, filled by the same things, and English says what it said.

use std::collections::BTreeSet;

use onrecord::app::customs::English;
use onrecord::app::strings::{Argument, ENGLISH, Strings};
use onrecord::app::{Action, settings};

use super::harness::Browser;

const FILLED_ENGLISH: &str = include_str!("golden/english.txt");

/// The files of all languages, each with the plural forms that Intl.PluralRules has for it.
const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "one other", include_str!("../../src/app/strings/en.txt")),
    ("fr", "one many other", include_str!("../../src/app/strings/fr.txt")),
];

/// What stands in a text: the number of an argument, what is done with it, and the texts it chooses
/// from.
type Place<'a> = (usize, &'a str, Vec<&'a str>);

/// All places of `text`, those in other places included.
fn places(text: &str) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    let (mut depth, mut start, mut bars) = (0, 0, Vec::new());
    for (position, letter) in text.char_indices() {
        match letter {
            '{' if depth == 0 => (depth, start, bars) = (1, position + 1, Vec::new()),
            '{' => depth += 1,
            '|' if depth == 1 => bars.push(position),
            '|' => assert!(depth > 1, "{text}: a bar outside of braces"),
            '}' => {
                assert!(depth > 0, "{text}: a brace too many");
                depth -= 1;
                if depth == 0 {
                    places.extend(place(&text[start..position], &bars, start));
                }
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{text}: a brace is missing");
    places
}

fn place<'a>(inside: &'a str, bars: &[usize], start: usize) -> Vec<Place<'a>> {
    let ends = bars.iter().map(|bar| bar - start).chain([inside.len()]);
    let mut parts = Vec::new();
    let mut from = 0;
    for end in ends {
        parts.push(&inside[from..end]);
        from = end + 1;
    }
    let which = parts.remove(0);
    let (number, how) = which.split_once(':').unwrap_or((which, ""));
    let number = number.parse().expect("a place names its argument by number");
    let within = parts.iter().flat_map(|part| places(part)).collect::<Vec<_>>();
    [(number, how, parts)].into_iter().chain(within).collect()
}

fn named(source: &str) -> Vec<(&str, &str)> {
    let lines = source.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" = ").expect("a line is `name = text`")).collect()
}

#[test]
fn every_language_has_every_text_in_the_order_of_the_table() {
    for (language, plurals, source) in LANGUAGES {
        let texts = named(source);
        let names: Vec<&str> = texts.iter().map(|(name, _)| *name).collect();
        let expected: Vec<&str> = Strings::SIGNATURES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, expected, "{language}");
        assert!(texts.iter().all(|(_, text)| !text.trim().is_empty()), "{language}");
        let strings = Strings::read(source, &English).expect("it is as long as the table");
        assert_eq!((strings.locale(), strings.plurals()), (language, plurals));
    }
}

#[test]
fn every_language_fills_its_texts_with_the_same_things() {
    for (language, plurals, source) in LANGUAGES {
        let n_plurals = plurals.split(' ').count();
        let english = named(LANGUAGES[0].2);
        let texts = named(source).into_iter().zip(Strings::SIGNATURES).zip(english);
        for (((name, text), (_, kinds)), (_, english)) in texts {
            let places = places(text);
            let used: BTreeSet<usize> = places.iter().map(|(number, ..)| *number).collect();
            let expected: BTreeSet<usize> = (0..kinds.len()).collect();
            assert_eq!(used, expected, "{language}: {name}");
            for (number, how, forms) in &places {
                let n_forms = match kinds[*number] {
                    "Text" | "Own" => 0,
                    "Number" if forms.is_empty() => 0,
                    "Number" => n_plurals,
                    _ => choices_of(english, *number),
                };
                assert_eq!(forms.len(), n_forms, "{language}: {name} {number}");
                let is_known = how.is_empty() || (*how == "small" && kinds[*number] == "Text");
                assert!(is_known, "{language}: {name} {how}");
            }
        }
    }
}

/// How many texts the choice `number` has in `english`.
fn choices_of(english: &str, number: usize) -> usize {
    let places = places(english);
    let choice = places.iter().find(|(it, _, forms)| *it == number && !forms.is_empty());
    choice.map_or(usize::MAX, |(_, _, forms)| forms.len())
}

#[test]
fn english_says_what_it_said_before_other_languages_came() {
    let mut lines = FILLED_ENGLISH.lines().peekable();
    for (place, (name, kinds)) in Strings::SIGNATURES.iter().enumerate() {
        if !lines.peek().is_some_and(|line| line.starts_with(&format!("{name} = "))) {
            continue;
        }
        let counts: &[[usize; 2]] = match kinds.contains(&"Number") {
            true => &[[0, 5], [1, 2], [2, 1], [12_345, 0]],
            false => &[[1, 2]],
        };
        for counts in counts {
            let text = ENGLISH.filled(place, &samples(kinds, counts));
            assert_eq!(lines.next(), Some(format!("{name} = {text}").as_str()));
        }
    }
    assert_eq!(lines.next(), None);
}

fn samples(kinds: &[&str], counts: &[usize; 2]) -> Vec<Argument<'static>> {
    let mut texts = ["Sample Text", "شيء “Second” Text", "Third"].into_iter();
    let mut counts = counts.iter();
    let argument = |kind: &&str| match *kind {
        "Text" => Argument::Text(texts.next().expect("three are enough")),
        "Own" => Argument::Own(texts.next().expect("three are enough")),
        "Number" => Argument::Number(*counts.next().expect("two are enough")),
        _ => Argument::Choice(0),
    };
    kinds.iter().map(argument).collect()
}

/// Only the files of languages that can be chosen are looked at, and all of them.
#[test]
fn every_language_can_be_chosen_and_is_part_of_the_page() {
    let setting = settings::ALL.iter().find(|it| it.id == "language").expect("there is one");
    let choices: Vec<&str> = setting.choices.iter().map(|(id, _)| *id).collect();
    let languages = LANGUAGES.iter().map(|(language, ..)| *language);
    assert_eq!(choices, ["system"].into_iter().chain(languages).collect::<Vec<_>>());
    for language in &choices[2..] {
        let link = format!("href=\"src/app/strings/{language}.txt\" data-language=\"{language}\"");
        assert!(include_str!("../../index.html").contains(&link), "index.html has no {link}");
    }
}

#[test]
fn the_page_goes_on_in_another_language() {
    let mut tab = Browser::with_text("Rivers rise.");
    tab.mark("Rivers", "claim");
    let source = LANGUAGES[1].2;
    let french = Box::leak(Box::new(Strings::read(source, &English).expect("it is whole")));
    tab.act(Action::Speak(french));
    tab.undo();
    assert_eq!(tab.last_said(), "Annulé\u{a0}: mark claim");
    tab.redo();
    assert_eq!(tab.last_said(), "Rétabli\u{a0}: mark claim");
}
