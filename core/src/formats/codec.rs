//! The readers and writers of all formats, by the id of the format.

use std::collections::HashMap;

use crate::model::ArticleId;

use super::edition::Edition;
use super::export::WrittenFile;
use super::holds::{Holds, fit};
use super::{
    Imported, Loss, ReadError, Source, Stamp, WriteError, brat, citron, claim_review, conll,
    conllu, csv, doccano, huggingface, label_studio, markdown, native, ner_annotator, refi, spacy,
    tei, uima, web_annotation, webanno_tsv,
};

/// Reads a file.
pub type Read = fn(&Source<'_>) -> Result<Imported, ReadError>;

/// Writes an edition into files that are called as told.
pub type Write = fn(&Edition, &str, &Stamp) -> Result<Vec<WrittenFile>, WriteError>;

/// Cuts an edition down to what only this format asks for, and says what is lost.
pub type Fit = fn(&mut Edition, &mut Vec<Loss>);

/// What can be done with files of a format.
#[derive(Debug, Clone, Copy)]
pub struct Codec {
    /// Reads such a file, where that is possible.
    pub read: Option<Read>,
    /// Writes such files, where that is possible.
    pub write: Option<Write>,
    /// What such files hold.
    pub holds: Holds,
    /// What is to be done to an edition after it was cut down to `holds`.
    pub fit: Option<Fit>,
}

impl Codec {
    /// The edition as the format holds it, and what is lost by that.
    pub fn fit(&self, edition: &mut Edition) -> Vec<Loss> {
        let articles = edition.articles.iter().map(|imported| &imported.article);
        let titles: HashMap<ArticleId, String> =
            articles.map(|article| (article.id, article.metadata.title.clone())).collect();
        let mut losses = fit(edition, self.holds);
        if let Some(fit_further) = self.fit {
            fit_further(edition, &mut losses);
        }
        for loss in &mut losses {
            let title = loss.article.and_then(|article| titles.get(&article));
            loss.title = title.cloned().unwrap_or_default();
        }
        losses
    }
}

/// The functions of the format with this id.
pub fn codec(id: &str) -> Option<Codec> {
    Some(match id {
        "native" => native::CODEC,
        "csv" => csv::CSV,
        "tsv" => csv::TSV,
        "w3c" => web_annotation::W3C,
        "hypothesis" => web_annotation::HYPOTHESIS,
        "recogito" => web_annotation::RECOGITO,
        "brat" => brat::CODEC,
        "doccano" => doccano::CODEC,
        "label-studio" => label_studio::CODEC,
        "spacy" => spacy::CODEC,
        "conll" => conll::CODEC,
        "conllu" => conllu::CODEC,
        "hf" => huggingface::CODEC,
        "citron" => citron::CODEC,
        "uima-json" => uima::JSON,
        "uima-xmi" => uima::XMI,
        "webanno-tsv" => webanno_tsv::CODEC,
        "tei" => tei::CODEC,
        "refi" => refi::CODEC,
        "refi-codebook" => refi::CODE_BOOK,
        "ner-annotator" => ner_annotator::CODEC,
        "claimreview" => claim_review::CODEC,
        "markdown" => markdown::CODEC,
        _ => return None,
    })
}
