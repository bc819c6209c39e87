//! Makes articles of feature structures, however they were written.
//!
//! Structures are fields by name, as CAS JSON writes them: `@name` refers to other structures,
//! `#name` is a number that JSON has no word for, and `^name` a place.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::json::{self, Map, Value};
use crate::phrase::{Said, said};

use super::super::ProblemKind;
use super::super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan};
use super::super::json_text::{pair_of, text};
use super::{ANNOTATION, RESERVED};

/// The feature structures of a file.
pub struct Structures {
    /// Fields by id, in the order of the file.
    pub all: Vec<(u64, Map)>,
    /// What the views list; `None` when there is no view.
    pub members: Option<HashSet<u64>>,
    /// How a place is told, before and after an id.
    pub place: (&'static str, &'static str),
}

/// What is counted instead of told one by one.
type Counts = BTreeMap<String, (Said, usize)>;

/// What a structure is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A text.
    Sofa,
    /// It marks a passage of a text.
    Annotation,
    /// It says something about the whole text.
    Document,
    /// It holds several values or structures.
    Array,
    /// It leads from one structure to another.
    Link,
    /// Something else.
    Other,
}

/// Takes articles, annotations and links of all structures into the file, and names the rest.
pub fn take_structures(file: &mut DraftFile<'_>, structures: &Structures) {
    let mut articles: BTreeMap<u64, DraftArticle> = BTreeMap::new();
    for (id, fields) in &structures.all {
        if let Some(sofa) = fields.get("sofaString").and_then(Value::as_str) {
            let place = structures.place_of(*id);
            let article = DraftArticle { place, text: sofa.into(), ..DraftArticle::default() };
            articles.insert(*id, article);
        }
    }
    let by_id: HashMap<u64, &Map> =
        structures.all.iter().map(|(id, fields)| (*id, fields)).collect();
    let mut taker = Taker { file, structures, by_id, articles, counts: Counts::new() };
    for (id, fields) in &structures.all {
        taker.take(*id, fields);
    }
    let Taker { articles, counts, .. } = taker;
    file.articles = articles.into_values().collect();
    for (reason, n) in counts.into_values() {
        let place = if n == 1 { "structures".to_owned() } else { format!("structures × {n}") };
        file.leave_out(place, ProblemKind::particular(reason), "");
    }
}

struct Taker<'f, 'a> {
    file: &'f mut DraftFile<'a>,
    structures: &'f Structures,
    by_id: HashMap<u64, &'f Map>,
    articles: BTreeMap<u64, DraftArticle>,
    counts: Counts,
}

impl Taker<'_, '_> {
    fn take(&mut self, id: u64, fields: &Map) {
        let name = type_of(fields);
        match kind_of(fields) {
            Kind::Sofa | Kind::Array => {}
            Kind::Document => self.take_document(fields),
            Kind::Annotation if !self.structures.is_listed(id) => {
                self.count(said!("an annotation of type {0} is in no view", name));
            }
            Kind::Annotation => self.take_annotation(id, fields),
            Kind::Link => self.take_link(id, fields),
            Kind::Other => self.count(said!("a structure of type {0} marks nothing", name)),
        }
    }

    fn count(&mut self, what: Said) {
        self.counts.entry(what.to_string()).or_insert((what, 0)).1 += 1;
    }

    /// Title, language and address; the rest is kept with the article.
    fn take_document(&mut self, fields: &Map) {
        let Some(article) = sofa_of(fields).and_then(|sofa| self.articles.get_mut(&sofa)) else {
            return;
        };
        let known = |name: &str| text(fields, name).filter(|it| !it.is_empty());
        let metadata = &mut article.metadata;
        if let Some(title) = known("documentTitle") {
            metadata.title = title;
        }
        let language = known("language").filter(|language| language != "x-unspecified");
        metadata.language = language.or(metadata.language.take());
        let is_web = |address: &String| address.starts_with("http");
        metadata.url = known("documentUri").filter(is_web).or(metadata.url.take());
        let mut rest = fields.clone();
        let taken = ["begin", "end", "language", "documentTitle", "@sofa"];
        rest.retain(|name, _| !name.starts_with('%') && !taken.contains(&name));
        if !rest.is_empty() {
            let earlier = article.unknown.remove("uima").and_then(Value::into_object);
            let mut kept = earlier.unwrap_or_default();
            kept.insert(type_of(fields), Value::Object(rest));
            article.unknown.insert("uima", Value::Object(kept));
        }
    }

