//! Reads JSON, as RFC 8259 has it and nothing beyond.

use std::borrow::Cow;

use super::{Fields, Number, Value};

/// Lists and objects may be nested this deep, as many parsers allow.
const MAX_DEPTH: usize = 128;

/// As many fields as most objects have at the most, so that their list need not grow.
const N_FIELDS: usize = 9;

/// The value that `json` is; `None` when it is no JSON.
pub fn parse(json: &str) -> Option<Value> {
    let mut parser = Parser { json, place: 0 };
    let value = parser.value(MAX_DEPTH)?;
    parser.is_over().then_some(value)
}

/// The fields of the object that `json` is; `None` when it is none.
pub fn parse_fields(json: &str) -> Option<Fields<'_>> {
    let mut parser = Parser { json, place: 0 };
    let entries = parser.object(MAX_DEPTH)?;
    parser.is_over().then(|| Fields::new(entries))
}

struct Parser<'j> {
    json: &'j str,
    place: usize,
}

impl<'j> Parser<'j> {
    /// Whether nothing but blanks is left.
    fn is_over(&mut self) -> bool {
        self.next_byte().is_none()
    }

    /// The next byte that is not blank; it is not taken.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            let byte = *self.json.as_bytes().get(self.place)?;
            if !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                return Some(byte);
            }
            self.place += 1;
        }
    }

    /// Takes `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let is_next = self.next_byte() == Some(byte);
        self.place += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        Some(match self.next_byte()? {
            b'"' => Value::String(self.string()?.into_owned()),
            b'[' => Value::Array(self.list(depth)?),
            b'{' => {
                let entries = self.object(depth)?.into_iter();
                Value::Object(entries.map(|(name, value)| (name.into_owned(), value)).collect())
            }
            b'-' | b'0'..=b'9' => Value::Number(self.number()?),
            _ => self.word()?,
        })
    }

    fn word(&mut self) -> Option<Value> {
        let words = [("null", Value::Null), ("true", true.into()), ("false", false.into())];
        let rest = &self.json[self.place..];
        let (word, value) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
        self.place += word.len();
        Some(value)
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Value>> {
        let depth = depth.checked_sub(1)?;
        let mut values = Vec::new();
        self.place += 1;
        if self.take(b']') {
            return Some(values);
        }
        loop {
            values.push(self.value(depth)?);
            if !self.take(b',') {
                return self.take(b']').then_some(values);
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Vec<(Cow<'j, str>, Value)>> {
        let depth = depth.checked_sub(1)?;
        if !self.take(b'{') {
            return None;
        }
        if self.take(b'}') {
            return Some(Vec::new());
        }
        let mut entries = Vec::with_capacity(N_FIELDS);
        loop {
            self.next_byte().filter(|byte| *byte == b'"')?;
            let name = self.string()?;
            if !self.take(b':') {
                return None;
            }
            entries.push((name, self.value(depth)?));
            if !self.take(b',') {
                return self.take(b'}').then_some(entries);
            }
        }
    }

    fn number(&mut self) -> Option<Number> {
        let start = self.place;
        self.place += usize::from(self.is_here(b'-'));
        // No digit may follow a leading zero; what does is found to be no separator.
        if self.is_here(b'0') {
            self.place += 1;
        } else {
            self.digits()?;
        }
        if self.is_here(b'.') {
            self.place += 1;
            self.digits()?;
        }
        if self.is_here(b'e') || self.is_here(b'E') {
            self.place += 1;
            self.place += usize::from(self.is_here(b'+') || self.is_here(b'-'));
            self.digits()?;
        }
        Some(Number::written(&self.json[start..self.place]))
    }

    fn is_here(&self, byte: u8) -> bool {
        self.json.as_bytes().get(self.place) == Some(&byte)
    }

    /// Takes at least one digit.
    fn digits(&mut self) -> Option<()> {
        let digits = self.json.as_bytes()[self.place..].iter();
        let n_digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
        self.place += n_digits;
        (n_digits > 0).then_some(())
    }

    /// Takes a string, whose opening mark comes next.
    fn string(&mut self) -> Option<Cow<'j, str>> {
        self.place += 1;
        let mut whole = Cow::Borrowed("");
        loop {
            let rest = &self.json[self.place..];
            let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
            // Most strings have no escapes and are not copied.
            if whole.is_empty() {
                whole = Cow::Borrowed(&rest[..end]);
            } else {
                whole.to_mut().push_str(&rest[..end]);
            }
            self.place += end + 1;
            match rest.as_bytes()[end] {
                b'"' => return Some(whole),
                b'\\' => whole.to_mut().push(self.escape()?),
                _ => return None,
            }
        }
    }

    /// Takes what follows a backslash.
    fn escape(&mut self) -> Option<char> {
        let byte = *self.json.as_bytes().get(self.place)?;
        self.place += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.escaped_unit()?,
            _ => return None,
        })
    }

    /// Takes the digits of a UTF-16 unit, and those of its other half where it is one.
    fn escaped_unit(&mut self) -> Option<char> {
        let unit = self.hex_digits()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(unit);
        }
        self.json[self.place..].starts_with("\\u").then_some(())?;
        self.place += 2;
        let low = self.hex_digits()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + low)
    }

    fn hex_digits(&mut self) -> Option<u32> {
        let digits = self.json.as_bytes().get(self.place..self.place + 4)?;
        self.place += 4;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
    }
}
