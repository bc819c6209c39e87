//! Files that are made to stop a reader: each is answered within a second.

use std::time::Duration;

use super::*;
use crate::testing::within;

/// A reader may take so long, in a build for tests.
const LIMIT: Duration = Duration::from_secs(3);

fn answer(what: &str, bytes: &[u8], name: &str) -> Result<Document, ReadFailure> {
    within(LIMIT, what, || read(bytes, name))
}

#[test]
fn pages_that_nest_for_ever_are_refused() {
    for tag in [
        "div",
        "b",
        "table",
        "svg",
        "font a=1",
        "ul",
        "blockquote",
        "rt",
        "div/",
        "svg><link",
        "optgroup",
    ] {
        let page = format!("<html>{}", format!("<{tag}>").repeat(200_000));
        assert_eq!(answer(tag, page.as_bytes(), "a.html"), Err(ReadFailure::TooDeep), "{tag}");
    }
}

#[test]
fn what_nests_before_a_table_is_refused_too() {
    let page = format!("<html><table>{}", "<rt>".repeat(200_000));
    assert_eq!(answer("table", page.as_bytes(), "a.html"), Err(ReadFailure::TooDeep));
}

#[test]
fn drawings_of_many_parts_are_no_depth() {
    let page = format!("<html><svg>{}</svg><p>Talks go on.", "<path d='M0 0'/>".repeat(5_000));
    assert_eq!(answer("svg", page.as_bytes(), "a.html").map(|it| it.articles.len()), Ok(1));
}

#[test]
fn pages_that_multiply_are_refused() {
    let tags: String = (0..900).map(|nth| format!("<b class=c{nth}>")).collect();
    let page = format!("<html>{tags}{}", "<p>x".repeat(200_000));
    assert_eq!(answer("formatting", page.as_bytes(), "a.html"), Err(ReadFailure::TooComplex));
    let attributes: String = (0..400_000).map(|nth| format!(" a{nth}")).collect();
    let page = format!("<html><p{attributes}>x");
    assert_eq!(answer("attributes", page.as_bytes(), "a.html"), Err(ReadFailure::TooComplex));
}

#[test]
fn large_pages_are_read_or_refused() {
    let sentence = "The talks go on, the ministry said, and nobody left the room before the end. ";
    for (what, unit) in [
        ("paragraphs", format!("<p>{sentence}</p>")),
        ("divs", format!("<div><div>{sentence}</div></div>")),
        ("breaks", format!("{sentence}<br><br>")),
        ("links", format!("<p>{sentence}<a href='/a'>a</a></p>")),
        ("lists", format!("<ul><li>{sentence}</li></ul>")),
        ("entities", "&lt;p&gt; ".to_owned()),
        ("tables", format!("<table><tr><td>{sentence}</td></tr></table>")),
    ] {
        let page = format!("<html><body>{}", unit.repeat(1_000_000 / unit.len()));
        let _ = answer(what, page.as_bytes(), "a.html");
    }
}

#[test]
fn long_texts_are_read_up_to_the_limit() {
    let line = "The talks go on. ";
    let text = line.repeat(MOST_TEXT_BYTES / line.len());
    assert!(answer("a long text", text.as_bytes(), "a.txt").is_ok());
    let text = text + &line.repeat(2);
    let limit = MOST_TEXT_BYTES;
    let refused = Err(ReadFailure::TooLarge { n_bytes: text.len(), limit });
    assert_eq!(answer("too long a text", text.as_bytes(), "a.txt"), refused);
    let bytes = vec![b' '; MOST_FILE_BYTES + 1];
    let refused = answer("too long a file", &bytes, "a.html");
    assert!(matches!(refused, Err(ReadFailure::TooLarge { .. })));
}

#[test]
fn nested_markdown_and_json_are_read_or_refused() {
    for (name, unit) in [
        ("a.md", "> "),
        ("a.md", "- "),
        ("a.md", "["),
        ("a.md", "*a **a "),
        ("a.md", "![a]("),
        ("a.md", "<b "),
        ("a.md", "`a``"),
        ("a.md", "|a|\n|-|\n"),
        ("a.json", "[{\"text\":"),
        ("a.jsonl", "{\n"),
    ] {
        let text = unit.repeat(300_000 / unit.len());
        let _ = answer(unit, text.as_bytes(), name);
    }
}

#[test]
fn what_is_no_text_says_what_to_do() {
    for (bytes, kind) in [
        (&b"%PDF-1.7\n"[..], "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"{\\rtf1}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    ] {
        let error = read(bytes, "a").expect_err("it is no text");
        assert!(
            matches!(error, ReadFailure::OtherKind { kind: it, .. } if it.english() == kind),
            "{error}"
        );
    }
    assert_eq!(read(b"\0\x01\x02\x03", "a.txt"), Err(ReadFailure::NoTextAtAll));
    assert_eq!(read(b" \r\n", "a.txt"), Err(ReadFailure::Blank));
    assert_eq!(read(b"", "a.html"), Err(ReadFailure::Blank));
    assert_eq!(read(b"<html><script>1</script></html>", "a.html"), Err(ReadFailure::Blank));
    assert_eq!(read(b"{\"a\": 1}", "a.json"), Err(ReadFailure::NoText));
}
