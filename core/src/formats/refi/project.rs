//! The XML of a project or a code book, taken apart.

use std::collections::HashMap;

use crate::phrase::said;

use super::super::ReadErrorKind;
use super::super::xml::{Element, Piece, XmlReader};
use super::{COLOURS, NAME};

/// What is in the XML.
#[derive(Debug, Default)]
pub struct Project {
    /// In the order of the file.
    pub codes: Vec<Code>,
    /// In the order of the file.
    pub sources: Vec<TextSource>,
    /// In the order of the file.
    pub links: Vec<Link>,
    /// Names of people by guid.
    pub users: HashMap<String, String>,
    /// How often there is something of a kind that is not read, by its name.
    pub passed_over: HashMap<String, usize>,
}

/// A code.
#[derive(Debug, Default)]
pub struct Code {
    pub guid: String,
    pub name: String,
    /// The code in which it stands.
    pub parent: Option<String>,
    /// Whether it has a colour that is none of ours.
    pub has_colour: bool,
    pub has_description: bool,
}

/// A text with what is coded in it.
#[derive(Debug, Default)]
pub struct TextSource {
    pub guid: String,
    pub name: String,
    /// Where its text stands.
    pub path: Option<String>,
    /// Its text, where that stands in the XML.
    pub content: Option<String>,
    pub selections: Vec<Selection>,
}

/// A passage that is coded.
#[derive(Debug, Default)]
pub struct Selection {
    pub guid: String,
    /// Mostly what it begins with.
    pub name: Option<String>,
    pub start: Option<i64>,
    pub end: Option<i64>,
    pub note: String,
    /// The codes, by guid.
    pub codes: Vec<String>,
    pub created: Option<String>,
    pub user: Option<String>,
}

/// A link from one thing to another.
#[derive(Debug)]
pub struct Link {
    pub name: String,
    pub from: String,
    pub to: String,
}

impl Project {
    /// Takes the XML apart.
    pub fn read(xml: &str) -> Result<Self, ReadErrorKind> {
        let mut reader = XmlReader::new(xml, NAME);
        let (mut project, mut path, mut text) =
            (Self::default(), Vec::<Open>::new(), String::new());
        while let Some(piece) = reader.next()? {
            match piece {
                Piece::Start(element) => {
                    if path.is_empty() && !["Project", "CodeBook"].contains(&element.local()) {
                        let expected = said!("its root should be Project or CodeBook");
                        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
                    }
                    text.clear();
                    project.start(&element, &path);
                    let guid = element.get("guid").unwrap_or_default().to_owned();
                    path.push(Open { name: element.local().to_owned(), guid });
                }
                Piece::Text(more) => text.push_str(&more),
                Piece::End => {
                    let ended = path.pop();
                    project.end(ended.as_ref().map_or("", |it| &it.name), &path, &text);
                    text.clear();
                }
            }
        }
        Ok(project)
    }

    fn start(&mut self, element: &Element, path: &[Open]) {
        let get = |name: &str| element.get(name).unwrap_or_default().to_owned();
        let optional = |name: &str| element.get(name).map(str::to_owned);
        let parent = path.last().map_or("", |it| it.name.as_str());
        match element.local() {
            "Code" if parent == "Codes" || parent == "Code" => {
                let of_code = path.last().filter(|it| it.name == "Code");
                self.codes.push(Code {
                    guid: guid(&get("guid")),
                    name: get("name"),
                    parent: of_code.map(|it| guid(&it.guid)),
                    has_colour: element.get("color").is_some_and(|it| !COLOURS.contains(&it)),
                    has_description: false,
                });
            }
            "TextSource" => self.sources.push(TextSource {
                guid: guid(&get("guid")),
                name: get("name"),
                path: optional("plainTextPath"),
                ..TextSource::default()
            }),
            "PlainTextSelection" => {
                let Some(source) = self.sources.last_mut().filter(|_| parent == "TextSource")
                else {
                    return self.pass_over(element.local());
                };
                let number = |name: &str| element.get(name).and_then(|it| it.trim().parse().ok());
                source.selections.push(Selection {
                    guid: get("guid"),
                    name: optional("name"),
                    start: number("startPosition"),
                    end: number("endPosition"),
                    created: optional("creationDateTime"),
                    user: optional("creatingUser"),
                    ..Selection::default()
                });
            }
            "CodeRef" if is_in(path, "PlainTextSelection") => {
                if let Some(selection) = self.selection() {
                    selection.codes.push(guid(&get("targetGUID")));
                }
            }
            "User" => _ = self.users.insert(guid(&get("guid")), get("name")),
            "Link" => self.links.push(Link {
                name: get("name"),
                from: guid(&get("originGUID")),
                to: guid(&get("targetGUID")),
            }),
            "Coding" if !is_in(path, "PlainTextSelection") => {
                self.pass_over("Coding of anything but a passage");
            }
            "PictureSource" | "AudioSource" | "VideoSource" | "PDFSource" | "Note" | "Case"
            | "Set" | "Graph" | "Variable" | "NoteRef" => self.pass_over(element.local()),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, path: &[Open], text: &str) {
        let parent = path.last().map_or("", |it| it.name.as_str());
        match (name, parent) {
            ("PlainTextContent", "TextSource") => {
                if let Some(source) = self.sources.last_mut() {
                    source.content = Some(text.to_owned());
                }
            }
            ("Description", "PlainTextSelection") => {
                if let Some(selection) = self.selection() {
                    text.clone_into(&mut selection.note);
                }
            }
            ("Description", "Code") if !text.trim().is_empty() => {
                let of_code = guid(path.last().map_or("", |it| &it.guid));
                let code = self.codes.iter_mut().rev().find(|code| code.guid == of_code);
                code.into_iter().for_each(|code| code.has_description = true);
            }
            _ => {}
        }
    }

    fn selection(&mut self) -> Option<&mut Selection> {
        self.sources.last_mut()?.selections.last_mut()
    }

    fn pass_over(&mut self, name: &str) {
        *self.passed_over.entry(name.to_owned()).or_default() += 1;
    }
}

struct Open {
    name: String,
    guid: String,
}

fn is_in(path: &[Open], name: &str) -> bool {
    path.iter().any(|it| it.name == name)
}

/// Programs write the same id in capitals and small letters, and with braces.
pub fn guid(written: &str) -> String {
    written.trim_matches(['{', '}']).to_ascii_lowercase()
}
