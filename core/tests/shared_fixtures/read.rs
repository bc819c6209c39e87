//! Sound files.

use std::fs;
use std::path::Path;

use onrecord_core::formats::{Beside, Imported, ReadError, Source, codec, detect};

use super::expected::{compare, expected_of};
use super::{files, fixtures, name};

/// Reads a file, with the texts that lie beside it or in `texts`.
pub fn read(format: &str, path: &Path, texts: &Path) -> Result<Imported, ReadError> {
    let folder = path.parent().expect("files lie in folders");
    // The texts of `apache_emoji.json` and of `hypothesis_emoji.json` are one `emoji.txt`.
    let beside = |name: &str| {
        let plain = name.split_once('_').map_or(name, |(_, plain)| plain);
        let paths = [folder.join(name), texts.join(name), texts.join(plain)];
        paths.iter().find_map(|path| fs::read(path).ok())
    };
    read_with(format, path, &beside)
}

/// Reads a file, with what `beside` finds.
pub fn read_with(format: &str, path: &Path, beside: Beside<'_>) -> Result<Imported, ReadError> {
    let bytes = fs::read(path).expect("the file can be read");
    let source = Source::new(name(path), &bytes, beside);
    let codec = codec(format).expect("the format is in the register");
    (codec.read.expect("it is read"))(&source)
}

/// Every file of the folder that ends so is recognised and read as expected.
fn check(format: &str, folder: &str, ending: &str) {
    let Some(fixtures) = fixtures() else { return };
    let mut n_files = 0;
    for path in files(&fixtures.join(folder), ending) {
        let Some(expected) = expected_of(&path) else { continue };
        let is_other = format_of(&path).is_some_and(|found| found != format);
        if is_other || expected.reader_refuses.is_some() {
            continue;
        }
        let imported = read(format, &path, &fixtures.join("_texts"));
        let imported = imported.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        compare(&path, &expected, &imported);
        check_detection(format, &path);
        n_files += 1;
    }
    assert!(n_files > 0, "{folder}: no file ends with {ending}");
}

/// The format that names of files say, where a folder has several.
fn format_of(path: &Path) -> Option<&'static str> {
    let name = name(path);
    if name.starts_with("hypothesis_") {
        Some("hypothesis")
    } else if name.starts_with("recogito_awareness") {
        Some("recogito")
    } else if path.to_str().is_some_and(|path| path.contains("/w3c/")) {
        Some("w3c")
    } else {
        None
    }
}

fn check_detection(format: &str, path: &Path) {
    let bytes = fs::read(path).expect("the file can be read");
    if bytes.trim_ascii() == b"[]" {
        // A list of nothing may be anything.
        return;
    }
    let found = detect(&Source::alone(name(path), &bytes));
    assert_eq!(found.map(|found| found.id), Some(format), "{}", path.display());
}

#[test]
fn tables() {
    check("csv", "csv", "spans.csv");
    check("tsv", "csv", "spans.tsv");
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
    check("spacy", "spacy", ".json");
    check("spacy", "spacy", ".jsonl");
}

#[test]
fn web_annotations() {
    check("w3c", "w3c", ".json");
    check("hypothesis", "w3c", ".json");
    check("w3c", "w3c/spec_correct", ".json");
}

#[test]
fn conll() {
    check("conll", "conll", ".conll");
    check("conllu", "conllu", ".conllu");
}

#[test]
fn uima_json() {
    check("uima-json", "uima", ".json");
}
