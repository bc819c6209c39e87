//! What tests of this and other packages make up: texts, articles, annotations.

mod annotation;
mod article;
pub mod library;
pub mod random;
#[cfg(feature = "read")]
pub mod readers;
pub mod text;

use std::time::{Duration, Instant};

pub use annotation::annotation;
pub use article::article;

/// What `work` gives, which may take the processor for `limit` at most; longer by as much as this
/// processor is slower than the one that limits are meant for.
///
/// # Panics
/// When it takes longer; `what` says what does.
pub fn within<T>(limit: Duration, what: &str, work: impl FnOnce() -> T) -> T {
    let (answer, taken) = timed(work);
    assert!(taken <= limit || taken <= limit.mul_f64(slowness()), "{what} took {taken:?}");
    answer
}

/// What [`some_work`] takes on the processor that limits are meant for.
const USUAL: Duration = Duration::from_millis(30);

/// How many times slower this processor is now than that one.
fn slowness() -> f64 {
    let (n_words, taken) = timed(some_work);
    assert!(n_words > 0);
    taken.div_duration_f64(USUAL)
}

/// Makes texts and puts them in order: memory is asked for, filled, compared and given back.
fn some_work() -> usize {
    let word = |n: u64| format!("{:x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (0..100_000).map(word).collect::<std::collections::BTreeSet<String>>().len()
}

/// What `work` gives, and for how long it had the processor, which does not depend on what else the
/// machine does. Where the system does not say (Linux does), the time that passed counts.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, before) = (Instant::now(), time_on_processor());
    let answer = work();
    let taken = match (before, time_on_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    };
    (answer, taken)
}

/// How long this thread has had a processor.
fn time_on_processor() -> Option<Duration> {
    let numbers = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    numbers.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// How many cases a property is tried with: `PROPTEST_CASES`, else this many.
pub fn n_cases(default: u32) -> u32 {
    let chosen = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    chosen.unwrap_or(default)
}
