//! The files of the project, and Rust code as tokens: comments and the insides of strings are no
//! code, so that talking about a thing is not using it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A file of Rust code, its tests left out.
pub struct Source {
    /// Its path from the root of the project, with `/`.
    pub path: String,
    /// Where it stands in its crate, such as `["app", "update", "storage"]`.
    pub module: Vec<String>,
    /// Its tokens, without modules that are compiled for tests alone.
    pub tokens: Vec<TokenTree>,
}

/// The root of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files below `folder` with this ending, sorted, as paths from the root of the project.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    let from_root = |path: &PathBuf| {
        let path = path.strip_prefix(root()).expect("it is below the root");
        path.to_str().expect("names are Unicode").replace('\\', "/")
    };
    let mut found: Vec<String> = found.iter().map(from_root).collect();
    found.retain(|path| path.ends_with(ending));
    found.sort();
    found
}

/// What is built or fetched is not ours to judge.
fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("folders can be read") {
        let path = entry.expect("entries can be read").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.starts_with('.') || ["target", "dist", "node_modules"].contains(&name) {
            continue;
        }
        match path.is_dir() {
            true => collect(&path, found),
            false => found.push(path),
        }
    }
}

/// The code below a folder `src` of a crate, without files of tests.
pub fn sources(folder: &str) -> Vec<Source> {
    let is_test = |path: &String| path.split('/').any(|it| it == "tests" || it == "tests.rs");
    let paths = files(folder, ".rs").into_iter().filter(|path| !is_test(path));
    paths.map(|path| source(folder, path)).collect()
}

fn source(folder: &str, path: String) -> Source {
    let tokens: TokenStream = read(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
    let inside = path.trim_start_matches(folder).trim_start_matches('/').trim_end_matches(".rs");
    let mut module: Vec<String> = inside.split('/').map(str::to_owned).collect();
    module.retain(|name| !["mod", "lib", "main"].contains(&name.as_str()));
    Source { path, module, tokens: without_tests(tokens.into_iter().collect()) }
}

/// Leaves out `#[cfg(test)] mod … { … }`.
fn without_tests(tokens: Vec<TokenTree>) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let is_for_tests = matches!(&token, TokenTree::Group(group)
            if group.delimiter() == Delimiter::Bracket
                && group.stream().to_string().replace(' ', "") == "cfg(test)");
        if is_for_tests {
            let is_end = |token: &TokenTree| match token {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(punct) => punct.as_char() == ';',
                _ => false,
            };
            tokens.by_ref().find(is_end);
        } else {
            kept.push(token);
        }
    }
    kept
}

impl Source {
    /// Every token, groups opened, in order, each as text. Groups show as their delimiters.
    pub fn flat(&self) -> Vec<String> {
        let mut flat = Vec::new();
        flatten(self.tokens.iter().cloned(), &mut flat);
        flat
    }

    /// The string literals, without quotation marks, each with the tokens before it.
    pub fn strings(&self) -> Vec<(Vec<String>, String)> {
        let flat = self.flat();
        let strings = flat.iter().enumerate().filter_map(|(position, token)| {
            let text = token.strip_prefix('"')?.strip_suffix('"')?;
            Some((flat[position.saturating_sub(4)..position].to_vec(), text.to_owned()))
        });
        strings.collect()
    }

    /// What of its own crate the file names: paths from the crate's root.
    ///
    /// `use crate::{…}` would hide them and is refused.
    pub fn paths(&self) -> Vec<Vec<String>> {
        let flat = self.flat();
        let mut paths = Vec::new();
        for (position, token) in flat.iter().enumerate() {
            let is_start = position < 2 || flat[position - 1] != ":";
            if !is_start || !["crate", "super", "self"].contains(&token.as_str()) {
                continue;
            }
            let mut segments = vec![token.clone()];
            let mut rest = &flat[position + 1..];
            while let [one, other, name, after @ ..] = rest {
                if one != ":" || other != ":" {
                    break;
                }
                segments.push(name.clone());
                rest = after;
            }
            paths.extend(self.resolve(&segments));
        }
        paths
    }

    fn resolve(&self, segments: &[String]) -> Option<Vec<String>> {
        let n_up = segments.iter().take_while(|name| *name == "super").count();
        let base = match segments[0].as_str() {
            "crate" => &[][..],
            "super" => &self.module[..self.module.len().checked_sub(n_up)?],
            _ => return None,
        };
        let rest = &segments[n_up.max(1)..];
        let is_hidden = base.is_empty() && rest.first().is_some_and(|name| name == "{");
        assert!(!is_hidden, "{}: name each module in a line of its own", self.path);
        Some(base.iter().chain(rest).cloned().collect())
    }
}

fn flatten(tokens: impl Iterator<Item = TokenTree>, flat: &mut Vec<String>) {
    for token in tokens {
        let TokenTree::Group(group) = token else {
            flat.push(token.to_string());
            continue;
        };
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => ("", ""),
        };
        // Doc comments are attributes by now.
        let is_doc = group.delimiter() == Delimiter::Bracket
            && group.stream().into_iter().next().is_some_and(|it| it.to_string() == "doc");
        if !is_doc {
            flat.push(open.to_owned());
            flatten(group.stream().into_iter(), flat);
            flat.push(close.to_owned());
        }
    }
}
