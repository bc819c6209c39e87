//! WebAnno TSV 3, as INCEpTION and WebAnno export it: words with a column for each feature. Only
//! read. Places are UTF-16, as Java counts.
//!
//! Source: <https://inception-project.github.io/releases/31.3/docs/user-guide.html>, "WebAnno TSV".

mod cell;
mod layers;
mod rows;

use std::collections::{BTreeMap, HashMap};

use crate::phrase::{Phrase, Said, phrase, said};

use super::assemble::assemble;
use super::draft::{DraftArticle, DraftFile, DraftLink, DraftSpan, Rules};
use super::holds::Holds;
use super::{Codec, Imported, OffsetUnit, ProblemKind, ReadError, ReadErrorKind, Source};
use cell::{Value, values};
use layers::{Kind, Layer, layers};
use rows::{Row, Sentences, sentences};

/// What can be done with such files.
pub(super) const CODEC: Codec =
    Codec { read: Some(read), write: None, holds: Holds::SPANS, fit: None };

const NAME: Phrase = phrase!("WebAnno TSV 3");
/// How a file begins.
const START: &str = "#FORMAT=WebAnno TSV ";

/// Whether a text is such a file, of any version.
pub(super) fn is_likely(text: &str) -> bool {
    text.starts_with(START)
}

fn read(source: &Source<'_>) -> Result<Imported, ReadError> {
    read_file(source).map_err(|kind| ReadError { file: source.name.to_owned(), kind })
}

fn read_file(source: &Source<'_>) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let refused = |expected: Said| ReadErrorKind::NotOfFormat { format: NAME, expected };
    let first = content.lines().next().unwrap_or_default();
    let version = first.strip_prefix(START);
    let version = version
        .ok_or_else(|| refused(said!("its first line should be #FORMAT=WebAnno TSV 3.3")))?;
    if version.trim().split('.').next() != Some("3") {
        return Err(refused(said!("only version 3 is read; export it again as WebAnno TSV 3.3")));
    }
    let rules = Rules { unit: OffsetUnit::Utf16, is_declared: true, ..Rules::OURS };
    let mut file = DraftFile::new(*source, rules);
    let layers = layers(&content);
    let Sentences { text, rows } = sentences(&mut file, &content, &layers);
    let mut reader = Reader { file: &mut file, layers: &layers, found: Found::default() };
    rows.iter().for_each(|row| reader.row(row));
    let Found { spans, chains, relations, by_unit, n_of_words, .. } = reader.found;
    let mut article = DraftArticle { text: text.into(), ..DraftArticle::default() };
    article.links = chain_links(chains);
    for relation in relations {
        match (by_unit.get(&relation.from), by_unit.get(&relation.to)) {
            (Some(from), Some(to)) => article.links.push(DraftLink {
                place: relation.place,
                id: None,
                kind: relation.kind,
                from: from.clone(),
                to: to.clone(),
            }),
            _ => {
                let kind = ProblemKind::particular(said!("what it leads from or to is not marked"));
                file.leave_out(relation.place, kind, relation.kind);
            }
        }
    }
    for (layer, n) in n_of_words {
        let reason = said!("{0} relations lead from word to word, and words are no annotations", n);
        file.leave_out(layer, ProblemKind::particular(reason), "");
    }
    article.spans = spans;
    file.articles.push(article);
    assemble(file)
}

struct Reader<'r, 'a> {
    file: &'r mut DraftFile<'a>,
    layers: &'r [Layer],
    found: Found,
}

/// A unit of the text in which something of a layer stands: the layer, the unit, and the number that
/// tells several apart, or nothing.
type Unit = (String, String, String);

#[derive(Default)]
struct Found {
    spans: Vec<DraftSpan>,
    /// Where a span stands in `spans`, by its layer and number or unit.
    by_key: HashMap<(usize, String), usize>,
    /// What is marked in a unit, by what links call it.
    by_unit: HashMap<Unit, String>,
    /// The members of each chain by their numbers: name and what leads to the next.
    chains: BTreeMap<(usize, u32), BTreeMap<u32, (String, String)>>,
    relations: Vec<Relation>,
    /// How many relations of a layer lead from word to word.
    n_of_words: BTreeMap<String, usize>,
}

struct Relation {
    place: String,
    kind: String,
    from: Unit,
    to: Unit,
}

impl Reader<'_, '_> {
    fn row(&mut self, row: &Row<'_>) {
        let mut column = 0;
        for (layer_idx, layer) in self.layers.iter().enumerate() {
            let cells = &row.cells[column..column + layer.n_columns()];
            column += cells.len();
            let mut read = Vec::with_capacity(cells.len());
            for cell in cells {
                let (values, problem) = values(cell);
                if let Some(reason) = problem {
                    self.file.note(&row.place, ProblemKind::particular(reason));
                }
                read.push(values);
            }
            let n_values = read.iter().map(Vec::len).max().unwrap_or(0);
            for position in 0..n_values {
                let values: Vec<Value> =
                    read.iter().map(|all| all.get(position).cloned().unwrap_or_default()).collect();
                if values.iter().all(|value| value.is_nothing) {
                    continue;
                }
                match layer.kind {
                    Kind::Span => self.span(row, layer_idx, position, &values),
                    Kind::Chain => self.chain(row, layer_idx, position, &values),
                    Kind::Relation => self.relation(row, layer, &values),
                }
            }
        }
    }

