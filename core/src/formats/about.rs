//! What formats are for, in a sentence each, for the documentation.

/// What files of the format with this id are, and what to know about them.
pub fn about(id: &str) -> &'static str {
    match id {
        "native" => "Everything there is; described in [file-format.md](file-format.md).",
        "w3c" => {
            "A collection of annotations; the text lies beside it as `NAME.txt`. Attributes are one \
             further body of JSON, several ranges are several targets."
        }
        "hypothesis" => "Rows of the API, with the text given beside them.",
        "recogito" => "Annotations as Recogito keeps them, with the text given beside them.",
        "brat" => {
            "`NAME.ann` and `NAME.txt`, a pair for each article. Labels are words, marks are parted at \
             line ends, attributes of more than a word are JSON in a note."
        }
        "csv" => {
            "A row for each range, a shared id for the ranges of one annotation; cells that would be \
             formulas begin with an apostrophe. The texts lie beside the table."
        }
        "tsv" => "As CSV, with tabs.",
        "doccano" => {
            "Triples, or entities and relations where there are links. Texts without a character are \
             left out."
        }
        "label-studio" => {
            "Tasks with one annotation set each; attributes are `choices` and `textarea` of a region. \
             JSON-MIN is read too."
        }
        "spacy" => {
            "Prodigy's lines with tokens and spans; `Doc.to_json` is read too. Words are cut wherever a \
             mark begins or ends, so that every mark consists of whole tokens."
        }
        "conll" => {
            "Words with a column of IOB2 tags for each label; the header names the columns and the text \
             that lies beside. IOB1, IOBES and BILOU are read, from the last column. Ends inside of \
             words are moved to whole words."
        }
        "conllu" => {
            "What is marked stands as `Entity` in the last column, blanks as `SpacesAfter`; of other \
             files every word is read with its part of speech."
        }
        "hf" => "A row for each article, the same keys in every row.",
        "citron" => "A file for each article with its quotations: contents, sources, cues.",
        "claimreview" => "A review for each claim that has a verdict or a rating.",
        "uima-json" => "A file for each article, with one type of annotation; offsets in UTF-16.",
        "uima-xmi" => {
            "A file for each article, with `TypeSystem.xml` beside it; offsets in UTF-16. Features that \
             lead to other annotations become links."
        }
        "webanno-tsv" => {
            "Span, chain and relation layers of INCEpTION and WebAnno, version 3; the label is the \
             feature `value`, else the layer."
        }
        "tei" => {
            "A file for each article: the text in one block, and `standOff` with a span for each range, \
             notes, attributes and links. Elements such as `said`, `quote` and `seg` are read too. \
             Files with a document type are refused."
        }
        "refi" => {
            "An archive with the project and the texts. Codes are labels, descriptions of selections are \
             notes; of other projects colours, memos and sources that are no texts are named and left out."
        }
        "refi-codebook" => "The labels alone, as codes.",
        "ner-annotator" => "Sentences with entities, as its page exports them; offsets in UTF-16.",
        "markdown" => {
            "For reading and citing: quote, speaker, outlet, date, link into the article."
        }
        _ => "",
    }
}
