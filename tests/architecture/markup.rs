//! Text never becomes markup, and nothing stands in the page that its policy would block.

use super::sources::{read, sources};

/// What makes markup, styles or code of strings.
const FORBIDDEN: [&str; 10] = [
    "from_html_unchecked",
    "set_inner_html",
    "set_outer_html",
    "insert_adjacent_html",
    "set_html_unsafe",
    "create_contextual_fragment",
    "parse_from_string",
    "document_write",
    "eval",
    "set_srcdoc",
];

#[test]
fn no_string_becomes_markup_or_code() {
    for source in sources("src") {
        for token in source.flat() {
            assert!(!FORBIDDEN.contains(&token.as_str()), "{}: {token}", source.path);
        }
    }
}

/// Positions are set through the CSSOM, which the policy allows.
#[test]
fn no_element_has_a_style_attribute() {
    for source in sources("src") {
        let flat = source.flat();
        let is_attribute = |it: &[String]| it[0] == "style" && it[1] == "=" && it[2] != "=";
        assert!(!flat.windows(3).any(is_attribute), "{}: style=", source.path);
        assert!(!flat.iter().any(|token| token == "\"style\""), "{}: \"style\"", source.path);
    }
}

#[test]
fn the_page_has_no_inline_script_or_style() {
    let page = read("index.html");
    assert!(!page.contains("style="), "a style attribute");
    assert!(!page.contains("<style"), "a style element");
    for tag in page.split("<script").skip(1) {
        let (attributes, rest) = tag.split_once('>').expect("the tag ends");
        assert!(attributes.contains("src="), "a script without src");
        assert!(rest.trim_start().starts_with("</script>"), "a script with something in it");
    }
    let attributes = page.split([' ', '\n']);
    let handlers: Vec<&str> =
        attributes.filter(|it| it.starts_with("on") && it.contains("=\"")).collect();
    assert_eq!(handlers, [] as [&str; 0]);
}

#[test]
fn the_page_names_nothing_of_another_origin() {
    let page = read("index.html");
    assert!(!page.contains("http://") && !page.contains("https://"));
}
