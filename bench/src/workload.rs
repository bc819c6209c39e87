//! Makes up articles with annotations, the same ones on every computer.

use onrecord_core::history::{Change, Edit, Transaction};
use onrecord_core::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Attributes, Block, BlockKind,
    Metadata, Origin, Reference, ReplicaId, Timestamp, UnknownFields,
};
use onrecord_core::text::{ArticleText, CharSpan};

/// The day of the made-up library, 2026-01-07, in milliseconds since 1970.
pub const MADE_ON_MS: u64 = 1_767_744_000_000;

/// What everything is drawn by.
const SEED: u64 = 20_260_107;

/// Articles of a large library.
const N_IN_LIBRARY: u64 = 1_000;

/// UTF-8 bytes after which a paragraph ends.
const PARAGRAPH_BYTES: usize = 1000;

/// A size that is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Its name on the command line.
    pub name: &'static str,
    /// Its name in tables.
    pub title: &'static str,
    n_bytes: usize,
    n_annotations: usize,
}

/// The sizes, smallest first.
pub const SIZES: [Size; 3] = [
    Size { name: "small", title: "5 KB, 10", n_bytes: 5_000, n_annotations: 10 },
    Size { name: "medium", title: "100 KB, 1,000", n_bytes: 100_000, n_annotations: 1_000 },
    Size { name: "large", title: "1 MB, 10,000", n_bytes: 1_000_000, n_annotations: 10_000 },
];

/// An article with its annotations.
pub struct Workload {
    /// Its text.
    pub text: ArticleText,
    /// Its structure.
    pub article: Article,
    /// Its annotations, in no order.
    pub annotations: Vec<Annotation>,
}

impl Workload {
    /// Makes up the workload of this size.
    pub fn new(size: Size) -> Self {
        Self::drawn_by(size, SEED)
    }

    /// As many articles of the smallest size as a library has after years, each another one.
    pub fn library() -> Vec<Self> {
        (0..N_IN_LIBRARY).map(|nth| Self::drawn_by(SIZES[0], SEED + nth)).collect()
    }

    fn drawn_by(size: Size, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let (text, blocks) = make_text(&mut random, size.n_bytes);
        let id = ArticleId::from_time(MADE_ON_MS, some_bytes(&mut random));
        let article = Article {
            id,
            text: text.hash(),
            blocks,
            metadata: Metadata {
                title: "A long day in the harbour".to_owned(),
                published: Some("2026-01-07".to_owned()),
                language: Some("en".to_owned()),
                ..Metadata::default()
            },
            is_done: false,
            added: Timestamp::from_unix_ms(MADE_ON_MS as i64),
            unknown: UnknownFields::new(),
        };
        let annotate = |nth| make_annotation(&mut random, &article, nth);
        let annotations = (0..size.n_annotations).map(annotate).collect();
        Self { text, article, annotations }
    }

    /// The article and its annotations as one change of an empty library.
    pub fn transaction(&self) -> Transaction {
        let mut changes = vec![Change::Article(Edit::add(self.article.clone()))];
        changes.extend(self.annotations.iter().cloned().map(Edit::add).map(Change::Annotation));
        Transaction::new("Make up", changes)
    }
}

const OPENINGS: [&str; 8] = [
    "“The quay will be rebuilt by spring,” said the harbour master",
    "The council’s own figures show a rise of 12.4 per cent",
    "Nobody had asked the ferry crews what they thought",
    "A spokesman for the port authority promised new cranes",
    "“We have heard that before… twice,” a docker answered 🙄",
    "Ship owners say that the fees doubled within a year",
    "The minister called it “excellent progress” on Tuesday",
    "Fishermen on the north pier tell another story 🐟",
];

const MIDDLES: [&str; 8] = [
    "although the report of the auditors doubts it",
    "and 340 people signed the letter within two days",
    "while the old warehouse – half of it, anyway – stands empty",
    "because the contract ends before the work can begin",
    "as the mayor’s office confirmed in writing",
    "but the budget for it has not been voted on",
    "which the insurers describe as “a cautious estimate”",
    "so the night shift will go on as before",
];

const ENDS: [&str; 6] = [
    ".",
    ", he added.",
    ", according to three people who were there.",
    "; nobody objected.",
    " – at least on paper.",
    ", “whatever it costs”.",
];

fn make_text(random: &mut fastrand::Rng, n_bytes: usize) -> (ArticleText, Vec<Block>) {
    let (mut text, mut blocks) = (String::with_capacity(n_bytes + 2000), Vec::new());
    let (mut n_chars, mut paragraph) = (0, String::new());
    while text.len() + paragraph.len() < n_bytes {
        for part in
            [random.choice(OPENINGS), Some(" "), random.choice(MIDDLES), random.choice(ENDS)]
        {
            paragraph.push_str(part.unwrap_or_default());
        }
        if paragraph.len() < PARAGRAPH_BYTES && text.len() + paragraph.len() < n_bytes {
            paragraph.push(' ');
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
            n_chars += 2;
        }
        let end = n_chars + paragraph.chars().count();
        let range = CharSpan::of(n_chars, end);
        blocks.push(Block { kind: BlockKind::Paragraph, range });
        text.push_str(&paragraph);
        paragraph.clear();
        n_chars = end;
    }
    (ArticleText::new(text), blocks)
}

/// An annotation somewhere inside a paragraph, over whatever else is there.
fn make_annotation(random: &mut fastrand::Rng, article: &Article, nth: usize) -> Annotation {
    let block = article.blocks[random.usize(..article.blocks.len())].range;
    let (first, last) = (block.start().get(), block.end().get());
    let n_chars = random.usize(8..90).min(last - first);
    let start = random.usize(first..=last - n_chars);
    let label = *random.choice(&["claim", "quote", "pledge"]).unwrap_or(&"claim");
    let mut attributes = Attributes::new();
    if label == "quote" && nth.is_multiple_of(2) {
        let source = Reference::named("The harbour master");
        attributes.insert("source".to_owned(), AttributeValue::Reference(source));
    }
    let made = Timestamp::from_unix_ms((MADE_ON_MS + nth as u64) as i64);
    Annotation {
        id: AnnotationId::from_time(MADE_ON_MS + nth as u64, some_bytes(random)),
        article: article.id,
        label: label.to_owned(),
        ranges: vec![CharSpan::of(start, start + n_chars)],
        attributes,
        note: if nth.is_multiple_of(10) {
            "Ask the port authority.".to_owned()
        } else {
            String::new()
        },
        annotator: "Measurer".to_owned(),
        replica: Some(REPLICA),
        created: made,
        modified: made,
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}

/// The browser profile that made everything.
pub const REPLICA: ReplicaId = ReplicaId::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);

fn some_bytes(random: &mut fastrand::Rng) -> [u8; 10] {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_what_they_say() {
        for size in SIZES {
            let workload = Workload::new(size);
            let n_bytes = workload.text.as_str().len();
            assert!(n_bytes.abs_diff(size.n_bytes) < 1000, "{}: {n_bytes} bytes", size.name);
            assert_eq!(workload.annotations.len(), size.n_annotations);
            assert!(!workload.text.as_str().is_ascii());
        }
    }
}
