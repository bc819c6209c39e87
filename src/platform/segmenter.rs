//! The browser's own idea of words, which knows scripts without spaces, too.

use std::rc::Rc;

use js_sys::Intl::{SegmentData, Segmenter as IntlSegmenter, SegmenterOptions};
use js_sys::{Array, Reflect};
use onrecord_core::text::{
    Boundary, ByteOffset, ByteSpan, OffsetIndex, PlainSegmenter, Segmenter, Utf16Offset,
};

/// The browser's segmenter; in browsers without one (Firefox before 125) core's small rule.
pub fn segmenter() -> Rc<dyn Segmenter> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into());
    let has_segmenter = intl.and_then(|intl| Reflect::has(&intl, &"Segmenter".into()));
    match has_segmenter {
        Ok(true) => Rc::new(BrowserSegmenter::new()),
        _ => Rc::new(PlainSegmenter),
    }
}

/// `Intl.Segmenter`, one for each kind of unit.
#[derive(Debug)]
struct BrowserSegmenter {
    graphemes: IntlSegmenter,
    words: IntlSegmenter,
    sentences: IntlSegmenter,
}

impl BrowserSegmenter {
    fn new() -> Self {
        // Dictionaries go by script. A fixed language gives everybody the same words.
        let language = Array::of1(&"en".into());
        let segmenter = |granularity: &str| {
            let options = SegmenterOptions::new();
            let _ = Reflect::set(&options, &"granularity".into(), &granularity.into());
            IntlSegmenter::new(&language, &options)
        };
        Self {
            graphemes: segmenter("grapheme"),
            words: segmenter("word"),
            sentences: segmenter("sentence"),
        }
    }
}

impl Segmenter for BrowserSegmenter {
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan> {
        let segmenter = match boundary {
            Boundary::Grapheme => &self.graphemes,
            Boundary::Word => &self.words,
            Boundary::Sentence => &self.sentences,
        };
        let index = OffsetIndex::new(text);
        let place = index.byte_to_utf16(text, place).get();
        let unit: SegmentData = segmenter.segment(text).containing(place as u32)?;
        let start = unit.index() as usize;
        let end = start + unit.segment().length() as usize;
        let to_byte = |place| index.utf16_to_byte(text, Utf16Offset::new(place));
        Some(ByteSpan::new(to_byte(start), to_byte(end)))
    }
}
