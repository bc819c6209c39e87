//! `docs/formats.md` says what the register says. `UPDATE_EXPECT=1` writes it anew, but for the end,
//! where figures stand that were measured.

use std::fmt::Write;

use expect_test::expect_file;
use onrecord_core::formats::{ALL, Codec, Format, HeldAttributes, HeldLinks, about, codec};

const BEFORE: &str = "\
# Formats

Which files are read and written, and what each of them holds. Whatever a format does not hold is
listed before the file is written, annotation by annotation, and `onrecord convert --report FILE`
writes that list. Every file is read back and compared with what was meant before it is handed over.
Texts that would lie beside a file come with it from `onrecord convert`; the page, which has them, hands
over the file alone and says so.

Offsets of files of other programs are believed only where the text at them is the quote beside
them. The unit is the one under which all quotes match: code points, UTF-16, UTF-8 bytes or grapheme
clusters. What does not match is left out and named; the page looks for its words in the text, shows
where they stand, and puts it there on request.

This page is made from the register of formats (`core/src/formats`); a test holds it true.

";

/// Begins what is measured, not made from the register.
const MEASURED: &str = "\n## Read by programs of others\n";

fn page(measured: &str) -> String {
    let mut page = BEFORE.to_owned();
    _ = writeln!(page, "| id | name | files | read | written |\n|---|---|---|---|---|");
    for format in ALL {
        let Format { id, name, extension, is_read, is_written, .. } = format;
        let (read, written) = (yes(*is_read), yes(*is_written));
        _ = writeln!(page, "| `{id}` | {name} | `.{extension}` | {read} | {written} |");
    }
    page.push_str("\n## What each holds\n\n");
    page.push_str("Overlapping and nested annotations are held by all of them.\n\n");
    page.push_str("| id | ids | several ranges | attributes | notes | links | people and times |");
    page.push_str(" about the article | blocks | label set |\n");
    page.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
    for format in ALL.iter().filter(|format| format.is_written) {
        row(&mut page, format, codec(format.id).expect("each has its functions"));
    }
    page.push_str("\n## What to know about each\n\n");
    for format in ALL {
        let sentence = about(format.id);
        assert!(!sentence.is_empty(), "{}", format.id);
        _ = writeln!(page, "- **{}** (`{}`): {sentence}", format.name, format.id);
    }
    page.push_str(measured);
    page
}

fn row(page: &mut String, format: &Format, codec: Codec) {
    let holds = codec.holds;
    let attributes = match holds.attributes {
        HeldAttributes::None => "–",
        HeldAttributes::Texts => "texts",
        HeldAttributes::TextsAndLists => "texts, lists",
        // What is left of them, the sentences below say.
        HeldAttributes::All if ["citron", "claimreview"].contains(&format.id) => "some",
        HeldAttributes::All => "yes",
    };
    let links = match holds.links {
        HeldLinks::None => "–",
        HeldLinks::WithinArticle => "within an article",
        HeldLinks::All => "yes",
    };
    let cells = [
        yes(holds.ids),
        yes(holds.fragments),
        attributes,
        yes(holds.notes),
        links,
        yes(holds.provenance),
        yes(holds.metadata),
        yes(holds.blocks),
        yes(holds.label_set),
    ];
    _ = writeln!(page, "| `{}` | {} |", format.id, cells.join(" | "));
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "–" }
}

#[test]
fn the_page_says_what_the_register_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/formats.md");
    let written = std::fs::read_to_string(path).expect("the page is there");
    let measured = written.find(MEASURED).expect("the page says what was measured");
    expect_file![path].assert_eq(&page(&written[measured..]));
}
