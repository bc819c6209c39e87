//! Documents of the corpus, changed at random.

use std::io::Write;
use std::path::Path;

use rawzip::ZipArchiveWriter;

use super::super::random::Random;
use super::Target;

/// No case has more bytes; larger files are tried on purpose, see [`super::hostile_files`].
const MOST_BYTES: usize = 400_000;

/// What stands in documents and starts something in a parser.
const PIECES: &[&str] = &[
    "<",
    ">",
    "<p>",
    "</div>",
    "<table>",
    "<b a=1>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "&#0;",
    "&amp",
    "&#x10ffff;",
    "\"",
    "'",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud800",
    "\0",
    "<svg>",
    "<math>",
    "<template>",
    "</p>",
    "<select>",
    "<w:p>",
    "<w:t>",
    "<w:del>",
    "</w:p>",
    "```",
    "~~~",
    "\r\n\r\n",
    "\n",
    "\n\n",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "<plaintext>",
    "<frameset>",
    "<ruby>",
    "<rt>",
    "<article>",
    "<h1>",
    "<li>",
    "<br>",
    "<td>",
    "> ",
    "- ",
    "1. ",
    "# ",
    "| a |",
    "|-|",
    "![",
    "](",
    "[^1]",
    "---\n",
    "$$",
    "*",
    "_",
    "`",
    "date 2026-01-07 ",
    "By ",
    "Read more: ",
    "“",
    "”",
    "\"text\":",
    "null",
    "1e999",
    "-",
    "e\u{301}",
    "é",
    "漢",
    "ش",
    "👩‍👩‍👧‍👦",
    "\u{fffd}",
    "(a+)+",
    "[a-z]",
    "{2,5}",
    "\\b",
    "^",
    "$",
    "<?xml version='1.0' encoding='utf-16'?>",
    "<meta charset=utf-16>",
    "\u{1b}$B",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;",
    "xmlns:w='w'",
];

/// The documents of the corpus, and the XML of its office documents.
#[derive(Debug, Clone, Default)]
pub struct Corpus(Vec<(String, Vec<u8>)>);

impl Corpus {
    /// Reads the files in `folder`, in the order of their names.
    ///
    /// # Errors
    /// Those of the folder and its files.
    pub fn load(folder: &Path) -> std::io::Result<Self> {
        let mut documents = Vec::new();
        for file in std::fs::read_dir(folder)? {
            let path = file?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if !name.ends_with(".expected") {
                documents.push((name, std::fs::read(&path)?));
            }
        }
        documents.sort();
        documents.push((
            "main.docx.xml".to_owned(),
            "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr><w:r><w:t>A &amp; B</w:t>\
             </w:r></w:p><w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t xml:space='preserve'>One </w:t><w:tab/><w:br/></w:r>\
             <w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p></w:body></w:document>"
                .into(),
        ));
        documents.push((
            "styles.docx.xml".to_owned(),
            "<w:styles xmlns:w='w'><w:style w:styleId='a'><w:name w:val='heading 2'/></w:style><w:style w:styleId='b'>\
             <w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:style></w:styles>"
                .into(),
        ));
        Ok(Self(documents))
    }

    /// The documents whose names end with one of `endings`.
    pub fn of(&self, endings: &[&str]) -> Vec<&[u8]> {
        let is_meant = |name: &str| endings.iter().any(|ending| name.ends_with(ending));
        self.0.iter().filter(|it| is_meant(&it.0)).map(|it| it.1.as_slice()).collect()
    }
}

/// The case with this number for `target`, the same for the same seed. Case 0 and the following
/// ones are the documents themselves.
///
/// # Panics
/// When the corpus has no document for the target.
pub fn case(corpus: &Corpus, target: &Target, seed: u64, number: u64) -> Vec<u8> {
    let documents = corpus.of(target.endings);
    assert!(!documents.is_empty(), "the corpus has no document for {}", target.name);
    if let Some(document) = usize::try_from(number).ok().and_then(|nth| documents.get(nth)) {
        return document.to_vec();
    }
    let mut random = Random::new(seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let mut bytes = random.choose(&documents).to_vec();
    for _ in 0..1 + random.below(12) {
        mutate(&mut bytes, &documents, &mut random);
        bytes.truncate(MOST_BYTES);
    }
    bytes
}

fn mutate(bytes: &mut Vec<u8>, documents: &[&[u8]], random: &mut Random) {
    let start = random.below(bytes.len() + 1);
    let reach = if random.below(8) == 0 { bytes.len() } else { 60 };
    let end = (start + random.below(reach)).min(bytes.len());
    let part = |bytes: &[u8], random: &mut Random| {
        let start = random.below(bytes.len());
        let end = (start + random.below(400)).min(bytes.len());
        bytes[start..end].to_vec()
    };
    let with: Vec<u8> = match random.below(7) {
        0 => Vec::new(),
        1 => (0..random.below(8)).map(|_| random.below(256) as u8).collect(),
        2 | 3 => random.choose(PIECES).as_bytes().to_vec(),
        4 => {
            let other = *random.choose(documents);
            part(other, random)
        }
        // Something of it many times, which is what bombs are made of.
        5 => part(bytes, random).repeat(1 + random.below(300)),
        _ => random.choose(PIECES).as_bytes().repeat(1 + random.below(3_000)),
    };
    bytes.splice(start..end, with);
}

/// An archive with these files, not packed.
pub(super) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in files {
        let (mut entry, config) = archive.new_file(name).start().expect("memory takes it");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(content).expect("memory takes it");
        let (_, descriptor) = writer.finish().expect("memory takes it");
        entry.finish(descriptor).expect("memory takes it");
    }
    archive.finish().expect("memory takes it");
    bytes
}
