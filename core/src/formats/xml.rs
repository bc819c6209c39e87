//! XML of other programs, read element by element, and written.
//!
//! Only what data needs: a document type is refused, so there are no entities but the five that
//! every file has, and nothing is ever fetched.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::phrase::{Phrase, said};

use super::{Damage, ReadErrorKind};

/// Elements may stand in each other so deep.
const MOST_DEPTH: usize = 256;
/// An element may have so many attributes.
const MOST_ATTRIBUTES: usize = 1000;

/// The beginning of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name with its prefix.
    pub name: String,
    /// Names with their prefixes, and values; no name stands twice.
    pub attributes: Vec<(String, String)>,
}

/// What stands next in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element begins.
    Start(Element),
    /// The innermost element ends.
    End,
    /// Text in an element, perhaps a part of it.
    Text(String),
}

/// A file that is read piece by piece.
pub struct XmlReader<'t> {
    reader: Reader<&'t [u8]>,
    text: &'t str,
    format: Phrase,
    depth: usize,
    is_begun: bool,
    /// An element without content has begun and ends next.
    is_end_due: bool,
}

impl Element {
    /// Its name without its prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The value of the attribute with this name, whose prefix counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl<'t> XmlReader<'t> {
    /// Reads `text`, which should be a file of this format.
    pub fn new(text: &'t str, format: Phrase) -> Self {
        let reader = Reader::from_str(text);
        Self { reader, text, format, depth: 0, is_begun: false, is_end_due: false }
    }

    /// What stands next; `None` at the end of a whole file.
    ///
    /// # Errors
    /// Where the file is damaged, nested too deep, or brings a document type.
    pub fn next(&mut self) -> Result<Option<Piece>, ReadErrorKind> {
        if std::mem::take(&mut self.is_end_due) {
            self.depth -= 1;
            return Ok(Some(Piece::End));
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err(self.damage(Damage::Parser(error.to_string()))),
            };
            match event {
                Event::Eof if self.depth > 0 || !self.is_begun => {
                    return Err(self.damage(Damage::Known(said!("it breaks off"))));
                }
                Event::Eof => return Ok(None),
                Event::Start(start) => return self.start(&start).map(Some),
                Event::Empty(start) => {
                    self.is_end_due = true;
                    return self.start(&start).map(Some);
                }
                Event::End(_) => {
                    self.depth -= 1;
                    return Ok(Some(Piece::End));
                }
                Event::Text(text) => {
                    let text = text.xml10_content();
                    if self.depth > 0 {
                        return self.checked(text).map(|text| Some(Piece::Text(text)));
                    }
                    if !text.trim().is_empty() {
                        return Err(
                            self.damage(Damage::Known(said!("there is text outside of the root")))
                        );
                    }
                }
                Event::CData(text) => {
                    let text = text.xml10_content();
                    return self.checked(text).map(|text| Some(Piece::Text(text)));
                }
                Event::GeneralRef(reference) => {
                    let character = match reference.resolve_char_ref() {
                        Ok(Some(character)) => Some(character),
                        Ok(None) => predefined(&reference),
                        Err(_) => None,
                    };
                    let Some(character) = character else {
                        return Err(
                            self.damage(Damage::Known(said!("&{0}; is no character", &*reference)))
                        );
                    };
                    let text = Cow::Owned(character.to_string());
                    return self.checked(text).map(|text| Some(Piece::Text(text)));
                }
                Event::DocType(_) => {
                    let expected = said!(
                        "files with a document type (<!DOCTYPE …>) are not read, since it could bring in other files or grow without end; delete that line and try again"
                    );
                    return Err(ReadErrorKind::NotOfFormat { format: self.format, expected });
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Piece, ReadErrorKind> {
        if self.depth == 0 && std::mem::replace(&mut self.is_begun, true) {
            return Err(self.damage(Damage::Known(said!("there is a second root"))));
        }
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(self.damage(Damage::Known(said!("it is nested too deep"))));
        }
        let mut attributes = Vec::new();
        let mut names = HashSet::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute =
                attribute.map_err(|error| self.damage(Damage::Parser(error.to_string())))?;
            let name = attribute.key.as_ref().to_owned();
            if attributes.len() == MOST_ATTRIBUTES {
                return Err(
                    self.damage(Damage::Known(said!("an element has more than 1000 attributes")))
                );
            }
            if !names.insert(name.clone()) {
                return Err(
                    self.damage(Damage::Known(said!("the attribute {0} stands twice", name)))
                );
            }
            let value = attribute.normalized_value(XmlVersion::Explicit1_0);
            let value = value.map_err(|error| self.damage(Damage::Parser(error.to_string())))?;
            attributes.push((name, self.checked(value)?));
        }
        Ok(Piece::Start(Element { name: start.name().as_ref().to_owned(), attributes }))
    }

    fn checked(&self, text: Cow<'_, str>) -> Result<String, ReadErrorKind> {
        match text.chars().find(|character| !is_xml(*character)) {
            Some(character) => {
                let code = format!("{:04X}", u32::from(character));
                Err(self.damage(Damage::Known(said!("U+{0} is no character of XML", code))))
            }
            None => Ok(text.into_owned()),
        }
    }

    fn damage(&self, reason: Damage) -> ReadErrorKind {
        let position = usize::try_from(self.reader.error_position().max(1)).unwrap_or(1);
        let position = position.max(self.last_position()).min(self.text.len());
        let before = &self.text.as_bytes()[..position];
        let line_start =
            before.iter().rposition(|byte| *byte == b'\n').map_or(0, |place| place + 1);
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        ReadErrorKind::Damaged { line, column: position - line_start + 1, reason }
    }

    fn last_position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }
}

