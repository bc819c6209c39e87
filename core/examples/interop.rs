//! Writes hard libraries in every format, each with what a reader should find in it, for programs
//! of others to read: `cargo run --example interop --features testing -- FOLDER`.
//!
//! The first library is made by hand, so that it certainly holds what is hard; the others are made
//! up.
//!
//! What should be found is computed here from the annotations and the list of losses alone, in the
//! form that `../shared/validators` compares with.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{env, fs, io};

use onrecord_core::formats::{
    ALL, Edition, ImportedArticle, Role, Scope, Stamp, codec, export_edition,
};
use onrecord_core::json::Writer;
use onrecord_core::model::{
    Annotation, ArticleId, AttributeValue, Attributes, LabelSet, Link, LinkId, LinkKind, Reference,
    Timestamp,
};
use onrecord_core::testing::{self, library};
use onrecord_core::text::{ArticleText, ByteSpan, CharSpan};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// How many libraries are tried.
const N_LIBRARIES: usize = 12;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "interop".to_owned()));
    let mut runner = TestRunner::deterministic();
    let strategy = library::library();
    let made_up = (1..=N_LIBRARIES).map(|number| {
        let made = strategy.new_tree(&mut runner).expect("libraries can be made up").current();
        let edition = Edition::of_library(&made, Scope::Library).expect("its texts are there");
        (number.to_string(), edition)
    });
    for (name, edition) in std::iter::once(("hard".to_owned(), hard())).chain(made_up) {
        for format in ALL.iter().filter(|format| format.is_written) {
            let folder = folder.join(format.id).join(&name);
            write(format.id, suited(format.id, edition.clone()), &folder)?;
        }
    }
    Ok(())
}

/// Overlaps, interruptions, emoji, Arabic and Hebrew, line ends of Windows, links, notes, every kind of
/// attribute, and an article without annotations.
fn hard() -> Edition {
    let texts = [
        "“We will rise,” he said 👩‍👩‍👧‍👦, “by noon”.\r\nNobody left 🇺🇦🇪🇺; e\u{301}t\u{e9}.\r\n\r\nThe 𝒻𝒶𝓃𝒸𝓎 end 🦊",
        "قال الوزير: «لن نتراجعَ عن القرار». הוא אמר: \"לא נוותר\" 👍🏽.",
        "Nothing is marked here.",
    ];
    // A label, and the passages that are one annotation.
    let marks: [&[(&str, &[&str])]; 3] = [
        &[
            ("quote", &["“We will rise,”", "“by noon”"]),
            ("claim", &["“We will rise,”"]),
            ("pledge", &["We will rise"]),
            ("claim", &["will rise,” he said"]),
            ("quote", &["👩‍👩‍👧‍👦"]),
            ("claim", &["Nobody left", "e\u{301}t\u{e9}"]),
            ("Zusage 🤝", &["The 𝒻𝒶𝓃𝒸𝓎 end"]),
            ("pledge", &["e\u{301}t\u{e9}.\r\n\r\nThe"]),
        ],
        &[
            ("quote", &["«لن نتراجعَ عن القرار»"]),
            ("claim", &["«لن نتراجعَ عن القرار»"]),
            ("quote", &["לא נוותר"]),
        ],
        &[],
    ];
    let mut id = 0;
    let articles = texts.iter().zip(marks).enumerate().map(|(place, (text, marks))| {
        let text = Rc::new(ArticleText::new(*text));
        let annotations = marks.iter().map(|(label, quotes)| {
            id += 1;
            let ranges: Vec<CharSpan> = quotes.iter().map(|quote| span_of(&text, quote)).collect();
            let mut annotation = testing::annotation(id, &ranges);
            annotation.label = (*label).to_owned();
            annotation.article = ArticleId::from_u128(place as u128 + 1);
            if id % 2 == 1 {
                annotation.note = format!("note {id}, with \"quotes\" & <marks> 🦊\nand a line");
                annotation.attributes = attributes(text.n_chars());
            }
            annotation
        });
        let annotations: Vec<Annotation> = annotations.collect();
        let pairs = annotations.windows(2).enumerate();
        let links = pairs.map(|(number, pair)| Link {
            id: LinkId::from_u128((place * 100 + number + 1) as u128),
            kind: if number % 2 == 0 { LinkKind::Supports } else { LinkKind::SameAs },
            from: pair[0].id,
            to: pair[1].id,
            created: Timestamp::default(),
            unknown: Default::default(),
        });
        let links = links.collect();
        let mut article = testing::article(place as u128 + 1, &text);
        article.metadata.title = format!("Hard {place} <&> 🦊");
        article.metadata.url = Some("https://example.org/a?b=c&d#e".to_owned());
        ImportedArticle { article, text, annotations, links }
    });
    let mut articles: Vec<ImportedArticle> = articles.collect();
    for imported in &mut articles {
        imported.annotations.sort_by_key(Annotation::order_key);
    }
    Edition::new(LabelSet::built_in(), articles)
}

