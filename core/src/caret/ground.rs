//! A text as something to walk on.

use crate::model::Block;
use crate::text::{
    ArticleText, Boundary, ByteOffset, ByteSpan, CharOffset, CharSpan, Segmenter, quotations,
    trim_blank, unit_at,
};

/// What an article consists of for those who walk through it.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'t> {
    /// The characters.
    pub text: &'t ArticleText,
    /// The blocks, in order. What lies between them is never stood on.
    pub blocks: &'t [Block],
    /// Knows characters, words and sentences.
    pub segmenter: &'t dyn Segmenter,
}

/// What one step goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// What a reader sees as one character, blanks included.
    Character,
    /// A word, without punctuation and blanks.
    Word,
    /// A sentence, without the blanks after it.
    Sentence,
    /// A quotation with its marks.
    Quotation,
    /// A block.
    Block,
}

/// The side of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Before its first character.
    Start,
    /// After its last character.
    End,
}

impl Ground<'_> {
    /// The next place after `from`, or the last one before it; `from` itself at the text's ends.
    ///
    /// A step out of a block leads to the nearest end of the next one.
    pub fn step_character(&self, from: CharOffset, is_forward: bool) -> CharOffset {
        let place = self.text.char_to_byte(from);
        let unit = self.find(Unit::Character, place, is_forward, &|unit| {
            if is_forward { unit.end() > place } else { unit.start() < place }
        });
        let target = unit.map(|unit| match is_forward {
            true if unit.start() > place => unit.start(),
            true => unit.end(),
            false if unit.end() < place => unit.end(),
            false => unit.start(),
        });
        target.map_or(from, |target| self.text.byte_to_char(target))
    }

    /// The nearest start or end of a `unit` after `from`, or before it; the text's first or last
    /// place when there is none.
    pub fn step(&self, from: CharOffset, unit: Unit, edge: Edge, is_forward: bool) -> CharOffset {
        if unit == Unit::Character {
            return self.step_character(from, is_forward);
        }
        let place = self.text.char_to_byte(from);
        let side = |unit: ByteSpan| if edge == Edge::Start { unit.start() } else { unit.end() };
        let found = self.find(unit, place, is_forward, &|unit| {
            if is_forward { side(unit) > place } else { side(unit) < place }
        });
        match found {
            Some(unit) => self.text.byte_to_char(side(unit)),
            None if is_forward => self.bounds().end().max(from),
            None => self.bounds().start().min(from),
        }
    }

    /// The first `unit` that starts at or after the end of `span`, or the last one that starts
    /// before `span` does.
    pub fn neighbour(&self, span: CharSpan, unit: Unit, is_forward: bool) -> Option<CharSpan> {
        let span = self.text.to_bytes(span);
        let place = if is_forward { span.end() } else { span.start() };
        let found = self.find(unit, place, is_forward, &|unit| {
            if is_forward { unit.start() >= place } else { unit.start() < place }
        });
        found.map(|unit| self.text.to_chars(unit))
    }

    /// The word in which `place` lies, its ends included.
    pub fn word_at(&self, place: CharOffset) -> Option<CharSpan> {
        let place = self.text.char_to_byte(place);
        let is_around = |word: ByteSpan| word.start() <= place && place <= word.end();
        let found = [true, false].map(|is_forward| {
            // The first word met is the only one that may be around.
            let nearest = |word: ByteSpan| {
                if is_forward { word.end() > place } else { word.start() < place }
            };
            self.find(Unit::Word, place, is_forward, &nearest).filter(|word| is_around(*word))
        });
        found.into_iter().flatten().next().map(|word| self.text.to_chars(word))
    }

    /// From the start of the first block to the end of the last one.
    pub fn bounds(&self) -> CharSpan {
        let ends = self.blocks.first().zip(self.blocks.last());
        ends.map_or(CharSpan::default(), |(first, last)| first.range.hull(last.range))
    }

    /// The block in which `place` lies, its end included; the next one for a place between two.
    pub fn block_at(&self, place: CharOffset) -> Option<&Block> {
        let number = self.blocks.partition_point(|block| block.range.end() < place);
        self.blocks.get(number).or_else(|| self.blocks.last())
    }

    /// `place` itself where it lies in a block; the nearest place of a block otherwise.
    pub fn settle(&self, place: CharOffset) -> CharOffset {
        let block = self.block_at(place);
        block.map_or(place, |block| place.clamp(block.range.start(), block.range.end()))
    }

    /// The nearest unit in a direction that is accepted, block after block.
    fn find(
        &self,
        unit: Unit,
        place: ByteOffset,
        is_forward: bool,
        accepts: &dyn Fn(ByteSpan) -> bool,
    ) -> Option<ByteSpan> {
        let here = self.text.byte_to_char(place);
        let in_block = |block: &Block| {
            let stretch = self.text.to_bytes(block.range);
            self.find_in(unit, stretch, place, is_forward, accepts)
        };
        if is_forward {
            let first = self.blocks.partition_point(|block| block.range.end() < here);
            self.blocks[first..].iter().find_map(in_block)
        } else {
            let after = self.blocks.partition_point(|block| block.range.start() <= here);
            self.blocks[..after].iter().rev().find_map(in_block)
        }
    }

    fn find_in(
        &self,
        unit: Unit,
        stretch: ByteSpan,
        place: ByteOffset,
        is_forward: bool,
        accepts: &dyn Fn(ByteSpan) -> bool,
    ) -> Option<ByteSpan> {
        let boundary = match unit {
            Unit::Character => Boundary::Grapheme,
            Unit::Word => Boundary::Word,
            Unit::Sentence => Boundary::Sentence,
            Unit::Block => return Some(stretch).filter(|it| accepts(*it)),
            Unit::Quotation => {
                let mut all = self.quotations_in(stretch).into_iter();
                let accepts = |it: &ByteSpan| accepts(*it);
                return if is_forward { all.find(accepts) } else { all.rfind(accepts) };
            }
        };
        let mut place = place.clamp(stretch.start(), stretch.end()).get();
        loop {
            let looked_at = if is_forward { place } else { place.checked_sub(1)? };
            if looked_at < stretch.start().get() {
                return None;
            }
            let piece = unit_at(self.segmenter, boundary, self.text.as_str(), stretch, looked_at)?;
            if let Some(found) = self.core_of(unit, piece).filter(|it| accepts(*it)) {
                return Some(found);
            }
            place = if is_forward { piece.end().get() } else { piece.start().get() };
        }
    }

    /// What of a piece counts: characters whole, words and sentences without blanks. `None` for
    /// what is no word, or blank.
    pub(super) fn core_of(&self, unit: Unit, piece: ByteSpan) -> Option<ByteSpan> {
        if unit == Unit::Character {
            return Some(piece);
        }
        let text = self.text.as_str();
        let core = trim_blank(text, piece);
        let is_word = || text[core.range()].chars().any(char::is_alphanumeric);
        (!core.is_empty() && (unit != Unit::Word || is_word())).then_some(core)
    }

    pub(super) fn quotations_in(&self, stretch: ByteSpan) -> Vec<ByteSpan> {
        let shift = stretch.start().get();
        let mut found = quotations(&self.text.as_str()[stretch.range()]);
        for span in &mut found {
            *span = ByteSpan::of(span.start().get() + shift, span.end().get() + shift);
        }
        found
    }
}
