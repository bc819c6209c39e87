//! The readers and writers of all formats, by the id of the format.

use super::edition::Edition;
use super::export::WrittenFile;
use super::holds::Holds;
use super::{
    Imported, Loss, ReadError, Source, Stamp, WriteError, conll, conllu, csv, doccano, native,
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

/// The functions of the format with this id.
pub fn codec(id: &str) -> Option<Codec> {
    Some(match id {
        "native" => native::CODEC,
        "csv" => csv::CSV,
        "tsv" => csv::TSV,
        "doccano" => doccano::CODEC,
        "conll" => conll::CODEC,
        "conllu" => conllu::CODEC,
        _ => return None,
    })
}
