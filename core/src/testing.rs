//! What tests of this and other packages make up: texts, articles, annotations.

mod annotation;
mod article;
pub mod text;

pub use annotation::annotation;
pub use article::article;
