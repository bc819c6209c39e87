//! All words that people read stand in one table.

use std::collections::BTreeSet;

use super::sources::{Source, files, read, sources};

/// Attributes whose values are for programs or programmers.
const FOR_PROGRAMS: [&str; 7] = ["reason", "class", "d", "rel", "viewBox", "accept", "points"];

/// Calls whose strings are for those who read the code, or are selectors of CSS.
const FOR_READERS: [&str; 6] =
    ["expect", "query_selector", "query_selector_all", "closest", "focus", "matches"];

/// Whether people would read it: two neighbouring words of letters.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_end_matches(['.', ',', ':', '!', '?', '…']);
        word.chars().count() > 1 && word.chars().all(|it| it.is_alphabetic() || it == '’')
    };
    let words: Vec<&str> = text.split(' ').collect();
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

/// Whether the tokens before a string say that it is not for people.
fn is_for_programs(before: &[String]) -> bool {
    match before {
        [.., name, sign] if sign == "=" => FOR_PROGRAMS.contains(&name.as_str()),
        [.., name, sign] if sign == "(" => FOR_READERS.contains(&name.as_str()),
        _ => false,
    }
}

/// What draws, in both modules.
fn components() -> impl Iterator<Item = Source> {
    let second = sources("exchange/src").into_iter();
    let second = second.filter(|it| !it.path.starts_with("exchange/src/strings/"));
    sources("src/ui").into_iter().chain(second)
}

#[test]
fn components_have_no_words_of_their_own() {
    for source in components() {
        for (before, text) in source.strings() {
            let is_found = is_prose(&text) && !is_for_programs(&before);
            assert!(!is_found, "{}: {text:?} belongs into a table of strings", source.path);
        }
    }
}

/// A name of one word in an attribute that is read out is a word all the same.
#[test]
fn names_that_are_read_out_come_from_the_table() {
    for source in components() {
        let flat = source.flat();
        for (position, token) in flat.iter().enumerate().skip(4) {
            let attribute = flat[position - 4..position].concat();
            let names = ["aria-label=", "placeholder=", "title="];
            let is_name = names.iter().any(|name| attribute.ends_with(name));
            assert!(!(is_name && token.starts_with('"')), "{}: {token}", source.path);
        }
    }
}

