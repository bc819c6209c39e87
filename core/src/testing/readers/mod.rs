//! Everything that reads what strangers wrote, to be tried with anything at all.
//!
//! A case is made from a document of the corpus, a seed and a number, so that it can be made again.

mod cases;
mod hostile;
mod targets;

pub use cases::{Corpus, case};
pub use hostile::{HostileFile, hostile_files};
pub use targets::{TARGETS, Target, check_partition};