    fn span(&mut self, row: &Row<'_>, layer_idx: usize, position: usize, values: &[Value]) {
        let layer = &self.layers[layer_idx];
        let number = values.iter().find_map(|value| value.number.clone());
        let key = match &number {
            Some(number) => format!("[{number}]"),
            None => format!("{} {position}", row.unit),
        };
        let text = |name: &str| layer.value_of(name, values);
        let label = text("value").unwrap_or_else(|| layer.name.clone());
        let attributes =
            layer.features.iter().zip(values).filter(|(feature, _)| !feature.is_empty());
        let attributes = attributes.filter(|(feature, _)| layers::short(feature) != "value");
        let attributes = attributes.filter_map(|(feature, value)| {
            Some((layers::short(feature).to_owned(), value.text.clone()?.into()))
        });
        let (name, unit) = (layer.name.clone(), row.unit.to_owned());
        let span = DraftSpan {
            place: format!("{}, {}", row.place, layer.name),
            key: Some(format!("{layer_idx} {key}")),
            label,
            attributes: attributes.collect(),
            ranges: vec![row.range],
            ..DraftSpan::default()
        };
        let unit = (name, unit, number.unwrap_or_default());
        self.add(row, layer_idx, key, span, unit);
    }

    /// A span, or more of one that has begun.
    fn add(&mut self, row: &Row<'_>, layer: usize, key: String, span: DraftSpan, unit: Unit) {
        let found = &mut self.found;
        let name = span.key.clone().unwrap_or_default();
        if found.by_unit.insert(unit, name).is_some() {
            let reason = said!("a number stands twice in one cell; only what came first is taken");
            return self.file.leave_out(&row.place, ProblemKind::particular(reason), span.label);
        }
        match found.by_key.get(&(layer, key.clone())) {
            Some(place) => {
                let [_, end] = &mut found.spans[*place].ranges[0];
                *end = row.range[1].max(*end);
            }
            None => {
                found.by_key.insert((layer, key), found.spans.len());
                found.spans.push(span);
            }
        }
    }

    /// `relation->chain-member`, and the type of the member.
    fn chain(&mut self, row: &Row<'_>, layer_idx: usize, position: usize, values: &[Value]) {
        let layer = &self.layers[layer_idx];
        let [relation, kind] = values else { return };
        let leads = relation.text.clone().unwrap_or_default();
        let parts = leads.rsplit_once("->").and_then(|(relation, member)| {
            let (chain, member) = member.split_once('-')?;
            Some((relation.to_owned(), chain.parse::<u32>().ok()?, member.parse::<u32>().ok()?))
        });
        let Some((relation, chain, member)) = parts else {
            let kind = ProblemKind::particular(said!("a member of a chain lacks its number"));
            return self.file.leave_out(&row.place, kind, leads);
        };
        let key = format!("{chain}-{member}");
        let name = format!("{layer_idx} {key}");
        let relation = if relation == "*" { "chain".to_owned() } else { relation };
        let members = self.found.chains.entry((layer_idx, chain)).or_default();
        members.entry(member).or_insert((name.clone(), relation));
        let span = DraftSpan {
            place: format!("{}, {}", row.place, layer.name),
            key: Some(name),
            label: kind.text.clone().unwrap_or_else(|| layer.name.clone()),
            ranges: vec![row.range],
            ..DraftSpan::default()
        };
        let unit = (layer.name.clone(), row.unit.to_owned(), format!("{key} {position}"));
        self.add(row, layer_idx, key, span, unit);
    }

    /// Features, and in the last column where the relation comes from: `1-2[3_4]`, where the numbers
    /// tell apart what stands there and here.
    fn relation(&mut self, row: &Row<'_>, layer: &Layer, values: &[Value]) {
        let Some(base) = layer.base() else { return };
        if base.ends_with(".Token") {
            *self.found.n_of_words.entry(layer.name.clone()).or_default() += 1;
            return;
        }
        let whence = values.last().and_then(|value| value.text.clone()).unwrap_or_default();
        let (unit, numbers) = match whence.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((unit, numbers)) => (unit, numbers.split_once('_').unwrap_or((numbers, "0"))),
            None => (whence.as_str(), ("0", "0")),
        };
        let number = |number: &str| if number == "0" { String::new() } else { number.to_owned() };
        let (from, to) = (number(numbers.0), number(numbers.1));
        let kind = ["value", "label"].iter().find_map(|name| layer.value_of(name, values));
        let short = layer.name.rsplit('.').next().unwrap_or_default();
        self.found.relations.push(Relation {
            place: format!("{}, {}", row.place, layer.name),
            kind: kind.unwrap_or_else(|| short.to_owned()),
            from: (base.to_owned(), unit.to_owned(), from),
            to: (base.to_owned(), row.unit.to_owned(), to),
        });
    }
}

/// A link from each member of a chain to the next.
fn chain_links(chains: BTreeMap<(usize, u32), BTreeMap<u32, (String, String)>>) -> Vec<DraftLink> {
    let mut links = Vec::new();
    for ((_, chain), members) in chains {
        let members: Vec<(String, String)> = members.into_values().collect();
        for pair in members.windows(2) {
            let [(from, kind), (to, _)] = pair else { continue };
            let place = format!("chain {chain}");
            let (from, to, kind) = (from.clone(), to.clone(), kind.clone());
            links.push(DraftLink { place, id: None, kind, from, to });
        }
    }
    links
}
