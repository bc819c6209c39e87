//! Files that are made to stop a reader, as large as readers take them.

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::ingest::{MOST_FILE_BYTES, MOST_PAGE_BYTES, MOST_TEXT_BYTES};

/// A file that is made to stop a reader.
#[derive(Debug, Clone)]
pub struct HostileFile {
    /// What it does.
    pub about: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What is in it.
    pub bytes: Vec<u8>,
}

const SENTENCE: &str =
    "The talks go on, the ministry said, and nobody left the room before the end. ";

/// All of them, each made when it is asked for.
pub fn hostile_files() -> Vec<fn() -> HostileFile> {
    vec![
        || filled("a text of the largest size", "a.txt", SENTENCE, MOST_TEXT_BYTES),
        || filled("a text of one word", "a.txt", "a", MOST_TEXT_BYTES),
        || filled("a text of short lines", "a.txt", "A\n", MOST_TEXT_BYTES),
        || filled("a text of short paragraphs", "a.txt", "A b.\n\n", MOST_TEXT_BYTES),
        || filled("a text of quotation marks", "a.txt", "“\"", MOST_TEXT_BYTES),
        || filled("a text of questions", "a.txt", "What Russia is saying? The ", MOST_TEXT_BYTES),
        || filled("a text of ideographs", "a.txt", "部长说，谈判继续。", MOST_TEXT_BYTES),
        || filled("a text of combining marks", "a.txt", "e\u{301}\u{302}", MOST_TEXT_BYTES),
        || filled("a text too large", "a.txt", SENTENCE, MOST_TEXT_BYTES + 100),
        || filled("a file too large", "a.txt", SENTENCE, MOST_FILE_BYTES + 100),
        || filled("a text in an old encoding", "a.txt", "\u{e4}", 10).latin(MOST_TEXT_BYTES / 2),
        || filled("Markdown of quotes", "a.md", "> ", MOST_TEXT_BYTES),
        || filled("Markdown of lists", "a.md", "- a\n", MOST_TEXT_BYTES),
        || filled("Markdown of brackets", "a.md", "[a](", MOST_TEXT_BYTES),
        || filled("Markdown of emphasis", "a.md", "*a **a ", MOST_TEXT_BYTES),
        || filled("Markdown of tables", "a.md", "|a|\n|-|\n", MOST_TEXT_BYTES),
        || filled("Markdown of HTML", "a.md", "<p>a\n\n", MOST_TEXT_BYTES),
        || filled("Markdown of link names", "a.md", "[a]: b\n\n[a] ", MOST_TEXT_BYTES),
        || {
            filled(
                "a page of paragraphs",
                "a.html",
                "<p>The talks go on, he said.",
                MOST_PAGE_BYTES,
            )
        },
        || filled("a page of sentences", "a.html", SENTENCE, MOST_PAGE_BYTES),
        || filled("a page of nested elements", "a.html", "<div>", MOST_PAGE_BYTES),
        || filled("a page of open rubies", "a.html", "<rt>", MOST_PAGE_BYTES),
        || filled("a page of short elements", "a.html", "<i></i>", MOST_PAGE_BYTES),
        || filled("a page of breaks", "a.html", "a<br>", MOST_PAGE_BYTES),
        || filled("a page of tables", "a.html", "<table><tr><td>a</table>", MOST_PAGE_BYTES),
        || filled("a page of entities", "a.html", "&lt;p&gt; ", MOST_PAGE_BYTES),
        || filled("a page of attributes", "a.html", "<p a=1 b=2 c=3 d=4>a", MOST_PAGE_BYTES),
        || filled("a page of formatting", "a.html", "<b class=a><p>", MOST_PAGE_BYTES),
        || filled("a page of scripts", "a.html", "<script>1</script>a ", MOST_PAGE_BYTES),
        || filled("a page of rubies", "a.html", "<ruby>漢<rt>かん</ruby>", MOST_PAGE_BYTES),
        || filled("a page too large", "a.html", "<p>a", MOST_PAGE_BYTES + 100),
        || filled("JSON of lists", "a.json", "[0],", MOST_FILE_BYTES),
        || filled("JSON of objects", "a.json", "{\"a\":0},", MOST_FILE_BYTES),
        || filled("JSON of numbers", "a.json", "0,", MOST_FILE_BYTES),
        || filled("JSON that nests", "a.json", "[", MOST_FILE_BYTES),
        || filled("JSON of articles", "a.json", "{\"text\":\"a\"},", MOST_FILE_BYTES),
        || filled("JSON lines without texts", "a.jsonl", "{}\n", MOST_FILE_BYTES),
        || filled("JSON lines that are damaged", "a.jsonl", "a\n", MOST_FILE_BYTES),
        || filled("JSON lines that are blank", "a.jsonl", "\n", MOST_FILE_BYTES),
        || packed("a zip bomb", "word/document.xml", " ", 400_000_000),
        || {
            packed(
                "a document of paragraphs",
                "word/document.xml",
                "<w:p><w:t>a</w:t></w:p>",
                19_000_000,
            )
        },
        || packed("a document that nests", "word/document.xml", "<w:p>", 19_000_000),
        || packed("styles that multiply", "word/styles.xml", "<w:style w:styleId='a'/>", 9_000_000),
        || HostileFile { about: "random bytes", name: "a.txt", bytes: noise(MOST_TEXT_BYTES) },
        || HostileFile { about: "an empty file", name: "a.txt", bytes: Vec::new() },
        || HostileFile { about: "an archive of noise", name: "a.docx", bytes: noisy_archive() },
    ]
}

/// A file with `unit` again and again.
fn filled(about: &'static str, name: &'static str, unit: &str, n_bytes: usize) -> HostileFile {
    let start = match name.rsplit('.').next() {
        Some("html") => "<html><body>",
        Some("json") if unit != "[" => "[",
        _ => "",
    };
    let room = n_bytes.saturating_sub(start.len() + 2);
    let mut bytes = start.as_bytes().to_vec();
    bytes.extend(unit.as_bytes().repeat(room / unit.len()));
    if start == "[" {
        bytes.extend(b"0]");
    }
    HostileFile { about, name, bytes }
}

impl HostileFile {
    fn latin(self, n_bytes: usize) -> Self {
        Self { bytes: b"K\xf6ln \x96 gr\xfc\xdft ".repeat(n_bytes / 13), ..self }
    }
}

/// A document whose part `name` has `unit` again and again.
fn packed(about: &'static str, name: &str, unit: &str, n_bytes: usize) -> HostileFile {
    let content = unit.as_bytes().repeat(n_bytes / unit.len());
    let squeezed = miniz_oxide::deflate::compress_to_vec(&content, 6);
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    let (mut entry, config) = archive
        .new_file(name)
        .compression_method(CompressionMethod::DEFLATE)
        .start()
        .expect("memory takes it");
    // What is said of its size is no more than what was packed.
    let mut writer = config.wrap(&mut entry);
    writer.write_all(&squeezed).expect("memory takes it");
    let (_, descriptor) = writer.finish().expect("memory takes it");
    entry.finish(descriptor).expect("memory takes it");
    archive.finish().expect("memory takes it");
    HostileFile { about, name: "a.docx", bytes }
}

fn noise(n_bytes: usize) -> Vec<u8> {
    let mut random = super::super::random::Random::new(1);
    (0..n_bytes).map(|_| random.below(256) as u8).collect()
}

fn noisy_archive() -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.extend(noise(1_000_000));
    bytes
}
