//! What the header of a file says about its article.

use crate::model::{Direction, Metadata};

/// What is known so far.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// About the article.
    pub metadata: Metadata,
    /// Its name.
    pub id: Option<String>,
    /// Whether blanks count; else any number of them is one.
    keeps_blanks: bool,
    /// Whether the title was found where it counts most.
    has_source_title: bool,
}

impl Header {
    /// Nothing yet.
    pub fn new(keeps_blanks: bool) -> Self {
        Self { keeps_blanks, ..Self::default() }
    }

    /// Takes the text of an element that ends, which stands in those of `path`.
    pub fn take(&mut self, path: &[&str], text: &str) {
        let text = if self.keeps_blanks {
            text.to_owned()
        } else {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let Some((name, above)) = path.split_last() else { return };
        let stands_in = |wanted: &str| above.last() == Some(&wanted);
        let is_of_source = above.contains(&"sourceDesc");
        let metadata = &mut self.metadata;
        match *name {
            "title" if stands_in("titleStmt") && !self.has_source_title => metadata.title = text,
            "title" if is_of_source && stands_in("bibl") => {
                self.has_source_title = true;
                metadata.title = text;
            }
            _ if text.is_empty() && !self.keeps_blanks => {}
            "author" if stands_in("titleStmt") || is_of_source => {
                metadata.byline = Some(match metadata.byline.take() {
                    Some(others) => format!("{others}, {text}"),
                    None => text,
                });
            }
            "publisher" if stands_in("publicationStmt") || is_of_source => {
                metadata.outlet.get_or_insert(text);
            }
            "date" if stands_in("publicationStmt") || is_of_source => {
                metadata.published.get_or_insert(text);
            }
            // Elsewhere it is words that lead somewhere.
            "ref" if is_of_source && (self.keeps_blanks || text.starts_with("http")) => {
                metadata.url.get_or_insert(text);
            }
            "idno" if is_of_source => _ = self.id.get_or_insert(text),
            "language" if stands_in("langUsage") => metadata.language = Some(text),
            _ => {}
        }
    }

    /// Takes what is said by an attribute: the language of a list, the direction of a text.
    pub fn take_attribute(&mut self, name: &str, value: &str) {
        match name {
            "ident" if self.metadata.language.is_none() => {
                self.metadata.language = Some(value.to_owned());
            }
            "style" => {
                let direction = value.strip_prefix("direction: ").and_then(Direction::parse);
                self.metadata.direction = direction.or(self.metadata.direction);
            }
            _ => {}
        }
    }
}
