//! JSON, as small as the page needs it: values, a parser and a writer.
//!
//! Numbers are kept as they are written, so nothing here knows binary fractions: what a file says
//! is written again digit for digit, and the page does without tables for their conversion. The
//! readers of foreign files use `serde_json`, which says where a file is damaged.

mod fields;
mod map;
mod number;
mod parse;
mod plain;
mod value;
mod write;

pub use fields::Fields;
pub use map::Map;
pub use number::Number;
pub use parse::{Field, Parser, parse, parse_fields, read_object};
pub use value::Value;
pub use write::Writer;

#[cfg(test)]
mod tests;
