//! What the page asks of the second module, and what comes back.
//!
//! The second module reads and writes files. It is fetched when it is first asked, and what it asks
//! of the person it asks in dialogs of its own.

use onrecord_core::model::AnnotationId;

/// Something that the second module is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// Ask for texts and files, show what they are, and deliver what is to be added.
    AddArticles,
    /// Hand an annotation file over in another format, after saying what that cannot hold.
    Export {
        /// The id of the format.
        format: &'static str,
        /// What the file is called, without an ending.
        name: String,
        /// The annotation file.
        json: String,
    },
    /// Open a dialog about the open article, or about the library.
    Work {
        /// Which one.
        work: Work,
        /// The chosen annotation.
        chosen: Option<AnnotationId>,
        /// The annotation file of what it is about.
        json: String,
    },
}

/// Something that is done in a dialog of the second module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Changing what is known about the open article.
    Details,
    /// Correcting its blocks.
    Blocks,
    /// Putting a newer version in the place of its text.
    Version,
    /// Finding words in it.
    Find,
    /// Searching, ordering and sifting the library.
    Library,
    /// Changing how the chosen annotation is linked with others of the library.
    Links,
}

impl Work {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Details, Self::Blocks, Self::Version, Self::Find, Self::Library, Self::Links];

    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Blocks => "blocks",
            Self::Version => "version",
            Self::Find => "find",
            Self::Library => "library",
            Self::Links => "links",
        }
    }
}

/// Something that the second module delivers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// What was read, as [`onrecord_core::transfer::pack`] packs it.
    Reading {
        /// The file's name; empty for several, and for what was pasted.
        file: String,
        /// What was in it.
        packed: String,
    },
    /// A file that holds records as they are.
    Backup {
        /// The file's name.
        file: String,
        /// What is in it.
        json: String,
    },
    /// A step, as [`onrecord_core::transfer::PackedStep`] packs it.
    Step(String),
    /// Passages of the open article are to be marked, in one step.
    Mark {
        /// The label's id.
        label: String,
        /// Code points from and to, such as `4-7 12-15`.
        spans: String,
    },
    /// The article with this id is to be opened.
    Open(String),
    /// A file with this name was handed over.
    Exported(String),
    /// Why nothing could be read, in words.
    NotRead(String),
    /// Why nothing could be handed over, in words.
    NotExported(String),
}

impl Delivery {
    /// The delivery of this kind; `None` when the modules do not understand each other.
    pub fn parse(kind: &str, name: String, content: String) -> Option<Self> {
        Some(match kind {
            "reading" => Self::Reading { file: name, packed: content },
            "backup" => Self::Backup { file: name, json: content },
            "step" => Self::Step(content),
            "mark" => Self::Mark { label: name, spans: content },
            "open" => Self::Open(name),
            "exported" => Self::Exported(name),
            "not-read" => Self::NotRead(content),
            "not-exported" => Self::NotExported(content),
            _ => return None,
        })
    }

    /// The kind, the name and the content, of which [`Delivery::parse`] makes it again.
    pub fn parts(&self) -> [&str; 3] {
        match self {
            Self::Reading { file, packed } => ["reading", file, packed],
            Self::Backup { file, json } => ["backup", file, json],
            Self::Step(packed) => ["step", "", packed],
            Self::Mark { label, spans } => ["mark", label, spans],
            Self::Open(article) => ["open", article, ""],
            Self::Exported(name) => ["exported", name, ""],
            Self::NotRead(reason) => ["not-read", "", reason],
            Self::NotExported(reason) => ["not-exported", "", reason],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_apart_can_be_put_together() {
        let text = |text: &str| text.to_owned();
        let deliveries = [
            Delivery::Reading { file: text("a"), packed: text("b") },
            Delivery::Backup { file: text("a"), json: text("b") },
            Delivery::Step(text("b")),
            Delivery::Mark { label: text("a"), spans: text("b") },
            Delivery::Open(text("a")),
            Delivery::Exported(text("a")),
            Delivery::NotRead(text("b")),
            Delivery::NotExported(text("b")),
        ];
        for delivery in deliveries {
            let [kind, name, content] = delivery.parts();
            assert_eq!(Delivery::parse(kind, text(name), text(content)), Some(delivery));
        }
        assert_eq!(Delivery::parse("thanks", text("a"), text("b")), None);
    }
}
