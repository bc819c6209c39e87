//! What tests of this and other packages make up: texts, annotations. Not part of the page.

mod annotation;
pub mod text;

pub use annotation::annotation;