/// The guard has its words to itself; each language that the page speaks has all of them.
#[test]
fn the_guard_speaks_every_language() {
    let (script, page) = (read("boot.js"), read("index.html"));
    let (_, table) = script.split_once("const WORDS = {\n").expect("there is a table");
    let (table, _) = table.split_once("\n};").expect("it ends");
    let mut languages: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in table.lines() {
        let indent = line.len() - line.trim_start().len();
        match (indent, line.trim().split_once(": "), languages.last_mut()) {
            (2, Some((tag, _)), _) => languages.push((tag, Vec::new())),
            (4, Some((name, _)), Some((_, names))) => names.push(name),
            _ => assert_eq!(line.trim(), "},"),
        }
    }
    let tags: Vec<&str> = languages.iter().map(|(tag, _)| *tag).collect();
    let texts = files("src/app/strings", ".txt");
    let spoken = texts.iter().filter_map(|path| path.rsplit('/').next()?.strip_suffix(".txt"));
    assert_eq!(tags, spoken.collect::<Vec<_>>());
    let (english, others) = languages.split_first().expect("there is English");
    for (tag, names) in others {
        assert_eq!(names, &english.1, "{tag}");
    }
    let places = page.split("data-say=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let places: Vec<&str> = places.collect();
    for place in ["title", "reason", "kept", "download", "reload", "cause", "detail"] {
        assert!(places.contains(&place), "nothing says {place}");
    }
    for place in places {
        let is_of_the_stop = ["title", "reason", "detail"].contains(&place);
        assert!(is_of_the_stop || english.1.contains(&place), "the guard has no {place}");
    }
}

/// Beside the program stands a page of words, in each language under a name of its own.
#[test]
fn the_page_beside_the_program_says_the_same_in_each_language() {
    let shape = |page: &str| {
        let tags = page.split('<').skip(1).filter_map(|rest| rest.split([' ', '>']).next());
        tags.map(str::to_owned).collect::<Vec<_>>()
    };
    let english = read("help/kept.html");
    let texts = files("src/app/strings", ".txt");
    for text in texts {
        let language = text.rsplit('/').next().and_then(|name| name.strip_suffix(".txt"));
        let language = language.expect("it is named after its language");
        let words = read(&text);
        let name = words.lines().find_map(|line| line.strip_prefix("page_of_what_is_kept = "));
        let name = name.unwrap_or_else(|| panic!("{text} names no page"));
        let page = read(&format!("help/{name}"));
        assert_eq!(shape(&page), shape(&english), "{name}");
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{name}");
        let link = format!("rel=\"copy-file\" href=\"help/{name}\"");
        assert!(read("index.html").contains(&link), "index.html has no {link}");
        let linked =
            |other: &str| other.contains(&format!("href=\"{name}\" hreflang=\"{language}\""));
        let others = files("help", ".html").into_iter().filter(|it| !it.ends_with(name));
        for other in others {
            assert!(linked(&read(&other)), "{other} does not lead to {name}");
        }
    }
}

/// French has a blank that does not break before high punctuation and inside quotation marks.
#[test]
fn french_is_set_as_french_is() {
    let check = |path: &str, words: &str| {
        for breaking in [" :", " ;", " !", " ?", " »", "« ", " % ", " %)"] {
            assert!(!words.contains(breaking), "{path}: {breaking:?} in {words}");
        }
    };
    for path in ["src/app/strings/fr.txt", "help/kept.fr.html"] {
        for line in read(path).lines().filter(|line| !line.starts_with('#')) {
            check(path, line.split_once(" = ").map_or(line, |(_, text)| text));
        }
    }
    for source in sources("exchange/src/strings/french") {
        source.strings().iter().for_each(|(_, text)| check(&source.path, text));
    }
}

/// What core says in phrases is said in French, all of it, and nothing else.
#[test]
fn every_phrase_of_core_has_its_french() {
    let mut said = BTreeSet::new();
    for source in sources("core/src") {
        let is_maker = source.path == "core/src/phrase.rs";
        let makes = source.flat().windows(4).any(|it| it.concat() == "Phrase::new");
        assert!(!makes || is_maker, "{}: phrase! and said! make phrases", source.path);
        for (before, text) in source.strings() {
            let is_said = matches!(&before[..], [.., name, sign, open]
                if ["phrase", "said"].contains(&name.as_str()) && sign == "!" && open == "(");
            if is_said {
                said.insert(text);
            }
        }
    }
    let table = "exchange/src/strings/french/phrases.rs";
    let source = sources("exchange/src/strings/french").into_iter().find(|it| it.path == table);
    let texts = source.expect("there is a table").strings();
    let texts: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let mut known = BTreeSet::new();
    for pair in texts.chunks(2) {
        let [english, french] = pair else { panic!("{pair:?} is no pair") };
        assert!(known.insert((*english).to_owned()), "{english} stands twice in {table}");
        let (mut wanted, found) = (facts(english), facts(french));
        // What a parser says, in English, stands at the end and is left out.
        wanted.retain(|fact| found.contains(fact) || !english.ends_with(&format!(": {fact}")));
        assert_eq!(wanted, found, "{english}");
    }
    let missing: Vec<_> = said.difference(&known).collect();
    assert!(missing.is_empty(), "{table} lacks {missing:#?}");
    let unsaid: Vec<_> = known.difference(&said).collect();
    assert!(unsaid.is_empty(), "nobody says {unsaid:#?}");
}

/// The places of facts in a phrase, such as `{0}`.
fn facts(text: &str) -> BTreeSet<String> {
    let places = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let places = places.map(|(place, _)| place).filter(|place| place.parse::<usize>().is_ok());
    places.map(|place| format!("{{{place}}}")).collect()
}
