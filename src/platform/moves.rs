//! Where things are to stand that lie over the page.
//!
//! All are measured before the first one is moved, so that the browser lays the page out once.

use web_sys::HtmlElement;

/// A place for an element, in pixels from the frame that it stands in.
pub struct Move {
    /// What is to be moved.
    pub element: HtmlElement,
    /// Its left edge, where that changes.
    pub left: Option<f64>,
    /// Its upper edge.
    pub top: f64,
    /// Its height, where that changes.
    pub height: Option<f64>,
}

impl Move {
    /// Moves the element.
    pub fn carry_out(self) {
        let lengths = [("left", self.left), ("top", Some(self.top)), ("height", self.height)];
        for (property, length) in lengths {
            if let Some(length) = length {
                // Whole pixels: what writes fractions weighs more than they are worth.
                let pixels = format!("{}px", length.round() as i32);
                let _ = self.element.style().set_property(property, &pixels);
            }
        }
    }
}
