//! The register of formats, as data.
//!
//! Menus, command line and documentation are drawn from it. It names no reader and no writer, so
//! that the page can show the menu without carrying all of them; see [`super::codec`]. The page knows
//! of each format it writes what stands in the menu, and no more.

/// A file format, described.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its name in menus.
    pub name: &'static str,
    /// How its files end, without the dot.
    #[cfg(feature = "read")]
    pub extension: &'static str,
    /// Its media type.
    #[cfg(feature = "read")]
    pub media_type: &'static str,
    /// Whether such files can be read.
    #[cfg(feature = "read")]
    pub is_read: bool,
    /// Whether such files can be written.
    pub is_written: bool,
}

/// Every format, in the order of the menus.
pub const ALL: &[Format] = &[
    super::native::FORMAT,
    both("w3c", "W3C Web Annotation (JSON-LD)", "jsonld", JSON_LD),
    #[cfg(feature = "read")]
    only_read("hypothesis", "Hypothesis (JSON)", "json", JSON),
    #[cfg(feature = "read")]
    only_read("recogito", "Recogito (JSON)", "json", JSON),
    both("brat", "brat standoff", "ann", "text/plain"),
    both("csv", "Table (CSV)", "csv", "text/csv"),
    both("tsv", "Table (TSV)", "tsv", "text/tab-separated-values"),
    both("doccano", "doccano (JSONL)", "jsonl", JSON_LINES),
    both("label-studio", "Label Studio (JSON)", "json", JSON),
    both("spacy", "spaCy and Prodigy (JSONL)", "jsonl", JSON_LINES),
    both("conll", "CoNLL (IOB2)", "conll", "text/plain"),
    both("conllu", "CoNLL-U", "conllu", "text/plain"),
    both("hf", "Hugging Face datasets (JSONL)", "jsonl", JSON_LINES),
    both("citron", "Citron (JSON)", "json", JSON),
    only_written("claimreview", "ClaimReview (JSON-LD)", "jsonld", JSON_LD),
    both("uima-json", "UIMA CAS (JSON)", "json", JSON),
    both("uima-xmi", "UIMA CAS (XMI)", "xmi", XML),
    #[cfg(feature = "read")]
    only_read("webanno-tsv", "WebAnno TSV 3", "tsv", "text/tab-separated-values"),
    both("tei", "TEI P5", "xml", "application/tei+xml"),
    both("refi", "REFI-QDA project", "qdpx", "application/zip"),
    both("refi-codebook", "REFI-QDA code book", "qdc", XML),
    #[cfg(feature = "read")]
    only_read("ner-annotator", "NER Annotator (JSON)", "json", JSON),
    only_written("markdown", "Markdown", "md", "text/markdown"),
];

const JSON: &str = "application/json";
const JSON_LD: &str = "application/ld+json";
const XML: &str = "application/xml";
const JSON_LINES: &str = "application/jsonl";

/// A format that is read and written.
pub(super) const fn both(
    id: &'static str,
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
) -> Format {
    #[cfg(not(feature = "read"))]
    let _ = (extension, media_type);
    Format {
        id,
        name,
        #[cfg(feature = "read")]
        extension,
        #[cfg(feature = "read")]
        media_type,
        #[cfg(feature = "read")]
        is_read: true,
        is_written: true,
    }
}

/// The format with this id.
pub fn format(id: &str) -> Option<&'static Format> {
    ALL.iter().find(|format| format.id == id)
}

#[cfg(feature = "read")]
const fn only_read(
    id: &'static str,
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
) -> Format {
    Format { is_written: false, ..both(id, name, extension, media_type) }
}

const fn only_written(
    id: &'static str,
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
) -> Format {
    Format {
        #[cfg(feature = "read")]
        is_read: false,
        ..both(id, name, extension, media_type)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_and_names_are_unique() {
        let ids: BTreeSet<_> = ALL.iter().map(|format| format.id).collect();
        let names: BTreeSet<_> = ALL.iter().map(|format| format.name).collect();
        assert_eq!((ids.len(), names.len()), (ALL.len(), ALL.len()));
    }

    #[test]
    fn each_format_has_the_functions_it_promises() {
        for format in ALL {
            let codec = super::super::codec(format.id).expect(format.id);
            assert_eq!(codec.read.is_some(), format.is_read, "{}", format.id);
            assert_eq!(codec.write.is_some(), format.is_written, "{}", format.id);
        }
    }
}
