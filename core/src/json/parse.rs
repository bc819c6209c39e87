//! Reads JSON, as RFC 8259 has it and nothing beyond.

use std::borrow::Cow;

use super::plain::n_plain;
use super::{Fields, Number, Value};

/// Lists and objects may be nested this deep, as many parsers allow.
const MAX_DEPTH: usize = 128;

/// The value that `json` is; `None` when it is no JSON.
pub fn parse(json: &str) -> Option<Value> {
    let mut parser = Parser::new(json);
    let value = parser.value()?;
    parser.is_over().then_some(value)
}

/// The fields of the object that `json` is; `None` when it is none.
pub fn parse_fields(json: &str) -> Option<Fields<'_>> {
    let mut fields = Fields::default();
    read_object(json, &mut |parser, name| {
        fields.push(name, parser.value()?);
        Some(())
    })?;
    Some(fields)
}

/// Hands the fields of the object that `json` is to `field`, by name and one after the other, each
/// of which takes its value from the parser. `null` is the same as no field.
///
/// `None` when it is no object, or `field` says so.
pub fn read_object<'j>(json: &'j str, field: Field<'_, 'j>) -> Option<()> {
    let mut parser = Parser::new(json);
    parser.object(&mut |parser, name| match parser.next_byte()? {
        b'n' => parser.word().map(drop),
        _ => field(parser, name),
    })?;
    parser.is_over().then_some(())
}

/// Takes the value of the field of this name.
pub type Field<'f, 'j> = &'f mut dyn FnMut(&mut Parser<'j>, Cow<'j, str>) -> Option<()>;

/// Takes values one after the other. All of its methods give `None` when what comes next is not
/// what they take.
#[derive(Debug)]
pub struct Parser<'j> {
    json: &'j str,
    place: usize,
    /// How much deeper lists and objects may be nested from here.
    depth: usize,
}

impl<'j> Parser<'j> {
    fn new(json: &'j str) -> Self {
        Self { json, place: 0, depth: MAX_DEPTH }
    }

    /// Takes a string, without copying it where that can be helped.
    pub fn text(&mut self) -> Option<Cow<'j, str>> {
        self.next_byte().filter(|byte| *byte == b'"')?;
        self.string()
    }

    /// Takes a whole number.
    pub fn whole(&mut self) -> Option<u64> {
        self.next_byte()?;
        self.number()?.as_u64()
    }

    /// Takes a list of two whole numbers.
    pub fn pair(&mut self) -> Option<[u64; 2]> {
        let (mut pair, mut n_read) = ([0; 2], 0);
        self.list(&mut |parser| {
            *pair.get_mut(n_read)? = parser.whole()?;
            n_read += 1;
            Some(())
        })?;
        (n_read == 2).then_some(pair)
    }

    /// Takes `true` or `false`.
    pub fn flag(&mut self) -> Option<bool> {
        if let Value::Bool(flag) = self.value()? { Some(flag) } else { None }
    }

    /// Takes a list, whose members `member` takes one after the other.
    pub fn list(&mut self, member: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.members(b'[', b']', member)
    }

    /// Takes an object, whose fields `field` takes one after the other.
    pub fn object(&mut self, field: Field<'_, 'j>) -> Option<()> {
        self.members(b'{', b'}', &mut |parser| {
            let name = parser.text()?;
            if parser.take(b':') { field(parser, name) } else { None }
        })
    }

    /// Takes any value.
    pub fn value(&mut self) -> Option<Value> {
        Some(match self.next_byte()? {
            b'"' => Value::String(self.string()?.into_owned()),
            b'[' => {
                let mut values = Vec::new();
                self.list(&mut |parser| {
                    values.push(parser.value()?);
                    Some(())
                })?;
                Value::Array(values)
            }
            b'{' => {
                let mut entries = Vec::new();
                self.object(&mut |parser, name| {
                    entries.push((name.into_owned(), parser.value()?));
                    Some(())
                })?;
                Value::Object(entries.into_iter().collect())
            }
            b'-' | b'0'..=b'9' => Value::Number(self.number()?),
            _ => self.word()?,
        })
    }

    /// Takes any value and forgets it.
    pub fn pass_over(&mut self) -> Option<()> {
        match self.next_byte()? {
            b'"' => self.string().map(drop),
            b'[' => self.list(&mut Self::pass_over),
            b'{' => self.object(&mut |parser, _| parser.pass_over()),
            _ => self.value().map(drop),
        }
    }

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

    fn word(&mut self) -> Option<Value> {
        let words = [("null", Value::Null), ("true", true.into()), ("false", false.into())];
        let rest = &self.json[self.place..];
        let (word, value) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
        self.place += word.len();
        Some(value)
    }

    /// Takes what stands between two brackets with commas in between.
    fn members(
        &mut self,
        opening: u8,
        closing: u8,
        member: &mut dyn FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        if !self.take(opening) {
            return None;
        }
        self.depth = self.depth.checked_sub(1)?;
        if !self.take(closing) {
            loop {
                member(self)?;
                if !self.take(b',') {
                    break;
                }
            }
            if !self.take(closing) {
                return None;
            }
        }
        self.depth += 1;
        Some(())
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
            let end = n_plain(rest.as_bytes());
            let after = *rest.as_bytes().get(end)?;
            // Most strings have no escapes and are not copied.
            if whole.is_empty() {
                whole = Cow::Borrowed(&rest[..end]);
            } else {
                whole.to_mut().push_str(&rest[..end]);
            }
            self.place += end + 1;
            match after {
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
