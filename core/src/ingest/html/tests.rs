//! Pages, read.

use super::*;
use crate::ingest::tests::check_blocks;

fn page(html: &str) -> Ingested {
    read_page(html).expect("it can be read")
}

#[test]
fn blanks_are_those_of_the_layout() {
    let read = read_fragment(
        "<div> One\n  <b>two</b>\u{a0} three<br>four<br><br>five</div>six<pre>a\n  b</pre><p> </p>\
         <table><tr><td>1</td><td> 2 </td></tr><tr><td>3</td></tr></table>",
    )
    .expect("it can be read");
    check_blocks(
        &read,
        &[
            ("paragraph", "One two\u{a0} three\nfour"),
            ("paragraph", "five"),
            ("paragraph", "six"),
            ("paragraph", "a\n  b"),
            ("paragraph", "1\t2"),
            ("paragraph", "3"),
        ],
    );
}

#[test]
fn elements_say_what_blocks_are() {
    let read = read_fragment(
        "<h1>A</h1><h4>B</h4><ul><li>C<ol><li>D</li></ol>E</li></ul><blockquote><p>F</p>G</blockquote>\
         <figure><img alt=no><figcaption>H</figcaption></figure><dl><dt>I</dt><dd>J</dd></dl>",
    )
    .expect("it can be read");
    check_blocks(
        &read,
        &[
            ("title", "A"),
            ("heading", "B"),
            ("list-item", "C"),
            ("list-item", "D"),
            ("list-item", "E"),
            ("block-quote", "F"),
            ("block-quote", "G"),
            ("caption", "H"),
            ("paragraph", "I"),
            ("paragraph", "J"),
        ],
    );
}

#[test]
fn nothing_hidden_or_active_is_text() {
    let read = read_fragment(
        "<p>A<script>1</script><style>p{}</style><template>B</template><noscript>C</noscript>\
         <span hidden>D</span><span aria-hidden=true>E</span><span style='display : none'>F</span>\
         <svg><text>G</text></svg><textarea>H</textarea><iframe>I</iframe><!-- J --></p>\
         <p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    )
    .expect("it can be read");
    check_blocks(&read, &[("paragraph", "A"), ("paragraph", "<script>alert(1)</script>")]);
}

#[test]
fn metadata_is_believed_as_far_as_it_can_be() {
    let read = page(
        "<html lang=en_GB dir=RTL><title> A \n title | Site</title><meta name=author content=' Ann  Lee '>\
         <link rel=canonical href='javascript:alert(1)'><meta property=og:url content='https://example.org/a'>\
         <script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"NewsArticle\",\
         \"headline\":\"B\",\"datePublished\":\"7 January 2026\",\"author\":\"Bo\"}]}</script>\
         <body><p>Text that is short.</p>",
    );
    let about = &read.metadata;
    assert_eq!(about.title, "B");
    assert_eq!(about.byline.as_deref(), Some("Bo"));
    assert_eq!(about.published.as_deref(), Some("2026-01-07"));
    assert_eq!(about.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(about.language.as_deref(), Some("en-GB"));
    assert_eq!(about.direction, Some(crate::model::Direction::RightToLeft));
}

#[test]
fn the_charset_is_declared_in_several_ways() {
    for (start, label) in [
        ("<meta charset=\"Shift_JIS\">", "shift_jis"),
        (
            "<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>",
            "windows-1251",
        ),
        ("<?xml version='1.0' encoding='iso-8859-2'?>", "iso-8859-2"),
    ] {
        assert_eq!(declared_charset(start.as_bytes()).as_deref(), Some(label));
    }
    assert_eq!(declared_charset(b"<p>charset"), None);
}

#[test]
fn who_is_quoted_stays_with_the_quotation() {
    let sentence =
        "The bridge was closed, and the ferries run every hour, the port authority said. ";
    let read = page(&format!(
        "<html><body><article><p>{0}</p><blockquote><p>{0}</p><footer>Mia Sund</footer></blockquote><p>{0}</p></article>\
         <footer>All rights reserved</footer></body></html>",
        sentence.repeat(4)
    ));
    let text = crate::text::ArticleText::new(read.text.clone());
    let quoted: Vec<&str> = read
        .blocks
        .iter()
        .filter(|block| block.kind == crate::model::BlockKind::BlockQuote)
        .map(|block| text.slice(block.range))
        .collect();
    assert_eq!(quoted.last(), Some(&"Mia Sund"));
    assert!(!read.text.contains("All rights"));
}

#[test]
fn posts_of_a_live_blog_are_no_list_items() {
    let read = read_fragment(
        "<ol><li><article><time>18:42</time><h3>Mayor</h3><p>He spoke.</p><ul><li>one</li></ul></article></li></ol>",
    )
    .expect("it can be read");
    check_blocks(
        &read,
        &[
            ("paragraph", "18:42"),
            ("heading", "Mayor"),
            ("paragraph", "He spoke."),
            ("list-item", "one"),
        ],
    );
}

#[test]
fn pronunciations_are_no_text() {
    let read = read_fragment("<p><ruby>架<rp>（</rp><rt>か</rt><rp>）</rp></ruby>かる橋</p>")
        .expect("it can be read");
    check_blocks(&read, &[("paragraph", "架かる橋")]);
    assert!(read.findings.contains(&Finding::ReadingAidsLeftOut { count: 1 }));
}
