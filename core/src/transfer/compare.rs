//! A newer version of a text, compared with the one that is here.

use crate::anchor::Outcome;
#[cfg(feature = "read")]
use crate::anchor::{Anchoring, PieceKind, Versions, word_diff};
use crate::formats::ImportedArticle;
#[cfg(feature = "read")]
use crate::json::Writer;
use crate::json::{self, Value};
#[cfg(feature = "read")]
use crate::text::ArticleText;
use crate::text::CharSpan;

use super::decode;

/// A newer version of an article's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The article as the newer version has it.
    pub newer: ImportedArticle,
    /// What was recognised in it, in words.
    pub note: String,
    /// What both versions have (`both`), the old alone (`removed`), the new alone (`added`), in
    /// order; long stretches that both have are shortened.
    pub pieces: Vec<(String, String)>,
    /// Where the passages are in the newer version, in the order asked for.
    pub found: Vec<Found>,
}

/// Where a passage is in a newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What became of it.
    pub outcome: Outcome,
    /// How alike both are, from 0 to 100.
    pub score: u64,
    /// Why, in words.
    pub reason: String,
    /// The place, or the places that come into question.
    pub places: Vec<CharSpan>,
}

/// Says which passages are meant, for [`compare`].
pub fn encode_spans(spans: &[CharSpan]) -> String {
    let ends = spans.iter().flat_map(|span| [span.start().get(), span.end().get()]);
    ends.map(|end| end.to_string()).collect::<Vec<_>>().join(" ")
}

/// Takes apart what [`compare`] packed.
///
/// # Errors
/// Why nothing was compared, in words; `None` when the two sides do not understand each other.
pub fn decode_comparison(json: &str) -> Result<Comparison, Option<String>> {
    let mut fields = json::parse_fields(json).ok_or(None)?;
    let mut reading = decode(&fields.text("reading").ok_or(None)?)?;
    let newer = reading.imported.articles.pop().ok_or(None)?;
    let pieces = fields.list("pieces").ok_or(None)?.into_iter().map(piece);
    let found = fields.list("found").ok_or(None)?.into_iter().map(found);
    Ok(Comparison {
        newer,
        note: reading.notes.pop().unwrap_or_default(),
        pieces: pieces.collect::<Option<_>>().ok_or(None)?,
        found: found.collect::<Option<_>>().ok_or(None)?,
    })
}

fn piece(value: Value) -> Option<(String, String)> {
    let [kind, text] = <[Value; 2]>::try_from(value.into_array()?).ok()?;
    Some((kind.into_string()?, text.into_string()?))
}

fn found(value: Value) -> Option<Found> {
    let [outcome, score, reason, places] = <[Value; 4]>::try_from(value.into_array()?).ok()?;
    Some(Found {
        outcome: Outcome::parse(outcome.as_str()?)?,
        score: score.into_string()?.parse().ok()?,
        reason: reason.into_string()?,
        places: decode_spans(places.as_str()?),
    })
}

/// Takes apart what [`super::find`] packed.
///
/// # Errors
/// What is wrong with the pattern.
pub fn decode_hits(hits: &str) -> Result<Vec<CharSpan>, String> {
    match hits.strip_prefix('!') {
        Some(error) => Err(error.to_owned()),
        None => Ok(decode_spans(hits)),
    }
}

/// The passages that [`encode_spans`] wrote.
fn decode_spans(spans: &str) -> Vec<CharSpan> {
    let ends: Vec<usize> = spans.split(' ').filter_map(|end| end.parse().ok()).collect();
    ends.chunks_exact(2).map(|ends| CharSpan::of(ends[0], ends[1])).collect()
}

/// Long stretches that both versions have are shortened to this many characters at each end.
#[cfg(feature = "read")]
const N_AROUND: usize = 80;

/// Compares the text `old` with the one that was read into `reading`, and finds `spans` again.
#[cfg(feature = "read")]
pub fn compare(old: &str, spans: &str, reading: &str) -> String {
    let newer =
        decode(reading).ok().and_then(|reading| reading.imported.articles.into_iter().next());
    let old = ArticleText::new(old);
    let mut json = Writer::compact();
    json.object(|json| {
        json.name("reading").text(reading);
        let text = newer.map(|newer| newer.text);
        json.name("pieces").list(|json| {
            for piece in text.iter().flat_map(|new| word_diff(old.as_str(), new.as_str())) {
                let kind = match piece.kind {
                    PieceKind::Both => "both",
                    PieceKind::Removed => "removed",
                    PieceKind::Added => "added",
                };
                json.list(|json| {
                    json.text(kind);
                    json.text(&shortened(piece.text, piece.kind));
                });
            }
        });
        json.name("found").list(|json| {
            let Some(new) = &text else { return };
            let versions = Versions::new(&old, new);
            for span in decode_spans(spans) {
                write_found(json, &versions.find(span));
            }
        });
    });
    json.finish()
}

#[cfg(feature = "read")]
fn write_found(json: &mut Writer, found: &Anchoring) {
    json.list(|json| {
        json.text(found.outcome.name());
        json.text(&found.score.to_string());
        json.text(found.reason.words());
        json.text(&encode_spans(&found.places));
    });
}

#[cfg(feature = "read")]
fn shortened(text: &str, kind: PieceKind) -> String {
    let n_chars = text.chars().count();
    if kind != PieceKind::Both || n_chars <= 3 * N_AROUND {
        return text.to_owned();
    }
    let start: String = text.chars().take(N_AROUND).collect();
    let end: String = text.chars().skip(n_chars - N_AROUND).collect();
    format!("{start} … {end}")
}
