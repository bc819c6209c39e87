//! Rules about the code and its documents, kept as tests.
//!
//! They look at what is written, not at what it does.

mod directions;
mod documents;
mod files;
mod markup;
mod sources;
mod words;
