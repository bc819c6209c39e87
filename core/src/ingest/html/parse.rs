//! Markup to a tree, within limits: a few bytes can ask for millions of elements.

use dom_query::{Document, NodeRef};
use html5ever::ParseOpts;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;

use super::super::ReadFailure;
use super::complexity;

/// More parts of a page than these are not taken in; the longest articles have a hundredth.
const MOST_NODES: usize = 400_000;
/// Elements stand in each other so deep at most; browsers stop at 512, and the parser looks through
/// all that are open at each tag.
const MOST_DEPTH: usize = 1_024;
/// How much is parsed before both are looked at again.
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
        if is_too_deep(&parser.tokenizer.sink.sink) {
            return Err(ReadFailure::TooDeep);
        }
    }
    let document = parser.finish();
    document.errors.borrow_mut().clear();
    Ok(document)
}

/// Whether the elements that may be open stand too deep in each other: the last ones, and those
/// before a table, where the parser puts what has no place in it.
fn is_too_deep(document: &Document) -> bool {
    let root = document.tree.root();
    let mut branches: Vec<(NodeRef<'_>, usize)> = vec![(root, 0)];
    // Tables in tables have a branch each.
    for _ in 0..MOST_DEPTH {
        let Some((mut node, mut depth)) = branches.pop() else { return false };
        while let Some(last) = node.last_child() {
            depth += 1;
            if depth > MOST_DEPTH {
                return true;
            }
            if last.has_name("table") {
                branches.extend(last.prev_sibling().map(|before| (before, depth)));
            }
            node = last;
        }
    }
    true
}
