//! The side of the module that reads.

use crate::formats::{Imported, ImportedArticle, ReadError, document, native};
use crate::ingest;
use crate::json::Writer;
use crate::model::BlockKind;
use crate::record::{Body, Record, Stamp};

use super::{Summary, Transfer};

/// Reads a file by its name and bytes: an annotation file when its name says so, else a document.
pub fn read_file(name: &str, bytes: &[u8]) -> String {
    if name.to_lowercase().ends_with(".json") {
        pack(native::read(bytes, name), false)
    } else {
        pack(document::read(bytes, name), true)
    }
}

/// Reads a text that was pasted.
pub fn read_text(text: &str) -> String {
    pack(Ok(document::read_text(text, None)), true)
}

/// What is recognised in a text.
pub fn summarise(text: &str) -> String {
    let read = ingest::plain_text::read(text);
    let is_heading = |kind: BlockKind| matches!(kind, BlockKind::Heading(_) | BlockKind::Title);
    let n_headings = read.blocks.iter().filter(|block| is_heading(block.kind)).count();
    let n_metadata = read.blocks.iter().filter(|it| it.kind == BlockKind::Metadata).count();
    let summary = Summary {
        n_words: read.text.split_whitespace().count() as u64,
        n_paragraphs: (read.blocks.len() - n_headings - n_metadata) as u64,
        n_headings: n_headings as u64,
        published: read.metadata.published,
    };
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("n_words").number(summary.n_words);
        json.name("n_paragraphs").number(summary.n_paragraphs);
        json.name("n_headings").number(summary.n_headings);
        json.name("published").optional_text(summary.published.as_deref());
    });
    json.finish()
}

fn pack(read: Result<Imported, ReadError>, is_document: bool) -> String {
    let mut transfer = Transfer { is_document, ..Transfer::default() };
    match read {
        Ok(imported) => pack_imported(&mut transfer, imported),
        Err(error) => transfer.error = error.to_string(),
    }
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("error").text(&transfer.error);
        json.name("problems").list(|json| transfer.problems.iter().for_each(|it| json.text(it)));
        json.name("is_document").flag(transfer.is_document);
        json.name("texts").list(|json| transfer.texts.iter().for_each(|text| json.text(text)));
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
