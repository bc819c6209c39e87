//! The page's side of writing other formats.

use crate::base64url;
use crate::json::{self, Fields, Value};

/// What a format cannot hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Losses {
    /// A line for each kind of loss.
    pub summary: Vec<String>,
    /// A line for each loss.
    pub all: Vec<String>,
}

/// A file in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Takes apart what [`super::list_losses`] packed.
///
/// # Errors
/// Why nothing can be written, in words; empty when the two sides do not understand each other.
pub fn decode_losses(answer: &str) -> Result<Losses, String> {
    let mut fields = fields(answer)?;
    let mut lines = |name| fields.take(name).and_then(Value::into_strings);
    let (summary, all) = (lines("summary"), lines("losses"));
    Ok(Losses { summary: summary.unwrap_or_default(), all: all.unwrap_or_default() })
}

/// Takes apart what [`super::convert`] packed.
///
/// # Errors
/// As [`decode_losses`].
pub fn decode_converted(answer: &str) -> Result<Converted, String> {
    let mut fields = fields(answer)?;
    let mut text = |name| fields.text(name).ok_or_else(String::new);
    let (name, media_type, content) = (text("name")?, text("media_type")?, text("content")?);
    let bytes = base64url::decode_all(&content).ok_or_else(String::new)?;
    Ok(Converted { name, media_type, bytes })
}

fn fields(answer: &str) -> Result<Fields<'_>, String> {
    let mut fields = json::parse_fields(answer).ok_or_else(String::new)?;
    match fields.text("error") {
        Some(error) => Err(error),
        None => Ok(fields),
    }
}
