//! Reads TEI.

use std::collections::{HashMap, HashSet};

use crate::json::{self, Value};
use crate::model::AnnotationId;
use crate::phrase::{Phrase, Said, phrase, said};

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::super::xml::{Element, Piece, XmlReader, local};
use super::super::{Imported, ProblemKind, ReadError, ReadErrorKind, Source};
use super::header::Header;
use super::pointer::{Place, Places, pointers, resolve};
use super::{ATTRIBUTE, ID, ID_LETTER, JSON};

const NAME: Phrase = phrase!("TEI");
/// Elements that mark what they hold.
const MARKS: [&str; 19] = [
    "q",
    "quote",
    "said",
    "name",
    "persName",
    "placeName",
    "orgName",
    "rs",
    "seg",
    "date",
    "num",
    "mentioned",
    "soCalled",
    "hi",
    "term",
    "w",
    "measure",
    "time",
    "geogName",
];
/// Elements whose text is about other text.
const ASIDE: [&str; 3] = ["spanGrp", "standOff", "listAnnotation"];

/// Reads a file.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules { is_declared: true, ..Rules::OURS });
    let mut reader = XmlReader::new(&content, NAME);
    let mut walk = Walk::default();
    while let Some(piece) = reader.next()? {
        match piece {
            Piece::Start(element) => {
                if walk.open.is_empty() && !["TEI", "teiCorpus"].contains(&element.local()) {
                    let expected = said!("its root should be TEI or teiCorpus");
                    return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
                }
                walk.start(element);
            }
            Piece::Text(text) => walk.text(&text),
            Piece::End => walk.end(),
        }
    }
    walk.finish(&mut file);
    assemble(file)
}

/// A file on the way.
#[derive(Default)]
struct Walk {
    /// The elements that have begun, outermost first.
    open: Vec<Open>,
    header: Header,
    texts: Vec<Text>,
    /// Whether text belongs to the last of `texts`.
    is_in_text: bool,
    /// How many elements with text about other text are open.
    n_aside: usize,
    places: Places,
    pointed: Vec<Pointed>,
    links: Vec<(String, DraftLink)>,
    notes: Vec<Note>,
}

struct Open {
    name: String,
    id: Option<String>,
    /// Where it began in its text.
    start: u64,
    what: What,
    /// Its own text, where somebody wants it.
    content: Option<String>,
}

enum What {
    Nothing,
    /// The outermost `text`.
    Text,
    /// The body of the outermost `text`.
    Body,
    /// It marks what it holds.
    Mark {
        label: String,
        attributes: Vec<(String, Value)>,
    },
    /// It points at what it marks.
    Pointer(Element),
    /// It says something about what was marked.
    Note(Element),
    /// Annotations stand in it that point at these.
    Annotation(Option<String>),
}

/// A text with what is marked by elements in it.
struct Text {
    header: Header,
    content: String,
    n_chars: u64,
    spans: Vec<DraftSpan>,
    /// What stood before the body or after it.
    n_outside: usize,
    has_body: bool,
}

/// A `span`, before it is known what it points at.
struct Pointed {
    element: Element,
    content: String,
}

/// What is said about an annotation: a value, or, without a name, a note.
struct Note {
    target: String,
    name: Option<String>,
    is_json: bool,
    content: String,
}

impl Walk {
    fn start(&mut self, element: Element) {
        let name = element.local().to_owned();
        let what = self.what(&name, &element);
        if ASIDE.contains(&name.as_str()) {
            self.n_aside += 1;
        }
        if name == "TEI" || (self.open.is_empty()) {
            let keeps_blanks = element.get("xml:space") == Some("preserve");
            self.header = Header::new(keeps_blanks);
        }
        if name == "link"
            && let Some(targets) = element.get("target")
        {
            self.take_link(&element, targets);
        }
        if name == "language"
            && let Some(language) = element.get("ident")
        {
            self.header.take_attribute("ident", language);
        }
        let is_wanted = matches!(what, What::Pointer(_) | What::Note(_)) || self.is_in_header();
        self.open.push(Open {
            id: element.get(ID).map(str::to_owned),
            start: self.n_chars(),
            content: is_wanted.then(String::new),
            what,
            name,
        });
    }

