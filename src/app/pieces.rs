//! What is plain and what is marked in a block, as it is drawn.

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_core::highlight::segments;
use onrecord_core::model::{Annotation, AnnotationId, Block, LabelSet, LineStyle};
use onrecord_core::text::{ArticleText, ByteSpan, CharSpan};

use super::article_view::Chunk;

/// Lanes of underlines that are drawn; what lies deeper is tinted, but not underlined.
const N_LANES: usize = 4;

/// The slot of labels that are not in the label set.
const FOREIGN_SLOT: u8 = 8;

/// A stretch of a block that is drawn as one: a text, or a mark with a text in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it lies in the article's text.
    pub bytes: ByteSpan,
    /// What lies over it, outermost first; nothing where the text is plain.
    pub annotations: Box<[AnnotationId]>,
    /// The number of its look in [`Looks`]; without meaning where the text is plain.
    pub look: usize,
    /// Whether the chosen annotation lies over it.
    pub is_chosen: bool,
}

/// What marks look like. There are thousands of marks, but few looks.
#[derive(Debug)]
pub struct Looks {
    label_set: Rc<LabelSet>,
    numbers: HashMap<String, usize>,
    looks: Vec<Look>,
}

/// What marks with the same labels in the same lanes have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The ids of the labels, outermost first.
    pub labels: String,
    /// Says for each lane which colour and line it has.
    pub class: String,
    /// The names of the labels, for those who do not see colours.
    pub description: String,
}

/// What decides how a block of a chunk is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    /// The chunk.
    pub chunk: &'a Chunk,
    /// The article's text.
    pub text: &'a ArticleText,
    /// The chosen annotation, if it touches the chunk.
    pub chosen: Option<AnnotationId>,
    /// The ids of labels whose annotations are not highlighted.
    pub hidden: &'a [String],
}

impl Drawing<'_> {
    /// The pieces of a block of the chunk, in text order; together they hold each character once.
    pub fn pieces(&self, block: &Block, looks: &mut Looks) -> Vec<Piece> {
        let is_touching = |annotation: &&Rc<Annotation>| {
            annotation.ranges.iter().any(|range| range.overlaps(block.range))
                && !self.hidden.contains(&annotation.label)
        };
        let touching: Vec<&Rc<Annotation>> =
            self.chunk.annotations.iter().filter(is_touching).collect();
        let ranges: Vec<&[CharSpan]> = touching.iter().map(|it| it.ranges.as_slice()).collect();
        let cut = segments(self.text, block.range, ranges);
        let pieces = cut.iter().map(|segment| {
            let active = segment.active.iter().map(|it| (touching[it.annotation], it.lane));
            let annotations: Box<[AnnotationId]> = active.clone().map(|(it, _)| it.id).collect();
            let is_chosen = self.chosen.is_some_and(|chosen| annotations.contains(&chosen));
            let look = looks.number_of(active.map(|(it, lane)| (it.label.as_str(), lane)));
            Piece { bytes: segment.bytes, annotations, look, is_chosen }
        });
        pieces.collect()
    }
}

impl Looks {
    /// No looks yet; they will be those of the labels in `label_set`.
    pub fn new(label_set: Rc<LabelSet>) -> Self {
        Self { label_set, numbers: HashMap::new(), looks: Vec::new() }
    }

    /// The look with this number.
    pub fn get(&self, number: usize) -> Option<&Look> {
        self.looks.get(number)
    }

    /// The number of the look of these labels in their lanes; the same for the same ones.
    fn number_of<'a>(&mut self, active: impl Iterator<Item = (&'a str, usize)> + Clone) -> usize {
        let mut key = String::new();
        for (label, lane) in active.clone() {
            key.push_str(label);
            // Lanes that are not drawn make no difference.
            key.push(['0', '1', '2', '3', '-'][lane.min(N_LANES)]);
            key.push(' ');
        }
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        self.looks.push(look(&self.label_set, active));
        self.numbers.insert(key, self.looks.len() - 1);
        self.looks.len() - 1
    }
}

fn look<'a>(label_set: &LabelSet, active: impl Iterator<Item = (&'a str, usize)>) -> Look {
    let (mut labels, mut classes, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (id, lane) in active {
        let label = label_set.label(id);
        let slot = label.map_or(FOREIGN_SLOT, |label| label.slot);
        let line = label.map_or(LineStyle::Dashed, |label| label.line);
        labels.push(id);
        names.push(label.map_or(id, |label| &label.name));
        if lane < N_LANES {
            let line = line_name(line);
            classes.push(format!("lane-{lane}-slot-{slot} lane-{lane}-{line}"));
        }
    }
    Look { labels: labels.join(" "), class: classes.join(" "), description: names.join(", ") }
}

fn line_name(line: LineStyle) -> &'static str {
    match line {
        LineStyle::Solid => "solid",
        LineStyle::Dotted => "dotted",
        LineStyle::Double => "double",
        LineStyle::Dashed => "dashed",
    }
}

