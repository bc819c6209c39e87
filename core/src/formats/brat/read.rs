//! Reads lines of brat.

use std::collections::{HashMap, HashSet};

use crate::json::{self, Value};
use crate::phrase::{Phrase, escaped, phrase, said};

use super::super::assemble::assemble;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Matching, Rules};
use super::super::{Imported, ProblemKind, ReadError, ReadErrorKind, Source};
use super::fit::kind_of;
use super::{ATTRIBUTES, NOTE};

const NAME: Phrase = phrase!("brat");

/// Whether the lines look like brat's. A file of none is one where its name says so.
pub fn is_likely(source: &Source<'_>, text: &str) -> bool {
    let is_line = |line: &str| {
        let mut columns = line.split('\t');
        let id = columns.next().unwrap_or_default();
        let (kind, number) = id.split_at_checked(1).unwrap_or_default();
        "TRAENM#*".contains(kind)
            && !kind.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && columns.next().is_some()
    };
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    match lines.peek() {
        None => source.name.to_lowercase().ends_with(".ann"),
        Some(first) => is_line(first),
    }
}

/// Reads a file of lines, whose text lies beside it.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let lines = source.text()?;
    let text_name = format!("{}.txt", source.stem());
    let Some(text) = source.text_beside(&text_name)? else {
        let expected = said!(
            "its text, {0}, is not beside it; give both together, or in one zip archive",
            text_name
        );
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    };
    let rules = Rules { joiner: " ", matching: Matching::Blanks, ..Rules::OURS };
    let mut lines_read = Lines::default();
    let mut file = DraftFile::new(*source, rules);
    let has_crlf = lines.lines().count() == lines.matches("\r\n").count();
    for (place, line) in lines.split('\n').enumerate() {
        let line = if has_crlf { line.trim_end_matches('\r') } else { line };
        if !line.trim().is_empty() {
            lines_read.read(&mut file, line, &format!("line {}", place + 1));
        }
    }
    let article = lines_read.into_article(&mut file, source.stem(), &text);
    file.articles.push(article);
    assemble(file)
}

/// What was read so far; lines may name what stands in later ones.
#[derive(Default)]
struct Lines {
    spans: Vec<DraftSpan>,
    /// Places in `spans`.
    by_id: HashMap<String, usize>,
    ids: HashSet<String>,
    /// The annotations where events begin.
    triggers: HashMap<String, String>,
    links: Vec<DraftLink>,
    attributes: Vec<About<(String, Value)>>,
    notes: Vec<About<String>>,
}

/// Something said about the thing with an id.
struct About<T> {
    place: String,
    line: String,
    id: String,
    said: T,
}

impl Lines {
    fn read(&mut self, file: &mut DraftFile<'_>, line: &str, place: &str) {
        if line.contains('\0') {
            let kind = ProblemKind::particular(said!("holds the character U+0000"));
            return file.leave_out(place, kind, line);
        }
        let id = line.split('\t').next().unwrap_or_default();
        if id != "*" && !self.ids.insert(id.to_owned()) {
            let kind = ProblemKind::particular(said!("the id \"{0}\" stands twice", escaped(id)));
            return file.leave_out(place, kind, line);
        }
        let rest = line.get(id.len() + 1..).unwrap_or_default();
        let understood = match id.chars().next() {
            Some('T') => self.annotation(file, id, rest, place),
            Some('R') => self.relation(rest, place),
            Some('E') => self.event(id, rest, place),
            Some('A' | 'M') => self.attribute(line, rest, place),
            Some('N') => self.normalisation(line, rest, place),
            Some('#') => self.note(line, rest, place),
            Some('*') => self.equivalence(rest, place),
            _ => Err(ProblemKind::particular(said!("is a line of an unknown kind"))),
        };
        if let Err(kind) = understood {
            file.leave_out(place, kind, line);
        }
    }

    /// `Type 12 40;45 60⇥text`
    fn annotation(
        &mut self,
        file: &mut DraftFile<'_>,
        id: &str,
        rest: &str,
        place: &str,
    ) -> Result<(), ProblemKind> {
        let (marked, quote) = match rest.split_once('\t') {
            Some((marked, quote)) => (marked, Some(quote.to_owned())),
            None => (rest, None),
        };
        let expected =
            phrase!("an id, a tab, a label, places such as 12 40;45 60, a tab, and the text");
        let wrong = || ProblemKind::WrongType { expected };
        let (label, places) = marked.split_once(' ').ok_or_else(wrong)?;
        let pair = |pair: &str| {
            let (start, end) = pair.split_once(' ')?;
            Some([start.parse().ok()?, end.parse().ok()?])
        };
        let ranges = places.split(';').map(pair).collect::<Option<Vec<_>>>().ok_or_else(wrong)?;
        if quote.is_none() {
            file.note(place, ProblemKind::particular(said!("has no text to compare with")));
        }
        self.by_id.insert(id.to_owned(), self.spans.len());
        self.spans.push(DraftSpan {
            place: place.to_owned(),
            id: Some(id.to_owned()),
            label: label.to_owned(),
            ranges,
            quote,
            ..DraftSpan::default()
        });
        Ok(())
    }

    /// `Type Arg1:T1 Arg2:T2`
    fn relation(&mut self, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [kind, from, to] = words[..] else {
            let expected = phrase!("a relation such as R1, a tab, and kind Arg1:T1 Arg2:T2");
            return Err(ProblemKind::WrongType { expected });
        };
        self.link(place, kind, argument(from).1, argument(to).1);
        Ok(())
    }