/// The name without its prefix.
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The name of the first element, without its prefix; `None` when there is none.
pub fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => {
                return Some(start.local_name().as_ref().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Whether XML can hold the character.
///
/// Source: XML 1.0, production `Char`.
pub fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        || character > '\u{ffff}'
}

/// The text with U+FFFD for what XML cannot hold; as many characters as before.
pub fn as_xml(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml) {
        return Cow::Borrowed(text);
    }
    let replaced = text.chars().map(|it| if is_xml(it) { it } else { char::REPLACEMENT_CHARACTER });
    Cow::Owned(replaced.collect())
}

/// JSON with escapes for what XML cannot hold.
pub fn json_as_xml(json: &str) -> Cow<'_, str> {
    if json.chars().all(is_xml) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 6);
    for character in json.chars() {
        match is_xml(character) {
            true => escaped.push(character),
            false => _ = write!(escaped, "\\u{:04x}", u32::from(character)),
        }
    }
    Cow::Owned(escaped)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// A file that is written element by element. Whatever is written must be characters of XML.
#[derive(Debug)]
pub struct XmlWriter {
    xml: String,
    open: Vec<&'static str>,
}

impl XmlWriter {
    /// Nothing but the declaration.
    pub fn new() -> Self {
        Self { xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// Begins an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes);
        self.xml.push('>');
        self.open.push(name);
        self
    }

    /// Ends the innermost element.
    pub fn close(&mut self) -> &mut Self {
        let name = self.open.pop().expect("as many elements end as begin");
        self.xml.push_str("</");
        self.xml.push_str(name);
        self.xml.push('>');
        self
    }

    /// Begins a new line, where blanks mean nothing.
    pub fn line(&mut self) -> &mut Self {
        self.xml.push('\n');
        self
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes);
        self.xml.push_str("/>");
        self
    }

    /// An element with nothing but text.
    pub fn filled(
        &mut self,
        name: &'static str,
        attributes: &[(&str, &str)],
        text: &str,
    ) -> &mut Self {
        self.open(name, attributes).text(text).close()
    }

    /// Text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '&' => self.xml.push_str("&amp;"),
                '<' => self.xml.push_str("&lt;"),
                '>' => self.xml.push_str("&gt;"),
                // A bare one would be read as a line feed.
                '\r' => self.xml.push_str("&#13;"),
                other => self.xml.push(other),
            }
        }
        self
    }

    /// The whole file.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.xml.push('\n');
        self.xml
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.xml.push('<');
        self.xml.push_str(name);
        for (name, value) in attributes {
            self.xml.push(' ');
            self.xml.push_str(name);
            self.xml.push_str("=\"");
            self.value(value);
            self.xml.push('"');
        }
    }

    /// In values, line ends and tabs would be read as blanks.
    fn value(&mut self, value: &str) {
        for character in value.chars() {
            match character {
                '"' => self.xml.push_str("&quot;"),
                '\n' => self.xml.push_str("&#10;"),
                '\t' => self.xml.push_str("&#9;"),
                other => _ = self.text(other.encode_utf8(&mut [0; 4])),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::text::article_text;

    fn pieces(text: &str) -> Result<Vec<Piece>, ReadErrorKind> {
        let mut reader = XmlReader::new(text, crate::phrase::phrase!("XML"));
        std::iter::from_fn(|| reader.next().transpose()).collect()
    }

    fn text_of(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .filter_map(|it| if let Piece::Text(text) = it { Some(&**text) } else { None })
            .collect()
    }

    #[test]
    fn elements_attributes_and_texts_are_read() {
        let read = pieces("<a b='1\n2&#10;'>x&amp;y<![CDATA[<]]>&#x1F98A;\r\n<c/></a>")
            .expect("it is XML");
        let Piece::Start(a) = &read[0] else { panic!("an element begins") };
        assert_eq!((a.local(), a.get("b")), ("a", Some("1 2\n")));
        assert_eq!(text_of(&read), "x&y<🦊\n");
    }

    #[test]
    fn damage_is_told_with_its_place() {
        let check = |text: &str, line: usize, part: &str| match pieces(text) {
            Err(ReadErrorKind::Damaged { line: at, reason, .. }) => {
                assert!(
                    at == line && reason.to_string().contains(part),
                    "{text}: line {at}: {reason}"
                );
            }
            other => panic!("{text}: {other:?}"),
        };
        check("<a>\n<b>", 2, "breaks off");
        check("<a>\n</b>", 2, "");
        check("<a/>\nx", 2, "outside");
        check("<a/><b/>", 1, "second root");
        check("<a>&#0;</a>", 1, "no character");
        check("<a>&#x1F;</a>", 1, "U+001F");
        check("<a b='&#xD800;'/>", 1, "");
        check("<a>&b;</a>", 1, "no character");
        check("<a>\0</a>", 1, "U+0000");
        check("<a b='1' b='2'/>", 1, "stands twice");
        check(&"<a>".repeat(20_000), 1, "too deep");
        let many: String = (0..2000).map(|number| format!(" b{number}=''")).collect();
        check(&format!("<a{many}/>"), 1, "more than 1000");
    }

    #[test]
    fn document_types_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>";
        assert!(matches!(pieces(bomb), Err(ReadErrorKind::NotOfFormat { .. })));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(text in article_text()) {
            let text = as_xml(&text);
            let mut xml = XmlWriter::new();
            xml.open("a", &[("b", &text)]).text(&text);
            let xml = xml.finish();
            let read = pieces(&xml).expect("it is XML");
            let Piece::Start(element) = &read[0] else { panic!("an element begins") };
            prop_assert_eq!(element.get("b"), Some(&*text));
            prop_assert_eq!(text_of(&read), text);
        }
    }
}
