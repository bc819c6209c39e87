//! Growing and shrinking: word, quotation, sentence, paragraph.

use crate::text::{Boundary, ByteOffset, ByteSpan, CharOffset, CharSpan, unit_at};

use super::{Ground, Unit};

impl Ground<'_> {
    /// The smallest word, quotation, sentence or paragraph (or row of them) that holds `span` and
    /// more; `span` itself when nothing wider is known.
    pub fn widened(&self, span: CharSpan) -> CharSpan {
        let bytes = self.text.to_bytes(span);
        let wider = self.around(bytes).into_iter().filter(|it| it.contains(bytes) && *it != bytes);
        wider.min_by_key(|it| it.len()).map_or(span, |it| self.text.to_chars(it))
    }

    /// The largest word, quotation, sentence or paragraph around `origin` that is less than `span`;
    /// nothing but `origin` when there is none.
    pub fn narrowed(&self, span: CharSpan, origin: CharOffset) -> CharSpan {
        let origin = origin.clamp(span.start(), span.end());
        let bytes = self.text.to_bytes(span);
        let here = self.text.to_bytes(CharSpan::new(origin, origin));
        let narrower = self
            .around(here)
            .into_iter()
            .filter(|it| bytes.contains(*it) && *it != bytes && it.contains(here));
        let largest = narrower.max_by_key(|it| it.len());
        largest.map_or(CharSpan::new(origin, origin), |it| self.text.to_chars(it))
    }

    /// Everything structural that touches `span`.
    fn around(&self, span: ByteSpan) -> Vec<ByteSpan> {
        let ends = (self.stretch_at(span.start()), self.stretch_at(span.end()));
        let (Some(first), Some(last)) = ends else { return Vec::new() };
        let mut found = self.quotations_in(first);
        for (unit, boundary) in [(Unit::Word, Boundary::Word), (Unit::Sentence, Boundary::Sentence)]
        {
            let piece = |stretch, place| {
                let piece = unit_at(self.segmenter, boundary, self.text.as_str(), stretch, place);
                piece.and_then(|piece| self.core_of(unit, piece))
            };
            let at_start = piece(first, span.start().get());
            let at_end = span.end().get().checked_sub(1).and_then(|place| piece(last, place));
            found.extend(at_start.filter(|_| span.is_empty()));
            found.extend(at_end);
            found.extend(at_start.zip(at_end).map(|(start, end)| start.hull(end)));
        }
        found.push(first.hull(last));
        found
    }

    fn stretch_at(&self, place: ByteOffset) -> Option<ByteSpan> {
        let block = self.block_at(self.text.byte_to_char(place))?;
        Some(self.text.to_bytes(block.range))
    }
}
