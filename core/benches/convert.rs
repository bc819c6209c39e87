//! How long it takes to convert a text of a megabyte with 50,000 annotations from each line format
//! to each other one, checks included.

use onrecord_core::formats::{Edition, Limits, Role, Source, Stamp, codec, export_edition};
use onrecord_core::model::{Annotation, AnnotationId, LabelSet, Timestamp};
use onrecord_core::testing;
use onrecord_core::text::{ArticleText, CharSpan};

const LINES: [&str; 7] = ["csv", "tsv", "doccano", "spacy", "hf", "conll", "conllu"];
const N_ANNOTATIONS: usize = 50_000;

fn main() {
    divan::main();
}

/// 50,000 words of 20 characters, each marked, every tenth with an emoji.
fn edition() -> Edition {
    let words = (0..N_ANNOTATIONS).map(|number| match number % 10 {
        0 => format!("word{number:05} is here 🔥\n"),
        _ => format!("word{number:05} is there. "),
    });
    let mut text = String::new();
    let mut annotations = Vec::with_capacity(N_ANNOTATIONS);
    let mut n_chars = 0;
    for (number, word) in words.enumerate() {
        let range = CharSpan::of(n_chars, n_chars + 9);
        let id = AnnotationId::from_u128(number as u128 + 1);
        annotations.push(Annotation { id, ..testing::annotation(1, &[range]) });
        n_chars += word.chars().count();
        text.push_str(&word);
    }
    let text = std::rc::Rc::new(ArticleText::new(text));
    let article = testing::article(1, &text);
    let article =
        onrecord_core::formats::ImportedArticle { article, text, annotations, links: Vec::new() };
    Edition { label_set: LabelSet::built_in(), articles: vec![article] }
}

#[divan::bench(args = pairs(), sample_count = 3, sample_size = 1)]
fn convert(bencher: divan::Bencher<'_, '_>, (from, to): (&str, &str)) {
    let stamp = Stamp::new(Timestamp::default());
    let written = export_edition(from, edition(), "made", &stamp).expect("it is written");
    let main = written.files.iter().find(|file| file.role == Role::Main).expect("there is one");
    let beside = |name: &str| {
        written.files.iter().find(|file| file.name == name).map(|file| file.bytes.clone())
    };
    let read = codec(from).and_then(|codec| codec.read).expect("it is read");
    bencher.bench_local(|| {
        let source =
            Source { limits: Limits::OWN, ..Source::new(&main.name, &main.bytes, &beside) };
        let imported = read(&source).expect("it was written by us");
        export_edition(to, Edition::of_imported(imported), "made", &stamp).expect("it is written")
    });
}

/// Each format to the one after it.
fn pairs() -> Vec<(&'static str, &'static str)> {
    let next = LINES.iter().cycle().skip(1);
    LINES.iter().zip(next).map(|(from, to)| (*from, *to)).collect()
}
