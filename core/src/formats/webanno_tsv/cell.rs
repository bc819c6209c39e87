//! What stands in a cell: values that are parted by bars, each with a number where several units or
//! several annotations share it.

use crate::phrase::{Said, escaped, said};

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Whether nothing is marked.
    pub is_nothing: bool,
    /// What the feature says, where it says something.
    pub text: Option<String>,
    /// Tells annotations apart.
    pub number: Option<String>,
}

impl Default for Value {
    fn default() -> Self {
        Self { is_nothing: true, text: None, number: None }
    }
}

/// The values of a cell, and what is wrong with it.
pub fn values(cell: &str) -> (Vec<Value>, Option<Said>) {
    let mut problem = None;
    let values = split(cell).into_iter().map(|part| {
        let (part, number) = match numbered(part) {
            Some((part, number)) => (part, Some(number.to_owned())),
            None => (part, None),
        };
        // In slots several numbers stand in one value, which is no name of it.
        if number.is_none() && has_open_bracket(part) {
            problem = Some(said!("\"{0}\" has a bracket without a number", escaped(part)));
        }
        let text = match part {
            "_" | "*" | "" => None,
            _ => match unescaped(part) {
                Ok(text) => Some(text),
                Err(text) => {
                    problem = Some(said!(
                        "\"{0}\" ends with a backslash and nothing after it",
                        escaped(part)
                    ));
                    Some(text)
                }
            },
        };
        Value { is_nothing: part == "_", text, number }
    });
    (values.collect(), problem)
}

/// The parts of a cell at bars without a backslash.
fn split(cell: &str) -> Vec<&str> {
    let (mut parts, mut start, mut is_escaped) = (Vec::new(), 0, false);
    for (place, character) in cell.char_indices() {
        if character == '|' && !is_escaped {
            parts.push(&cell[start..place]);
            start = place + 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    parts.push(&cell[start..]);
    parts
}

/// `text[12]`, where the bracket has no backslash. What a relation comes from has other numbers in
/// its brackets and stays whole.
fn numbered(part: &str) -> Option<(&str, &str)> {
    let (text, number) = part.strip_suffix(']')?.rsplit_once('[')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && !text.ends_with('\\')).then_some((text, number))
}

fn has_open_bracket(part: &str) -> bool {
    part.ends_with('[') && !part.ends_with("\\[")
}

/// The text without backslashes.
///
/// # Errors
/// When a backslash stands at the end; the text is as good as it can be.
pub fn unescaped(text: &str) -> Result<String, String> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        match characters.next() {
            Some('t') => plain.push('\t'),
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('f') => plain.push('\u{c}'),
            Some('b') => plain.push('\u{8}'),
            Some(other) => plain.push(other),
            None => {
                plain.push('\\');
                return Err(plain);
            }
        }
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_values_with_numbers() {
        let value = |text: Option<&str>, number: Option<&str>| Value {
            is_nothing: false,
            text: text.map(str::to_owned),
            number: number.map(str::to_owned),
        };
        let check = |cell: &str, expected: &[Value]| assert_eq!(values(cell).0, expected);
        check("_", &[Value::default()]);
        check("*[1]|b\\|c", &[value(None, Some("1")), value(Some("b|c"), None)]);
        check("\\[1\\]\\_", &[value(Some("[1]_"), None)]);
        check("1-1[1_2]", &[value(Some("1-1[1_2]"), None)]);
        assert!(values("Z[").1.is_some() && values("\\").1.is_some());
        assert_eq!(values("a\\[").1, None);
    }
}
