//! What is marked, in the brackets of CorefUD: `(e1-claim` opens, `e1)` closes, `(e1-claim)` does
//! both, and `e1[1/2]` is the first of two parts.

use std::collections::HashMap;
use std::ops::Range;

use crate::phrase::{Said, escaped, said};

use super::super::tokens::parts_words;

/// What has a meaning in brackets or cells, and is written by its number in labels.
const SPECIAL: &str = "-()[]|=%";

/// Something marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its group; mentions of the same thing have the same.
    pub id: String,
    /// Its label.
    pub label: String,
    /// The line of its first word.
    pub line: usize,
    /// Its words, part by part.
    pub parts: Vec<Range<usize>>,
    /// How many parts it has.
    n_parts: usize,
}

/// Gathers mentions word by word.
#[derive(Debug)]
pub struct Mentions {
    /// Where the group and the label stand among what hyphens part.
    id_field: usize,
    label_field: usize,
    closed: Vec<Mention>,
    open: HashMap<String, Vec<(Mention, usize)>>,
}

impl Default for Mentions {
    fn default() -> Self {
        Self { id_field: 0, label_field: 1, closed: Vec::new(), open: HashMap::new() }
    }
}

impl Mentions {
    /// Takes note of the fields that a file names in `global.Entity`.
    pub fn declare(&mut self, fields: &str) {
        let field = |names: [&str; 2]| fields.split('-').position(|field| names.contains(&field));
        self.id_field = field(["eid", "GRP"]).unwrap_or(self.id_field);
        self.label_field = field(["etype", "entity"]).unwrap_or(self.label_field);
    }

    /// Takes what the brackets at a word say.
    ///
    /// # Errors
    /// What is not understood.
    pub fn read(&mut self, brackets: &str, word: usize, line: usize) -> Result<(), Said> {
        let mut rest = brackets;
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('(') {
                let end = inside.find(['(', ')']).unwrap_or(inside.len());
                let name = self.open(&inside[..end], word, line);
                rest = &inside[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    self.close(&name, word);
                    rest = after;
                }
            } else {
                let Some((name, after)) = rest.split_once(')') else {
                    return Err(said!("\"{0}\" opens and closes nothing", escaped(rest)));
                };
                if !self.close(name, word) {
                    return Err(said!("\"{0}\" is closed and was not opened", escaped(name)));
                }
                rest = after;
            }
        }
        Ok(())
    }

    /// All that was marked, in text order, and what was never closed.
    pub fn finish(mut self) -> (Vec<Mention>, Vec<Mention>) {
        let unclosed = self.open.into_values().flatten().map(|(mention, _)| mention);
        let mut unclosed: Vec<Mention> = unclosed.collect();
        let (mut whole, in_parts): (Vec<_>, Vec<_>) =
            self.closed.drain(..).partition(|it| it.n_parts == it.parts.len());
        unclosed.extend(in_parts);
        let order = |mention: &Mention| {
            (mention.parts.first().map_or(usize::MAX, |part| part.start), mention.line)
        };
        whole.sort_by_key(order);
        unclosed.sort_by_key(|mention| mention.line);
        (whole, unclosed)
    }

    /// Gives the name under which it will be closed.
    fn open(&mut self, content: &str, word: usize, line: usize) -> String {
        let fields: Vec<&str> = content.split('-').collect();
        let name = fields.get(self.id_field).copied().unwrap_or_default();
        let (id, part) = parted(name);
        let (place, n_parts) = part.unwrap_or((1, 1));
        let label = fields.get(self.label_field).copied().unwrap_or_default();
        let mut new =
            Mention { id: id.to_owned(), label: unescape(label), line, parts: Vec::new(), n_parts };
        if place > 1 {
            let is_its =
                |it: &Mention| it.id == id && it.n_parts == n_parts && it.parts.len() + 1 == place;
            if let Some(earlier) = self.closed.iter().rposition(is_its) {
                new = self.closed.remove(earlier);
            }
        }
        self.open.entry(name.to_owned()).or_default().push((new, word));
        name.to_owned()
    }

    fn close(&mut self, name: &str, word: usize) -> bool {
        let Some((mut mention, start)) = self.open.get_mut(name).and_then(Vec::pop) else {
            return false;
        };
        mention.parts.push(start..word + 1);
        self.closed.push(mention);
        true
    }
}