fn span_of(text: &ArticleText, quote: &str) -> CharSpan {
    let start = text.as_str().find(quote).expect("the quote stands in the text");
    text.to_chars(ByteSpan::of(start, start + quote.len()))
}

/// A value of each kind.
fn attributes(n_chars: usize) -> Attributes {
    let reference = Reference {
        name: Some("Keir Starmer".to_owned()),
        id: Some("Q6383803".to_owned()),
        ranges: vec![CharSpan::of(n_chars - 2, n_chars)],
        ..Reference::default()
    };
    let list = vec!["https://example.org/1".to_owned(), "é".to_owned()];
    let values = [
        ("mode", AttributeValue::Text("direct\tor not".to_owned())),
        ("evidence", AttributeValue::List(list)),
        ("source", AttributeValue::Reference(reference)),
    ];
    values.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

/// The edition without what the foreign reader of this format is not made for.
fn suited(id: &str, mut edition: Edition) -> Edition {
    match id {
        // It is given one text, and takes every body for a label.
        "w3c" => {
            edition.articles.retain(|article| !article.annotations.is_empty());
            edition.articles.truncate(1);
            for article in &mut edition.articles {
                article.links.clear();
                for annotation in &mut article.annotations {
                    annotation.attributes.clear();
                    annotation.note.clear();
                }
            }
        }
        // Claims that nobody judged are no reviews.
        "claimreview" => {
            let annotations = edition.articles.iter_mut().flat_map(|it| &mut it.annotations);
            for annotation in annotations.filter(|annotation| annotation.label == "claim") {
                let verdict = AttributeValue::Text("Refuted".to_owned());
                annotation.attributes.insert("verdict".to_owned(), verdict);
            }
        }
        _ => {}
    }
    edition
}

/// What a reader finds: each review is a document of its own.
fn found(id: &str, articles: Vec<ImportedArticle>) -> Vec<ImportedArticle> {
    if id != "claimreview" {
        return articles;
    }
    let reviews =
        articles.into_iter().flat_map(|ImportedArticle { article, text, annotations, .. }| {
            annotations.into_iter().map(move |annotation| {
                let text = Rc::new(ArticleText::new(annotation.quote(&text)));
                let ranges = vec![CharSpan::of(0, text.n_chars())];
                let label = "ClaimReview".to_owned();
                let annotations = vec![Annotation { label, ranges, ..annotation }];
                ImportedArticle { article: article.clone(), text, annotations, links: Vec::new() }
            })
        });
    reviews.collect()
}

fn write(id: &str, edition: Edition, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut held = edition.clone();
    codec(id).expect("it is in the register").fit(&mut held);
    let held = found(id, held.articles);
    let stamp = Stamp::new(Timestamp::from_unix_ms(1_767_863_564_000));
    let written = export_edition(id, edition, "library", &stamp)
        .unwrap_or_else(|error| panic!("{id}: {error}"));
    for file in &written.files {
        fs::write(folder.join(&file.name), &file.bytes)?;
    }
    let main: Vec<&str> = written
        .files
        .iter()
        .filter(|file| file.role == Role::Main)
        .map(|file| file.name.as_str())
        .collect();
    match main[..] {
        _ if held.is_empty() => Ok(()),
        [single] if id == "conll" => write_columns(&folder.join(single), &held),
        [single] if id == "conllu" => {
            let sentences = folder.join(single);
            fs::write(folder.join(beside(single)), expected(&words(&sentences, &held)?))
        }
        [single] => fs::write(folder.join(beside(single)), expected(&held)),
        _ => main.iter().zip(&held).try_for_each(|(name, article)| {
            fs::write(folder.join(beside(name)), expected(std::slice::from_ref(article)))
        }),
    }
}

/// Columns of a file: words of sentences, and the tags of each in all columns.
struct Words {
    sentences: Vec<Vec<Vec<String>>>,
}

impl Words {
    /// The documents of a file; `is_start` says which lines begin one.
    fn read(path: &Path, is_start: impl Fn(&str) -> bool) -> io::Result<Vec<Self>> {
        let content = fs::read_to_string(path)?;
        let mut documents: Vec<Self> = Vec::new();
        for line in content.split('\n') {
            if is_start(line) {
                documents.push(Self { sentences: vec![Vec::new()] });
            } else if line.is_empty() {
                documents
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|it| it.sentences.push(Vec::new()));
            } else if line.contains('\t') {
                let cells = line.split('\t').map(str::to_owned).collect();
                let sentences = documents.last_mut().map(|document| &mut document.sentences);
                sentences.and_then(|it| it.last_mut()).expect("a line begins it").push(cells);
            }
        }
        documents.iter_mut().for_each(|it| it.sentences.retain(|sentence| !sentence.is_empty()));
        Ok(documents)
    }

    /// The words joined by blanks and the sentences by line ends, which is what readers of columns
    /// see, and where each word stands in that and in the text.
    fn joined(&self, text: &str, word: usize) -> (String, Vec<(CharSpan, CharSpan)>) {
        let (mut joined, mut places, mut rest, mut n_before) = (String::new(), Vec::new(), text, 0);
        for sentence in &self.sentences {
            for (position, cells) in sentence.iter().enumerate() {
                if !joined.is_empty() {
                    joined.push(if position == 0 { '\n' } else { ' ' });
                }
                let found = rest.find(&cells[word]).expect("words stand in the text");
                n_before += rest[..found].chars().count();
                let (start, n_chars) = (joined.chars().count(), cells[word].chars().count());
                let in_joined = CharSpan::of(start, start + n_chars);
                places.push((CharSpan::of(n_before, n_before + n_chars), in_joined));
                joined.push_str(&cells[word]);
                n_before += n_chars;
                rest = &rest[found + cells[word].len()..];
            }
        }
        (joined, places)
    }
}