    /// What an element is, and the beginning of a text or of its body.
    fn what(&mut self, name: &str, element: &Element) -> What {
        let is_in_text = self.texts.last().is_some() && self.is_in_text;
        match name {
            "text" if !is_in_text => {
                if let Some(style) = element.get("style") {
                    self.header.take_attribute("style", style);
                }
                let (header, content) = (self.header.clone(), String::new());
                let spans = Vec::new();
                let text =
                    Text { header, content, n_chars: 0, spans, n_outside: 0, has_body: false };
                self.texts.push(text);
                self.is_in_text = true;
                What::Text
            }
            "body" if matches!(self.open.last().map(|it| &it.what), Some(What::Text)) => {
                let text = self.texts.last_mut().expect("it has begun");
                text.n_outside += n_filled(&text.content);
                (text.content, text.n_chars, text.has_body) = (String::new(), 0, true);
                text.spans.clear();
                let place = self.texts.len() - 1;
                self.places.retain(|_, known| known.is_none_or(|known| known.text != place));
                What::Body
            }
            "span" => What::Pointer(element.clone()),
            "annotation" => What::Annotation(element.get("target").map(str::to_owned)),
            "note" if self.annotated().is_some() => What::Note(element.clone()),
            _ if is_in_text && self.n_aside == 0 && MARKS.contains(&name) => mark(name, element),
            _ => What::Nothing,
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open { content: Some(content), .. }) = self.open.last_mut() {
            content.push_str(text);
        }
        if !self.is_in_text || self.n_aside > 0 {
            return;
        }
        let is_in_body = self.open.iter().any(|it| matches!(it.what, What::Body));
        let of_text = self.texts.last_mut().expect("it has begun");
        if of_text.has_body && !is_in_body {
            of_text.n_outside += n_filled(text);
            return;
        }
        of_text.content.push_str(text);
        of_text.n_chars += text.chars().count() as u64;
    }

    fn end(&mut self) {
        let Some(Open { name, id, start, what, content }) = self.open.pop() else { return };
        if ASIDE.contains(&name.as_str()) {
            self.n_aside -= 1;
        }
        let end = self.n_chars();
        if self.is_in_text
            && self.n_aside == 0
            && let Some(id) = &id
        {
            let place = Place { text: self.texts.len() - 1, start, end };
            let known = self.places.entry(id.clone());
            known.and_modify(|known| *known = None).or_insert(Some(place));
        }
        match what {
            What::Text => self.is_in_text = false,
            What::Mark { label, attributes } => {
                let text = self.texts.last_mut().expect("marks stand in texts");
                let place = format!("{name} {} of text {}", text.spans.len(), self.texts.len() - 1);
                let text = self.texts.last_mut().expect("marks stand in texts");
                let ranges = vec![[start, end]];
                let span =
                    DraftSpan { place, id, label, ranges, attributes, ..DraftSpan::default() };
                text.spans.push(span);
            }
            What::Pointer(element) => {
                self.pointed.push(Pointed { element, content: content.unwrap_or_default() });
            }
            What::Note(element) => self.take_note(&element, content.unwrap_or_default()),
            What::Nothing | What::Body | What::Annotation(_) => {
                if let Some(content) = content.filter(|_| self.is_in_header()) {
                    let path: Vec<&str> = self.open.iter().map(|it| it.name.as_str()).collect();
                    self.header.take(&[&path[..], &[&name]].concat(), &content);
                }
            }
        }
    }

    fn take_note(&mut self, element: &Element, content: String) {
        let Some(target) = self.annotated() else { return };
        let is_attribute = element.get("type") == Some(ATTRIBUTE);
        let name = element.get("n").filter(|_| is_attribute).map(str::to_owned);
        let is_json = element.get("subtype") == Some(JSON);
        let target = target.trim_start_matches('#').to_owned();
        self.notes.push(Note { target, name, is_json, content });
    }

