//! Hard libraries, written in every format and read back.

use proptest::prelude::*;

use super::*;
use crate::formats::{ALL, HeldAttributes, LossKind};
use crate::history::{Change, Edit, Transaction};
use crate::merge::{self, MergePlan};
use crate::model::{Link, LinkId, Reference, sample};
use crate::testing::{library, n_cases};

fn stamp() -> Stamp {
    Stamp::new(Timestamp::from_unix_ms(1_767_863_564_000))
}

/// Reads the main files back, with the others beside them.
fn read_back(id: &str, written: &Written) -> Vec<ImportedArticle> {
    let beside = |name: &str| {
        written.files.iter().find(|file| file.name == name).map(|file| file.bytes.clone())
    };
    let main = written.files.iter().filter(|file| file.role == Role::Main);
    let read = codec(id).and_then(|codec| codec.read).expect("it is read");
    let articles = main.flat_map(|file| {
        let source = Source::new(&file.name, &file.bytes, &beside);
        let imported = read(&source).expect("what was written is read");
        assert_eq!(imported.problems, [], "{id}");
        imported.articles
    });
    articles.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(n_cases(64)))]

    /// Whatever the library, every format can be written and is read back as it was meant, which
    /// the export itself finds out.
    #[test]
    fn every_format_reads_back_what_it_wrote(library in library::library()) {
        for format in ALL.iter().filter(|format| format.is_written) {
            let written = export(format.id, &library, Scope::Library, "all", &stamp());
            let written = written.map_err(|error| {
                TestCaseError::fail(format!("{}: {error}", format.id))
            })?;
            let foreseen = losses(format.id, &library, Scope::Library).expect("it is written");
            prop_assert_eq!(&written.losses, &foreseen, "{}", format.id);
            let again = export(format.id, &library, Scope::Library, "all", &stamp());
            prop_assert_eq!(Ok(written), again, "{}", format.id);
        }
    }

    /// Formats that hold all of an annotation give all of it back.
    #[test]
    fn nothing_is_lost_without_being_told(library in library::library()) {
        for format in ALL.iter().filter(|format| format.is_written && format.is_read) {
            let holds = codec(format.id).expect("it is in the register").holds;
            let is_whole = holds.ids && holds.fragments && holds.notes && holds.provenance
                && holds.attributes == HeldAttributes::All;
            if !is_whole {
                continue;
            }
            let written = export(format.id, &library, Scope::Library, "all", &stamp());
            let written = written.expect("it is written");
            let told: Vec<AnnotationId> =
                written.losses.iter().filter_map(|loss| Some(loss.annotation.as_ref()?.id)).collect();
            let articles = read_back(format.id, &written);
            let found: Vec<&Annotation> =
                articles.iter().flat_map(|article| &article.annotations).collect();
            for meant in library.annotations().filter(|meant| !told.contains(&meant.id)) {
                let found = found.iter().find(|found| found.id == meant.id);
                let found = found.expect("no annotation is dropped");
                let meant = Annotation {
                    article: found.article,
                    replica: found.replica,
                    unknown: found.unknown.clone(),
                    ..(**meant).clone()
                };
                prop_assert_eq!(*found, &meant, "{}", format.id);
            }
        }
    }
}

#[test]
fn what_is_not_written_says_so() {
    let error = losses("nonsense", &Library::default(), Scope::Library).expect_err("it is none");
    assert_eq!(error, WriteError::NotWritten { format: "nonsense".to_owned() });
}

#[test]
fn more_than_is_read_from_others_can_be_written() {
    let text = std::rc::Rc::new(crate::text::ArticleText::new("a".repeat(60_000)));
    let article = crate::testing::article(1, &text);
    let annotations = (0..60_000).map(|place| Annotation {
        id: AnnotationId::from_u128(place as u128 + 1),
        ..crate::testing::annotation(1, &[CharSpan::of(place, place + 1)])
    });
    let annotations = annotations.collect();
    let imported = ImportedArticle { article, text, annotations, links: Vec::new() };
    let label_set = crate::model::LabelSet::built_in();
    let edition = Edition::new(label_set, vec![imported]);
    assert!(export_edition("doccano", edition, "large", &stamp()).is_ok());
}

/// A library with one article, three marks, as somebody makes them who works with care, and a link.
fn careful_library() -> Library {
    let text = std::rc::Rc::new(ArticleText::new(sample::TEXT));
    let article = sample::article(&text, Timestamp::from_unix_ms(1_767_863_500_000));
    let mark = |id: u128, label: &str, quote: &str| {
        let start = sample::TEXT.find(quote).expect("it stands there");
        let start = sample::TEXT[..start].chars().count();
        let range = CharSpan::of(start, start + quote.chars().count());
        Annotation {
            article: article.id,
            label: label.to_owned(),
            annotator: "Ada".to_owned(),
            created: stamp().exported,
            modified: stamp().exported,
            ..crate::testing::annotation(id, &[range])
        }
    };
    let mut claim = mark(1, "claim", "excellent progress");
    claim.attributes.insert("verdict".to_owned(), AttributeValue::Text("false".to_owned()));
    claim.note = "Look it up.".to_owned();
    let mut quote = mark(2, "quote", "several thousand");
    let source = Reference { name: Some("Kyiv".to_owned()), ..Reference::default() };
    quote.attributes.insert("source".to_owned(), AttributeValue::Reference(source));
    let changes = [
        Change::Article(Edit::add(article.clone())),
        Change::Annotation(Edit::add(claim)),
        Change::Annotation(Edit::add(quote)),
        Change::Annotation(Edit::add(mark(3, "claim", "several thousand"))),
        Change::Link(Edit::add(Link {
            id: LinkId::from_u128(5),
            kind: LinkKind::parse("supports"),
            from: AnnotationId::from_u128(1),
            to: AnnotationId::from_u128(3),
            created: stamp().exported,
            unknown: Default::default(),
        })),
    ];
    let mut library = Library::default();
    library.add_text(text);
    Transaction::new("make up", changes.to_vec()).apply(&mut library).expect("it was empty");
    library
}

/// What a file holds that was written from a library is there already, however little that is. What
/// was written as text alone is offered as another version.
#[test]
fn a_file_of_the_library_brings_nothing_new() {
    let library = careful_library();
    for format in ALL.iter().filter(|format| format.is_written && format.is_read) {
        let written = export(format.id, &library, Scope::Library, "all", &stamp());
        let written = written.expect("it is written");
        let as_text = |loss: &&Loss| matches!(loss.kind, LossKind::AttributeAsText { .. });
        let n_as_text = written.losses.iter().filter(as_text).count();
        let articles = read_back(format.id, &written);
        let imported = Imported { articles, ..Imported::default() };
        let MergePlan { transaction, report, .. } =
            merge::plan(&library, merge::Removed::NOTHING, imported, "add");
        let n_new = [report.n_added, report.n_articles_added, report.n_links_added];
        assert_eq!(n_new, [0; 3], "{}", format.id);
        assert!(report.differing.len() <= n_as_text, "{}: {:?}", format.id, report.differing);
        // A file may know another name of the article.
        let is_of_article = |change: &Change| matches!(change, Change::Article(_));
        assert!(transaction.changes.iter().all(is_of_article), "{transaction:?}");
    }
}