/// What is found in each column, in a file for each: `NAME.2.expected.json` for the second. All
/// columns together hold exactly what was meant.
fn write_columns(path: &Path, held: &[ImportedArticle]) -> io::Result<()> {
    let documents = Words::read(path, |line| line.starts_with("-DOCSTART-"))?;
    assert_eq!(documents.len(), held.len(), "each article is a document");
    let rows = documents.iter().flat_map(|it| it.sentences.iter().flatten());
    let n_columns = rows.map(|cells| cells.len() - 1).max().unwrap_or(0);
    let mut columns: Vec<Vec<ImportedArticle>> = vec![Vec::new(); n_columns];
    for (document, imported) in
        documents.iter().zip(held).filter(|(it, _)| !it.sentences.is_empty())
    {
        let (joined, places) = document.joined(imported.text.as_str(), 0);
        let text = Rc::new(ArticleText::new(joined));
        let rows: Vec<&Vec<String>> = document.sentences.iter().flatten().collect();
        let mut found = BTreeSet::new();
        for (number, column) in columns.iter_mut().enumerate() {
            let mut annotations: Vec<Annotation> = Vec::new();
            for (place, cells) in rows.iter().enumerate() {
                let (_, in_joined) = places[place];
                match cells[number + 1].split_once('-') {
                    Some(("B", label)) => {
                        let mut annotation = testing::annotation(1, &[in_joined]);
                        annotation.label = label.to_owned();
                        annotations.push(annotation);
                    }
                    Some(_) => {
                        let annotation = annotations.last_mut().expect("it began");
                        annotation.ranges = vec![annotation.hull().hull(in_joined)];
                    }
                    None => {}
                }
            }
            found.extend(annotations.iter().map(|it| (it.hull(), it.label.clone())));
            let article = imported.article.clone();
            column.push(ImportedArticle {
                article,
                text: text.clone(),
                annotations,
                links: Vec::new(),
            });
        }
        let meant = imported.annotations.iter().map(|annotation| {
            let hull = annotation.hull();
            let inside = places.iter().filter(|(in_text, _)| hull.contains(*in_text));
            let moved = inside.map(|(_, in_joined)| *in_joined).reduce(CharSpan::hull);
            (moved.expect("it holds a word"), annotation.label.clone())
        });
        assert_eq!(found, meant.collect(), "the columns hold what was meant");
    }
    for (number, column) in columns.iter().enumerate() {
        let name = format!("{}.{}.expected.json", path.display(), number + 1);
        fs::write(name, expected(column))?;
    }
    Ok(())
}

