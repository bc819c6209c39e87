//! Short names for what passes between a module and its script.
//!
//! `wasm-bindgen` gives each function a name with a hash of 16 digits, which stands in the module
//! and in the script and can be packed in neither. Both are made by one build and know each other
//! only, so two letters do.

use std::collections::BTreeMap;

/// Each long name with its short one. Functions that are like each other stay neighbours.
pub(crate) struct ShortNames(BTreeMap<String, String>);

impl ShortNames {
    /// Finds short names for those of `names` that end in a hash. None of them is one of `names`.
    pub(crate) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.collect();
        let mut long: Vec<&str> = names.iter().copied().filter(|name| has_hash(name)).collect();
        long.sort_unstable();
        long.dedup();
        let free = (0..).map(short_name).filter(|short| !names.contains(&short.as_str()));
        Self(long.into_iter().map(str::to_owned).zip(free).collect())
    }

    /// The short form of `name`, if it has one.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// `script` with the short names.
    pub(crate) fn replace_in(&self, script: &str) -> String {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '$');
        let mut replaced = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_part) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|letter| !is_part(letter)).unwrap_or(from.len());
            replaced.push_str(before);
            replaced.push_str(self.get(&from[..end]).unwrap_or(&from[..end]));
            rest = &from[end..];
        }
        replaced.push_str(rest);
        replaced
    }
}

fn has_hash(name: &str) -> bool {
    let hash = name.len().checked_sub(16).and_then(|start| name.get(start..));
    hash.is_some_and(|hash| hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
}

/// `aa`, `ab` and so on.
fn short_name(number: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let (mut name, mut rest) = (String::new(), number + LETTERS.len());
    loop {
        name.insert(0, char::from(LETTERS[rest % LETTERS.len()]));
        rest /= LETTERS.len();
        if rest == 0 {
            return name;
        }
        rest -= 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const BLUR: &str = "__wbg_blur_c2856e0bcfec2cc0";
    const BLUR_TOO: &str = "__wbg_blur_d2856e0bcfec2cc0";

    #[test]
    fn names_with_a_hash_become_short_everywhere() {
        let names = ShortNames::new([BLUR_TOO, "memory", BLUR, "aa", BLUR].into_iter());
        assert_eq!((names.get(BLUR), names.get(BLUR_TOO)), (Some("ab"), Some("ac")));
        assert_eq!(names.get("memory"), None);
        let script = format!("{BLUR}: () => wasm.{BLUR_TOO}(x{BLUR}, \"–\"), memory");
        assert_eq!(names.replace_in(&script), format!("ab: () => wasm.ac(x{BLUR}, \"–\"), memory"));
    }

    #[test]
    fn short_names_differ() {
        let names: HashSet<String> = (0..3000).map(short_name).collect();
        assert_eq!(names.len(), 3000);
        assert!(names.iter().all(|name| matches!(name.len(), 2 | 3)));
    }
}
