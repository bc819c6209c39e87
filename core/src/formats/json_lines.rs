//! Files of JSON with an article on each line.

use crate::json::{Map, Value};
use crate::phrase::Phrase;

use super::assemble::assemble;
use super::draft::{DraftArticle, DraftFile, DraftLink, Rules};
use super::json_text::parse_lines;
use super::{Imported, ProblemKind, ReadError, ReadErrorKind, Source};

/// The article of a line: what the file is, the line's other fields, its text, its place.
pub type ReadArticle = fn(&mut DraftFile<'_>, Map, &str, &str) -> DraftArticle;

/// A field that no article is made of, by its name, and what looks through it: given what the file is,
/// the field's JSON, the text of the line, its place.
pub type Aside = (&'static str, fn(&mut DraftFile<'_>, &str, &str, &str));

/// Reads every line that has a `text`; the others are named.
///
/// # Errors
/// When nothing can be read.
pub fn read_articles(
    source: &Source<'_>,
    read_article: ReadArticle,
) -> Result<Imported, ReadError> {
    let failed = |kind| ReadError { file: source.name.to_owned(), kind };
    read_lines(source, None, read_article).map_err(failed)
}

/// As [`read_articles`], with a field that is only looked through.
///
/// # Errors
/// When nothing can be read.
pub fn read_articles_but(
    source: &Source<'_>,
    aside: Aside,
    read_article: ReadArticle,
) -> Result<Imported, ReadError> {
    let failed = |kind| ReadError { file: source.name.to_owned(), kind };
    read_lines(source, Some(aside), read_article).map_err(failed)
}

/// Adds a line at the end of a file. The first one, which may be all there is, is not copied.
pub fn add_line(lines: &mut String, line: String) {
    if lines.is_empty() {
        *lines = line;
    } else {
        lines.push_str(&line);
    }
    lines.push('\n');
}

/// The links of a list called `relations`, each read by `link_of`; what is none is noted and left out.
pub fn links_of(
    file: &mut DraftFile<'_>,
    relations: &[Value],
    place: &str,
    expected: Phrase,
    link_of: fn(&Value, &str) -> Option<DraftLink>,
) -> Vec<DraftLink> {
    let mut links = Vec::new();
    for (idx, value) in relations.iter().enumerate() {
        let place = format!("{place}, relations[{idx}]");
        match link_of(value, &place) {
            Some(link) => links.push(link),
            None => file.leave_out(place, ProblemKind::WrongType { expected }, value.to_string()),
        }
    }
    links
}

fn read_lines(
    source: &Source<'_>,
    aside: Option<Aside>,
    read_article: ReadArticle,
) -> Result<Imported, ReadErrorKind> {
    let content = source.text()?;
    let mut file = DraftFile::new(*source, Rules::OURS);
    for line in parse_lines(&mut file, &content, aside.map(|(name, _)| name))? {
        let place = format!("line {}", line.number);
        let Some(mut fields) = line.value.into_object() else { continue };
        if !matches!(fields.get("text"), Some(Value::String(_))) {
            let left_out = Value::Object(fields).to_string();
            file.leave_out(place, ProblemKind::FieldMissing { field: "text" }, left_out);
            continue;
        }
        let text = fields.remove("text").and_then(Value::into_string).unwrap_or_default();
        if let (Some((_, look_through)), Some(written)) = (aside, &line.aside) {
            look_through(&mut file, written.get(), &text, &place);
        }
        let article = read_article(&mut file, fields, &text, &place);
        file.articles.push(article);
    }
    assemble(file)
}
