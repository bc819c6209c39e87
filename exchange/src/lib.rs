//! Reads files and texts for the page, in a module of its own, so that nobody waits for readers
//! before the first file.
//!
//! Bytes and strings come in, JSON goes out; `onrecord_core::transfer` says what it means and takes
//! it apart on the other side. Nothing is remembered between two calls.

use onrecord_core::transfer;
use wasm_bindgen::prelude::wasm_bindgen;

/// Reads a file, given its name and its bytes.
#[wasm_bindgen]
pub fn read_file(name: &str, bytes: &[u8]) -> String {
    transfer::read_file(name, bytes)
}

/// Reads a text that was pasted, and the markup that came with it, or an empty string.
#[wasm_bindgen]
pub fn read_text(text: &str, markup: &str) -> String {
    transfer::read_text(text, markup)
}

/// Says what is recognised in a text that was pasted.
#[wasm_bindgen]
pub fn summarise(text: &str, markup: &str) -> String {
    transfer::summarise(text, markup)
}

/// Compares a text with a newer version that was read before, and finds passages of it again.
#[wasm_bindgen]
pub fn compare(old: &str, spans: &str, reading: &str) -> String {
    transfer::compare(old, spans, reading)
}

/// Finds words or a pattern in a text.
#[wasm_bindgen]
pub fn find(text: &str, query: &str, is_pattern: bool) -> String {
    transfer::find(text, query, is_pattern)
}
