//! Writes JSON piece by piece.

use super::Value;
use super::plain::n_plain;

/// Writes one value into a string.
///
/// Every call writes a value, but for [`Writer::name`], which writes the name of the next one.
#[derive(Debug)]
pub struct Writer {
    json: String,
    /// Lists and objects nested up to this deep have a line for each member; `None` for no blanks
    /// at all.
    n_expanded: Option<usize>,
    depth: usize,
    has_member: bool,
    is_named: bool,
}

impl Writer {
    /// Writes on one line, without blanks.
    pub fn compact() -> Self {
        let json = String::new();
        Self { json, n_expanded: None, depth: 0, has_member: false, is_named: false }
    }

    /// Writes a line for each member down to the depth `n_expanded`, and puts blanks between those
    /// further inside.
    pub fn expanded(n_expanded: usize) -> Self {
        Self { n_expanded: Some(n_expanded), ..Self::compact() }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.json
    }

    /// Names the next value; for members of objects.
    pub fn name(&mut self, name: &str) -> &mut Self {
        self.begin_value();
        self.string(name);
        self.json.push_str(if self.n_expanded.is_some() { ": " } else { ":" });
        self.is_named = true;
        self
    }

    /// Writes a string.
    pub fn text(&mut self, text: &str) {
        self.begin_value();
        self.string(text);
    }

    /// Writes a string, or `null`.
    pub fn optional_text(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.raw("null"),
        }
    }

    /// Writes a whole number.
    pub fn number(&mut self, number: u64) {
        self.raw(&number.to_string());
    }

    /// Writes `true` or `false`.
    pub fn flag(&mut self, flag: bool) {
        self.raw(if flag { "true" } else { "false" });
    }

    /// Writes a list of what `members` writes.
    pub fn list(&mut self, members: impl FnOnce(&mut Self)) {
        self.begin('[');
        members(self);
        self.end(']');
    }

    /// Writes an object of what `members` names and writes.
    pub fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.begin('{');
        members(self);
        self.end('}');
    }

    /// Writes any value.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.raw("null"),
            Value::Bool(flag) => self.flag(*flag),
            Value::Number(number) => self.raw(&number.to_json()),
            Value::String(text) => self.text(text),
            Value::Array(values) => {
                self.list(|json| values.iter().for_each(|value| json.value(value)));
            }
            Value::Object(map) => self.object(|json| {
                for (name, value) in map.iter() {
                    json.name(name).value(value);
                }
            }),
        }
    }

    fn raw(&mut self, json: &str) {
        self.begin_value();
        self.json.push_str(json);
    }

    fn begin(&mut self, bracket: char) {
        self.begin_value();
        self.depth += 1;
        self.has_member = false;
        self.json.push(bracket);
    }

    fn end(&mut self, bracket: char) {
        let is_expanded = self.is_expanded() && self.has_member;
        self.depth -= 1;
        self.has_member = true;
        if is_expanded {
            self.break_line();
        }
        self.json.push(bracket);
    }

    /// Parts the next value from the one before.
    fn begin_value(&mut self) {
        if std::mem::take(&mut self.is_named) || self.depth == 0 {
            return;
        }
        let is_first = !std::mem::replace(&mut self.has_member, true);
        if !is_first {
            self.json.push(',');
        }
        if self.is_expanded() {
            self.break_line();
        } else if !is_first && self.n_expanded.is_some() {
            self.json.push(' ');
        }
    }

    fn is_expanded(&self) -> bool {
        self.n_expanded.is_some_and(|n_expanded| self.depth <= n_expanded)
    }

    fn break_line(&mut self) {
        self.json.push('\n');
        (0..self.depth).for_each(|_| self.json.push(' '));
    }

    fn string(&mut self, text: &str) {
        self.json.reserve(text.len() + 2);
        self.json.push('"');
        let mut rest = text;
        loop {
            let (plain, escaped) = rest.split_at(n_plain(rest.as_bytes()));
            self.json.push_str(plain);
            let Some(&byte) = escaped.as_bytes().first() else { break };
            self.json.push('\\');
            match byte {
                b'\n' => self.json.push('n'),
                b'\r' => self.json.push('r'),
                b'\t' => self.json.push('t'),
                0x08 => self.json.push('b'),
                0x0c => self.json.push('f'),
                0..0x20 => {
                    self.json.push_str(if byte < 0x10 { "u000" } else { "u001" });
                    self.json.push(char::from_digit(u32::from(byte % 16), 16).unwrap_or_default());
                }
                _ => self.json.push(char::from(byte)),
            }
            rest = &escaped[1..];
        }
        self.json.push('"');
    }
}
