//! Ids: 128 bits, made elsewhere; core has no randomness.

use std::fmt;
use std::marker::PhantomData;

use uuid::Uuid;

use crate::base64url;
use crate::text::TextHash;

/// A 128-bit id of a `Kind` of thing.
///
/// In files it is a UUID in canonical form, in storage keys the 22 characters of its base64url.
pub struct Id<Kind> {
    uuid: Uuid,
    kind: PhantomData<Kind>,
}

macro_rules! id_kinds {
    ($($(#[$doc:meta])* $name:ident = $kind:ident)*) => {$(
        #[doc(hidden)]
        pub enum $kind {}
        $(#[$doc])*
        pub type $name = Id<$kind>;
    )*};
}

id_kinds! {
    /// Names an article.
    ArticleId = ArticleKind
    /// Names an annotation.
    AnnotationId = AnnotationKind
    /// Names a link between two annotations.
    LinkId = LinkIdKind
    /// Names a browser profile or a run of the command line.
    ReplicaId = ReplicaKind
}

impl<Kind> Id<Kind> {
    /// The id with these bits.
    pub const fn from_u128(bits: u128) -> Self {
        Self { uuid: Uuid::from_u128(bits), kind: PhantomData }
    }

    /// A UUIDv7 (RFC 9562): `unix_ms` in front, so that ids sort by time, then random bits.
    pub fn from_time(unix_ms: u64, random: [u8; 10]) -> Self {
        let uuid = uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid();
        Self { uuid, kind: PhantomData }
    }

    /// A UUIDv5 (RFC 9562) of `parts`, so that reading the same thing twice gives the same id.
    #[cfg(feature = "read")]
    pub fn from_parts(parts: &[&str]) -> Self {
        Self { uuid: Uuid::new_v5(&NAMESPACE, name_of(parts).as_bytes()), kind: PhantomData }
    }

    /// A UUIDv8 (RFC 9562) of `parts` by their SHA-256, which the page has at hand: the id that a
    /// thing of a file gets instead of its own.
    pub fn from_hash_of(parts: &[&str]) -> Self {
        let hash = TextHash::of(&name_of(parts));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self { uuid: uuid::Builder::from_custom_bytes(bytes).into_uuid(), kind: PhantomData }
    }

    /// Reads a UUID in canonical form (any case); `None` for anything else.
    pub fn parse(canonical: &str) -> Option<Self> {
        let is_canonical = canonical.len() == 36;
        let uuid = is_canonical.then(|| Uuid::try_parse(canonical).ok()).flatten()?;
        Some(Self { uuid, kind: PhantomData })
    }

    /// Reads the 22 characters that [`Id::to_key`] writes; `None` for anything else.
    pub fn parse_key(key: &str) -> Option<Self> {
        Some(Self { uuid: Uuid::from_bytes(base64url::decode(key)?), kind: PhantomData })
    }

    /// The 22 characters of the id's base64url, without padding.
    pub fn to_key(self) -> String {
        base64url::encode(self.uuid.as_bytes())
    }

    /// The bits of the id.
    pub fn as_u128(self) -> u128 {
        self.uuid.as_u128()
    }
}

/// One name for several parts, which keeps them apart.
fn name_of(parts: &[&str]) -> String {
    parts.iter().map(|part| format!("{}:{part}", part.len())).collect()
}

/// The namespace of [`Id::from_parts`], chosen at random once.
#[cfg(feature = "read")]
const NAMESPACE: Uuid = Uuid::from_u128(0x6f6e_7265_636f_4264_8a5b_91c3_27e4_f00d);

// Derives would ask the same of `Kind`, which is only a name.
impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Kind> Copy for Id<Kind> {}

impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<Kind> Eq for Id<Kind> {}

impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl<Kind> std::hash::Hash for Id<Kind> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<Kind> fmt::Display for Id<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.uuid, formatter)
    }
}

impl<Kind> fmt::Debug for Id<Kind> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.uuid, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_read_back() {
        let id = AnnotationId::from_time(1_767_863_564_000, [7; 10]);
        assert_eq!(AnnotationId::parse(&id.to_string()), Some(id));
        assert_eq!(AnnotationId::parse_key(&id.to_key()), Some(id));
        assert_eq!(id.to_key().len(), 22);
        assert_eq!(AnnotationId::parse("nonsense"), None);
        assert_eq!(AnnotationId::parse_key("nonsense"), None);
    }

    #[test]
    fn parts_are_kept_apart() {
        assert_ne!(LinkId::from_parts(&["ab", "c"]), LinkId::from_parts(&["a", "bc"]));
        assert_ne!(LinkId::from_hash_of(&["ab", "c"]), LinkId::from_hash_of(&["a", "bc"]));
    }
}
