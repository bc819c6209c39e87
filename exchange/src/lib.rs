//! Reads and writes files for the page, in a module of its own, so that nobody waits for it before
//! the first file.
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

/// Says what a format cannot hold of an annotation file.
#[wasm_bindgen]
pub fn list_losses(format: &str, json: &str) -> String {
    transfer::list_losses(format, json)
}

/// Writes an annotation file in another format, with or without the list of losses beside it.
#[wasm_bindgen]
pub fn convert(format: &str, json: &str, name: &str, has_report: bool) -> String {
    transfer::convert(format, json, name, has_report)
}
