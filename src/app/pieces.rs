//! What is plain and what is marked in a block, as it is drawn.

use std::collections::HashMap;
use std::rc::Rc;

use onrecord_core::highlight::{Segments, segments};
use onrecord_core::model::{Annotation, AnnotationId, Block, LabelSet, LineStyle};
use onrecord_core::text::{ArticleText, ByteSpan, CharSpan};

use super::article_view::Chunk;
use super::strings::Strings;

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
    strings: &'static Strings,
    numbers: HashMap<String, usize>,
    looks: Vec<Look>,
}

/// What marks with the same labels in the same lanes, of which the same ones begin and end there,
/// have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The ids of the labels, outermost first.
    pub labels: String,
    /// Says for each lane which colour and line it has.
    pub class: String,
    /// The names of the labels, for those who do not see colours.
    pub description: String,
    /// Says which annotations begin here, for those who hear the text; empty where none does.
    pub begins: String,
    /// The same for those that end.
    pub ends: String,
}

/// An annotation as it lies over a piece.
#[derive(Clone, Copy)]
struct Over<'a> {
    label: &'a str,
    lane: usize,
    /// Whether the piece is its first one, or its last one.
    is_first: bool,
    is_last: bool,
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
        let extents = extents(&cut, touching.len());
        let pieces = cut.iter().enumerate().map(|(number, segment)| {
            let active = segment.active.iter().map(|it| (touching[it.annotation], it));
            let annotations: Box<[AnnotationId]> = active.clone().map(|(it, _)| it.id).collect();
            let is_chosen = self.chosen.is_some_and(|chosen| annotations.contains(&chosen));
            let look = looks.number_of(active.map(|(annotation, it)| {
                let (first, last) = extents[it.annotation];
                let is_first = number == first && begins_in(block, annotation);
                let is_last = number == last && ends_in(block, annotation);
                Over { label: &annotation.label, lane: it.lane, is_first, is_last }
            }));
            Piece { bytes: segment.bytes, annotations, look, is_chosen }
        });
        pieces.collect()
    }
}

/// The numbers of the first and the last piece of a block over which each of `n` annotations lies.
fn extents(cut: &Segments, n: usize) -> Vec<(usize, usize)> {
    let mut extents = vec![(usize::MAX, 0); n];
    for (number, segment) in cut.iter().enumerate() {
        for active in segment.active {
            let (first, last) = &mut extents[active.annotation];
            *first = number.min(*first);
            *last = number;
        }
    }
    extents
}

fn begins_in(block: &Block, annotation: &Annotation) -> bool {
    annotation.ranges.first().is_some_and(|range| range.start() >= block.range.start())
}

fn ends_in(block: &Block, annotation: &Annotation) -> bool {
    annotation.ranges.last().is_some_and(|range| range.end() <= block.range.end())
}

impl Looks {
    /// No looks yet; they will be those of the labels in `label_set`, said as `strings` say it.
    pub fn new(label_set: Rc<LabelSet>, strings: &'static Strings) -> Self {
        Self { label_set, strings, numbers: HashMap::new(), looks: Vec::new() }
    }

    /// The look with this number.
    pub fn get(&self, number: usize) -> Option<&Look> {
        self.looks.get(number)
    }

    /// The number of the look of these annotations; the same for those that look the same.
    fn number_of<'a>(&mut self, active: impl Iterator<Item = Over<'a>> + Clone) -> usize {
        let mut key = String::new();
        for over in active.clone() {
            key.push_str(over.label);
            // Lanes that are not drawn make no difference.
            key.push(['0', '1', '2', '3', '-'][over.lane.min(N_LANES)]);
            key.push(
                [' ', '<', '>', '='][usize::from(over.is_first) + 2 * usize::from(over.is_last)],
            );
        }
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        self.looks.push(look(&self.label_set, self.strings, active));
        self.numbers.insert(key, self.looks.len() - 1);
        self.looks.len() - 1
    }
}

fn look<'a>(
    label_set: &LabelSet,
    strings: &Strings,
    active: impl Iterator<Item = Over<'a>>,
) -> Look {
    let (mut labels, mut classes, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let (mut begins, mut ends) = (Vec::new(), Vec::new());
    for Over { label: id, lane, is_first, is_last } in active {
        let label = label_set.label(id);
        let slot = label.map_or(FOREIGN_SLOT, |label| label.slot);
        let line = label.map_or(LineStyle::Dashed, |label| label.line);
        let name = label.map_or(id, |label| &label.name);
        labels.push(id);
        names.push(name);
        if is_first {
            begins.push(strings.mark_begins(name));
        }
        if is_last {
            ends.push(strings.mark_ends(name));
        }
        if lane < N_LANES {
            let line = line_name(line);
            classes.push(format!("lane-{lane}-slot-{slot} lane-{lane}-{line}"));
        }
    }
    // What lies innermost ends first.
    ends.reverse();
    Look {
        labels: labels.join(" "),
        class: classes.join(" "),
        description: names.join(", "),
        begins: begins.join(", "),
        ends: ends.join(", "),
    }
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
    use onrecord_core::model::{
        ArticleId, Attributes, BlockKind, Origin, Timestamp, UnknownFields,
    };
    use onrecord_core::text::CharOffset;

    use super::*;
    use crate::app::strings::ENGLISH;

    fn annotation(id: u128, label: &str, start: usize, end: usize) -> Rc<Annotation> {
        Rc::new(Annotation {
            id: AnnotationId::from_u128(id),
            article: ArticleId::from_u128(1),
            label: label.to_owned(),
            ranges: vec![CharSpan::of(start, end)],
            attributes: Attributes::new(),
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
        Looks::new(Rc::new(LabelSet::built_in()), &ENGLISH)
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

    fn said(annotations: &[Rc<Annotation>]) -> Vec<[String; 2]> {
        let mut looks = looks();
        let pieces = pieces(annotations, None, &[], &mut looks);
        let look = |piece: &Piece| looks.get(piece.look).expect("it has a look").clone();
        pieces.iter().map(look).map(|it| [it.begins, it.ends]).collect()
    }

    #[test]
    fn the_first_piece_says_what_begins_and_the_last_one_what_ends() {
        let overlapping = [annotation(1, "claim", 0, 7), annotation(2, "quote", 3, 9)];
        let expected = [["claim begins", ""], ["quote begins", "claim ends"], ["", "quote ends"]];
        assert_eq!(said(&overlapping)[..3], expected);
        let nested = [annotation(1, "claim", 0, 18), annotation(2, "quote", 0, 18)];
        assert_eq!(said(&nested), [["claim begins, quote begins", "quote ends, claim ends"]]);
    }

    #[test]
    fn what_goes_on_beyond_a_block_or_after_an_interruption_neither_begins_nor_ends_there() {
        let mut interrupted = (*annotation(1, "quote", 0, 3)).clone();
        interrupted.ranges.push(CharSpan::of(5, 7));
        let expected = [["quote begins", ""], ["", ""], ["", "quote ends"], ["", ""]];
        assert_eq!(said(&[Rc::new(interrupted)]), expected);
        assert_eq!(said(&[annotation(1, "claim", 4, 99)]), [["", ""], ["claim begins", ""]]);
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
