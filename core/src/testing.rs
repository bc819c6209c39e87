//! What tests of this and other packages make up: texts, articles, annotations.

mod annotation;
mod article;
pub mod library;
pub mod text;

use std::time::{Duration, Instant};

pub use annotation::annotation;
pub use article::article;

/// What `work` gives, which has to come within `limit`.
///
/// Another program may have had the processor meanwhile, so that it is tried again before it counts
/// as slow.
///
/// # Panics
/// When it takes longer each time; `what` says what does.
pub fn within<T>(limit: Duration, what: &str, mut work: impl FnMut() -> T) -> T {
    const N_TRIES: usize = 5;
    let mut shortest = Duration::MAX;
    for _ in 0..N_TRIES {
        let start = Instant::now();
        let answer = work();
        shortest = shortest.min(start.elapsed());
        if shortest <= limit {
            return answer;
        }
    }
    panic!("{what} took {shortest:?}")
}

/// How many cases a property is tried with: `PROPTEST_CASES`, else this many.
pub fn n_cases(default: u32) -> u32 {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    chosen.unwrap_or(default)
}