    fn take_link(&mut self, element: &Element, targets: &str) {
        let of_group = self.open.last().filter(|it| it.name == "linkGrp");
        let kind = element.get("n").or(element.get("type")).or(of_group.map(|_| "link"));
        let place = format!("link {}", self.links.len());
        if let ([from, to], Some(kind)) = (&pointers(targets)[..], kind) {
            let name = |pointer: &str| own_id(pointer.trim_start_matches('#'));
            let (from, to, kind) = (name(from), name(to), kind.to_owned());
            let start = from.clone();
            self.links.push((start, DraftLink { place, id: None, kind, from, to }));
        }
    }

    fn is_in_header(&self) -> bool {
        self.open.iter().any(|it| it.name == "teiHeader")
    }

    /// What the annotation points at in which things stand.
    fn annotated(&self) -> Option<String> {
        self.open.iter().rev().find_map(|it| match &it.what {
            What::Annotation(target) => Some(target.clone()),
            _ => None,
        })?
    }

    fn n_chars(&self) -> u64 {
        self.texts.last().map_or(0, |text| text.n_chars)
    }

    fn finish(mut self, file: &mut DraftFile<'_>) {
        let places = std::mem::take(&mut self.places);
        for (place, text) in self.texts.iter().enumerate().filter(|(_, text)| text.n_outside > 0) {
            let reason = said!("what stands before or after the body is no part of the article");
            let left_out = format!("{} characters", text.n_outside);
            file.leave_out(format!("text {place}"), ProblemKind::particular(reason), left_out);
        }
        let spans = joined(file, std::mem::take(&mut self.pointed), &places);
        for (text, span) in spans {
            self.texts[text].spans.push(span);
        }
        self.add_notes(file);
        let mut starts: HashMap<String, usize> = HashMap::new();
        for (place, text) in self.texts.iter().enumerate() {
            for id in text.spans.iter().filter_map(|span| span.id.clone()) {
                starts.entry(id).or_insert(place);
            }
        }
        let mut articles: Vec<DraftArticle> =
            self.texts.into_iter().enumerate().map(|(place, text)| article(place, text)).collect();
        for (start, link) in self.links {
            let place = starts.get(&start).copied().unwrap_or(0);
            match articles.get_mut(place) {
                Some(article) => article.links.push(link),
                None => {
                    let kind = ProblemKind::LinkEndMissing { id: start };
                    file.leave_out(link.place, kind, link.kind);
                }
            }
        }
        file.articles = articles;
    }

    fn add_notes(&mut self, file: &mut DraftFile<'_>) {
        let spans = self.texts.iter_mut().flat_map(|text| &mut text.spans);
        let mut by_id: HashMap<String, &mut DraftSpan> =
            spans.filter_map(|span| Some((span.id.clone()?, span))).collect();
        for Note { target, name, is_json, content } in std::mem::take(&mut self.notes) {
            let Some(span) = by_id.get_mut(&own_id(&target)) else {
                let kind = ProblemKind::LinkEndMissing { id: target };
                file.leave_out("note", kind, content);
                continue;
            };
            match name {
                Some(name) => {
                    let json = is_json.then(|| json::parse(&content)).flatten();
                    span.attributes.push((name, json.unwrap_or(Value::String(content))));
                }
                None if span.note.is_empty() => span.note = content,
                None => span.note = [&*span.note, &*content].join("\n"),
            }
        }
    }
}

fn article(place: usize, text: Text) -> DraftArticle {
    DraftArticle {
        place: format!("text {place}"),
        id: text.header.id,
        text: text.content.into(),
        metadata: text.header.metadata,
        spans: text.spans,
        ..DraftArticle::default()
    }
}

/// An element that marks what it holds: its label is what it says it is, else its name.
fn mark(name: &str, element: &Element) -> What {
    let (label, attributes) = label_and_rest(element, &[]);
    What::Mark { label: label.unwrap_or_else(|| name.to_owned()), attributes }
}

