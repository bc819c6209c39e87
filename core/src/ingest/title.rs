//! Short lines that stand alone: titles and headings.

use crate::model::{Block, BlockKind};
use crate::text::{ArticleText, is_blank};

use super::run_in_headings::{is_address, is_question};

/// The longest title and the longest heading, in code points.
const MAX_TITLE: usize = 140;
const MAX_HEADING: usize = 80;
/// A paragraph that is at least this long, in code points, is not another short line.
const MIN_PARAGRAPH: usize = 100;
/// How many lines tell the width at which a text is broken.
const N_LINES_MEASURED: usize = 20;
/// How long a suggested title may grow, in code points, the ellipsis not counted.
const MAX_SUGGESTION: usize = 60;

/// A title for an article that has none: its title block, else the file's name without
/// extension made readable, else the first words of the first paragraph.
///
/// Empty when there is nothing to go by.
pub fn suggested_title(text: &ArticleText, blocks: &[Block], file_name: Option<&str>) -> String {
    let first = |wanted: &[BlockKind]| {
        let block = blocks.iter().find(|block| wanted.contains(&block.kind))?;
        Some(text.slice(block.range))
    };
    if let Some(title) = first(&[BlockKind::Title]) {
        return shorten(title, MAX_TITLE);
    }
    if let Some(name) = file_name.map(readable_name).filter(|name| !name.is_empty()) {
        return name;
    }
    let words = first(&[BlockKind::Paragraph, BlockKind::BlockQuote, BlockKind::ListItem])
        .or_else(|| blocks.first().map(|block| text.slice(block.range)));
    shorten(words.unwrap_or_default(), MAX_SUGGESTION)
}

/// Whether the first line of a text, `line`, is its title, given the paragraphs that follow.
///
/// A byline or a standfirst may stand between the title and the first long paragraph.
pub(super) fn is_title(line: &str, next: &[&str]) -> bool {
    let length = line.chars().count();
    let is_longer = |paragraph: &&str| {
        let paragraph_length = paragraph.chars().count();
        paragraph_length >= MIN_PARAGRAPH || (paragraph_length > length && ends_sentence(paragraph))
    };
    length <= MAX_TITLE
        && stands_alone(line)
        && (!ends_sentence(line) || line.ends_with(['?', '？']))
        && next.iter().any(is_longer)
}

/// Whether `line`, between the paragraphs `before` and `after`, is a heading.
pub(super) fn is_standing_heading(before: &str, line: &str, after: &str) -> bool {
    let is_long = |paragraph: &str| {
        paragraph.chars().nth(MIN_PARAGRAPH - 1).is_some()
            || (ends_sentence(paragraph) && paragraph.len() > line.len())
    };
    line.chars().nth(MAX_HEADING).is_none()
        && stands_alone(line)
        && is_long(before)
        && is_long(after)
        && (!ends_sentence(line) || (is_question(line) && !is_address(after)))
}

/// The length in bytes of the first line of `paragraph`, when that is a heading over the rest.
///
/// The line must end earlier than it has to: in a text broken at a fixed width the next word
/// would have gone over the edge.
pub(super) fn heading_line(paragraph: &str) -> Option<usize> {
    let (line, rest) = paragraph.split_once('\n')?;
    let (line, rest) = (line.trim_end_matches(is_blank), rest.trim_start_matches(is_blank));
    let next_word = rest.split(is_blank).next().unwrap_or_default();
    let length = |text: &str| text.chars().count();
    let width = rest.lines().take(N_LINES_MEASURED).map(length).max().unwrap_or_default();
    let begins_upright = !rest.starts_with(char::is_lowercase);
    let is_early = length(line) + 1 + length(next_word) <= width;
    (begins_upright && is_early && is_standing_heading(rest, line, rest)).then_some(line.len())
}

/// One line that begins as headings do: not with a mark, a small letter or a byline's "By".
fn stands_alone(line: &str) -> bool {
    let begins_well =
        line.chars().next().is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase());
    let has_letters = line.chars().any(char::is_alphabetic);
    begins_well && has_letters && !line.contains('\n') && !line.starts_with("By ")
}

/// Whether the last character closes a sentence, a clause or a quotation.
fn ends_sentence(line: &str) -> bool {
    const FINAL: &[char] = &[
        '.', '!', '?', '…', ':', ';', ',', '"', '”', '’', '\'', '»', '“', ')', ']', '–', '—', '-',
        '。', '！', '？', '：', '；', '，', '、', '」', '』', '）', '؟', '۔', '،', '।', '॥', '։',
        '።',
    ];
    line.ends_with(FINAL)
}

