//! What selectors select.

use crate::json::{Map, Value};
use crate::phrase::said;

use super::super::ProblemKind;
use super::super::draft::Context;
use super::super::json_text::{pair_of, text};

/// More selectors than this are in no honest target.
const MOST_SELECTORS: usize = 1000;

/// What the selectors of a target say together.
#[derive(Default)]
pub struct Selected {
    /// A range for each position; several where Recogito marks several.
    pub ranges: Vec<[u64; 2]>,
    /// The quotes, in the same order.
    pub quotes: Vec<String>,
    /// What stands around the quote.
    pub context: Option<Context>,
}

/// Follows refinements and choices, however deep they are nested.
///
/// # Errors
/// When a position is none, or nothing is selected.
pub fn selected(selector: Option<&Value>) -> Result<Selected, ProblemKind> {
    let mut selected = Selected::default();
    let mut open: Vec<&Value> = selector.into_iter().collect();
    let mut n_seen = 0;
    while let Some(value) = open.pop() {
        n_seen += 1;
        if n_seen > MOST_SELECTORS {
            return Err(ProblemKind::TooDeep);
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(fields) => {
                take(&mut selected, fields)?;
                open.extend(fields.get("items"));
                open.extend(fields.get("refinedBy"));
            }
            _ => {}
        }
    }
    if selected.ranges.is_empty() && selected.quotes.iter().all(String::is_empty) {
        return Err(ProblemKind::particular(said!("selects no text by position or quote")));
    }
    Ok(selected)
}

fn take(selected: &mut Selected, fields: &Map) -> Result<(), ProblemKind> {
    let kind = text(fields, "type").unwrap_or_default();
    let is_recogito = kind.is_empty() && fields.contains_key("quote");
    if (kind == "TextPositionSelector" && selected.ranges.is_empty()) || is_recogito {
        selected.ranges.push(pair_of(fields.get("start"), fields.get("end"))?);
    }
    if is_recogito {
        selected.quotes.extend(text(fields, "quote"));
    } else if kind == "TextQuoteSelector" && selected.quotes.is_empty() {
        selected.quotes.extend(text(fields, "exact"));
        let around = |name| text(fields, name).unwrap_or_default();
        selected.context = Some(Context { before: around("prefix"), after: around("suffix") });
    }
    Ok(())
}
