//! What single lines of a news text are: bylines, datelines, captions, litter, items, quotes.
//!
//! The words that are looked for are those of a few languages; a line in another one stays a
//! paragraph.

use crate::text::{ByteSpan, is_blank};

/// Lines beyond these lengths, in code points, are prose.
const MAX_BYLINE: usize = 120;
const MAX_CAPTION: usize = 400;
const MAX_LITTER: usize = 200;
const MAX_DATELINE: usize = 90;

/// The name in a line that says who wrote the text.
///
/// ```text
/// By Ann Lee · Von Ann Lee, Berlin · Par Ann Lee · 文/安
/// ```
pub(super) fn byline(line: &str) -> Option<&str> {
    const WORDS: &[&str] = &[
        "By",
        "BY",
        "Von",
        "Par",
        "Por",
        "Di",
        "Door",
        "Av",
        "Af",
        "Przez",
        "Автор",
        "Від",
        "بقلم",
    ];
    if is_longer(line, MAX_BYLINE) || line.contains('\n') || line.ends_with(['.', '!', '?', ':']) {
        return None;
    }
    if let Some(name) = line.strip_prefix("文/").or_else(|| line.strip_prefix("文／")) {
        return (!name.is_empty()).then_some(name);
    }
    let name = WORDS.iter().find_map(|word| {
        let rest = line.strip_prefix(word)?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        rest.starts_with(is_blank).then(|| rest.trim_start_matches(is_blank))
    })?;
    // Names begin with a capital, where the script has some, and there are not many words.
    let begins_well =
        name.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase());
    let n_words = name.split(is_blank).count();
    let is_name = name.split(is_blank).filter(|it| it.starts_with(char::is_uppercase)).count() * 2
        >= n_words
        || !name.contains(char::is_lowercase);
    (begins_well && is_name && n_words <= 14).then_some(name)
}

/// How many bytes at the start of `paragraph` say where, and often when and for whom, it was
/// written: `KYIV, Ukraine, Jan 7 (Reuters) -`.
pub(super) fn dateline(paragraph: &str) -> Option<usize> {
    let limit = paragraph.char_indices().nth(MAX_DATELINE).map_or(paragraph.len(), |(end, _)| end);
    let start = &paragraph[..limit];
    let (dash, mark) = [" - ", " – ", " — ", " -- ", ") - ", ")– ", ")— "]
        .iter()
        .filter_map(|mark| Some((start.find(mark)?, *mark)))
        .min()?;
    let place = &start[..dash];
    let first: String = place
        .chars()
        .take_while(|it| it.is_alphabetic() || matches!(it, ' ' | '-' | '.' | '’' | '\''))
        .collect();
    let has_capitals_only = !first.contains(char::is_lowercase)
        && first.chars().filter(|it| it.is_uppercase()).count() >= 3;
    let ends_early = !place.contains(['“', '"', '\n', '!', '?', ';']);
    let len = dash + mark.trim_end_matches(' ').len();
    (has_capitals_only && ends_early).then_some(len)
}

/// Whether a line says what a picture shows or who made it.
pub(super) fn is_caption(line: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "photo:",
        "photo by ",
        "photograph:",
        "picture:",
        "image:",
        "image source",
        "image caption",
        "image credit",
        "caption:",
        "credit:",
        "file photo",
        "file -",
        "file –",
        "foto:",
        "bild:",
        "crédit photo",
        "photo d'",
        "photo d’",
        "archivbild",
        "imagen:",
        "фото:",
        "図：",
        "写真：",
        "图：",
        "图片来源",
        "صورة:",
    ];
    const CREDITS: &[&str] = &[
        "/reuters",
        "/ap",
        "/afp",
        "/getty images",
        "getty images)",
        "/dpa",
        "via getty images",
        "/epa",
        "/shutterstock",
        "(ap photo)",
        "/belga",
        "/ansa",
        "/pa wire",
    ];
    if line.contains('\n') || is_longer(line, MAX_CAPTION) {
        return false;
    }
    let lower = line.to_lowercase();
    let ending = lower.trim_end_matches(['.', ')', ']']);
    BEGINNINGS.iter().any(|it| lower.starts_with(it))
        || CREDITS.iter().any(|it| ending.ends_with(it.trim_end_matches(')')))
}

/// Whether a line belongs to the page and not to the article: "Read more: …", "Advertisement".
pub(super) fn is_litter(line: &str) -> bool {
    /// These stand alone.
    const WHOLE: &[&str] = &[
        "advertisement",
        "advertising",
        "ad",
        "sponsored",
        "anzeige",
        "werbung",
        "publicité",
        "publicidad",
        "pubblicità",
        "advertentie",
        "reklama",
        "реклама",
        "広告",
        "广告",
        "إعلان",
        "share",
        "share this",
        "print",
        "comments",
        "recommended",
        "related",
        "related articles",
        "most read",
        "trending",
        "subscribe",
        "newsletter",
    ];
    /// After these comes what one is to read or do.
    const BEGINNINGS: &[&str] = &[
        "read more",
        "read also",
        "also read",
        "read next",
        "see also",
        "more on this story",
        "related",
        "watch",
        "listen",
        "continue reading",
        "mehr zum thema",
        "lesen sie auch",
        "auch interessant",
        "weiterlesen",
        "lire aussi",
        "à lire aussi",
        "a lire aussi",
        "lire la suite",
        "leer más",
        "lea también",
        "lee también",
        "leggi anche",
        "leia também",
        "lees ook",
        "czytaj też",
        "czytaj także",
        "читайте также",
        "читайте також",
        "اقرأ أيضا",
        "اقرأ أيضاً",
        "关联阅读",
        "延伸阅读",
        "相关阅读",
        "相关新闻",
        "関連記事",
        "あわせて読みたい",
        "관련기사",
    ];
    /// Lines that begin so ask for something, whatever follows.
    const REQUESTS: &[&str] = &[
        "sign up for ",
        "sign up to ",
        "subscribe to ",
        "subscribe now",
        "click here",
        "follow us on ",
        "download our app",
        "get our newsletter",
        "support our journalism",
    ];
    if line.contains('\n') || is_longer(line, MAX_LITTER) {
        return false;
    }
    let lower = line.to_lowercase();
    let bare = lower.trim_matches(|it: char| !it.is_alphanumeric());
    WHOLE.contains(&bare)
        || REQUESTS.iter().any(|it| bare.starts_with(it))
        || BEGINNINGS.iter().any(|beginning| {
            bare.strip_prefix(beginning).is_some_and(|rest| {
                rest.is_empty()
                    || rest.trim_start().starts_with([':', '：', '>', '»', '→', '|', '…', '▶'])
            })
        })
}

