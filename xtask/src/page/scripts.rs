//! Takes out of scripts what only their readers need.

use anyhow::bail;

/// Has browsers that know this line compile all functions beside the page, ahead of time. Ours are
/// small, and nearly all of them run at once; compiling each at its first call makes the page wait.
/// See "explicit compile hints" of V8.
const COMPILE_AT_ONCE: &str = "//# allFunctionsCalledOnLoad\n";

/// Drops comments that have lines of their own, indentation and empty lines.
///
/// # Errors
/// When a quoted text goes over several lines, where blanks would mean something.
pub(crate) fn squeeze(script: &str) -> anyhow::Result<String> {
    let mut kept = String::with_capacity(COMPILE_AT_ONCE.len() + script.len());
    kept.push_str(COMPILE_AT_ONCE);
    let mut is_in_comment = false;
    for line in script.lines().map(str::trim) {
        if is_in_comment || line.starts_with("/*") {
            is_in_comment = !line.ends_with("*/");
            if !is_in_comment || !line.contains("*/") {
                continue;
            }
            bail!("a comment and code share the line `{line}`");
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if !line.matches('`').count().is_multiple_of(2) {
            bail!("a text goes over several lines at `{line}`");
        }
        kept.push_str(line);
        kept.push('\n');
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_comments_and_blanks_go() {
        let check = |script, expected: &str| {
            let squeezed = squeeze(script).expect("it can be squeezed");
            assert_eq!(squeezed.strip_prefix(COMPILE_AT_ONCE), Some(expected));
        };
        check("a;\n  // b\n\n  c; // d\n", "a;\nc; // d\n");
        check("/**\n * a\n */\nb;\n/* c */\nd\n", "b;\nd\n");
        check("f(`a // ${b}`, \"/* \");\n", "f(`a // ${b}`, \"/* \");\n");
    }

    #[test]
    fn what_could_change_its_meaning_is_refused() {
        assert!(squeeze("a(`b\n  c`);\n").is_err());
        assert!(squeeze("/* a */ b;\n").is_err());
    }
}