/// What the element says it is, and its other attributes but those `known`.
fn label_and_rest(element: &Element, known: &[&str]) -> (Option<String>, Vec<(String, Value)>) {
    let filled = |name: &'static str| element.get(name).filter(|it| !it.is_empty()).map(|_| name);
    let of_label = filled("ana").or(filled("type"));
    let rest = element.attributes.iter().filter(|(name, _)| {
        let is_about = name == ID || name == "xml:space" || name.starts_with("xmlns");
        !is_about && Some(name.as_str()) != of_label && !known.contains(&name.as_str())
    });
    let rest = rest.map(|(name, value)| (local(name).to_owned(), value.as_str().into())).collect();
    (of_label.and_then(|name| element.get(name)).map(str::to_owned), rest)
}

/// Annotations of spans that point somewhere; those that go on in a next one are one annotation.
fn joined(
    file: &mut DraftFile<'_>,
    pointed: Vec<Pointed>,
    places: &Places,
) -> Vec<(usize, DraftSpan)> {
    let ids: HashMap<String, usize> = pointed
        .iter()
        .enumerate()
        .filter_map(|(place, it)| Some((it.element.get(ID)?.to_owned(), place)))
        .collect();
    let next_of = |it: &Pointed| {
        let next = it.element.get("next")?.trim_start_matches('#');
        ids.get(next).copied()
    };
    let followers: HashSet<usize> = pointed.iter().filter_map(next_of).collect();
    let mut spans = Vec::new();
    for (place, first) in pointed.iter().enumerate() {
        if followers.contains(&place) && first.element.get("prev").is_some() {
            continue;
        }
        let (mut parts, mut seen) = (vec![first], HashSet::from([place]));
        while let Some(next) = parts.last().copied().and_then(next_of).filter(|it| seen.insert(*it))
        {
            parts.push(&pointed[next]);
        }
        match span_of(&parts, place, places) {
            Ok(found) => spans.push(found),
            Err(reason) => {
                let kind = ProblemKind::particular(reason);
                file.leave_out(format!("span {place}"), kind, first.content.clone());
            }
        }
    }
    spans
}

fn span_of(
    parts: &[&Pointed],
    position: usize,
    places: &Places,
) -> Result<(usize, DraftSpan), Said> {
    let mut found: Vec<Place> = Vec::new();
    for Pointed { element, .. } in parts {
        match (element.get("from"), element.get("target")) {
            (Some(from), _) => {
                let start = resolve(from, places)?;
                let end = resolve(element.get("to").unwrap_or(from), places)?;
                if start.text != end.text {
                    return Err(said!("it begins in one text and ends in another"));
                }
                found.push(Place { end: end.end, ..start });
            }
            (None, Some(target)) => {
                for pointer in pointers(target) {
                    found.push(resolve(pointer, places)?);
                }
            }
            (None, None) => return Err(said!("it points at nothing")),
        }
    }
    let text = found.first().ok_or_else(|| said!("it points at nothing"))?.text;
    if found.iter().any(|place| place.text != text) {
        return Err(said!("it points into several texts"));
    }
    let Pointed { element, content } = parts[0];
    let known = ["from", "to", "target", "next", "prev"];
    let (label, attributes) = label_and_rest(element, &known);
    let said = Some(content.trim()).filter(|said| !said.is_empty());
    let span = DraftSpan {
        place: format!("span {position}"),
        id: element.get(ID).map(own_id),
        label: label.unwrap_or_else(|| said.unwrap_or("span").to_owned()),
        ranges: found.iter().map(|place| [place.start, place.end]).collect(),
        attributes,
        ..DraftSpan::default()
    };
    Ok((text, span))
}

/// The id without the letter that we put before it.
fn own_id(id: &str) -> String {
    let own = id.strip_prefix(ID_LETTER).filter(|own| AnnotationId::parse(own).is_some());
    own.unwrap_or(id).to_owned()
}

fn n_filled(text: &str) -> usize {
    text.chars().filter(|character| !character.is_whitespace()).count()
}
