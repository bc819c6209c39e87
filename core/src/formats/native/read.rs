//! Reads the annotation file.
//!
//! Only damage to the file as a whole is an error. Whatever can be told apart is: a wrong field
//! costs the field, a wrong annotation costs the annotation, and each becomes a problem.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::value::RawValue;

use crate::model::{AnnotationId, ArticleId, LinkId, Timestamp, UnknownFields};
use crate::phrase::phrase;
use crate::text::{ArticleText, TextHash};

use super::super::{
    Damage, Imported, Limits, Misfit, NO_REPAIRS, OffsetUnit, Problem, ProblemKind, ReadError,
    ReadErrorKind, Repairs, Source, UnitDecision, UnitReason,
};
use super::fields::{self, Fields};
use super::labels::{Labels, read_label_set};
use super::place::Place;
use super::{FORMAT_NAME, OFFSET_UNIT, VERSION, articles, links};

/// Reads an annotation file. `file_name` goes into messages and into the origin of annotations
/// that have no id of ours.
///
/// A byte order mark before the JSON is passed over. Texts inside are taken exactly as they are.
///
/// # Errors
/// When the file is no annotation file, is damaged, is of a later version, or is too large.
/// Everything less is a problem of the result.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Imported, ReadError> {
    read_with(bytes, file_name, None, &[])
}

/// As [`read`], and puts what does not fit where the source says.
pub fn read_source(source: &Source<'_>) -> Result<Imported, ReadError> {
    let imported = read_file(source.bytes, source.name, None, &[], source.repairs);
    imported.map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

/// As [`read`], with limits that do not depend on what the file says about its maker.
/// `known_texts[i]` is taken for the text of article `i` where it is the same, which saves hashing.
pub fn read_with(
    bytes: &[u8],
    file_name: &str,
    limits: Option<Limits>,
    known_texts: &[Rc<ArticleText>],
) -> Result<Imported, ReadError> {
    let imported = read_file(bytes, file_name, limits, known_texts, &NO_REPAIRS);
    imported.map_err(|kind| ReadError { file: file_name.to_owned(), kind })
}

/// What is known while a file is read.
pub struct Reader<'a> {
    pub limits: Limits,
    /// Stands for a time that the file does not give.
    pub default_time: Timestamp,
    pub known_texts: &'a [Rc<ArticleText>],
    pub labels: Labels,
    pub problems: Vec<Problem>,
    pub misfits: Vec<Misfit>,
    /// Where to put what does not fit.
    pub repairs: &'a Repairs,
    /// How many articles were read before the one that is being read.
    pub n_articles: usize,
    pub article_ids: HashSet<ArticleId>,
    pub annotation_ids: HashSet<AnnotationId>,
    pub link_ids: HashSet<LinkId>,
    /// Annotations by article and by an id of the file that is none of ours.
    pub own_ids: HashMap<String, Vec<(ArticleId, AnnotationId)>>,
    pub file_name: &'a str,
    source: &'a str,
    file_hash: OnceCell<String>,
}

fn read_file(
    bytes: &[u8],
    file_name: &str,
    limits: Option<Limits>,
    known_texts: &[Rc<ArticleText>],
    repairs: &Repairs,
) -> Result<Imported, ReadErrorKind> {
    check_size(bytes, limits.unwrap_or(Limits::OWN))?;
    let source = str::from_utf8(bytes)
        .map_err(|error| ReadErrorKind::NotUtf8 { offset: error.valid_up_to() })?;
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut top: Fields<'_> = serde_json::from_str(source).map_err(damaged)?;
    check_header(&mut top)?;
    let generator = top.take("generator");
    let limits = limits.unwrap_or_else(|| limits_for(generator));
    check_size(bytes, limits)?;
    let mut reader = Reader {
        limits,
        default_time: Timestamp::default(),
        known_texts,
        labels: Labels::default(),
        problems: Vec::new(),
        misfits: Vec::new(),
        repairs,
        n_articles: 0,
        article_ids: HashSet::new(),
        annotation_ids: HashSet::new(),
        link_ids: HashSet::new(),
        own_ids: HashMap::new(),
        file_name,
        source,
        file_hash: OnceCell::new(),
    };
    reader.default_time = reader.time(&mut top, "exported", &Place::TOP).unwrap_or_default();
    let label_set = read_label_set(&mut reader, &mut top);
    let mut articles = articles::read_articles(&mut reader, &mut top)?;
    links::read_links(&mut reader, &mut articles);
    let label_set = reader.labels.complete(label_set);
    let unknown = reader.unknown(top, &Place::TOP);
    let articles = articles.into_iter().map(|article| article.imported).collect();
    let (unit, reason) = (OffsetUnit::CodePoint, UnitReason::Declared);
    let unit = Some(UnitDecision { unit, reason });
    let (problems, misfits) = (reader.problems, reader.misfits);
    Ok(Imported { label_set, articles, unknown, unit, problems, misfits })
}

fn check_size(bytes: &[u8], limits: Limits) -> Result<(), ReadErrorKind> {
    let (n_bytes, limit) = (bytes.len(), limits.file_bytes);
    if n_bytes > limit { Err(ReadErrorKind::TooLarge { n_bytes, limit }) } else { Ok(()) }
}

