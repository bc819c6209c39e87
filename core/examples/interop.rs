//! Writes hard libraries in every format, each with what a reader should find in it, for programs
//! of others to read: `cargo run --example interop --features testing -- FOLDER`.
//!
//! What should be found is computed here from the annotations and the list of losses alone, in the
//! form that `../shared/validators` compares with.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use onrecord_core::formats::{
    ALL, Edition, ImportedArticle, Role, Scope, Stamp, codec, export_edition,
};
use onrecord_core::json::Writer;
use onrecord_core::model::Timestamp;
use onrecord_core::testing::library;
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
            write(format.id, edition.clone(), &folder)?;
        }
    }
    Ok(())
}

fn write(id: &str, edition: Edition, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut held = edition.clone();
    codec(id).expect("it is in the register").fit(&mut held);
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
        [single] => fs::write(folder.join(beside(single)), expected(&held.articles)),
        _ => main.iter().zip(&held.articles).try_for_each(|(name, article)| {
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