    /// `Type:T3 Theme:T2 Cause:E1`: links from the trigger to each argument.
    fn event(&mut self, id: &str, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let mut words = rest.split_whitespace();
        let trigger = words.next().and_then(|word| word.split_once(':'));
        let expected = phrase!("an event such as E1, a tab, and Kind:T1 Role:T2");
        let (_, trigger) = trigger.ok_or(ProblemKind::WrongType { expected })?;
        self.triggers.insert(id.to_owned(), trigger.to_owned());
        for word in words {
            let (role, target) = argument(word);
            self.link(place, role, trigger, target);
        }
        Ok(())
    }

    /// `Equiv T1 T2 T3`: links from the first to each other one.
    fn equivalence(&mut self, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let words: Vec<&str> = rest.split_whitespace().collect();
        let [kind, first, others @ ..] = &words[..] else {
            return Err(ProblemKind::WrongType { expected: phrase!("Equiv and ids") });
        };
        if others.is_empty() {
            return Err(ProblemKind::particular(said!("nothing is equivalent to itself alone")));
        }
        others.iter().for_each(|other| self.link(place, kind, first, other));
        Ok(())
    }

    fn link(&mut self, place: &str, kind: &str, from: &str, to: &str) {
        self.links.push(DraftLink {
            place: place.to_owned(),
            id: None,
            kind: kind_of(kind).name().to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        });
    }

    /// `Name T1 value`, where a flag has no value.
    fn attribute(&mut self, line: &str, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let mut words = rest.splitn(3, ' ');
        let (Some(name), Some(id)) = (words.next(), words.next()) else {
            return Err(ProblemKind::WrongType {
                expected: phrase!("a name, an id and perhaps a value"),
            });
        };
        let value = words.next().map_or(Value::from("true"), Value::from);
        self.say(line, place, id, (name.to_owned(), value));
        Ok(())
    }

    /// `Reference T1 Register:id⇥name`
    fn normalisation(&mut self, line: &str, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let words: Vec<&str> = rest.splitn(3, ' ').collect();
        let [name, id, reference] = words[..] else {
            return Err(ProblemKind::WrongType {
                expected: phrase!("Reference, an id and an entry"),
            });
        };
        self.say(line, place, id, (name.to_owned(), reference.replace('\t', " ").into()));
        Ok(())
    }

    fn say(&mut self, line: &str, place: &str, id: &str, said: (String, Value)) {
        let (place, line, id) = (place.to_owned(), line.to_owned(), id.to_owned());
        self.attributes.push(About { place, line, id, said });
    }

    /// `Kind T1⇥text`
    fn note(&mut self, line: &str, rest: &str, place: &str) -> Result<(), ProblemKind> {
        let (about, text) = rest.split_once('\t').unwrap_or((rest, ""));
        let (kind, id) = about.split_once(' ').ok_or(ProblemKind::WrongType {
            expected: phrase!("a kind, an id, a tab and a note"),
        })?;
        let wrong = || ProblemKind::WrongType { expected: phrase!("JSON") };
        match kind {
            ATTRIBUTES => {
                let fields = json::parse(text).and_then(Value::into_object).ok_or_else(wrong)?;
                fields.into_iter().for_each(|said| self.say(line, place, id, said));
            }
            NOTE => {
                let note = json::parse(text).and_then(Value::into_string).ok_or_else(wrong)?;
                self.remark(line, place, id, note);
            }
            _ => self.remark(line, place, id, text.to_owned()),
        }
        Ok(())
    }

    fn remark(&mut self, line: &str, place: &str, id: &str, said: String) {
        let (place, line, id) = (place.to_owned(), line.to_owned(), id.to_owned());
        self.notes.push(About { place, line, id, said });
    }

    /// The annotation that an id means: its own, or the trigger of its event.
    fn target(&self, id: &str) -> Option<usize> {
        let id = self.triggers.get(id).map_or(id, String::as_str);
        self.by_id.get(id).copied()
    }

    fn into_article(mut self, file: &mut DraftFile<'_>, id: &str, text: &str) -> DraftArticle {
        for About { place, line, id, said } in std::mem::take(&mut self.attributes) {
            match self.target(&id) {
                Some(target) => self.spans[target].attributes.push(said),
                None => file.leave_out(place, ProblemKind::LinkEndMissing { id }, line),
            }
        }
        for About { place, line, id, said } in std::mem::take(&mut self.notes) {
            let Some(target) = self.target(&id) else {
                file.leave_out(place, ProblemKind::LinkEndMissing { id }, line);
                continue;
            };
            let note = &mut self.spans[target].note;
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&said);
        }
        for link in &mut self.links {
            for end in [&mut link.from, &mut link.to] {
                if let Some(trigger) = self.triggers.get(end.as_str()) {
                    end.clone_from(trigger);
                }
            }
        }
        DraftArticle {
            place: id.to_owned(),
            id: Some(id.to_owned()),
            text: text.into(),
            spans: self.spans,
            links: self.links,
            ..DraftArticle::default()
        }
    }
}

/// `Role:T1`, as role and id.
fn argument(word: &str) -> (&str, &str) {
    word.split_once(':').unwrap_or(("", word))
}