/// The brackets at each word that has any.
pub fn brackets(marked: &[(String, Vec<Range<usize>>)]) -> HashMap<usize, String> {
    let (mut closing, mut opening): (HashMap<usize, String>, HashMap<usize, String>) =
        Default::default();
    for (place, (label, parts)) in marked.iter().enumerate() {
        for (part_idx, part) in parts.iter().enumerate() {
            let name = match parts.len() {
                1 => format!("e{}", place + 1),
                n_parts => format!("e{}[{}/{n_parts}]", place + 1, part_idx + 1),
            };
            let label = escape(label);
            let is_single = part.len() == 1;
            let end = if is_single { ")" } else { "" };
            *opening.entry(part.start).or_default() += &format!("({name}-{label}{end}");
            if !is_single {
                *closing.entry(part.end - 1).or_default() += &format!("{name})");
            }
        }
    }
    for (word, opened) in opening {
        *closing.entry(word).or_default() += &opened;
    }
    closing
}

/// The group, and which part of how many.
fn parted(name: &str) -> (&str, Option<(usize, usize)>) {
    let parts = || {
        let (id, part) = name.strip_suffix(']')?.split_once('[')?;
        let (place, n_parts) = part.split_once('/')?;
        Some((id, Some((place.parse().ok()?, n_parts.parse().ok()?))))
    };
    parts().unwrap_or((name, None))
}

fn escape(label: &str) -> String {
    let mut escaped = String::new();
    for character in label.chars() {
        if SPECIAL.contains(character) || parts_words(character) {
            escaped += &format!("%{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn unescape(label: &str) -> String {
    let (mut plain, mut rest) = (String::new(), label);
    while let Some((before, after)) = rest.split_once('%') {
        plain.push_str(before);
        let number = after.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match number.and_then(char::from_u32) {
            Some(character) => {
                plain.push(character);
                rest = &after[4..];
            }
            None => {
                plain.push('%');
                rest = after;
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(part: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
        vec![part]
    }

    #[test]
    fn brackets_are_read_as_they_were_written() {
        let marked = [
            ("claim".to_owned(), only(0..4)),
            ("a-b (c)%|".to_owned(), vec![1..2, 3..6]),
            ("x".to_owned(), only(3..4)),
        ];
        let brackets = brackets(&marked);
        assert_eq!(brackets[&0], "(e1-claim");
        let (mut mentions, mut words) = (Mentions::default(), Vec::new());
        words.extend(brackets.keys().copied());
        words.sort_unstable();
        for word in words {
            assert_eq!(mentions.read(&brackets[&word], word, word), Ok(()));
        }
        let (found, unclosed) = mentions.finish();
        let found: Vec<_> = found.into_iter().map(|it| (it.label, it.parts)).collect();
        assert_eq!((found, unclosed), (marked.to_vec(), Vec::new()));
    }

    #[test]
    fn fields_stand_where_the_file_says() {
        let mut mentions = Mentions::default();
        mentions.declare("GRP-etype-infstat-minspan");
        mentions.read("(7-person-new-1", 2, 9).expect("it opens");
        mentions.read("7)", 3, 10).expect("it closes");
        let (found, _) = mentions.finish();
        assert_eq!((&*found[0].label, found[0].parts.clone()), ("person", only(2..4)));
    }

    #[test]
    fn what_is_not_closed_is_told() {
        let mut mentions = Mentions::default();
        assert!(mentions.read("(e1-a(e2[1/2]-b)", 0, 1).is_ok());
        assert!(mentions.read("e3)", 1, 2).is_err());
        assert!(mentions.read("e1", 1, 2).is_err());
        let (found, unclosed) = mentions.finish();
        assert_eq!((found.len(), unclosed.len()), (0, 2));
    }
}
