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

#[test]
fn uima_xmi() {
    check("uima-xmi", "uima", ".xmi");
    check("uima-xmi", "uima/small", ".xmi");
}

#[test]
fn tei() {
    check("tei", "tei", ".xml");
}

#[test]
fn ner_annotator() {
    check("ner-annotator", "ner-annotator", ".json");
}

#[test]
fn refi() {
    check("refi", "refi", "atlasti_TestProject.qdpx");
    check("refi", "refi", "made_bom.qdpx");
    check("refi-codebook", "taguette", ".qdc");
}

/// The expectation for the source that begins with U+FEFF was computed without that character, and
/// the names of its selections show that its places count it. So its spans are where they say.
#[test]
fn refi_texts_are_taken_as_the_names_of_selections_say() {
    let Some(fixtures) = fixtures() else { return };
    let path = fixtures.join("refi/made_utf8.qdpx");
    let mut expected = expected_of(&path).expect("it lies beside the file");
    let mut imported = read("refi", &path, &fixtures.join("_texts")).expect("it is read");
    let place = expected.documents.iter().position(|it| it.id == "bom").expect("it is there");
    expected.documents.remove(place);
    let marked = imported.articles.remove(place);
    compare(&path, &expected, &imported);
    let quotes: Vec<String> =
        marked.annotations.iter().map(|annotation| annotation.quote(&marked.text)).collect();
    assert_eq!(quotes, ["BOM", "“text”", "😀", "\u{feff}"]);
}

/// INCEpTION's own copy holds words and sentences too, which are no annotations. Where a small reader
/// and that copy differ, it is because the copy was made before the export: it has spans with blanks
/// at their ends, and names types as they were called earlier.
#[test]
fn webanno_tsv() {
    const NOT_COMPARABLE: [&str; 4] = [
        "testAnnotationWithLeadingWhitespace.tsv",
        "testAnnotationWithTrailingWhitespace.tsv",
        "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken.tsv",
        "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken.tsv",
    ];
    const EARLIER_NAMES: [(&str, &str); 2] = [
        ("de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity", "webanno.custom.Span"),
        (
            "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS_NOUN",
            "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS",
        ),
    ];
    let Some(fixtures) = fixtures() else { return };
    let mut n_files = 0;
    for path in files(&fixtures.join("webanno-tsv"), ".tsv") {
        let Some(mut expected) = expected_of(&path) else { continue };
        let imported = read("webanno-tsv", &path, &fixtures.join("_texts"));
        let imported = imported.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        check_detection("webanno-tsv", &path);
        if NOT_COMPARABLE.contains(&name(&path)) {
            continue;
        }
        for document in &mut expected.documents {
            document.spans.retain(|span| {
                let label = span.label.as_deref().unwrap_or_default();
                !["segmentation.type.Token", "segmentation.type.Sentence"]
                    .iter()
                    .any(|word| label.ends_with(word))
            });
        }
        let layers = fs::read_to_string(&path).expect("it is text");
        for span in expected.documents.iter_mut().flat_map(|document| &mut document.spans) {
            for (earlier, name) in EARLIER_NAMES {
                if span.label.as_deref() == Some(earlier) && !layers.contains(earlier) {
                    span.label = Some(name.to_owned());
                }
            }
        }
        // Relations mark what they lead to in that copy; here they are links.
        let mut n_relations = 0;
        for document in &mut expected.documents {
            document.spans.retain(|span| {
                let label = span.label.as_deref().unwrap_or_default();
                let is_relation = layers.contains(&format!("#T_RL={label}|"));
                n_relations += usize::from(is_relation);
                !is_relation
            });
        }
        if n_relations > 0 {
            assert_eq!(imported.articles[0].links.len(), n_relations, "{}", path.display());
        }
        compare(&path, &expected, &imported);
        n_files += 1;
    }
    assert!(n_files > 30, "{n_files}");
}
