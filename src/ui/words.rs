//! The words of the page as a property.

use std::ops::Deref;

use crate::app::strings::Strings;

/// The table of a language; there is one of each, so they differ by address.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub &'static Strings);

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Deref for Words {
    type Target = Strings;

    fn deref(&self) -> &Strings {
        self.0
    }
}
