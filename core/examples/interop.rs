//! Writes hard libraries in every format, each with what a reader should find in it, for programs
//! of others to read: `cargo run --example interop --features testing -- FOLDER`.
//!
//! What should be found is computed here from the annotations and the list of losses alone, in the
//! form that `../shared/validators` compares with.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::{env, fs, io};

use onrecord_core::formats::{
    ALL, Edition, ImportedArticle, Role, Scope, Stamp, codec, export_edition,
};
use onrecord_core::json::Writer;
use onrecord_core::model::{Annotation, AttributeValue, Timestamp};
use onrecord_core::testing::library;
use onrecord_core::text::{ArticleText, CharSpan};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

/// How many libraries are tried.
const N_LIBRARIES: usize = 12;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "interop".to_owned()));
    let mut runner = TestRunner::deterministic();
    let strategy = library::library();
    for number in 0..N_LIBRARIES {
        let made = strategy.new_tree(&mut runner).expect("libraries can be made up").current();
        let edition = Edition::of_library(&made, Scope::Library).expect("its texts are there");
        for format in ALL.iter().filter(|format| format.is_written) {
            let folder = folder.join(format.id).join(number.to_string());
            write(format.id, suited(format.id, edition.clone()), &folder)?;
        }
    }
    Ok(())
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
        [single] => fs::write(folder.join(beside(single)), expected(&held)),
        _ => main.iter().zip(&held).try_for_each(|(name, article)| {
            fs::write(folder.join(beside(name)), expected(std::slice::from_ref(article)))
        }),
    }
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
