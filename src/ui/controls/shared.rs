//! Something shared that is known by its address.

use std::ops::Deref;
use std::rc::Rc;

/// A shared value that equals another only when both are the same one.
///
/// As a property it spares comparing what it holds: parts of the state keep their address for as
/// long as they do not change.
#[derive(Debug)]
pub struct Shared<T: ?Sized>(pub Rc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> From<&Rc<T>> for Shared<T> {
    fn from(shared: &Rc<T>) -> Self {
        Self(shared.clone())
    }
}
