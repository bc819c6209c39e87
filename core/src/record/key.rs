//! The keys under which things are kept.

use crate::base64url;
use crate::model::{AnnotationId, ArticleId, LinkId};
use crate::text::TextHash;

/// The version of the layout; a browser that holds a greater one was used by a newer program.
pub const SCHEMA: u32 = 1;

/// What every key of this layout begins with.
pub const PREFIX: &str = "onrecord:1:";

/// A key of the store.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// What the store is; written once.
    Meta,
    /// Settings of the page; losing them is harmless.
    Preferences,
    /// A text, by the first 22 characters of the base64url of its hash. Never changes.
    Text(String),
    /// A versioned record.
    Record(RecordId),
    /// Text that somebody was typing, by tab and place.
    Draft(String),
    /// A value that could not be read, byte for byte, with the moment and its old key.
    Quarantine(String),
    /// What is known of a crash, by its moment.
    Crash(String),
}

/// Names a versioned record. The order puts annotations of one article side by side.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordId {
    /// The article with this id.
    Article(ArticleId),
    /// The annotation with this id, in this article.
    Annotation(ArticleId, AnnotationId),
    /// The link with this id.
    Link(LinkId),
    /// The label set with this id.
    LabelSet(String),
}

impl Key {
    /// The key of the text with this hash.
    pub fn text(hash: TextHash) -> Self {
        let mut name = base64url::encode(hash.as_bytes());
        name.truncate(22);
        Self::Text(name)
    }

    /// Reads a key; `None` for keys of other programs and of other layouts.
    pub fn parse(key: &str) -> Option<Self> {
        let rest = key.strip_prefix(PREFIX)?;
        let Some((kind, name)) = rest.split_once(':') else {
            return match rest {
                "meta" => Some(Self::Meta),
                "pref" => Some(Self::Preferences),
                _ => None,
            };
        };
        Some(match kind {
            "text" => Self::Text(name.to_owned()),
            "draft" => Self::Draft(name.to_owned()),
            "q" => Self::Quarantine(name.to_owned()),
            "crash" => Self::Crash(name.to_owned()),
            _ => Self::Record(RecordId::parse(rest)?),
        })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(PREFIX)?;
        match self {
            Self::Meta => formatter.write_str("meta"),
            Self::Preferences => formatter.write_str("pref"),
            Self::Text(name) => write!(formatter, "text:{name}"),
            Self::Record(id) => std::fmt::Display::fmt(id, formatter),
            Self::Draft(name) => write!(formatter, "draft:{name}"),
            Self::Quarantine(name) => write!(formatter, "q:{name}"),
            Self::Crash(name) => write!(formatter, "crash:{name}"),
        }
    }
}

impl RecordId {
    /// Reads what stands behind [`PREFIX`] in the key of a record.
    pub fn parse(name: &str) -> Option<Self> {
        let (kind, name) = name.split_once(':')?;
        Some(match kind {
            "article" => Self::Article(ArticleId::parse_key(name)?),
            "a" => {
                let (article, annotation) = name.split_once(':')?;
                Self::Annotation(
                    ArticleId::parse_key(article)?,
                    AnnotationId::parse_key(annotation)?,
                )
            }
            "link" => Self::Link(LinkId::parse_key(name)?),
            "labelset" => Self::LabelSet(name.to_owned()),
            _ => return None,
        })
    }
}

impl std::fmt::Display for RecordId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Article(id) => write!(formatter, "article:{}", id.to_key()),
            Self::Annotation(article, id) => {
                write!(formatter, "a:{}:{}", article.to_key(), id.to_key())
            }
            Self::Link(id) => write!(formatter, "link:{}", id.to_key()),
            Self::LabelSet(id) => write!(formatter, "labelset:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let article = ArticleId::from_u128(1);
        let records = [
            RecordId::Article(article),
            RecordId::Annotation(article, AnnotationId::from_u128(2)),
            RecordId::Link(LinkId::from_u128(3)),
            RecordId::LabelSet("a:b".into()),
        ];
        let mut keys: Vec<Key> = records.into_iter().map(Key::Record).collect();
        keys.extend([
            Key::Meta,
            Key::Preferences,
            Key::text(TextHash::of("text")),
            Key::Draft("tab:new".into()),
            Key::Quarantine("1:onrecord:1:a".into()),
            Key::Crash("1".into()),
        ]);
        for key in keys {
            assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }

    #[test]
    fn foreign_keys_are_not_ours() {
        for key in ["", "onrecord", "onrecord:2:meta", "onrecord:1:new", "onrecord:1:a:x:y"] {
            assert_eq!(Key::parse(key), None, "{key}");
        }
    }
}