/// Whether a line begins as an item of a list does. A dash longer than a hyphen begins speech in
/// many languages.
pub(super) fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let n_digits = line.len() - rest.len();
    let after = match (n_digits, rest.chars().next()) {
        (0, Some('•' | '-' | '*' | '·' | '▪' | '■' | '●' | '○' | '‣' | '◦' | '・')) => {
            &rest[rest.chars().next().map_or(0, char::len_utf8)..]
        }
        (1..=2, Some('.' | ')')) => &rest[1..],
        _ => return false,
    };
    after.starts_with(is_blank) && !after.trim().is_empty()
}

/// Whether every line begins with the mark of a quotation in mails and Markdown.
pub(super) fn is_quoted(block: &str) -> bool {
    block.lines().all(|line| line.starts_with("> ") || line == ">")
}

/// The lines of `block`, as spans of `text`, when each of several begins as an item does.
pub(super) fn items(text: &str, block: ByteSpan) -> Option<Vec<ByteSpan>> {
    let inside = &text[block.range()];
    let mut lines = Vec::new();
    let mut start = block.start().get();
    for line in inside.split_inclusive('\n') {
        let trimmed = line.trim_end_matches(is_blank);
        let lead = trimmed.len() - trimmed.trim_start_matches(is_blank).len();
        if !is_item(&trimmed[lead..]) {
            return None;
        }
        lines.push(ByteSpan::of(start + lead, start + trimmed.len()));
        start += line.len();
    }
    (lines.len() > 1).then_some(lines)
}

fn is_longer(line: &str, max: usize) -> bool {
    line.chars().nth(max).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_people() {
        for (line, name) in [
            ("By Ann Lee", "Ann Lee"),
            (
                "By ANN LEE and BO BERG, Political Correspondents",
                "ANN LEE and BO BERG, Political Correspondents",
            ),
            ("Von Änne Leh, Berlin", "Änne Leh, Berlin"),
            ("Par Élise Roy", "Élise Roy"),
            ("بقلم ليلى حداد", "ليلى حداد"),
            ("文/安娜", "安娜"),
        ] {
            assert_eq!(byline(line), Some(name), "{line}");
        }
        for line in [
            "By the time they left, it was late",
            "By Monday it was clear that all was lost.",
            "Byline",
            "Von dem Tag an",
            "By",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn datelines_are_capitals_before_a_dash() {
        for (start, dateline_) in [
            ("KYIV, Ukraine, Jan 7 (Reuters) - The talks", "KYIV, Ukraine, Jan 7 (Reuters) -"),
            ("PARIS (AP) — The talks", "PARIS (AP) —"),
            ("NEW YORK – The talks", "NEW YORK –"),
            ("KÖLN (dpa) - Die Gespräche", "KÖLN (dpa) -"),
            ("МОСКВА, 7 января – Переговоры", "МОСКВА, 7 января –"),
        ] {
            assert_eq!(dateline(start).map(|len| &start[..len]), Some(dateline_));
        }
        for start in
            ["The talks - long and dull - go on", "NATO said: “No - never”", "EU", "– A", "A – B"]
        {
            assert_eq!(dateline(start), None, "{start}");
        }
    }

    #[test]
    fn captions_and_litter_are_told_from_prose() {
        for line in [
            "Photo: Ann Lee",
            "Image source, Getty Images",
            "The crane on Monday. Ann Lee/Reuters",
            "FILE - The crane in 2019.",
        ] {
            assert!(is_caption(line), "{line}");
        }
        for line in [
            "Read more: The crane",
            "READ MORE",
            "ADVERTISEMENT",
            "Lire aussi : Une grue",
            "Sign up for our newsletter",
            "関連記事：クレーン",
            "▶ Watch: The crane sinks",
        ] {
            assert!(is_litter(line), "{line}");
        }
        for line in [
            "Read more books, she said.",
            "Watch out",
            "The photo shows a crane",
            "Advertisement spending fell.",
            "Related costs rose",
            "Share prices fell",
        ] {
            assert!(!is_caption(line) && !is_litter(line), "{line}");
        }
    }

    #[test]
    fn items_come_in_numbers() {
        let text = "- milk\n  - butter\n- eggs";
        let spans = items(text, ByteSpan::of(0, text.len())).expect("items");
        assert_eq!(
            spans.iter().map(|it| &text[it.range()]).collect::<Vec<_>>(),
            ["- milk", "- butter", "- eggs"]
        );
        for text in ["- milk", "- milk\nbutter", "1.5 million\n2.5 million"] {
            assert_eq!(items(text, ByteSpan::of(0, text.len())), None, "{text}");
        }
    }
}
