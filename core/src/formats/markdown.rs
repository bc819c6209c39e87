//! Markdown for reading and citing: who said what, where and when. Only written.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use crate::model::{Annotation, AnnotationId, AttributeValue, LabelSet, Link, QUOTE_JOINER};
use crate::text::ArticleText;

use super::attribute_json::attribute_as_text;
use super::claim_review::speaker;
use super::edition::Edition;
use super::export::{Role, WrittenFile};
use super::holds::{HeldAttributes, HeldLinks, Holds};
use super::{Codec, ImportedArticle, Loss, LossKind, Stamp, WriteError};

/// What can be done with such files.
pub(super) const CODEC: Codec = Codec {
    read: None,
    write: Some(write),
    holds: Holds {
        fragments: true,
        attributes: HeldAttributes::All,
        notes: true,
        links: HeldLinks::All,
        metadata: true,
        ..Holds::SPANS
    },
    fit: Some(fit),
};

/// A link names a quote by its beginning and end where it is longer than this.
const MOST_WORDS_OF_LINK: usize = 8;

fn fit(edition: &mut Edition, losses: &mut Vec<Loss>) {
    for kind in [LossKind::Texts, LossKind::Places] {
        losses.push(Loss::of_all(kind));
    }
    for imported in &edition.articles {
        let metadata = &imported.article.metadata;
        let unwritten = [
            ("url", metadata.url.is_some() && web_address(imported).is_none()),
            ("language", metadata.language.is_some()),
            ("direction", metadata.direction.is_some()),
        ];
        let lost = unwritten.iter().filter(|(_, is_lost)| *is_lost).map(|(name, _)| *name);
        let fields: Vec<&str> = lost.collect();
        if !fields.is_empty() {
            let kind = LossKind::Metadata { fields };
            losses.push(Loss::of_article(imported.article.id, kind));
        }
    }
}

fn write(edition: &Edition, name: &str, _: &Stamp) -> Result<Vec<WrittenFile>, WriteError> {
    let mut page = String::new();
    let context = Context { label_set: &edition.label_set, linked: linked(edition) };
    for imported in &edition.articles {
        write_article(&mut page, imported, &context);
    }
    let (name, bytes) = (format!("{name}.md"), page.into_bytes());
    Ok(vec![WrittenFile { name, bytes, role: Role::Main }])
}

/// What is the same for all annotations.
struct Context<'a> {
    label_set: &'a LabelSet,
    linked: HashMap<AnnotationId, String>,
}

fn write_article(page: &mut String, imported: &ImportedArticle, context: &Context<'_>) {
    let metadata = &imported.article.metadata;
    let title = if metadata.title.is_empty() { "Untitled" } else { &metadata.title };
    _ = writeln!(page, "# {}\n", plain(title));
    let known = [&metadata.byline, &metadata.outlet, &metadata.published];
    let known: Vec<String> = known.into_iter().flatten().map(|it| plain(it)).collect();
    if !known.is_empty() {
        _ = writeln!(page, "{}\n", known.join(", "));
    }
    if let Some(url) = web_address(imported) {
        _ = writeln!(page, "<{url}>\n");
    }
    let mut links: HashMap<AnnotationId, Vec<&Link>> = HashMap::new();
    for link in &imported.links {
        links.entry(link.from).or_default().push(link);
    }
    for annotation in &imported.annotations {
        let links = links.get(&annotation.id).map_or(&[][..], Vec::as_slice);
        write_annotation(page, annotation, imported, links, context);
    }
}

fn write_annotation(
    page: &mut String,
    annotation: &Annotation,
    imported: &ImportedArticle,
    links: &[&Link],
    context: &Context<'_>,
) {
    let text = &imported.text;
    for line in annotation.quote(text).lines() {
        _ = writeln!(page, "> {}", plain(line));
    }
    let mut source = vec![label_name(context.label_set, &annotation.label)];
    source.extend(speaker(annotation, text).map(|speaker| plain(&speaker)));
    let metadata = &imported.article.metadata;
    source
        .extend([&metadata.outlet, &metadata.published].into_iter().flatten().map(|it| plain(it)));
    _ = write!(page, "\n— {}", source.join(", "));
    if let Some(url) = web_address(imported) {
        _ = write!(page, " ([in the article](<{}>))", with_fragment(&url, annotation, text));
    }
    page.push_str("\n\n");
    let mut lines: Vec<String> = Vec::new();
    for (name, value) in &annotation.attributes {
        let name = attribute_name(context.label_set, &annotation.label, name);
        lines.push(format!("{name}: {}", plain(&shown(value, text))));
    }
    if !annotation.note.is_empty() {
        lines.push(format!("note: {}", plain(&annotation.note)));
    }
    for link in links {
        let to = context.linked.get(&link.to).cloned().unwrap_or_else(|| link.to.to_string());
        lines.push(format!("{} {to}", plain(link.kind.name())));
    }
    for line in &lines {
        _ = writeln!(page, "- {line}");
    }
    if !lines.is_empty() {
        page.push('\n');
    }
}