/// Each word as a span: what readers of CoNLL-U see, whatever they make of `Entity`.
fn words(path: &Path, held: &[ImportedArticle]) -> io::Result<Vec<ImportedArticle>> {
    let documents = Words::read(path, |line| line.starts_with("# newdoc"))?;
    assert_eq!(documents.len(), held.len(), "each article is a document");
    let content = fs::read_to_string(path)?;
    let mut texts = content.lines().filter_map(|line| line.strip_prefix("# text = "));
    let found = documents.iter().zip(held).map(|(document, imported)| {
        let texts: Vec<&str> = texts.by_ref().take(document.sentences.len()).collect();
        let text = Rc::new(ArticleText::new(texts.join("\n")));
        let (_, places) = document.joined(text.as_str(), 1);
        let annotations = places.iter().map(|(in_text, _)| {
            let label = "_".to_owned();
            Annotation { label, ..testing::annotation(1, &[*in_text]) }
        });
        let annotations = annotations.collect();
        ImportedArticle { article: imported.article.clone(), text, annotations, links: Vec::new() }
    });
    Ok(found.collect())
}

fn beside(name: &str) -> String {
    format!("{name}.expected.json")
}

/// The documents in the form of the validators.
fn expected(articles: &[ImportedArticle]) -> String {
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("documents").list(|json| {
            for ImportedArticle { article, text, annotations, .. } in articles {
                json.object(|json| {
                    json.name("id").text(&article.id.to_string());
                    json.name("text_sha256").text(&text.hash().to_string());
                    json.name("text_length").number(text.n_chars() as u64);
                    json.name("spans").list(|json| {
                        let ranges = annotations.iter().flat_map(|annotation| {
                            annotation.ranges.iter().map(move |range| (annotation, *range))
                        });
                        for (annotation, range) in ranges {
                            json.object(|json| {
                                json.name("start").number(range.start().get() as u64);
                                json.name("end").number(range.end().get() as u64);
                                json.name("label").text(&annotation.label);
                                json.name("text").text(text.slice(range));
                                json.name("attributes").object(|_| {});
                            });
                        }
                    });
                });
            }
        });
    });
    json.finish()
}
