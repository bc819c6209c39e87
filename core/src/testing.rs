//! What tests of this and other packages make up: texts, articles, annotations.

mod annotation;
mod article;
pub mod library;
pub mod text;

pub use annotation::annotation;
pub use article::article;

/// How many cases a property is tried with: `PROPTEST_CASES`, else this many.
pub fn n_cases(default: u32) -> u32 {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    chosen.unwrap_or(default)
}
