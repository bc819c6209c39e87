//! How long it takes, and how much memory, to convert a text of a megabyte with 50,000 annotations
//! from one format to another, checks included; and how long programs of others take only to read the
//! same: `cargo bench -p onrecord-core --features testing --bench convert`; with `-- --all` every pair.
//!
//! Each pair has a process of its own, since the peak of its memory is what is asked for. The others
//! are asked where `cargo xtask interop` has installed them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use onrecord_core::formats::{
    Edition, Imported, ImportedArticle, Limits, Role, Source, Stamp, codec, export_edition,
};
use onrecord_core::model::{Annotation, AnnotationId, LabelSet, Timestamp};
use onrecord_core::testing;
use onrecord_core::text::{ArticleText, CharSpan};

/// Formats with an article on each line, or a word, or an annotation; and for comparison two others.
const FORMATS: [&str; 10] =
    ["csv", "tsv", "doccano", "spacy", "hf", "conll", "conllu", "brat", "native", "uima-xmi"];
const N_ANNOTATIONS: usize = 50_000;
/// A pair that takes more memory is not let pass.
const MOST_MEGABYTES: f64 = 200.0;
/// What programs of others read, and how: Python that ends with the number of annotations.
const OTHERS: [(&str, &str, &str); 4] = [
    (
        "spacy",
        "spaCy: json.loads, Doc, DocBin.to_bytes",
        "import spacy, json\n\
         from spacy.tokens import Doc, DocBin, Span\n\
         row = json.loads(open(path, encoding='utf-8').readline())\n\
         words = [it['text'] for it in row['tokens']]\n\
         spaces = [it['ws'] for it in row['tokens']]\n\
         doc = Doc(spacy.blank('en').vocab, words=words, spaces=spaces)\n\
         ends = [(it['token_start'], it['token_end'] + 1, it['label']) for it in row['spans']]\n\
         doc.spans['sc'] = [Span(doc, start, end, label=label) for start, end, label in ends]\n\
         DocBin(docs=[doc], store_user_data=True).to_bytes()\n\
         n = len(doc.spans['sc'])",
    ),
    (
        "uima-xmi",
        "dkpro-cassis: load_cas_from_xmi",
        "import cassis, os\n\
         types = cassis.load_typesystem(open(os.path.join(os.path.dirname(path), 'TypeSystem.xml'), 'rb'))\n\
         cas = cassis.load_cas_from_xmi(open(path, 'rb'), typesystem=types)\n\
         n = len(list(cas.select('onrecord.Annotation')))",
    ),
    (
        "brat",
        "bioc: brat.load",
        "from bioc import brat\n\
         text = open(path[:-4] + '.txt', encoding='utf-8', newline='')\n\
         n = len(list(brat.load(text, open(path, encoding='utf-8', newline='')).entities))",
    ),
    (
        "csv",
        "pandas: read_csv",
        "import pandas\n\
         n = len(pandas.read_csv(path, encoding='utf-8-sig'))",
    ),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, from, to, folder] = &arguments[..]
        && flag == "--pair"
    {
        return convert(from, to, Path::new(folder));
    }
    let folder = env::temp_dir().join(format!("onrecord-convert-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("there is room for files");
    for format in FORMATS {
        write(format, &folder);
    }
    println!("{:12}{:12}{:>10}{:>12}", "from", "to", "CPU s", "peak MB");
    for (from, to) in pairs(arguments.iter().any(|argument| argument == "--all")) {
        let program = env::current_exe().expect("it runs");
        let mut pair = Command::new(program);
        pair.args(["--pair", from, to]).arg(&folder);
        let output = pair.output().expect("it starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
    others(&folder);
    fs::remove_dir_all(&folder).expect("it is ours");
}

/// All pairs take minutes; else each format is read and written three times, with other partners.
fn pairs(are_all: bool) -> Vec<(&'static str, &'static str)> {
    let n = FORMATS.len();
    let steps = if are_all { (1..n).collect() } else { vec![1, 3, 7] };
    let of_step = |step| (0..n).map(move |place| (FORMATS[place], FORMATS[(place + step) % n]));
    steps.into_iter().flat_map(of_step).collect()
}

/// 50,000 passages of about 20 bytes, in each a word that is marked, in every tenth an emoji.
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
    let article = ImportedArticle { article, text, annotations, links: Vec::new() };
    Edition::new(LabelSet::built_in(), vec![article])
}

fn write(format: &str, folder: &Path) {
    let stamp = Stamp::new(Timestamp::default());
    let written = export_edition(format, edition(), "made", &stamp).expect("it is written");
    let folder = folder.join(format);
    fs::create_dir_all(&folder).expect("there is room for files");
    for file in &written.files {
        fs::write(folder.join(&file.name), &file.bytes).expect("there is room for files");
        if file.role == Role::Main {
            fs::write(folder.join("main"), &file.name).expect("there is room for files");
        }
    }
}

fn main_file(format: &str, folder: &Path) -> PathBuf {
    let folder = folder.join(format);
    let name = fs::read_to_string(folder.join("main")).expect("it was written");
    folder.join(name)
}

fn convert(from: &str, to: &str, folder: &Path) {
    let edition = Edition::of_imported(read(from, &main_file(from, folder)));
    let stamp = Stamp::new(Timestamp::default());
    assert_eq!(edition.n_annotations(), N_ANNOTATIONS, "{from}");
    let written = export_edition(to, edition, "made", &stamp).expect("it is written");
    assert!(!written.files.is_empty(), "{to}");
    let peak = peak_megabytes();
    let shown = peak.map_or_else(|| "–".to_owned(), |megabytes| format!("{megabytes:.0}"));
    println!("{from:12}{to:12}{:>10}{shown:>12}", cpu_seconds());
    assert!(peak.is_none_or(|it| it <= MOST_MEGABYTES), "{from} to {to}: {shown} MB");
}

fn read(format: &str, path: &Path) -> Imported {
    let bytes = fs::read(path).expect("it was written");
    let beside = |name: &str| fs::read(path.with_file_name(name)).ok();
    let name = path.file_name().and_then(|name| name.to_str()).expect("its name is plain");
    let source = Source { limits: Limits::OWN, ..Source::new(name, &bytes, &beside) };
    let read = codec(format).and_then(|codec| codec.read).expect("it is read");
    read(&source).expect("it was written by us")
}

/// The time that the process has had of a processor, whatever else ran, where the system says so.
fn cpu_seconds() -> String {
    /// Linux counts in hundredths of a second.
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name of the program, which may hold blanks, come eleven fields and then the times.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: Option<Vec<f64>> = fields.skip(11).take(2).map(|ticks| ticks.parse().ok()).collect();
    match ticks.as_deref() {
        Some([user, system]) => format!("{:.2}", (user + system) / TICKS_PER_SECOND),
        _ => "–".to_owned(),
    }
}

/// The most memory that the process ever had, where the system says so.
fn peak_megabytes() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    kilobytes.map(|kilobytes| kilobytes / 1024.0)
}

/// Times of programs of others for reading alone; loading their own code counts.
fn others(folder: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let python = root.join("target/interop-python/bin/python");
    if !python.exists() {
        println!("no programs of others are installed; cargo xtask interop does that");
        return;
    }
    for (format, name, code) in OTHERS {
        let lines = code.lines().map(|line| format!("    {}\n", line.trim_start()));
        let script = format!(
            "import resource, time\npath = {:?}\ndef read():\n{}    return n\nstarted = time.process_time()\nn = read()\nseconds = time.process_time() - started\n\
             peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n\
             print(f'{{n}} annotations {{seconds:10.2f}} s {{peak:8.0f}} MB')\n",
            main_file(format, folder).display().to_string(),
            lines.collect::<String>(),
        );
        let output = Command::new(&python).args(["-c", &script]).output().expect("it starts");
        let said = match output.status.success() {
            true => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
            false => {
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                format!("cannot read it: {}", said.lines().last().unwrap_or_default())
            }
        };
        println!("{format:12}{name}: {said}");
    }
}
