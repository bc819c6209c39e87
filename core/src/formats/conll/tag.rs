//! Tags: what a word is to an annotation.

/// A tag, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag<'t> {
    /// `O`: nothing is marked.
    Outside,
    /// `B-LABEL`: the first word.
    Begin(&'t str),
    /// `I-LABEL`: a further word, or a first one where nothing of this label comes before.
    Inside(&'t str),
    /// `E-LABEL` or `L-LABEL`: the last word.
    End(&'t str),
    /// `S-LABEL` or `U-LABEL`: the only word.
    Single(&'t str),
}

impl<'t> Tag<'t> {
    /// The tag that is written so; `None` when it is none.
    pub fn parse(written: &'t str) -> Option<Self> {
        if written == "O" {
            return Some(Self::Outside);
        }
        let (kind, label) = written.split_once('-')?;
        let of_kind = match kind {
            "B" => Self::Begin,
            "I" => Self::Inside,
            "E" | "L" => Self::End,
            "S" | "U" => Self::Single,
            _ => return None,
        };
        (!label.is_empty()).then(|| of_kind(label))
    }

    /// Its label.
    pub fn label(self) -> Option<&'t str> {
        match self {
            Self::Outside => None,
            Self::Begin(label) | Self::Inside(label) | Self::End(label) | Self::Single(label) => {
                Some(label)
            }
        }
    }

    /// Whether an annotation starts here, after `previous` in the same sentence.
    fn starts_after(self, previous: Self) -> bool {
        match self {
            Self::Outside => false,
            Self::Begin(_) | Self::Single(_) => true,
            Self::Inside(_) | Self::End(_) => {
                matches!(previous, Self::Outside | Self::End(_) | Self::Single(_))
                    || previous.label() != self.label()
            }
        }
    }
}

/// A stretch of words with one label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chunk<'t> {
    /// Its first word.
    pub start: usize,
    /// The word after its last one.
    pub end: usize,
    /// Its label.
    pub label: &'t str,
    /// Whether it starts with a tag that only goes on with one in IOB2.
    pub is_orphan: bool,
}

/// What the tags of a sentence mark, as the CoNLL evaluation script reads IOB1, IOB2 and IOBES.
pub fn chunks<'t>(tags: &[Tag<'t>]) -> Vec<Chunk<'t>> {
    let mut chunks: Vec<Chunk<'t>> = Vec::new();
    let mut previous = Tag::Outside;
    for (place, tag) in tags.iter().enumerate() {
        if let Some(label) = tag.label() {
            if tag.starts_after(previous) {
                let is_orphan = matches!(tag, Tag::Inside(_) | Tag::End(_));
                chunks.push(Chunk { start: place, end: place + 1, label, is_orphan });
            } else if let Some(last) = chunks.last_mut() {
                last.end = place + 1;
            }
        }
        previous = *tag;
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &str, expected: &[(usize, usize, &str)]) {
        let tags: Vec<Tag<'_>> =
            tags.split(' ').map(|written| Tag::parse(written).expect(written)).collect();
        let found: Vec<_> =
            chunks(&tags).iter().map(|chunk| (chunk.start, chunk.end, chunk.label)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn all_schemes_are_understood() {
        check("B-a I-a O B-a B-a", &[(0, 2, "a"), (3, 4, "a"), (4, 5, "a")]);
        check("I-a I-a I-b O I-b", &[(0, 2, "a"), (2, 3, "b"), (4, 5, "b")]);
        check("B-a I-a E-a S-b S-b E-c", &[(0, 3, "a"), (3, 4, "b"), (4, 5, "b"), (5, 6, "c")]);
        check("E-a I-a U-b I-b", &[(0, 1, "a"), (1, 2, "a"), (2, 3, "b"), (3, 4, "b")]);
        check("B-a-b I-a-b", &[(0, 2, "a-b")]);
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for written in ["", "B", "B-", "X-a", "o", "B_a"] {
            assert_eq!(Tag::parse(written), None, "{written}");
        }
    }
}
