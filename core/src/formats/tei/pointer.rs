//! Pointers into a text.

use crate::phrase::{Said, escaped, said};

use std::collections::HashMap;

/// Where an element with an id stands: in which text, from where to where, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The text, by position.
    pub text: usize,
    /// Its first character.
    pub start: u64,
    /// The character after its last.
    pub end: u64,
}

/// The places of ids; `None` for an id that stands twice.
pub type Places = HashMap<String, Option<Place>>;

/// The pointers of an attribute, which are parted by blanks, though not within brackets.
pub fn pointers(value: &str) -> Vec<&str> {
    let (mut found, mut start, mut n_open) = (Vec::new(), 0, 0_usize);
    for (place, character) in value.char_indices() {
        match character {
            '(' => n_open += 1,
            ')' => n_open = n_open.saturating_sub(1),
            _ if character.is_whitespace() && n_open == 0 => {
                found.push(&value[start..place]);
                start = place + character.len_utf8();
            }
            _ => {}
        }
    }
    found.push(&value[start..]);
    found.retain(|pointer| !pointer.is_empty());
    found
}

/// What a pointer points at.
///
/// # Errors
/// Why it points at nothing that is known.
pub fn resolve(pointer: &str, places: &Places) -> Result<Place, Said> {
    let Some(inside) = pointer.strip_prefix('#') else {
        return Err(said!(
            "\"{0}\" leads out of the file, and nothing is ever fetched",
            escaped(pointer)
        ));
    };
    let range = inside.strip_prefix("string-range(").and_then(|rest| rest.strip_suffix(')'));
    let Some(range) = range else { return place_of(inside, places) };
    let damaged = || said!("\"{0}\" is no id with an offset and a length from 0", escaped(pointer));
    let parts: Vec<&str> = range.split(',').map(str::trim).collect();
    let [id, offset, length] = parts[..] else { return Err(damaged()) };
    let number = |text: &str| text.parse::<u32>().map(u64::from).map_err(|_| damaged());
    let (offset, length) = (number(offset)?, number(length)?);
    let place = place_of(id.trim_start_matches('#'), places)?;
    let start = place.start + offset;
    Ok(Place { start, end: start + length, ..place })
}

fn place_of(id: &str, places: &Places) -> Result<Place, Said> {
    match places.get(id) {
        Some(Some(place)) => Ok(*place),
        Some(None) => Err(said!(
            "the id \"{0}\" stands twice in the file, so it may mean either",
            escaped(id)
        )),
        None => Err(said!("the id \"{0}\" is not in the file", escaped(id))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_ids_or_ranges_behind_them() {
        let place = Place { text: 0, start: 10, end: 20 };
        let places: Places =
            [("a".to_owned(), Some(place)), ("b".to_owned(), None)].into_iter().collect();
        let check = |pointer: &str, expected: Option<(u64, u64)>| {
            let found = resolve(pointer, &places).ok().map(|it| (it.start, it.end));
            assert_eq!(found, expected, "{pointer}");
        };
        check("#a", Some((10, 20)));
        check("#string-range(a,2,3)", Some((12, 15)));
        check("#string-range(#a, 2, 3)", Some((12, 15)));
        check("#string-range(a,2,-3)", None);
        check("#b", None);
        check("#c", None);
        check("http://127.0.0.1/#a", None);
        assert_eq!(pointers(" #a  #string-range(b, 1, 2) "), ["#a", "#string-range(b, 1, 2)"]);
    }
}
