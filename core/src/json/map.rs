//! Objects.

use std::collections::HashMap;

use super::Value;

/// Objects with more fields than this are searched for double names with a tree.
const N_FEW: usize = 16;

/// Values by name, in the order in which they came; no name stands twice.
///
/// Two maps are equal when they hold the same, in any order.
#[derive(Debug, Clone, Default)]
pub struct Map {
    entries: Vec<(String, Value)>,
}

impl Map {
    /// A map of nothing.
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.position(name).map(|position| &self.entries[position].1)
    }

    /// Whether there is a value of this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Sets the value of a name and returns the one that it had.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        let name = name.into();
        if let Some(position) = self.position(&name) {
            return Some(std::mem::replace(&mut self.entries[position].1, value));
        }
        self.entries.push((name, value));
        None
    }

    /// Takes the value of a name out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.position(name).map(|position| self.entries.remove(position).1)
    }

    /// Keeps the values that are wanted.
    pub fn retain(&mut self, mut is_wanted: impl FnMut(&str, &Value) -> bool) {
        self.entries.retain(|(name, value)| is_wanted(name, value));
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.entries.clear();
    }

    /// Names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + Clone {
        self.entries.iter().map(|(name, value)| (name.as_str(), value))
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|(of_entry, _)| of_entry == name)
    }
}

/// Of a name that comes more than once the last value counts.
impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(entries: I) -> Self {
        let entries: Vec<(String, Value)> = entries.into_iter().collect();
        if entries.len() > N_FEW {
            return from_many(entries);
        }
        let mut map = Self { entries: Vec::with_capacity(entries.len()) };
        for (name, value) in entries {
            map.insert(name, value);
        }
        map
    }
}

fn from_many(entries: Vec<(String, Value)>) -> Map {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut map = Map { entries: Vec::with_capacity(entries.len()) };
    for (name, value) in entries {
        match places.get(&name) {
            Some(place) => map.entries[*place].1 = value,
            None => {
                places.insert(name.clone(), map.entries.len());
                map.entries.push((name, value));
            }
        }
    }
    map
}

impl IntoIterator for Map {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
            || (self.len() == other.len()
                && self.iter().all(|(name, value)| other.get(name) == Some(value)))
    }
}
