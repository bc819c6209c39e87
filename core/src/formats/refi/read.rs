//! Reads projects and code books.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Metadata, Timestamp};
use crate::phrase::{Said, escaped, phrase, said};
use crate::text::ArticleText;

use super::super::archive::{is_archive, take_out};
use super::super::assemble::assemble;
use super::super::counted_text::CountedText;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::super::{
    Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source, read::source_text,
};
use super::project::{Code, Project, Selection, TextSource, guid};
use super::text::{Reading, UNITS, is_named_by, readings, span_of};
use super::{INTERNAL, NAME};

/// What a selection is called that has no code.
const UNCODED: &str = "selection";

/// Reads a file.
pub fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    if !is_archive(source.bytes) {
        let xml = source.text()?;
        return read_project(*source, &xml, Vec::new());
    }
    let unpacked = take_out(source.bytes)?;
    let names: Vec<&String> = unpacked.files.keys().filter(|name| is_project(name)).collect();
    let [name] = names[..] else {
        let expected = match names.len() {
            0 => said!("there is no project (.qde) in it"),
            _ => said!("there are several projects (.qde) in it; take it apart and read each"),
        };
        return Err(ReadErrorKind::NotOfFormat { format: NAME, expected });
    };
    let xml = source_text(&unpacked.files[name], source.limits)?;
    let beside = |name: &str| unpacked.files.get(name).cloned();
    let inner = Source { name: source.name, bytes: source.bytes, beside: &beside, ..*source };
    read_project(inner, &xml, unpacked.refused)
}

fn is_project(name: &str) -> bool {
    name.to_lowercase().ends_with(".qde")
}

fn read_project(
    source: Source<'_>,
    xml: &str,
    refused: Vec<String>,
) -> Result<Imported, ReadErrorKind> {
    let project = Project::read(xml)?;
    let mut file = DraftFile::new(source, Rules::OURS);
    for name in refused {
        let kind = ProblemKind::particular(said!("its name leads out of the archive"));
        file.leave_out(name.clone(), kind, name);
    }
    note_passed_over(&mut file, &project);
    let labels = labels(&mut file, &project.codes);
    let texts = texts(&mut file, &project.sources);
    let unit_idx = unit_idx(&texts);
    file.rules.unit = UNITS[unit_idx];
    let mut places = HashMap::new();
    for (source, readings) in project.sources.iter().zip(texts) {
        let Some(text) = best(readings, unit_idx) else { continue };
        let article = article(&mut file, source, text, &labels, &project.users);
        for selection in &source.selections {
            places.insert(guid(&selection.guid), file.articles.len());
        }
        file.articles.push(article);
    }
    for (position, link) in project.links.into_iter().enumerate() {
        let place = format!("Links[{position}]");
        match places.get(&link.from).or(places.get(&link.to)) {
            Some(article) => {
                let kind = if link.name.is_empty() { "link".to_owned() } else { link.name };
                let (from, to) = (link.from, link.to);
                let link = DraftLink { place, id: None, kind, from, to };
                file.articles[*article].links.push(link);
            }
            None => {
                let kind = ProblemKind::LinkEndMissing { id: link.from };
                file.leave_out(place, kind, link.name);
            }
        }
    }
    assemble(file)
}

fn note_passed_over(file: &mut DraftFile<'_>, project: &Project) {
    let passed_over: BTreeMap<&String, &usize> = project.passed_over.iter().collect();
    for (name, n) in passed_over {
        let reason = said!("{0} of the kind {1}, which is not read here", n, name);
        file.leave_out("Project", ProblemKind::particular(reason), name.as_str());
    }
    let n_coloured = project.codes.iter().filter(|code| code.has_colour).count();
    let n_described = project.codes.iter().filter(|code| code.has_description).count();
    for (n, phrase) in [
        (n_coloured, phrase!("the colours of {0} codes are not read; their names are")),
        (n_described, phrase!("the descriptions of {0} codes are not read; their names are")),
    ] {
        if n > 0 {
            let reason = Said { phrase, facts: vec![n.to_string()] };
            file.note("CodeBook", ProblemKind::particular(reason));
        }
    }
}

/// The label of each code: its name, and the path to it where another code has the same name.
fn labels(file: &mut DraftFile<'_>, codes: &[Code]) -> HashMap<String, String> {
    let mut labels: HashMap<String, String> = HashMap::new();
    let mut taken: HashMap<String, String> = HashMap::new();
    for code in codes {
        let mut label = code.name.clone();
        if taken.contains_key(&label) {
            let parent = code.parent.as_ref().and_then(|parent| labels.get(parent));
            label = match parent {
                Some(parent) => format!("{parent}::{}", code.name),
                None => format!("{} ({})", code.name, code.guid),
            };
            let reason = said!(
                "the name \"{0}\" stands twice; this one is \"{1}\"",
                escaped(&code.name),
                escaped(&label)
            );
            file.note(format!("Code {}", code.guid), ProblemKind::particular(reason));
        }
        taken.insert(label.clone(), code.guid.clone());
        file.labels.push(label.clone());
        labels.insert(code.guid.clone(), label);
    }
    labels
}

