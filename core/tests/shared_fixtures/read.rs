//! Sound files.

use std::fs;
use std::path::Path;

use onrecord_core::formats::{Beside, Imported, ReadError, Source, codec, detect};

use super::expected::{compare, expected_of};
use super::{files, fixtures, name};

/// Reads a file, with the texts that lie beside it or in `texts`.
pub fn read(format: &str, path: &Path, texts: &Path) -> Result<Imported, ReadError> {
    let folder = path.parent().expect("files lie in folders");
    let beside =
        |name: &str| fs::read(folder.join(name)).or_else(|_| fs::read(texts.join(name))).ok();
    read_with(format, path, &beside)
}

/// Reads a file, with what `beside` finds.
pub fn read_with(format: &str, path: &Path, beside: Beside<'_>) -> Result<Imported, ReadError> {
    let bytes = fs::read(path).expect("the file can be read");
    let source = Source { name: name(path), bytes: &bytes, beside };
    let codec = codec(format).expect("the format is in the register");
    (codec.read.expect("it is read"))(&source)
}

/// Every file of the folder that ends so is recognised and read as expected.
fn check(format: &str, folder: &str, ending: &str) {
    let Some(fixtures) = fixtures() else { return };
    let mut n_files = 0;
    for path in files(&fixtures.join(folder), ending) {
        let Some(expected) = expected_of(&path) else { continue };
        if name(&path).ends_with(".expected.json") || expected.reader_refuses.is_some() {
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

fn check_detection(format: &str, path: &Path) {
    let bytes = fs::read(path).expect("the file can be read");
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
fn conll() {
    check("conll", "conll", ".conll");
}

#[test]
fn conllu() {
    check("conllu", "conllu", ".conllu");
}