/// How many pieces at the start and at the end of both lists are the same but for being chosen:
/// what lies between them is to be drawn anew.
pub fn unchanged(before: &[Piece], after: &[Piece]) -> (usize, usize) {
    let is_same = |(one, other): &(&Piece, &Piece)| {
        one.bytes == other.bytes && one.look == other.look && one.annotations == other.annotations
    };
    let n_first = before.iter().zip(after).take_while(is_same).count();
    let ends = before[n_first..].iter().rev().zip(after[n_first..].iter().rev());
    (n_first, ends.take_while(is_same).count())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use onrecord_core::model::{ArticleId, BlockKind, Origin, Timestamp, UnknownFields};
    use onrecord_core::text::CharOffset;

    use super::*;

    fn annotation(id: u128, label: &str, start: usize, end: usize) -> Rc<Annotation> {
        Rc::new(Annotation {
            id: AnnotationId::from_u128(id),
            article: ArticleId::from_u128(1),
            label: label.to_owned(),
            ranges: vec![CharSpan::of(start, end)],
            attributes: BTreeMap::new(),
            note: String::new(),
            annotator: String::new(),
            replica: None,
            created: Timestamp::default(),
            modified: Timestamp::default(),
            origin: Origin::Manual,
            unknown: UnknownFields::new(),
        })
    }

    fn looks() -> Looks {
        Looks::new(Rc::new(LabelSet::built_in()))
    }

    fn pieces(
        annotations: &[Rc<Annotation>],
        chosen: Option<u128>,
        hidden: &[String],
        looks: &mut Looks,
    ) -> Vec<Piece> {
        let text = ArticleText::new("“Zwölf” Boxkämpfer");
        let range = CharSpan::new(CharOffset::new(0), CharOffset::new(text.n_chars()));
        let block = Block { kind: BlockKind::Paragraph, range };
        let blocks = vec![block];
        let annotations = annotations.to_vec();
        let chunk = Chunk { number: 0, span: range, blocks, first_block: 0, annotations };
        let chosen = chosen.map(AnnotationId::from_u128);
        Drawing { chunk: &chunk, text: &text, chosen, hidden }.pieces(&block, looks)
    }

    #[test]
    fn pieces_say_what_lies_over_them() {
        let mut looks = looks();
        let annotations = [annotation(1, "claim", 0, 7), annotation(2, "strange", 3, 9)];
        let pieces = pieces(&annotations, Some(2), &[], &mut looks);
        let ids: Vec<Vec<u128>> = pieces
            .iter()
            .map(|it| it.annotations.iter().map(|id| id.as_u128()).collect())
            .collect();
        assert_eq!(ids, [vec![1], vec![1, 2], vec![2], vec![]]);
        let chosen: Vec<bool> = pieces.iter().map(|it| it.is_chosen).collect();
        assert_eq!(chosen, [false, true, true, false]);
        let look = looks.get(pieces[1].look).expect("it has a look");
        assert_eq!(look.labels, "claim strange");
        assert_eq!(look.description, "Claim, strange");
        assert_eq!(look.class, "lane-0-slot-1 lane-0-solid lane-1-slot-8 lane-1-dashed");
    }

    #[test]
    fn equal_marks_share_a_look_and_hidden_ones_are_plain() {
        let mut looks = looks();
        let annotations = [annotation(1, "claim", 0, 3), annotation(2, "claim", 8, 10)];
        let both = pieces(&annotations, None, &[], &mut looks);
        assert_eq!(both[0].look, both[2].look);
        assert_ne!(both[0].look, both[1].look);
        let none = pieces(&annotations, None, &["claim".to_owned()], &mut looks);
        assert_eq!(none.len(), 1);
        assert!(none[0].annotations.is_empty());
    }

    #[test]
    fn an_edit_leaves_the_pieces_around_it() {
        let mut looks = looks();
        let first = annotation(1, "claim", 0, 3);
        let before = pieces(std::slice::from_ref(&first), None, &[], &mut looks);
        let with_second = [first, annotation(2, "quote", 8, 10)];
        let after = pieces(&with_second, None, &[], &mut looks);
        assert_eq!(unchanged(&before, &after), (1, 0));
        assert_eq!(unchanged(&after, &before), (1, 0));
        let chosen = pieces(&with_second, Some(1), &[], &mut looks);
        assert_eq!(unchanged(&after, &chosen), (after.len(), 0));
    }
}
