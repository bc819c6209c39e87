//! How long it takes to cut a large article into pieces: 10,000 annotations, 1,000 blocks of 1 KB.

use std::rc::Rc;

use divan::{Bencher, black_box};
use onrecord_core::highlight::{ChunkIndex, segments};
use onrecord_core::model::{Annotation, AnnotationId, ArticleId, Origin, Timestamp, UnknownFields};
use onrecord_core::text::{ArticleText, CharSpan};

const N_BLOCKS: usize = 1_000;
const BLOCK_CHARS: usize = 1_000;
const BLOCKS_PER_CHUNK: usize = 10;
const N_ANNOTATIONS: usize = 10_000;

struct Load {
    text: ArticleText,
    blocks: Vec<CharSpan>,
    annotations: Vec<Rc<Annotation>>,
}

impl Load {
    /// `sentence` says over and over in each block; annotations are spread evenly, of all lengths
    /// up to a block, each tenth in two ranges.
    fn new(sentence: &str) -> Self {
        let mut block: String = sentence.chars().cycle().take(BLOCK_CHARS - 1).collect();
        block.push('\n');
        let blocks = (0..N_BLOCKS).map(|idx| idx * BLOCK_CHARS);
        let blocks = blocks.map(|start| CharSpan::of(start, start + BLOCK_CHARS - 1)).collect();
        let annotations = (0..N_ANNOTATIONS).map(|idx| {
            let start = idx * (N_BLOCKS * BLOCK_CHARS / N_ANNOTATIONS);
            let end = start + 10 + idx * 7_919 % BLOCK_CHARS;
            match idx % 10 {
                0 => annotation(
                    idx,
                    vec![CharSpan::of(start, start + 5), CharSpan::of(end - 3, end)],
                ),
                _ => annotation(idx, vec![CharSpan::of(start, end)]),
            }
        });
        Self {
            text: ArticleText::new(block.repeat(N_BLOCKS)),
            blocks,
            annotations: annotations.map(Rc::new).collect(),
        }
    }

    fn chunk_index(&self) -> ChunkIndex {
        let chunks = self.blocks.chunks(BLOCKS_PER_CHUNK);
        let mut chunk_index =
            ChunkIndex::new(chunks.map(|blocks| blocks[0].hull(blocks[blocks.len() - 1])));
        chunk_index.load(&self.annotations);
        chunk_index
    }

    /// The number of pieces in all blocks of a chunk.
    fn cut(&self, chunk_index: &ChunkIndex, chunk: usize) -> usize {
        let touching = chunk_index.touching(chunk);
        let ranges: Vec<&[CharSpan]> = touching
            .iter()
            .map(|(_, _, id)| self.annotations[id.as_u128() as usize].ranges.as_slice())
            .collect();
        let blocks = &self.blocks[chunk * BLOCKS_PER_CHUNK..][..BLOCKS_PER_CHUNK];
        let pieces = blocks
            .iter()
            .map(|block| segments(&self.text, *block, ranges.iter().copied()).iter().len());
        pieces.sum()
    }
}

fn annotation(idx: usize, ranges: Vec<CharSpan>) -> Annotation {
    Annotation {
        id: AnnotationId::from_u128(idx as u128),
        article: ArticleId::from_u128(1),
        label: "claim".to_owned(),
        ranges,
        attributes: Default::default(),
        note: String::new(),
        annotator: String::new(),
        replica: None,
        created: Timestamp::default(),
        modified: Timestamp::default(),
        origin: Origin::Manual,
        unknown: UnknownFields::new(),
    }
}

const SENTENCES: [&str; 2] = ["The minister said it was done. ", "Міністр сказав: «готово» 👍. "];

#[divan::bench(args = SENTENCES)]
fn segments_of_all_blocks(bencher: Bencher, sentence: &str) {
    let load = Load::new(sentence);
    let chunk_index = load.chunk_index();
    bencher.bench_local(|| -> usize {
        (0..chunk_index.n_chunks()).map(|chunk| load.cut(black_box(&chunk_index), chunk)).sum()
    });
}

#[divan::bench(args = SENTENCES)]
fn segments_of_one_chunk(bencher: Bencher, sentence: &str) {
    let load = Load::new(sentence);
    let chunk_index = load.chunk_index();
    bencher.bench_local(|| load.cut(black_box(&chunk_index), 50));
}

#[divan::bench]
fn chunk_index_loaded(bencher: Bencher) {
    let load = Load::new(SENTENCES[0]);
    bencher.bench_local(|| load.chunk_index());
}

#[divan::bench]
fn chunk_index_edited(bencher: Bencher) {
    let load = Load::new(SENTENCES[0]);
    let mut chunk_index = load.chunk_index();
    let edited = &load.annotations[N_ANNOTATIONS / 2];
    bencher.bench_local(|| (chunk_index.remove(edited), chunk_index.insert(edited)));
}

fn main() {
    divan::main();
}
