//! Markup to a tree, within limits: a few bytes can ask for millions of elements.

use dom_query::Document;
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

use super::super::ReadFailure;
use super::complexity;

/// More parts of a page than these are not taken in; the longest articles have a hundredth.
const MOST_NODES: usize = 400_000;
/// How much is parsed before they are counted again.
const STEP_BYTES: usize = 16_384;

/// Parses `html` as a page.
pub(super) fn document(html: &str) -> Result<Document, ReadFailure> {
    complexity::check(html)?;
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tree_builder, ..ParseOpts::default() };
    let mut parser = html5ever::parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let (step, later) = rest.split_at(rest.floor_char_boundary(STEP_BYTES.min(rest.len())));
        parser.process(StrTendril::from_slice(step));
        rest = later;
        if parser.tokenizer.sink.sink.tree.len() > MOST_NODES {
            return Err(ReadFailure::TooComplex);
        }
    }
    let document = parser.finish();
    document.errors.borrow_mut().clear();
    Ok(document)
}
