//! How much of a file is taken in, so that no file can freeze or flood the browser.

/// Upper bounds for a file and what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Annotations of the file, all articles together.
    pub annotations: usize,
    /// Bytes of a name, note or other string.
    pub string_bytes: usize,
    /// Bytes of an article's text.
    pub text_bytes: usize,
}

const MEGABYTE: usize = 1_000_000;

impl Limits {
    /// For files that other programs wrote.
    pub const FOREIGN: Self = Self {
        file_bytes: 20 * MEGABYTE,
        annotations: 50_000,
        string_bytes: 64 * 1024,
        text_bytes: 5 * MEGABYTE,
    };

    /// For files of our own: whatever could be written can be read back.
    pub const OWN: Self = Self {
        file_bytes: 200 * MEGABYTE,
        annotations: usize::MAX,
        string_bytes: usize::MAX,
        text_bytes: usize::MAX,
    };
}