fn label_name(label_set: &LabelSet, id: &str) -> String {
    plain(label_set.label(id).map_or(id, |label| &label.name))
}

fn attribute_name(label_set: &LabelSet, label: &str, id: &str) -> String {
    let attribute = label_set.label(label).and_then(|label| label.attribute(id));
    plain(attribute.map_or(id, |attribute| &attribute.name))
}

fn shown(value: &AttributeValue, text: &ArticleText) -> String {
    match value {
        AttributeValue::Text(text) => text.clone(),
        AttributeValue::List(texts) => texts.join(", "),
        AttributeValue::Reference(reference) => {
            let quotes = reference.ranges.iter().map(|range| text.slice(*range));
            let quotes: Vec<&str> = quotes.collect();
            match (&reference.name, quotes.join(QUOTE_JOINER)) {
                (Some(name), quote) if quote.is_empty() || quote == *name => name.clone(),
                (Some(name), quote) => format!("{name} (“{quote}”)"),
                (None, quote) => quote,
            }
        }
        AttributeValue::Unknown(_) => attribute_as_text(value, text),
    }
}

/// The quotes of all annotations that are linked, since they may stand in any article.
fn linked(edition: &Edition) -> HashMap<AnnotationId, String> {
    let links = edition.articles.iter().flat_map(|imported| &imported.links);
    let ends: HashSet<AnnotationId> = links.map(|link| link.to).collect();
    let annotations = edition.articles.iter().flat_map(|imported| {
        let linked = imported.annotations.iter().filter(|it| ends.contains(&it.id));
        linked.map(|annotation| (annotation.id, annotation.quote(&imported.text)))
    });
    annotations.map(|(id, quote)| (id, format!("“{}”", plain(&quote)))).collect()
}

fn web_address(imported: &ImportedArticle) -> Option<String> {
    let url = imported.article.metadata.url.as_deref()?;
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    is_web.then(|| url.replace(|it: char| it.is_whitespace() || "<>".contains(it), ""))
}

/// The address with what makes a browser scroll to the quote and show it: a text fragment, which
/// stands after the fragment that the address has of its own.
///
/// Source: WICG, URL Fragment Text Directives.
fn with_fragment(url: &str, annotation: &Annotation, text: &ArticleText) -> String {
    let url = url.split(":~:").next().unwrap_or_default();
    let mark = if url.contains('#') { "" } else { "#" };
    format!("{url}{mark}:~:{}", directives(annotation, text))
}

fn directives(annotation: &Annotation, text: &ArticleText) -> String {
    let directives = annotation.ranges.iter().map(|range| {
        let quote = text.slice(*range);
        let words: Vec<&str> = quote.split_whitespace().collect();
        if words.len() <= MOST_WORDS_OF_LINK && !quote.contains('\n') {
            return format!("text={}", encoded(&words.join(" ")));
        }
        let (start, end) = (&words[..words.len().min(4)], &words[words.len().saturating_sub(4)..]);
        format!("text={},{}", encoded(&start.join(" ")), encoded(&end.join(" ")))
    });
    let directives: Vec<String> = directives.collect();
    directives.join("&")
}

/// Percent-encoding of all but letters and digits of ASCII.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The text without any meaning for Markdown, on one line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            plain.push(' ');
            continue;
        }
        let is_special = character.is_ascii_punctuation() && !",;:'\"?/%$".contains(character);
        if is_special {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(plain("*a* <b> [c](d)\n# e"), r"\*a\* \<b\> \[c\]\(d\) \# e");
        assert_eq!(encoded("a-b, “c”"), "a%2Db%2C%20%E2%80%9Cc%E2%80%9D");
    }

    #[test]
    fn addresses_keep_their_own_fragment() {
        let text = ArticleText::new("no way out");
        let annotation = crate::testing::annotation(1, &[crate::text::CharSpan::of(0, 6)]);
        let check = |url: &str, expected: &str| {
            assert_eq!(with_fragment(url, &annotation, &text), expected);
        };
        check("https://a.org/b", "https://a.org/b#:~:text=no%20way");
        check("https://a.org/b#c", "https://a.org/b#c:~:text=no%20way");
        check("https://a.org/b#c:~:text=x", "https://a.org/b#c:~:text=no%20way");
    }
}
