//! The side of the module that reads.

use crate::formats::document::{self, DocumentRead};
use crate::formats::{self, Imported, ImportedArticle, ReadError, Source, archive, native};
use crate::json::Writer;
use crate::record::{Body, Record, Stamp};

use super::Transfer;

/// Reads a file: one of annotations where a format is recognised in it, else a document.
pub fn read_file(name: &str, bytes: &[u8]) -> String {
    if native::is_likely(bytes) {
        return pack(native::read(bytes, name).map(|imported| (imported, None)));
    }
    let source = Source::alone(name, bytes);
    let is_archive = archive::is_archive(bytes);
    if is_archive || formats::detect(&source).is_some() {
        let read = formats::read(None, &source);
        // An archive may also be a document of an office program.
        if read.is_ok() || !is_archive {
            return pack(read.map(|(_, imported)| (imported, None)));
        }
    }
    let read = document::read(bytes, name);
    pack(read.map(|DocumentRead { imported, notes }| (imported, Some(notes))))
}

/// Reads what was pasted; `markup` is what the clipboard had beside the text, or empty.
pub fn read_text(text: &str, markup: &str) -> String {
    let read = document::read_pasted(text, some(markup));
    pack(read.map(|DocumentRead { imported, notes }| (imported, Some(notes))))
}

/// What is recognised in what was pasted, or why nothing can be, in words.
pub fn summarise(text: &str, markup: &str) -> String {
    match document::read_pasted(text, some(markup)) {
        Ok(read) => read.notes.join("\n"),
        Err(error) => error.to_string(),
    }
}

fn some(markup: &str) -> Option<&str> {
    Some(markup).filter(|markup| !markup.is_empty())
}

/// Notes come with documents alone.
fn pack(read: Result<(Imported, Option<Vec<String>>), ReadError>) -> String {
    let mut transfer = Transfer::default();
    match read {
        Ok((imported, notes)) => {
            transfer.is_document = notes.is_some();
            transfer.notes = notes.unwrap_or_default();
            pack_imported(&mut transfer, imported);
        }
        Err(error) => transfer.error = error.to_string(),
    }
    let texts = |json: &mut Writer, texts: &[String]| {
        json.list(|json| texts.iter().for_each(|text| json.text(text)));
    };
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("error").text(&transfer.error);
        texts(json.name("problems"), &transfer.problems);
        json.name("is_document").flag(transfer.is_document);
        texts(json.name("notes"), &transfer.notes);
        texts(json.name("texts"), &transfer.texts);
        json.name("records").list(|json| {
            for (name, raw) in &transfer.records {
                json.list(|json| {
                    json.text(name);
                    json.text(raw);
                });
            }
        });
    });
    json.finish()
}

fn pack_imported(transfer: &mut Transfer, imported: Imported) {
    transfer.problems = imported.problems.iter().map(ToString::to_string).collect();
    transfer.records.extend(imported.label_set.map(|it| record(Body::LabelSet(it))));
    for ImportedArticle { article, text, annotations, links } in imported.articles {
        transfer.texts.push(text.as_str().to_owned());
        transfer.records.push(record(Body::Article(article)));
        transfer.records.extend(annotations.into_iter().map(|it| record(Body::Annotation(it))));
        transfer.records.extend(links.into_iter().map(|it| record(Body::Link(it))));
    }
}

/// The thing under its name, as a record without a version.
fn record(body: Body) -> (String, String) {
    let id = body.id().to_string();
    (id, Record { stamp: Stamp::NONE, is_deleted: false, body }.encode(None))
}