fn damaged(error: serde_json::Error) -> ReadErrorKind {
    if error.is_data() {
        return ReadErrorKind::OtherFormat { found: None };
    }
    let reason = error.to_string();
    let reason = match reason.rfind(" at line ") {
        Some(end) => reason[..end].to_owned(),
        None => reason,
    };
    let reason = Damage::Parser(reason);
    ReadErrorKind::Damaged { line: error.line(), column: error.column(), reason }
}

fn check_header(top: &mut Fields<'_>) -> Result<(), ReadErrorKind> {
    let format = top.take("format").ok_or(ReadErrorKind::OtherFormat { found: None })?;
    let format = fields::string(format);
    if format.as_deref() != Some(FORMAT_NAME) {
        return Err(ReadErrorKind::OtherFormat { found: format.map(|found| found.into_owned()) });
    }
    let version = required(top, "version")?;
    let version: u64 = serde_json::from_str(version.get())
        .ok()
        .filter(|version| *version > 0)
        .ok_or(ReadErrorKind::FieldInvalid {
            field: "version",
            expected: phrase!("a whole number from 1"),
        })?;
    if version > VERSION {
        return Err(ReadErrorKind::Newer { found: version, known: VERSION });
    }
    let unit =
        fields::string(required(top, "offset_unit")?).ok_or(ReadErrorKind::FieldInvalid {
            field: "offset_unit",
            expected: phrase!("a string"),
        })?;
    if unit != OFFSET_UNIT {
        return Err(ReadErrorKind::OffsetUnit { found: unit.into_owned() });
    }
    Ok(())
}

fn required<'a>(top: &mut Fields<'a>, field: &'static str) -> Result<&'a RawValue, ReadErrorKind> {
    top.take(field).ok_or(ReadErrorKind::FieldMissing { field })
}

/// Files that say they are ours may be as large as ours can become.
fn limits_for(generator: Option<&RawValue>) -> Limits {
    let generator = generator.and_then(fields::string);
    let is_ours = generator.is_some_and(|generator| generator.starts_with("onrecord "));
    if is_ours { Limits::OWN } else { Limits::FOREIGN }
}

impl<'a> Reader<'a> {
    /// Notes a problem after which everything was kept.
    pub fn note(&mut self, place: &Place<'_>, kind: ProblemKind) {
        self.push(place, kind, None);
    }

    /// Notes a problem because of which `left_out` was not taken.
    pub fn leave_out(&mut self, place: &Place<'_>, kind: ProblemKind, left_out: &str) {
        self.push(place, kind, Some(left_out.to_owned()));
    }

    fn push(&mut self, place: &Place<'_>, kind: ProblemKind, left_out: Option<String>) {
        let (file, place) = (self.file_name.to_owned(), place.to_string());
        self.problems.push(Problem { file, place, kind, left_out });
    }

    /// Takes an optional string.
    pub fn string(
        &mut self,
        fields: &mut Fields<'a>,
        name: &str,
        place: &Place<'_>,
    ) -> Option<String> {
        let raw = fields.take(name)?;
        let string = match fields::string(raw) {
            None => Err(ProblemKind::WrongType { expected: phrase!("a string") }),
            Some(string) if string.len() > self.limits.string_bytes => {
                Err(ProblemKind::TooLong { limit: self.limits.string_bytes })
            }
            Some(string) => Ok(string.into_owned()),
        };
        string.map_err(|kind| self.leave_out(&place.field(name), kind, raw.get())).ok()
    }

    /// Takes an optional moment.
    pub fn time(
        &mut self,
        fields: &mut Fields<'a>,
        name: &str,
        place: &Place<'_>,
    ) -> Option<Timestamp> {
        let raw = fields.take(name)?;
        let time = match fields::string(raw) {
            None => Err(ProblemKind::WrongType { expected: phrase!("a string") }),
            Some(string) => Timestamp::parse(&string)
                .ok_or_else(|| ProblemKind::NotATime { found: string.into_owned() }),
        };
        time.map_err(|kind| self.leave_out(&place.field(name), kind, raw.get())).ok()
    }

    /// Takes the elements of an optional list.
    pub fn list(
        &mut self,
        fields: &mut Fields<'a>,
        name: &str,
        place: &Place<'_>,
    ) -> Option<Vec<&'a RawValue>> {
        let raw = fields.take(name)?;
        let elements = fields::elements(raw);
        if elements.is_none() {
            let kind = ProblemKind::WrongType { expected: phrase!("a list") };
            self.leave_out(&place.field(name), kind, raw.get());
        }
        elements
    }

    /// Keeps all the fields that are left.
    pub fn unknown(&mut self, fields: Fields<'a>, place: &Place<'_>) -> UnknownFields {
        let (kept, refused) = fields::unknown(fields);
        for (name, json) in refused {
            self.leave_out(&place.field(&name), ProblemKind::TooDeep, json);
        }
        kept
    }

    /// The SHA-256 of the file.
    pub fn file_hash(&self) -> &str {
        self.file_hash.get_or_init(|| TextHash::of(self.source).to_string())
    }
}