/// What each source may mean; nothing for one whose text is not there, which is told.
fn texts(file: &mut DraftFile<'_>, sources: &[TextSource]) -> Vec<Vec<Reading>> {
    let mut texts = Vec::with_capacity(sources.len());
    for source in sources {
        let document = source.path.clone().unwrap_or_default();
        let name = document.trim_start_matches(INTERNAL);
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let content = match (&source.content, file.source.text_beside(name)) {
            (Some(content), _) => Ok(Some(content.clone())),
            (None, found) => found,
        };
        let left_out = format!("{} selections of {}", source.selections.len(), source.name);
        let place = format!("TextSource {}", source.name);
        texts.push(match content {
            Ok(Some(content)) => readings(&content, source),
            Ok(None) => {
                file.leave_out(place, ProblemKind::TextMissing { document }, left_out);
                Vec::new()
            }
            Err(_) => {
                let kind =
                    ProblemKind::particular(said!("\"{0}\" is not UTF-8 text", escaped(&document)));
                file.leave_out(place, kind, left_out);
                Vec::new()
            }
        });
    }
    texts
}

/// The unit under which most names stand at their places.
fn unit_idx(texts: &[Vec<Reading>]) -> usize {
    let n_matching = |unit_idx: usize| -> usize {
        let most = texts.iter().map(|readings| readings.iter().map(|it| it.n_matching[unit_idx]));
        most.map(|of_text| of_text.max().unwrap_or(0)).sum()
    };
    usize::from(n_matching(1) > n_matching(0))
}

/// Of readings with the same proof, the most usual.
fn best(readings: Vec<Reading>, unit_idx: usize) -> Option<String> {
    let most = readings.iter().map(|it| it.n_matching[unit_idx]).max()?;
    readings.into_iter().find(|it| it.n_matching[unit_idx] == most).map(|reading| reading.text)
}

fn article(
    file: &mut DraftFile<'_>,
    source: &TextSource,
    text: String,
    labels: &HashMap<String, String>,
    users: &HashMap<String, String>,
) -> DraftArticle {
    let whole = ArticleText::new(&*text);
    let counted = CountedText::new(&whole);
    let unit = file.rules.unit;
    let mut spans = Vec::new();
    for selection in &source.selections {
        let place = format!("PlainTextSelection {}", selection.guid);
        let (Some(start), Some(end)) = (position(selection.start), position(selection.end)) else {
            let expected = phrase!("two whole numbers from 0, a start and an end");
            let left_out = selection.name.clone().unwrap_or_default();
            file.leave_out(place, ProblemKind::WrongType { expected }, left_out);
            continue;
        };
        let quote = proof(&counted, unit, selection);
        let user = selection.user.as_deref().and_then(|user| users.get(&guid(user)));
        let annotator = user.cloned().unwrap_or_default();
        for label in labels_of(file, selection, labels, &place) {
            let is_only = selection.codes.len() < 2;
            spans.push(DraftSpan {
                place: place.clone(),
                id: is_only.then(|| selection.guid.clone()),
                key: Some(guid(&selection.guid)),
                label,
                ranges: vec![[start, end]],
                quote: quote.clone(),
                note: selection.note.clone(),
                annotator: annotator.clone(),
                created: selection.created.as_deref().and_then(Timestamp::parse),
                ..DraftSpan::default()
            });
        }
    }
    let metadata = Metadata { title: source.name.clone(), ..Metadata::default() };
    DraftArticle {
        place: format!("TextSource {}", source.name),
        id: Some(source.guid.clone()).filter(|id| !id.is_empty()),
        text: text.into(),
        metadata,
        spans,
        ..DraftArticle::default()
    }
}

fn position(place: Option<i64>) -> Option<u64> {
    place.and_then(|place| u64::try_from(place).ok())
}

/// What stands there, where the name of the selection proves it.
fn proof(text: &CountedText<'_>, unit: OffsetUnit, selection: &Selection) -> Option<String> {
    let span = span_of(text, unit, selection)?;
    is_named_by(text, unit, selection).then(|| text.text().slice(span).to_owned())
}

/// The labels of a selection; codes that nobody defines are told.
fn labels_of(
    file: &mut DraftFile<'_>,
    selection: &Selection,
    labels: &HashMap<String, String>,
    place: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    for code in &selection.codes {
        match labels.get(code) {
            Some(label) => found.push(label.clone()),
            None => {
                let kind = ProblemKind::particular(said!("the code {0} is not in the file", code));
                file.leave_out(place, kind, code.as_str());
            }
        }
    }
    // The passage is marked, whatever it was called.
    if found.is_empty() {
        found.push(UNCODED.to_owned());
    }
    found
}
