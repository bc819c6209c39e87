//! Objects, taken apart field by field.

use std::borrow::Cow;

use super::{Map, Value};

/// The fields of an object that have not been taken yet.
///
/// A method that takes a field gives `None` when the field is of the wrong type; `null` is the
/// same as no field.
#[derive(Debug, Default)]
pub struct Fields<'j> {
    entries: Vec<(Cow<'j, str>, Value)>,
}

impl<'j> Fields<'j> {
    /// Adds a field.
    pub fn push(&mut self, name: Cow<'j, str>, value: Value) {
        self.entries.push((name, value));
    }

    /// The fields of `value`; `None` when it is no object.
    pub fn of(value: Value) -> Option<Self> {
        let entries = value.into_object()?.into_iter();
        Some(Self { entries: entries.map(|(name, value)| (Cow::Owned(name), value)).collect() })
    }

    /// Takes a field, the last one where there are several.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        let mut taken = None;
        while let Some(position) = self.entries.iter().position(|(of_entry, _)| of_entry == name) {
            taken = Some(self.entries.remove(position).1);
        }
        taken.filter(|value| *value != Value::Null)
    }

    /// Takes a string that must be there.
    pub fn text(&mut self, name: &str) -> Option<String> {
        self.take(name)?.into_string()
    }

    /// Takes a string that may be there.
    pub fn optional_text(&mut self, name: &str) -> Option<Option<String>> {
        match self.take(name) {
            Some(value) => value.into_string().map(Some),
            None => Some(None),
        }
    }

    /// Takes a whole number that must be there.
    pub fn number(&mut self, name: &str) -> Option<u64> {
        self.take(name)?.as_u64()
    }

    /// Takes a flag that is `false` when it is not there.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        match self.take(name) {
            Some(Value::Bool(flag)) => Some(flag),
            Some(_) => None,
            None => Some(false),
        }
    }

    /// Takes a list that must be there.
    pub fn list(&mut self, name: &str) -> Option<Vec<Value>> {
        self.take(name)?.into_array()
    }

    /// Takes a list that is empty when it is not there.
    pub fn optional_list(&mut self, name: &str) -> Option<Vec<Value>> {
        self.take(name).map_or(Some(Vec::new()), Value::into_array)
    }

    /// Takes an object that is empty when it is not there.
    pub fn optional_object(&mut self, name: &str) -> Option<Map> {
        self.take(name).map_or(Some(Map::new()), Value::into_object)
    }

    /// The fields that were not taken.
    pub fn into_rest(self) -> Map {
        self.entries.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()
    }
}
