//! What kind of file it is, by its content; by its name only where the content could be several.

use crate::phrase::{Phrase, phrase};

use super::{ReadFailure, json_articles, markdown};

/// How archives begin, office documents among them.
pub(super) const ZIP: &[u8] = b"PK\x03\x04";

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// Plain text.
    PlainText,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A part of a web page or document, from the clipboard.
    RichText,
    /// An office document.
    Docx,
    /// JSON with texts in it.
    Json,
    /// One JSON value a line.
    JsonLines,
}

impl DocumentKind {
    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "Plain text",
            Self::Markdown => "Markdown",
            Self::Html => "Web page",
            Self::RichText => "Rich text",
            Self::Docx => "Word document",
            Self::Json => "JSON",
            Self::JsonLines => "JSON lines",
        }
    }
}

/// Says what to do instead with files that are known and cannot be read.
pub(super) fn refuse_known_bytes(bytes: &[u8]) -> Result<(), ReadFailure> {
    const TEXT: Phrase = phrase!("open it, copy the article's text and paste it");
    const PICTURE: Phrase = phrase!("an article here is text");
    const UNPACK: Phrase = phrase!("unpack it and add the files");
    const KNOWN: &[(&[u8], Phrase, Phrase)] = &[
        (b"%PDF-", phrase!("a PDF"), TEXT),
        (b"{\\rtf", phrase!("an RTF document"), phrase!("save it as .docx or plain text")),
        (b"\xd0\xcf\x11\xe0", phrase!("an old Office document"), phrase!("save it as .docx")),
        (b"\x89PNG", phrase!("a picture"), PICTURE),
        (b"\xff\xd8\xff", phrase!("a picture"), PICTURE),
        (b"GIF8", phrase!("a picture"), PICTURE),
        (b"\x1f\x8b", phrase!("a compressed file"), UNPACK),
        (b"7z\xbc\xaf", phrase!("an archive"), UNPACK),
        (b"Rar!", phrase!("an archive"), UNPACK),
        (b"\x7fELF", phrase!("a program"), PICTURE),
        (b"\0asm", phrase!("a program"), PICTURE),
        (b"MZ\x90", phrase!("a program"), PICTURE),
        (
            b"SQLite format 3",
            phrase!("a database"),
            phrase!("export its texts as JSON or plain text"),
        ),
        (b"PK\x05\x06", phrase!("an empty archive"), UNPACK),
    ];
    match KNOWN.iter().find(|(start, ..)| bytes.starts_with(start)) {
        Some((_, kind, instead)) => Err(ReadFailure::OtherKind { kind: *kind, instead: *instead }),
        None => Ok(()),
    }
}

/// Whether the first bytes may say which character set follows, as web pages do.
pub(super) fn may_declare_charset(bytes: &[u8], name: &str) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(2_048)]);
    has_extension(name, &["html", "htm", "xhtml"]) || begins_as_page(&start)
}

/// The kind of a file with this text.
pub(super) fn kind_of(text: &str, name: &str) -> DocumentKind {
    let start = text.trim_start();
    let is_json = start.starts_with(['{', '[']);
    if begins_as_page(start)
        || (has_extension(name, &["html", "htm", "xhtml"]) && text.contains('<'))
    {
        DocumentKind::Html
    } else if has_extension(name, &["jsonl", "ndjson"])
        || (is_json && json_articles::is_lines(start))
    {
        DocumentKind::JsonLines
    } else if has_extension(name, &["json"]) || (is_json && json_articles::is_json(start)) {
        DocumentKind::Json
    } else if has_extension(name, &["md", "markdown", "mdown", "mkd"]) || markdown::is_likely(text)
    {
        DocumentKind::Markdown
    } else {
        DocumentKind::PlainText
    }
}

/// The kind of a text that was pasted: what looks like prose stays prose.
pub(super) fn kind_of_pasted(text: &str) -> DocumentKind {
    match text {
        _ if begins_as_page(text.trim_start()) => DocumentKind::Html,
        _ if markdown::is_likely(text) => DocumentKind::Markdown,
        _ => DocumentKind::PlainText,
    }
}

/// Whether a text begins as pages do, after comments and the like.
fn begins_as_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        match rest.split_once(end) {
            Some((_, later)) => rest = later.trim_start(),
            None => return false,
        }
    }
    let start = rest[..rest.floor_char_boundary(16)].to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<meta"]
        .iter()
        .any(|it| start.starts_with(it))
}

fn has_extension(name: &str, extensions: &[&str]) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, it)| extensions.iter().any(|known| it.eq_ignore_ascii_case(known)))
}
