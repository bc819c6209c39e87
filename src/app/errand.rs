//! What the page asks of the second module, and what comes back.
//!
//! The second module reads and writes files. It is fetched when it is first asked, and what it asks
//! of the person it asks in dialogs of its own.

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
