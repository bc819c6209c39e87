//! What is being looked for in the open article.

use std::rc::Rc;

use onrecord_core::text::{CharSpan, TextHash};

/// Words or a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// Whether it is a regular expression.
    pub is_pattern: bool,
}

/// What is looked for, and what was found of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Find {
    /// What is looked for.
    pub query: Query,
    /// Where it stands, in order.
    pub hits: Rc<Vec<CharSpan>>,
    /// The number of the hit that is shown.
    pub current: usize,
    /// What is wrong with the pattern.
    pub error: Option<String>,
    /// The text in which it was found.
    pub text: Option<TextHash>,
}
