//! Places in a file, as messages name them.

use std::fmt;

/// A place in a file, such as `articles[0].annotations[3].note`; costs nothing until it is shown.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Top,
    Field(&'p str),
    Index(usize),
}

impl<'p> Place<'p> {
    /// The whole file.
    pub const TOP: Place<'static> = Place { parent: None, step: Step::Top };

    /// A field of the object at this place.
    pub fn field(&'p self, name: &'p str) -> Place<'p> {
        Place { parent: Some(self), step: Step::Field(name) }
    }

    /// An element of the array at this place.
    pub fn index(&'p self, index: usize) -> Place<'p> {
        Place { parent: Some(self), step: Step::Index(index) }
    }

    fn is_top(&self) -> bool {
        matches!(self.step, Step::Top)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            fmt::Display::fmt(parent, formatter)?;
        }
        match self.step {
            Step::Top => Ok(()),
            Step::Index(index) => write!(formatter, "[{index}]"),
            // Names may come from the file, and messages go to terminals.
            Step::Field(name) if self.parent.is_none_or(Place::is_top) => {
                write!(formatter, "{}", name.escape_debug())
            }
            Step::Field(name) => write!(formatter, ".{}", name.escape_debug()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_like_paths() {
        let articles = Place::TOP.field("articles");
        let article = articles.index(0);
        let annotations = article.field("annotations");
        assert_eq!(
            annotations.index(3).field("note").to_string(),
            "articles[0].annotations[3].note"
        );
    }
}
