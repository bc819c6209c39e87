//! Documents, made here and read.

use rawzip::{CompressionMethod, ZipArchiveWriter};
use std::io::Write;

use super::*;
use crate::ingest::tests::check_blocks;

/// An archive with these files, packed.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in files {
        let packed = miniz_oxide::deflate::compress_to_vec(content, 9);
        let (mut entry, config) = archive
            .new_file(name)
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .expect("a file begins");
        let mut writer = config.wrap(Packed { inner: &mut entry, packed: &packed });
        writer.write_all(content).expect("it is written");
        let (_, descriptor) = writer.finish().expect("it ends");
        entry.finish(descriptor).expect("the file ends");
    }
    archive.finish().expect("the archive ends");
    bytes
}

/// Writes what was packed before, once it is told to write what was not.
struct Packed<'a, W> {
    inner: W,
    packed: &'a [u8],
}

impl<W: Write> Write for Packed<'_, W> {
    fn write(&mut self, content: &[u8]) -> std::io::Result<usize> {
        self.inner.write_all(std::mem::take(&mut self.packed))?;
        Ok(content.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn paragraphs_have_tabs_breaks_and_entities() {
    let read = read(&document(
        "<w:p><w:pPr><w:pStyle w:val='Heading3'/><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>\
         <w:r><w:t>A &amp; B</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space='preserve'>One </w:t><w:tab/><w:t>two</w:t><w:br/><w:t>&#x201c;x&#8221;</w:t></w:r></w:p>\
         <w:p><w:pPr><w:pPrChange><w:pPr><w:pStyle w:val='Heading1'/></w:pPr></w:pPrChange></w:pPr>\
         <w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>link</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ))
    .expect("it can be read");
    check_blocks(
        &read,
        &[
            ("heading", "A & B"),
            ("paragraph", "One \ttwo\n“x”"),
            ("paragraph", "link"),
            ("paragraph", "cell"),
        ],
    );
}

#[test]
fn bombs_are_refused_by_what_they_unpack_to() {
    let bomb = archive(&[("word/document.xml", &vec![b' '; 60_000_000])]);
    assert!(bomb.len() < 100_000);
    assert_eq!(read(&bomb), Err(ReadFailure::Bomb));
    let many: Vec<String> = (0..3_000).map(|nth| format!("word/{nth}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(read(&archive(&many)), Err(ReadFailure::Bomb));
    let elsewhere = archive(&[
        ("word/media/1.bin", &vec![b' '; 60_000_000]),
        ("word/document.xml", b"<w:document/>"),
    ]);
    assert!(read(&elsewhere).is_ok(), "what is not read is not unpacked");
}

#[test]
fn archives_without_a_document_say_so() {
    assert_eq!(read(&archive(&[("../../etc/passwd", b"x")])), Err(ReadFailure::NoDocument));
    let doubled = archive(&[("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>")]);
    assert_eq!(read(&doubled), Err(ReadFailure::DamagedArchive));
    assert_eq!(read(b"PK\x03\x04"), Err(ReadFailure::DamagedArchive));
    let deep = format!("<w:document>{}", "<w:p>".repeat(100_000));
    let answer = paragraphs::read(&deep, &styles::Styles::new(), &mut Draft::default());
    assert_eq!(answer, Err(ReadFailure::TooDeep));
}

#[test]
fn documents_cut_short_anywhere_are_answered() {
    let whole = document("<w:p><w:r><w:t>The talks go on.</w:t></w:r></w:p>");
    for end in 0..whole.len() {
        let _ = read(&whole[..end]);
    }
}
