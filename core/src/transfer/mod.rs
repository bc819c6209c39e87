//! What passes between the page and the module that reads and writes for it.
//!
//! The two share no memory, so what was read travels as JSON: every article, annotation and link as
//! the record that the page would store, and the texts beside them. The page takes it apart with
//! the same code that reads its store. What is to be written travels as an annotation file.

#[cfg(feature = "read")]
mod convert;
mod decode;
#[cfg(feature = "read")]
mod encode;
#[cfg(feature = "read")]
mod offers;
mod step;
#[cfg(test)]
mod tests;

#[cfg(feature = "read")]
pub use convert::{Converted, LIBRARY, NotConverted, convert, list_losses};
pub use decode::{Reading, decode};
#[cfg(feature = "read")]
pub use encode::{Found, pack, read_annotations, read_file, read_source};
#[cfg(feature = "read")]
pub use offers::{Offer, offers, relabel};
pub use step::PackedStep;
