//! Documents: decisions are numbered, and links lead somewhere.

use std::collections::BTreeSet;

use super::sources::{files, read, root};

/// The decisions, by file name.
fn decisions() -> Vec<String> {
    let paths = files("docs/adr", ".md").into_iter().filter(|path| !path.ends_with("README.md"));
    paths.map(|path| path.trim_start_matches("docs/adr/").to_owned()).collect()
}

#[test]
fn decisions_are_numbered_without_gaps() {
    let numbers: Vec<usize> = decisions()
        .iter()
        .map(|name| name.split('-').next().and_then(|it| it.parse().ok()).expect("a number"))
        .collect();
    assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>());
}

#[test]
fn decisions_have_their_headings_and_stand_in_the_list() {
    let list = read("docs/adr/README.md");
    for name in decisions() {
        let text = read(&format!("docs/adr/{name}"));
        let number = name.split('-').next().expect("a number").trim_start_matches('0');
        assert!(text.starts_with(&format!("# {number}. ")), "{name}: title");
        for heading in ["\n## Context\n", "\n## Decision\n", "\n## Consequences\n"] {
            assert!(text.contains(heading), "{name}: {heading:?}");
        }
        assert!(text.lines().count() <= 40, "{name}: at most forty lines");
        assert!(list.contains(&format!("({name})")), "{name}: not in the list");
    }
}

#[test]
fn links_lead_to_files_and_headings() {
    for path in files("", ".md") {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in links(&read(&path)) {
            // Pictures are taken of the running page, and may not have been taken yet.
            if target.contains("://") || target.starts_with("docs/pictures/") {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((&target, ""));
            let file = match file {
                "" => path.clone(),
                file => format!("{folder}/{file}").trim_start_matches('/').to_owned(),
            };
            assert!(root().join(&file).exists(), "{path}: {target}");
            let is_there = heading.is_empty() || headings(&read(&file)).contains(heading);
            assert!(is_there, "{path}: {target}");
        }
    }
}

/// The targets of `[…](target)` outside code.
fn links(markdown: &str) -> Vec<String> {
    let mut links = Vec::new();
    for line in prose(markdown) {
        let outside_code = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
        for link in outside_code.split("](").skip(1) {
            let target = link.split([')', ' ']).next().unwrap_or_default();
            links.push(target.to_owned());
        }
    }
    links
}

/// The names by which headings are linked to.
fn headings(markdown: &str) -> BTreeSet<String> {
    let headings = prose(markdown).filter(|line| line.starts_with('#'));
    let name = |line: &str| {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        kept.map(|it| if it == ' ' { '-' } else { it }).collect()
    };
    headings.map(name).collect()
}

/// The lines outside blocks of code.
fn prose(markdown: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    markdown.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}
