//! Every reader, tried with documents of the corpus changed at random; for longer runs there is the
//! example `fuzz_readers`.

use std::path::Path;
use std::time::Duration;

use crate::ingest::{ReadFailure, read};
use crate::testing::readers::{Corpus, TARGETS, case, hostile_files};
use crate::testing::{n_cases, within};

/// How long an answer may take in a build for tests, where programs are several times slower, on a machine that does other things too.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn every_reader_answers_whatever_it_is_given() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/tests/corpus");
    let corpus = Corpus::load(Path::new(folder)).expect("the corpus can be read");
    for target in TARGETS {
        for number in 0..u64::from(n_cases(40)) {
            let bytes = case(&corpus, target, 1, number);
            within(LIMIT, &format!("{} {number}", target.name), || (target.run)(&bytes));
        }
    }
}

#[test]
fn cases_are_the_same_whenever_they_are_made() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/ingest/tests/corpus");
    let corpus = Corpus::load(Path::new(folder)).expect("the corpus can be read");
    let target = &TARGETS[0];
    assert_eq!(case(&corpus, target, 7, 900), case(&corpus, target, 7, 900));
    assert_ne!(case(&corpus, target, 7, 900), case(&corpus, target, 7, 901));
    assert_ne!(case(&corpus, target, 7, 900), case(&corpus, target, 8, 900));
}

#[test]
fn hostile_files_are_answered() {
    for file in hostile_files() {
        let file = file();
        let answer = within(LIMIT, file.about, || read(&file.bytes, file.name));
        match (file.about, answer) {
            ("an empty file", answer) => assert_eq!(answer, Err(ReadFailure::Blank)),
            ("a zip bomb", answer) => assert_eq!(answer, Err(ReadFailure::Bomb)),
            ("random bytes", answer) => assert_eq!(answer, Err(ReadFailure::NoTextAtAll)),
            ("an archive of noise", answer) => {
                assert_eq!(answer, Err(ReadFailure::DamagedArchive));
            }
            (about, answer) if about.ends_with("too large") => {
                assert!(matches!(answer, Err(ReadFailure::TooLarge { .. })), "{about}");
            }
            ("JSON of lists" | "JSON of objects" | "JSON of numbers", answer) => {
                assert_eq!(answer, Err(ReadFailure::TooManyValues));
            }
            (_, answer) => drop(answer),
        }
    }
}
