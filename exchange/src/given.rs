//! Files as they were given, with the texts that were given together with them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use onrecord_core::formats::{
    Imported, NO_REPAIRS, Problem, ProblemKind, ReadError, Repairs, Source,
};
use onrecord_core::transfer::{self, Found};

/// Texts by the names of their files; `None` where several different ones have the same name, as in
/// several folders.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(Rc<BTreeMap<String, Option<Rc<[u8]>>>>);

/// A file, with the texts beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Its name.
    pub name: String,
    bytes: Rc<[u8]>,
    texts: Texts,
}

/// What a file turned out to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// What is in it, or why nothing is.
    pub found: Result<Found, ReadError>,
    /// Names of the files whose texts belong to it.
    pub texts: BTreeSet<String>,
    /// Names of files that it was asked for and that are not there, where something is missing.
    pub wanted: BTreeSet<String>,
}

/// Whether another file may have its text in this one. Such files are to be read first.
pub fn may_be_text(name: &str) -> bool {
    name.to_lowercase().ends_with(".txt")
}

impl Texts {
    /// Takes note of a file that was read from the disk, and gives it what lies beside it.
    pub fn give(&mut self, name: &str, bytes: Rc<[u8]>) -> Given {
        if may_be_text(name) {
            let texts = Rc::make_mut(&mut self.0);
            let known = texts.entry(name.to_owned()).or_insert_with(|| Some(bytes.clone()));
            if known.as_ref().is_some_and(|known| *known != bytes) {
                *known = None;
            }
        }
        Given { name: name.to_owned(), bytes, texts: self.clone() }
    }

    /// Gives a file that was read before what was found for it meanwhile.
    pub fn give_again(&mut self, given: Given, found: Vec<(String, String)>) -> Given {
        for (name, text) in found {
            self.give(&name, text.into_bytes().into());
        }
        Given { texts: self.clone(), ..given }
    }
}

impl Given {
    /// Reads it.
    pub fn read(&self) -> Read {
        let asked = RefCell::default();
        let found = self.with_source(&NO_REPAIRS, &asked, transfer::read_source);
        let (texts, mut wanted): (BTreeSet<_>, BTreeSet<_>) =
            asked.into_inner().into_iter().partition(|name| self.beside(name).is_some());
        let is_missing =
            |problem: &Problem| matches!(problem.kind, ProblemKind::TextMissing { .. });
        let is_whole = match &found {
            Ok(Found::Annotations { imported, .. }) => !imported.problems.iter().any(is_missing),
            Ok(_) => true,
            Err(_) => false,
        };
        if is_whole {
            wanted.clear();
        }
        Read { found, texts, wanted }
    }

    fn beside(&self, name: &str) -> Option<&Rc<[u8]>> {
        self.texts.0.get(name)?.as_ref()
    }

    /// Reads it as a file of annotations, with what does not fit put where `repairs` says; `None`
    /// where it is none.
    pub fn read_repaired(&self, repairs: &Repairs) -> Option<Result<Imported, ReadError>> {
        let read = self.with_source(repairs, &RefCell::default(), transfer::read_annotations);
        read.map(|read| read.map(|(_, imported)| imported))
    }

    /// Does something with the file; the names of texts that it asks for go into `asked`.
    fn with_source<T>(
        &self,
        repairs: &Repairs,
        asked: &RefCell<BTreeSet<String>>,
        work: impl FnOnce(&Source<'_>) -> T,
    ) -> T {
        let beside = |name: &str| {
            asked.borrow_mut().insert(name.to_owned());
            self.beside(name).map(|text| text.to_vec())
        };
        work(&Source { repairs, ..Source::new(&self.name, &self.bytes, &beside) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(files: &[(&str, &str)]) -> Texts {
        let mut texts = Texts::default();
        for (name, text) in files {
            texts.give(name, text.as_bytes().into());
        }
        texts
    }

    /// Whether the marks of a file are read with these texts beside it, and whose text it takes.
    fn check(files: &[(&str, &str)], expected: Result<&str, &str>) {
        let marks = "T1\tquote 8 10\tno\n";
        let given = texts(files).give("a.ann", marks.as_bytes().into());
        let Read { found, texts, .. } = given.read();
        match (found, expected) {
            (Ok(Found::Annotations { imported, .. }), Ok(name)) => {
                let article = &imported.articles[0];
                assert_eq!(article.annotations[0].quote(&article.text), "no");
                assert_eq!(texts.iter().collect::<Vec<_>>(), [name]);
            }
            (Err(error), Err(start)) => {
                assert!(error.to_string().starts_with(start), "{error}");
            }
            (found, _) => panic!("{found:?}"),
        }
    }

    #[test]
    fn a_text_that_is_found_later_is_taken() {
        let table = "doc,start,end,label,text\n7,8,10,quote,no\n";
        let mut texts = Texts::default();
        let given = texts.give("marks.csv", table.as_bytes().into());
        let wanted = given.read().wanted;
        assert!(wanted.contains("7.txt"), "{wanted:?}");
        let found = vec![("7.txt".to_owned(), "He said no.".to_owned())];
        let read = texts.give_again(given, found).read();
        let Ok(Found::Annotations { imported, .. }) = read.found else { panic!("{read:?}") };
        assert_eq!(imported.articles[0].annotations.len(), 1);
        assert!(read.wanted.is_empty(), "{:?}", read.wanted);
    }

    #[test]
    fn a_text_that_is_given_together_with_a_file_is_the_one_it_marks() {
        let missing = "a.ann cannot be read as brat: its text, a.txt, is not beside it";
        check(&[("a.txt", "He said no.")], Ok("a.txt"));
        check(&[("b.txt", "He said no."), ("a.txt", "He said no.")], Ok("a.txt"));
        check(&[("b.txt", "He said no.")], Err(missing));
        check(&[("a.txt", "He said no."), ("a.txt", "He said no.")], Ok("a.txt"));
        // One of them is not the right one, and nobody knows which.
        check(&[("a.txt", "He said no."), ("a.txt", "She said no.")], Err(missing));
    }
}
