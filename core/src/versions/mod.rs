//! A newer version of an article: compared, decided by a person, put in place in one step.
//!
//! The older version stays as an article of its own, which says whose version it is; what is not
//! marked in the newer text stays marked in it. What is not certain is decided by nobody but a
//! person.

mod comparison;
mod renewal;
#[cfg(test)]
mod tests;

pub use comparison::{Comparison, Decision, Report, Run, compare};
pub use renewal::{Newer, NotRenewed, Older, older_versions, renew, version_of};
