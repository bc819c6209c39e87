//! Joins the sheets into one file, so that the first load asks once.

use std::path::Path;

use anyhow::bail;

use super::read_text;

/// Every sheet below `styles/`, as paths from `root`, sorted.
pub(crate) fn in_directory(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec!["styles".to_owned()];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(root.join(&directory))? {
            let entry = entry?;
            let path = format!("{directory}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else if Path::new(&path).extension().is_some_and(|extension| extension == "css") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The sheets in the given order as one text. The order of the layers stays
/// that of their first mention.
pub(crate) fn join(root: &Path, sheets: &[String]) -> anyhow::Result<String> {
    let mut joined = String::new();
    for sheet in sheets {
        let text = squeeze(&read_text(root, sheet)?);
        // Neither survives the move into another file.
        if text.contains("@import") || text.contains("@charset") {
            bail!("{sheet}: link sheets in index.html, do not import them");
        }
        if text.replace("url(\"data:", "").contains("url(") {
            bail!("{sheet}: only url(\"data:…\") is allowed, the page asks for no further files");
        }
        joined.push_str(&text);
    }
    Ok(with_raw_colours(&joined))
}

/// Writes the value of a colour that is named once, for all of the page, where it is used. A browser
/// would look the name up for each element.
fn with_raw_colours(css: &str) -> String {
    let declarations = css.split(['{', ';', '}']).filter_map(|it| it.split_once(':'));
    let named = declarations.filter(|(name, value)| {
        let is_set_once = css.matches(&format!("{name}:")).count() == 1;
        name.starts_with("--") && value.starts_with('#') && is_set_once
    });
    named.fold(css.to_owned(), |text, (name, value)| {
        text.replace(&format!("var({name})"), value).replacen(&format!("{name}:{value};"), "", 1)
    })
}

/// Drops comments and blanks that mean nothing; strings stay as they are.
fn squeeze(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find(['"', '\'', '/']) {
        let (before, from) = rest.split_at(start);
        kept.push_str(&before.replace(", ", ",").replace(" > ", ">"));
        if let Some(comment) = from.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        let length = if from.starts_with('/') { 1 } else { string_length(from) };
        kept.push_str(&from[..length]);
        rest = &from[length..];
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(kept.len()), append)
}

/// Adds a line without the blanks that mean nothing at its ends, and after the name of a property.
fn append(mut squeezed: String, line: &str) -> String {
    if line == "}" && squeezed.ends_with(';') {
        squeezed.pop();
    }
    let is_declaration =
        line.ends_with(';') && line.starts_with(|it: char| it == '-' || it.is_ascii_lowercase());
    match (line.strip_suffix(" {"), line.split_once(": ")) {
        (Some(start), _) => squeezed.extend([start, "{"]),
        (None, Some((name, value))) if is_declaration => squeezed.extend([name, ":", value]),
        _ => squeezed.push_str(line),
    }
    if !line.ends_with(['{', '}', ';', ',']) {
        squeezed.push('\n');
    }
    squeezed
}

/// Length of the quoted string at the start of `text`, quotes included.
fn string_length(text: &str) -> usize {
    let quote = text.as_bytes()[0];
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((position, byte)) = bytes.next() {
        if byte == b'\\' {
            bytes.next();
        } else if byte == quote {
            return position + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_without_a_meaning_are_written_where_they_are_used() {
        let check = |css, expected: &str| assert_eq!(with_raw_colours(css), expected);
        check(
            ":root{--red-40:#b00;--red-4:#a00;--danger:var(--red-40)}p{color:var(--red-4)}",
            ":root{--danger:#b00}p{color:#a00}",
        );
        let set_twice = "a{--c:#b00;color:var(--c)}b{--c:#a00;color:var(--c)}";
        check(set_twice, set_twice);
        check("a:hover{color:#b00}", "a:hover{color:#b00}");
    }

    #[test]
    fn comments_and_blanks_go_strings_stay() {
        let check = |css, expected: &str| assert_eq!(squeeze(css), expected);
        check("a {\n  b: c; /* d\n */\n}\n", "a{b:c}");
        check(
            "a::before { content: \"/* “\\\"” */\"; }",
            "a::before { content: \"/* “\\\"” */\"; }",
        );
        check("a { content: '\"'; } /* it's */", "a { content: '\"'; }");
        check("a { grid-area: 1 / 2; }", "a { grid-area: 1 / 2; }");
        check("a > b,\n:is(c, d) {\n  e: \", > \";\n}\n", "a>b,:is(c,d){e:\", > \"}");
        check("a /* open", "a\n");
    }
}
