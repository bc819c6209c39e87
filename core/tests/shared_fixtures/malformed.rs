//! Malformed files: what is said about each is kept in `golden/malformed`, where a person has
//! compared it with what `EXPECT.md` asks for.

use std::fmt::Write;
use std::fs;

use expect_test::expect_file;
use onrecord_core::formats::Imported;

use super::read::read_with;
use super::{files, fixtures, name};

/// What the malformed files mark, where they do not hold their text.
const TEXT: &str = "Anna said “hi” 😀.";
/// The most annotations that are shown.
const MOST_LINES: usize = 20;
/// The longest answer that is kept.
const MOST_CHARS: usize = 240;

fn check(format: &str, folder: &str, ending: &str) {
    check_into(format, format, folder, ending);
}

/// Compares answers with the file of this name.
fn check_into(golden: &str, format: &str, folder: &str, ending: &str) {
    let Some(fixtures) = fixtures() else { return };
    let mut answers = String::new();
    for path in files(&fixtures.join("_bad").join(folder), ending) {
        _ = writeln!(answers, "{}", name(&path));
        let beside = |name: &str| {
            let found = fs::read(path.with_file_name(name)).ok();
            found.or_else(|| name.ends_with(".txt").then(|| TEXT.into()))
        };
        match read_with(format, &path, &beside) {
            Err(error) => _ = writeln!(answers, "  refused: {}", shortened(&error.to_string())),
            Ok(imported) => answer(&mut answers, &imported),
        }
    }
    let golden = format!("{}/tests/golden/malformed/{golden}.txt", env!("CARGO_MANIFEST_DIR"));
    expect_file![golden].assert_eq(&answers);
}

fn answer(answers: &mut String, imported: &Imported) {
    let n_articles = imported.articles.len();
    _ = writeln!(answers, "  articles: {n_articles}");
    let articles = imported.articles.iter();
    let annotations =
        articles.flat_map(|it| it.annotations.iter().map(move |annotation| (it, annotation)));
    let n_annotations = annotations.clone().count();
    for (article, annotation) in annotations.take(MOST_LINES) {
        let quote = shortened(&annotation.quote(&article.text));
        let ranges = &annotation.ranges;
        _ = writeln!(answers, "  {} {ranges:?} {quote:?}", shortened(&annotation.label));
    }
    if n_annotations > MOST_LINES {
        _ = writeln!(answers, "  and {} more", n_annotations - MOST_LINES);
    }
    let problems = imported.problems.iter();
    problems.for_each(|problem| _ = writeln!(answers, "  {}", shortened(&problem.to_string())));
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[test]
fn tables() {
    check("csv", "csv", ".csv");
}

#[test]
fn doccano() {
    check("doccano", "doccano", ".jsonl");
}

#[test]
fn brat() {
    check("brat", "brat", ".ann");
}

#[test]
fn label_studio() {
    check("label-studio", "labelstudio", ".json");
}

#[test]
fn spacy() {
    check("spacy", "spacy", ".jsonl");
}

#[test]
fn web_annotations() {
    check("w3c", "w3c", ".json");
}

#[test]
fn conll() {
    check("conll", "conll", ".conll");
    check("conllu", "conll", ".conllu");
}

#[test]
fn uima_json() {
    check("uima-json", "uima", ".json");
}

#[test]
fn uima_xmi() {
    check("uima-xmi", "uima", ".xmi");
}

#[test]
fn tei() {
    check("tei", "tei", ".xml");
}

#[test]
fn refi() {
    check("refi", "refi", ".qde");
}

#[test]
fn refi_archives() {
    check_into("refi-archives", "refi", "refi", ".qdpx");
}

#[test]
fn webanno_tsv() {
    check("webanno-tsv", "webanno-tsv", ".tsv");
}

#[test]
fn ner_annotator() {
    check("ner-annotator", "ner-annotator", ".json");
}
