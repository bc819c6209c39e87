//! Files on their way into the library: read, looked at, added or left out.

use onrecord::app::Delivery;
use onrecord_core::formats::document::DocumentRead;
use onrecord_core::formats::{Imported, ImportedArticle, Problem};
use onrecord_core::ingest::Recognised;
use onrecord_core::transfer::{self, Found, Reading};

use crate::annotated::{self, Annotated};
use crate::annotated_preview::Choice;
use crate::given::{Given, Read};
use crate::shelf::{Shelf, Twin};
use crate::strings::Strings;

/// So many texts are compared with the library before the browser draws again.
const MOST_COMPARED: usize = 16;

/// What was read of files and is not added yet, and how far the reading is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Intake {
    /// Files of annotations that wait to be added.
    pub annotated: Vec<Annotated>,
    /// Articles that wait to be added.
    pub waiting: Vec<Waiting>,
    /// What could not be read, in words that name the file.
    pub problems: Vec<String>,
    /// How many files were read since reading began.
    pub n_read: usize,
    /// How many files there are; none when nothing is being read.
    pub n_files: usize,
}

/// An article that waits to be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiting {
    /// The name of the file that it was in.
    pub file: String,
    /// The article.
    pub article: ImportedArticle,
    /// What was recognised in it.
    pub note: Recognised,
    /// What the library has that is like it.
    pub twin: Option<Twin>,
    /// Whether it was compared with all that the library has.
    pub is_compared: bool,
}

