//! Cells that spreadsheets must not take for formulas.

use std::borrow::Cow;

/// What spreadsheets take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The cell with an apostrophe in front where a spreadsheet would calculate it.
///
/// One that has an apostrophe there already gets another one, so that none is ever lost.
pub fn guard(cell: &str) -> Cow<'_, str> {
    if is_guarded(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(rest) => rest,
        _ => cell,
    }
}

/// Line ends as LF, the only ones that every reader of tables takes for data.
pub fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn is_guarded(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_and_every_cell_comes_back() {
        for cell in ["", "a", "=1+1", "-5 %", "'=1", "''@x", "'tis", "+", "\tx"] {
            let guarded = guard(cell);
            assert!(!guarded.starts_with(FORMULA), "{cell}");
            assert_eq!(unguard(&guarded), cell);
        }
        assert_eq!(guard("=1"), "'=1");
        assert_eq!(unguard("'tis"), "'tis");
    }
}
