//! The browser's own idea of words, which knows scripts without spaces, too.

use std::cell::OnceCell;
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
        Ok(true) => Rc::new(BrowserSegmenter::default()),
        _ => Rc::new(PlainSegmenter),
    }
}

/// `Intl.Segmenter`, one for each kind of unit. Each takes some milliseconds to make, so it is made
/// when it is first needed.
#[derive(Debug, Default)]
struct BrowserSegmenter {
    graphemes: OnceCell<IntlSegmenter>,
    words: OnceCell<IntlSegmenter>,
    sentences: OnceCell<IntlSegmenter>,
}

fn intl_segmenter(granularity: &str) -> IntlSegmenter {
    // Dictionaries go by script. A fixed language gives everybody the same words.
    let language = Array::of1(&"en".into());
    let options = SegmenterOptions::new();
    let _ = Reflect::set(&options, &"granularity".into(), &granularity.into());
    IntlSegmenter::new(&language, &options)
}

impl Segmenter for BrowserSegmenter {
    fn unit_at(&self, boundary: Boundary, text: &str, place: ByteOffset) -> Option<ByteSpan> {
        let segmenter = match boundary {
            Boundary::Grapheme => self.graphemes.get_or_init(|| intl_segmenter("grapheme")),
            Boundary::Word => self.words.get_or_init(|| intl_segmenter("word")),
            Boundary::Sentence => self.sentences.get_or_init(|| intl_segmenter("sentence")),
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