impl Intake {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.n_files == 0 && self.is_else_empty()
    }

    /// More files are to be read.
    pub fn expect(&mut self, n_files: usize) {
        self.n_files += n_files;
    }

    /// Takes what a file turned out to be. Returns what the page is to have at once: backups and our
    /// own files of annotations, where nothing is wrong with them, and why a file that came alone was
    /// not read.
    pub fn take(
        &mut self,
        given: Given,
        read: Read,
        shelf: &Shelf,
        strings: &Strings,
    ) -> Option<Delivery> {
        let is_alone = self.n_files == 1 && self.is_else_empty();
        // A text with marks of its own is no article beside them.
        self.waiting.retain(|waiting| !read.texts.contains(&waiting.file));
        let file = given.name.clone();
        let delivery = match read.found {
            Ok(Found::Documents(read)) => {
                self.take_documents(&file, read, shelf, strings);
                None
            }
            Ok(Found::Annotations { format, imported })
                if Annotated::is_settled(format, &imported) =>
            {
                Some(annotated::delivery(&file, imported, strings))
            }
            Ok(Found::Annotations { imported, .. }) if is_lost(&imported) => {
                let problems = imported.problems.iter().map(strings.problem);
                self.refuse(is_alone, problems.collect())
            }
            Ok(Found::Annotations { format, imported }) => {
                self.annotated.push(Annotated::new(given, format, imported, shelf));
                None
            }
            Ok(Found::Backup(json)) => Some(Delivery::Backup { file, json }),
            Err(error) => self.refuse(is_alone, vec![(strings.read_error)(&error)]),
        };
        self.count();
        delivery
    }

    /// The browser could not read this file.
    pub fn complain(&mut self, problem: String) -> Option<Delivery> {
        let is_alone = self.n_files == 1 && self.is_else_empty();
        self.count();
        self.refuse(is_alone, vec![problem])
    }

    /// The page says why a file that came alone was not read, unless that takes more than a sentence.
    fn refuse(&mut self, is_alone: bool, mut problems: Vec<String>) -> Option<Delivery> {
        if is_alone && problems.len() == 1 {
            return problems.pop().map(Delivery::NotRead);
        }
        self.problems.append(&mut problems);
        None
    }

    /// Reads no further.
    pub fn stop(&mut self) {
        (self.n_read, self.n_files) = (0, 0);
    }

    /// Leaves the article at this place out.
    pub fn leave_out(&mut self, place: usize) {
        if place < self.waiting.len() {
            self.waiting.remove(place);
        }
    }

    /// Leaves the file of annotations at this place out.
    pub fn leave_out_file(&mut self, place: usize) {
        if place < self.annotated.len() {
            self.annotated.remove(place);
        }
    }

    /// Takes what was decided about the file of annotations at this place.
    pub fn decide(&mut self, place: usize, choice: Choice) {
        let Some(file) = self.annotated.get_mut(place) else { return };
        match choice {
            Choice::Label(nth, becomes) => {
                if let Some(label) = file.labels.get_mut(nth) {
                    label.becomes = becomes;
                }
            }
            Choice::Place(nth, chosen) => {
                if let Some(place) = file.chosen.get_mut(nth) {
                    *place = chosen;
                }
            }
        }
    }

    /// How many articles and annotations wait.
    pub fn n_waiting(&self) -> (usize, usize) {
        let n_articles = |file: &Annotated| file.imported.articles.len();
        let n_articles: usize = self.annotated.iter().map(n_articles).sum();
        let n_annotations = self.annotated.iter().map(Annotated::n_annotations).sum();
        (self.waiting.len() + n_articles, n_annotations)
    }

    /// Whether anything can be added.
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty() || !self.annotated.is_empty()
    }

    /// Compares some of what waits with all that the library has. Says whether there is more to do.
    pub fn compare(&mut self, shelf: &Shelf) -> bool {
        let mut n_left = MOST_COMPARED;
        for waiting in self.waiting.iter_mut().filter(|it| !it.is_compared).take(n_left) {
            waiting.twin = shelf.twin(&waiting.article.text);
            waiting.is_compared = true;
            n_left -= 1;
        }
        let mut files = self.annotated.iter_mut().filter(|file| !file.is_compared());
        if let Some(file) = files.next().filter(|_| n_left > 0) {
            file.compare(shelf, n_left);
        }
        self.waiting.iter().any(|it| !it.is_compared)
            || self.annotated.iter().any(|file| !file.is_compared())
    }

    /// Everything that waits, as the page is to have it; nothing is left here.
    pub fn deliver(&mut self, strings: &Strings) -> Vec<Delivery> {
        let Self { annotated, waiting, .. } = std::mem::take(self);
        let annotated = annotated.into_iter().map(|file| file.deliver(strings));
        let mut deliveries: Vec<Delivery> = annotated.collect();
        if !waiting.is_empty() {
            deliveries.push(documents(waiting.into_iter().map(|it| it.article).collect()));
        }
        deliveries
    }

    fn is_else_empty(&self) -> bool {
        !self.has_waiting() && self.problems.is_empty()
    }

    fn take_documents(&mut self, file: &str, read: DocumentRead, shelf: &Shelf, strings: &Strings) {
        let DocumentRead { imported, notes, unread } = read;
        for (article, note) in imported.articles.into_iter().zip(notes) {
            let twin = shelf.same(article.article.text);
            let file = file.to_owned();
            self.waiting.push(Waiting { file, article, note, twin, is_compared: false });
        }
        self.problems.extend(imported.problems.iter().map(strings.problem));
        self.problems.extend(unread.iter().map(strings.read_error));
    }

    fn count(&mut self) {
        // Answers may come after somebody stopped.
        self.n_read += 1;
        if self.n_read >= self.n_files {
            self.stop();
        }
    }
}

/// Whether nothing of a file can be taken, for reasons that it has.
fn is_lost(imported: &Imported) -> bool {
    let has_labels = imported.label_set.as_ref().is_some_and(|it| !it.labels.is_empty());
    imported.articles.is_empty() && !has_labels && imported.problems.iter().any(Problem::is_loss)
}