    fn take_annotation(&mut self, id: u64, fields: &Map) {
        let place = self.structures.place_of(id);
        let left_out = || Value::Object(fields.clone()).to_string();
        let sofa = sofa_of(fields).filter(|sofa| self.articles.contains_key(sofa));
        let Some(sofa) = sofa else {
            let kind = ProblemKind::particular(said!("its @sofa is no text of the file"));
            return self.file.leave_out(place, kind, left_out());
        };
        let (further, links) = self.references(id, fields);
        match span_of(id, fields, further, &place) {
            Err(kind) => self.file.leave_out(place, kind, left_out()),
            Ok(span) => {
                let article = self.articles.get_mut(&sofa).expect("it was looked up");
                article.spans.push(span);
                article.links.extend(links);
                if let Some(link) = governed(id, fields, &place) {
                    article.links.push(link);
                }
            }
        }
    }

    /// A structure that marks nothing itself stands with the annotation from which it leads.
    fn take_link(&mut self, id: u64, fields: &Map) {
        let place = self.structures.place_of(id);
        let from = fields.get("@Governor").and_then(Value::as_u64);
        let of_start = from.and_then(|from| self.by_id.get(&from)).and_then(|it| sofa_of(it));
        let sofa = sofa_of(fields).or(of_start);
        let article = sofa.and_then(|sofa| self.articles.get_mut(&sofa));
        match (article, governed(id, fields, &place)) {
            (Some(article), Some(link)) => article.links.push(link),
            _ => {
                let kind = ProblemKind::particular(said!("its @sofa is no text of the file"));
                self.file.leave_out(place, kind, Value::Object(fields.clone()).to_string());
            }
        }
    }

    /// What the references of an annotation are: values of arrays, and links to annotations.
    fn references(&mut self, id: u64, fields: &Map) -> (Vec<(String, Value)>, Vec<DraftLink>) {
        let (mut values, mut links) = (Vec::new(), Vec::new());
        let is_link = governed(id, fields, "").is_some();
        for (field, value) in fields.iter() {
            let Some(name) = field.strip_prefix('@').filter(|name| *name != "sofa") else {
                continue;
            };
            if is_link && ["Governor", "Dependent"].contains(&name) {
                continue;
            }
            let mut targets: Vec<u64> = match value {
                Value::Array(ids) => ids.iter().filter_map(Value::as_u64).collect(),
                value => value.as_u64().into_iter().collect(),
            };
            if let [target] = targets[..]
                && let Some(array) = self.by_id.get(&target).filter(|it| kind_of(it) == Kind::Array)
            {
                let elements = array.get("%ELEMENTS").cloned().unwrap_or(Value::Null);
                if is_of_structures(array) {
                    let ids = elements.as_array().unwrap_or_default().iter();
                    targets = ids.filter_map(Value::as_u64).collect();
                } else {
                    values.push((name.to_owned(), elements));
                    continue;
                }
            }
            for target in targets {
                let kind = self.by_id.get(&target).map(|it| (kind_of(it), type_of(it)));
                match kind {
                    // What is not there at all is told when links are made.
                    None | Some((Kind::Annotation, _)) => links.push(DraftLink {
                        place: format!("{}.{name}", self.structures.place_of(id)),
                        id: None,
                        kind: name.to_owned(),
                        from: id.to_string(),
                        to: target.to_string(),
                    }),
                    Some((_, of_target)) => {
                        let of = type_of(fields);
                        self.count(said!(
                            "{0} of {1} leads to {2}, which marks nothing",
                            name,
                            of,
                            of_target
                        ));
                    }
                }
            }
        }
        (values, links)
    }
}

