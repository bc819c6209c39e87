//! Every language has the same texts, filled by the same things, and English says what it said.

use onrecord::app::customs::English;
use onrecord::app::strings::{Argument, ENGLISH, Strings, proof};
use onrecord::app::{Action, settings};

use super::harness::Browser;

const FILLED_ENGLISH: &str = include_str!("golden/english.txt");

/// The files of all languages, each with the plural forms that Intl.PluralRules has for it.
const LANGUAGES: [(&str, &str, &str); 2] = [
    ("en", "one other", include_str!("../../src/app/strings/en.txt")),
    ("fr", "one many other", include_str!("../../src/app/strings/fr.txt")),
];

#[test]
fn every_language_has_the_same_texts_filled_by_the_same_things() {
    for (language, plurals, source) in LANGUAGES {
        let problems = proof::problems(source, LANGUAGES[0].2, &Strings::SIGNATURES);
        assert!(problems.is_empty(), "{language}: {problems:?}");
        let strings = Strings::read(source, &English).expect("it is as long as the table");
        assert_eq!((strings.locale(), strings.plurals()), (language, plurals));
    }
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