/// Articles in which nothing is marked, for the page.
pub fn documents(articles: Vec<ImportedArticle>) -> Delivery {
    let imported = Imported { articles, ..Imported::default() };
    let reading = Reading { imported, is_document: true, ..Reading::default() };
    Delivery::Reading { file: String::new(), packed: transfer::pack(reading) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::Texts;
    use crate::strings::ENGLISH;
    use onrecord_core::duplicates::Sketch;
    use onrecord_core::text::TextHash;

    /// An intake that was given these files, and what the page had of it at once.
    fn given(files: &[(&str, &str)], shelf: &Shelf) -> (Intake, Vec<Delivery>) {
        let (mut intake, mut texts) = (Intake::default(), Texts::default());
        intake.expect(files.len());
        let read = |(name, text): &(&str, &str)| {
            let given = texts.give(name, text.as_bytes().into());
            let read = given.read();
            intake.take(given, read, shelf, &ENGLISH)
        };
        let delivered = files.iter().filter_map(read).collect();
        (intake, delivered)
    }

    fn titles(intake: &Intake) -> Vec<&str> {
        intake.waiting.iter().map(|it| it.article.article.metadata.title.as_str()).collect()
    }

    #[test]
    fn nothing_of_a_document_is_delivered_before_it_is_looked_at() {
        let rivers = ("rivers.txt", "Rivers rise again, the council said.");
        let (mut intake, delivered) = given(&[rivers], &Shelf::default());
        assert_eq!((titles(&intake), delivered), (vec!["Rivers"], vec![]));
        assert_eq!(intake.waiting[0].note.to_string(), "Plain text · 6 words · 1 paragraph");
        let [Delivery::Reading { file, packed }] = &intake.deliver(&ENGLISH)[..] else {
            panic!("articles")
        };
        let reading = transfer::decode(packed).expect("it arrives");
        assert_eq!((file.as_str(), reading.is_document), ("", true));
        assert_eq!(reading.imported.articles[0].text.as_str(), rivers.1);
        assert!(intake.is_empty());
    }

    #[test]
    fn a_file_of_which_nothing_can_be_taken_is_a_problem_and_nothing_to_add() {
        let table = ("a.csv", "doc,start,end,label,text\na,0,2,quote,He\n");
        let (intake, delivered) = given(&[table], &Shelf::default());
        assert!(intake.is_empty());
        let [Delivery::NotRead(reason)] = &delivered[..] else { panic!("{delivered:?}") };
        assert!(reason.contains("\"a.txt\" is neither in the file nor beside it"), "{reason}");
        let (intake, delivered) = given(&[table, ("b.txt", "Rivers rise.")], &Shelf::default());
        assert_eq!((delivered, intake.problems.len(), titles(&intake)), (vec![], 1, vec!["B"]));
    }

    #[test]
    fn a_text_with_marks_beside_it_is_added_once() {
        let files = [
            ("a.txt", "He said no."),
            ("b.txt", "Rivers rise."),
            ("a.ann", "T1\tquote 8 10\tno\n"),
        ];
        let (intake, delivered) = given(&files, &Shelf::default());
        assert_eq!((titles(&intake), delivered), (vec!["B"], vec![]));
        assert_eq!((intake.annotated.len(), intake.n_waiting()), (1, (2, 1)));
    }

    #[test]
    fn one_bad_file_of_several_does_not_stop_the_others() {
        let lines = "{\"text\": \"One of two.\"}\n{\"id\": 2}\n{\"text\": \"Two of two.\"}\n";
        let files = [
            ("a.txt", "Rivers rise again."),
            ("b.pdf", "%PDF-1.7"),
            ("c.jsonl", lines),
            ("d.txt", " "),
        ];
        let (mut intake, delivered) = given(&files, &Shelf::default());
        assert_eq!(titles(&intake), ["A", "One of two.", "Two of two."]);
        assert_eq!((intake.problems.len(), delivered), (3, vec![]), "{:?}", intake.problems);
        let starts = ["b.pdf is a PDF", "c.jsonl: entry 2", "d.txt is empty"];
        for (problem, start) in intake.problems.iter().zip(starts) {
            assert!(problem.starts_with(start), "{problem}");
        }
        intake.leave_out(1);
        intake.leave_out(7);
        assert_eq!(titles(&intake), ["A", "Two of two."]);
    }

    #[test]
    fn one_bad_file_alone_says_why_on_the_page() {
        let (intake, delivered) = given(&[("a.pdf", "%PDF-1.7")], &Shelf::default());
        assert!(intake.is_empty());
        let [Delivery::NotRead(reason)] = &delivered[..] else { panic!("{delivered:?}") };
        assert!(reason.starts_with("a.pdf is a PDF"), "{reason}");
    }

    #[test]
    fn our_own_files_and_backups_go_to_the_page_at_once() {
        let ours = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"text": "He said no.", "annotations": [{"label": "quote", "ranges": [[8, 10]], "quote": "no"}]}]}"#;
        let backup = r#"{"format":"onrecord-backup","version":1}"#;
        let (intake, delivered) = given(&[("a.json", ours), ("b.json", backup)], &Shelf::default());
        assert!(intake.is_empty());
        let [Delivery::Reading { file, .. }, Delivery::Backup { json, .. }] = &delivered[..] else {
            panic!("{delivered:?}")
        };
        assert_eq!((file.as_str(), json.as_str()), ("a.json", backup));
    }

    #[test]
    fn a_file_of_another_program_and_one_with_losses_wait_for_a_look() {
        let line = r#"{"id": 7, "text": "He said no.", "label": [[8, 10, "denial"]]}"#;
        let ours = r#"{"format": "onrecord", "version": 1, "offset_unit": "unicode-code-point", "articles": [
            {"text": "She said yes.", "annotations": [{"label": "quote", "ranges": [[0, 3]], "quote": "yes"}]}]}"#;
        let files = [("a.jsonl", line), ("b.json", ours), ("c.txt", "Rivers rise.")];
        let (mut intake, delivered) = given(&files, &Shelf::default());
        assert_eq!((delivered, intake.n_waiting()), (vec![], (3, 2)));
        intake.decide(1, Choice::Place(0, None));
        intake.decide(9, Choice::Place(9, None));
        assert_eq!(intake.n_waiting(), (3, 1));
        intake.leave_out_file(1);
        intake.leave_out_file(1);
        let [Delivery::Reading { file, .. }, Delivery::Reading { file: none, .. }] =
            &intake.deliver(&ENGLISH)[..]
        else {
            panic!("a file and a document")
        };
        assert_eq!((file.as_str(), none.as_str()), ("a.jsonl", ""));
    }

    #[test]
    fn many_articles_are_compared_a_few_at_a_time() {
        let lines = |n: usize| -> String {
            (0..n).map(|n| format!("{{\"text\": \"Story number {n}.\"}}\n")).collect()
        };
        let marked: String = (0..20)
            .map(|n| format!("{{\"text\": \"Tale {n}.\", \"label\": [[0, 4, \"x\"]]}}\n"))
            .collect();
        let files = [("a.jsonl", &*lines(20)), ("b.jsonl", &*marked)];
        let (mut intake, _) = given(&files, &Shelf::default());
        let mut n_turns = 1;
        while intake.compare(&Shelf::default()) {
            n_turns += 1;
        }
        assert_eq!((intake.n_waiting(), n_turns), ((40, 20), 3));
        assert!(intake.waiting.iter().all(|it| it.is_compared));
    }

    #[test]
    fn a_text_that_is_there_already_is_said_to_be_at_once_and_a_similar_one_after_a_comparison() {
        let text = "Rivers rise again, and two bridges are closed until Friday.";
        let mut shelf = Shelf::default();
        shelf.stock([(TextHash::of(text).to_string(), "Rivers".to_owned())]);
        let similar = text.replace("Friday", "Sunday");
        let (mut intake, _) = given(&[("a.txt", text), ("b.txt", &similar)], &shelf);
        let twins = |intake: &Intake| -> Vec<Option<String>> {
            let words = |it: &Waiting| it.twin.as_ref().map(|twin| twin.words(&ENGLISH));
            intake.waiting.iter().map(words).collect()
        };
        let same = Some((ENGLISH.already_in_library)("Rivers"));
        assert_eq!(twins(&intake), [same.clone(), None]);
        shelf.put(vec![(TextHash::of(text), Some(Sketch::of(text)))]);
        intake.compare(&shelf);
        assert_eq!(twins(&intake), [same, Some((ENGLISH.same_story)("Rivers", 77))]);
    }
}