/// `river-report_2025.final.txt` becomes `river report 2025.final`.
fn readable_name(file_name: &str) -> String {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && is_extension(extension) => stem,
        _ => name,
    };
    let words: Vec<&str> = stem
        .split(|character: char| character.is_whitespace() || matches!(character, '_' | '-'))
        .filter(|word| !word.is_empty())
        .collect();
    let readable = words.join(" ");
    let mut characters = readable.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn is_extension(extension: &str) -> bool {
    (1..=8).contains(&extension.len())
        && extension.chars().all(|character| character.is_ascii_alphanumeric())
        && extension.chars().any(|character| character.is_ascii_alphabetic())
}

/// The words of `text` up to `max` code points, with an ellipsis where some were left out.
fn shorten(text: &str, max: usize) -> String {
    let mut short = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word_length = word.chars().count();
        let gap = usize::from(length > 0);
        if length + gap + word_length > max {
            if length == 0 {
                short.extend(word.chars().take(max));
            }
            let kept = short.trim_end_matches([',', ';', ':', '.', '–', '—', '-']).len();
            short.truncate(kept);
            short.push('…');
            return short;
        }
        if gap > 0 {
            short.push(' ');
        }
        short.push_str(word);
        length += gap + word_length;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Finding, plain_text};

    const PARAGRAPH: &str = "The harbour was closed on Monday after a crane fell into the basin \
        and sank, with nobody in it, to the relief of everyone.";

    fn kinds(text: &str) -> Vec<&'static str> {
        plain_text::read(text).blocks.iter().map(|block| block.kind.name()).collect()
    }

    fn suggest(text: &str, file_name: Option<&str>) -> String {
        let read = plain_text::read(text);
        suggested_title(&ArticleText::new(read.text), &read.blocks, file_name)
    }

    #[test]
    fn a_short_first_line_is_the_title() {
        let read = plain_text::read(&format!("Crane sinks in harbour\n\n{PARAGRAPH}"));
        assert_eq!(read.metadata.title, "Crane sinks in harbour");
        assert!(matches!(read.findings[1], Finding::Title { .. }));
        assert_eq!(
            kinds(&format!("Crane sinks\nBy Ann Lee\n{PARAGRAPH}")),
            ["title", "metadata", "paragraph"]
        );
        assert_eq!(
            kinds(&format!("起重机沉入港口\n\n{}。", "港".repeat(120))),
            ["title", "paragraph"]
        );
    }

    #[test]
    fn sentences_lists_and_lone_lines_are_no_titles() {
        assert_eq!(kinds(&format!("Cranes sink.\n\n{PARAGRAPH}")), ["paragraph", "paragraph"]);
        assert_eq!(kinds("Milk\nButter\nA dozen eggs"), ["paragraph"; 3]);
        assert_eq!(kinds("Crane sinks in harbour"), ["paragraph"]);
    }

    #[test]
    fn a_short_line_between_paragraphs_is_a_heading() {
        let text = |line: &str| format!("{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}");
        for heading in ["A slow start", "What happens next?", "2026 and beyond"] {
            assert_eq!(kinds(&text(heading)), ["paragraph", "heading", "paragraph"], "{heading}");
        }
        for line in ["It was slow.", "— Ann Lee", "“No”", "- milk", "How did you sleep?", "..."]
        {
            assert_eq!(kinds(&text(line)), ["paragraph"; 3], "{line}");
        }
        let list = format!("{PARAGRAPH}\n\nAnn Lee\n\nBo Berg\n\n{PARAGRAPH}");
        assert_eq!(kinds(&list), ["paragraph"; 4]);
    }

    #[test]
    fn a_line_that_ends_early_inside_a_block_is_a_heading() {
        let text = format!("{PARAGRAPH}\n\nA slow start\n{PARAGRAPH}\nMore of it.");
        assert_eq!(kinds(&text), ["paragraph", "heading", "paragraph"]);
        let broken = "The harbour of Kostel was\nClosed on Monday after the\nCrane fell in.";
        assert_eq!(kinds(&format!("{PARAGRAPH}\n\n{broken}")), ["paragraph"; 2]);
    }

    #[test]
    fn a_title_is_suggested_from_title_file_name_or_first_words() {
        let title = format!("Crane sinks in harbour\n\n{PARAGRAPH}");
        assert_eq!(suggest(&title, Some("x.txt")), "Crane sinks in harbour");
        assert_eq!(suggest(PARAGRAPH, Some("a/river-report_2025.txt")), "River report 2025");
        assert_eq!(suggest(PARAGRAPH, Some(".txt")), ".txt");
        assert_eq!(
            suggest(PARAGRAPH, None),
            "The harbour was closed on Monday after a crane fell into the…"
        );
        assert_eq!(suggest("date 2026-01-07 Short one.", None), "Short one.");
        assert_eq!(suggest(&"港".repeat(99), None), format!("{}…", "港".repeat(60)));
        assert_eq!(suggest("date 2026-01-07", None), "date 2026-01-07");
        assert_eq!(suggest("", None), "");
    }
}
