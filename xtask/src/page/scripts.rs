//! Takes out of scripts what only their readers need.

use anyhow::bail;
use oxc::allocator::Allocator;
use oxc::codegen::{Codegen, CodegenOptions};
use oxc::minifier::{Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::span::SourceType;

/// Has browsers that know this line compile all functions beside the page, ahead of time. Ours are
/// small, and nearly all of them run at once; compiling each at its first call makes the page wait.
/// See "explicit compile hints" of V8.
const COMPILE_AT_ONCE: &str = "//# allFunctionsCalledOnLoad\n";

/// The module `script` in as few characters as can be.
///
/// # Errors
/// When it is no script.
pub(crate) fn squeeze(script: &str) -> anyhow::Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("a script cannot be read: {error}");
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let squeezed = Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&program);
    Ok(format!("{COMPILE_AT_ONCE}{}", squeezed.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_comments_blanks_and_long_names_go() {
        let check = |script, expected: &str| {
            let squeezed = squeeze(script).expect("it can be squeezed");
            assert_eq!(squeezed.strip_prefix(COMPILE_AT_ONCE), Some(expected));
        };
        check("f(`a // ${b}`, \"/* \"); // c\n", "f(`a // ${b}`,`/* `);");
        check(
            "export function add(first, second) {\n  return first + second;\n}\n",
            "export function add(e,t){return e+t}",
        );
    }

    #[test]
    fn what_is_no_script_is_refused() {
        assert!(squeeze("a(`b").is_err());
    }
}