impl Structures {
    fn place_of(&self, id: u64) -> String {
        let (before, after) = self.place;
        format!("{before}{id}{after}")
    }

    fn is_listed(&self, id: u64) -> bool {
        self.members.as_ref().is_none_or(|members| members.contains(&id))
    }
}

fn type_of(fields: &Map) -> String {
    text(fields, "%TYPE").unwrap_or_default()
}

fn sofa_of(fields: &Map) -> Option<u64> {
    fields.get("@sofa").and_then(Value::as_u64)
}

fn kind_of(fields: &Map) -> Kind {
    let name = type_of(fields);
    let has = |name: &str| fields.contains_key(name);
    let about_all = ["DocumentAnnotation", "DocumentMetaData"];
    if has("sofaString") || has("sofaURI") || name == "uima.cas.Sofa" {
        Kind::Sofa
    } else if about_all.iter().any(|ending| name.ends_with(ending)) {
        Kind::Document
    } else if has("begin") || has("end") {
        Kind::Annotation
    } else if has("%ELEMENTS") || name.ends_with("[]") || is_built_in_array(&name) {
        Kind::Array
    } else if has("@Governor") && has("@Dependent") {
        Kind::Link
    } else {
        Kind::Other
    }
}

fn is_built_in_array(name: &str) -> bool {
    name.starts_with("uima.cas.") && name.ends_with("Array")
}

fn is_of_structures(array: &Map) -> bool {
    let name = type_of(array);
    name == "uima.cas.FSArray" || (name.ends_with("[]") && !name.starts_with("uima.cas."))
}

/// The link that leads from a governor to its dependent.
fn governed(id: u64, fields: &Map, place: &str) -> Option<DraftLink> {
    let end = |name: &str| fields.get(name).and_then(Value::as_u64).map(|id| id.to_string());
    let label = text(fields, "label").or_else(|| text(fields, "DependencyType"));
    let name = type_of(fields);
    let short = name.rsplit('.').next().unwrap_or_default();
    let place = if place.is_empty() { id.to_string() } else { place.to_owned() };
    Some(DraftLink {
        place,
        id: None,
        kind: label.unwrap_or_else(|| short.to_owned()),
        from: end("@Governor")?,
        to: end("@Dependent")?,
    })
}

fn span_of(
    id: u64,
    fields: &Map,
    mut attributes: Vec<(String, Value)>,
    place: &str,
) -> Result<DraftSpan, ProblemKind> {
    let range = pair_of(fields.get("begin"), fields.get("end"))?;
    let kind = type_of(fields);
    let named = |name: &str| text(fields, name).filter(|it| !it.is_empty());
    let is_ours = kind == ANNOTATION;
    let label = match is_ours {
        true => text(fields, "label"),
        false => named("value").or_else(|| named("label")),
    };
    for (name, value) in fields.iter() {
        let is_known =
            if is_ours { RESERVED.contains(&name) } else { ["begin", "end"].contains(&name) };
        if !name.starts_with(['%', '@']) && !is_known && *value != Value::Null {
            let name = name.trim_start_matches(['#', '^']);
            attributes.push((name.to_owned(), value.clone()));
        }
    }
    if is_ours
        && let Some(Value::Object(further)) =
            named("attributes").and_then(|json| json::parse(&json))
    {
        attributes.extend(further);
    }
    let identifier = named("identifier").filter(|_| is_ours);
    Ok(DraftSpan {
        place: place.to_owned(),
        id: Some(identifier.unwrap_or_else(|| id.to_string())),
        key: Some(id.to_string()),
        label: label.unwrap_or(kind),
        ranges: vec![range],
        attributes,
        note: named("note").filter(|_| is_ours).unwrap_or_default(),
        ..DraftSpan::default()
    })
}
